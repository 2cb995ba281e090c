package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// healthy fails unless doctor finds nothing wrong with a store.
func healthy(t testing.TB, dir string) {
	t.Helper()
	if code, out, errs := ask("", "doctor", "--data", dir); code != 0 || !strings.Contains(out, "Không thấy lỗi") || errs != "" {
		t.Errorf("doctor of %s: exit code %d\n%s%s", filepath.Base(dir), code, out, errs)
	}
}

func TestTheInterfaceTellsOnceThatTheSecondLogFellBehind(t *testing.T) {
	o := filepath.Join(newDemo(t), demoOfficer)
	file := filepath.Join(o, logDir, "1.log")
	whole, err := os.ReadFile(file)
	mustDo(t, err)
	mustDo(t, os.Remove(file))
	mustDo(t, os.Mkdir(file, 0o700)) // stands for any fault of the disk
	forking.RLock()
	defer forking.RUnlock()
	e := &env{ctx: context.Background(), data: o, lang: "vi"}
	a := &app{e: e, store: e}
	mustDo(t, a.open(nil))
	if _, told := a.tell(nil).(telling); !told {
		t.Error("nobody is told")
	}
	if _, told := a.tell(nil).(telling); told {
		t.Error("told again")
	}
	mustDo(t, a.close())
	mustDo(t, os.Remove(file))
	mustDo(t, os.WriteFile(file, whole, 0o600))
	b := &app{e: e, store: e}
	mustDo(t, b.open(nil))
	if _, told := b.tell(nil).(telling); told {
		t.Error("told of a log that is whole")
	}
	mustDo(t, b.close())
}
