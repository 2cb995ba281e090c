package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/text"
)

// lessonSheet is a whole sheet but for 1a, whose points are given.
const lessonSheet = `{"id":%q,"months_active":60,"months_stopped":0,"facts":{"capital_begin":3200000000,"capital_end":4150000000,
"undivided_begin":500000000,"undivided_end":650000000,"revenue":2000000000},"self":{"1a":%s,"2a":3,"3a":3,"3b":2,"3c":3,"4a":1,"4b":1,"4c":1,
"5":6,"6":5,"7a":1,"7b":1,"7c":1,"8":5,"9":3,"10":7,"11":6,"12":6,"13":5,"14":5,"15":3}}`

// oneLine makes a document fit for put.
func oneLine(format string, args ...any) string {
	return strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", "") + "\n"
}

// puts stores one record and returns its id.
func puts(t *testing.T, dir, kind, doc string) string {
	t.Helper()
	out, _ := done(t, doc, "put", kind, "--data", dir)
	return strings.TrimSpace(out)
}

// fails runs a command that must end with a code and returns what it said.
func fails(t *testing.T, code int, stdin string, args ...string) string {
	t.Helper()
	r := runKilled(t, 0, stdin, args...)
	if r.code != code {
		t.Fatalf("coopfield %v: exit %d, want %d\n%s%s", args, r.code, code, r.stdout, r.stderr)
	}
	return r.stdout + r.stderr
}

// carry seals on a laptop and imports at the province.
func carry(t *testing.T, o, p string) {
	t.Helper()
	usb := t.TempDir()
	done(t, "", "seal", "--data", o, "--to", usb)
	done(t, "", "import", "--data", p, usb)
}

// back answers and imports the answer on a laptop; those of others are refused.
func back(t *testing.T, p string, laptops ...string) {
	t.Helper()
	usb := t.TempDir()
	done(t, "", "answer", "--data", p, "--to", usb)
	for _, o := range laptops {
		if r := runKilled(t, 0, "", "import", "--data", o, usb); r.code != 0 && r.code != 3 {
			t.Fatalf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
		}
	}
}

// sheetAt gives a laptop a cooperative and a draft of its sheet.
func sheetAt(t *testing.T, o string) (coop, sheet string) {
	t.Helper()
	coop = puts(t, o, "cooperative", batch(0, 1))
	return coop, puts(t, o, "assessment", oneLine(`{"cooperative":%q,"scheme":"tt01-2020","period":"2024","self":{"1a":4.5}}`, coop))
}

func wants(t *testing.T, what, got string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(got, part) {
			t.Errorf("%s lacks %q:\n%s", what, part, got)
		}
	}
}

// The province replaces a scheme while a draft made with it is open, typed
// fields included: the draft stays with its revision and goes all the way.
func TestADraftOfARetiredSchemeIsSavedFinalisedAndSealed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o, p := trainingPair(t)
	coop, sheet := sheetAt(t, o)
	inside(t, o, func(s *opened) {
		_, err := s.Desk.SaveField(ctx, store.Assessment, sheet, "evidence.1a", "Sổ cái", "")
		mustDo(t, err)
	})
	source, err := os.ReadFile(filepath.Join(root, "store", "scheme", "data", "scheme-tt01-2020.toml"))
	mustDo(t, err)
	next := bytes.Replace(source, []byte("revision    = 1"), []byte("revision    = 2"), 1)
	next = bytes.Replace(next, []byte("point_step  = 0.5"), []byte("point_step  = 1"), 1)
	if _, err := scheme.Load("next.toml", next); err != nil || bytes.Equal(next, source) {
		t.Fatalf("the next revision: %v", err)
	}
	path := filepath.Join(t.TempDir(), "next.toml")
	mustDo(t, os.WriteFile(path, next, 0o600))
	done(t, "", "pack", "--data", p, path)
	back(t, p, o)

	// Half points are no points of the new revision, and are of this sheet's.
	wants(t, "a new sheet", fails(t, 1, oneLine(`{"cooperative":%q,"scheme":"tt01-2020","period":"2023","self":{"1a":4.5}}`, coop), "put", "assessment", "--data", o), "1a")
	inside(t, o, func(s *opened) {
		_, err := s.Desk.SaveField(ctx, store.Assessment, sheet, "self.1a", int64(350), "")
		mustDo(t, err)
		_, err = s.Desk.Commit(ctx, store.Assessment, sheet)
		mustDo(t, err)
	})
	puts(t, o, "assessment", oneLine(lessonSheet, sheet, "4.5"))
	done(t, "", "finalise", "assessment", sheet, "--data", o)
	carry(t, o, p)
	got, _ := done(t, "", "get", "assessment", sheet, "--json", "--data", p)
	wants(t, "the province's sheet", got, `"scheme_revision":1`, `"1a":4.5`, `"status":"final"`, "Sổ cái")
	other := puts(t, o, "assessment", oneLine(`{"cooperative":%q,"scheme":"tt01-2020","period":"2023","self":{"1a":4}}`, coop))
	got, _ = done(t, "", "get", "assessment", other, "--json", "--data", o)
	wants(t, "a sheet begun later", got, `"scheme_revision":2`)
}

// What recovery keeps of a record does not grow with the record, nor does the
// cost of a typed field: it is one row.
func TestATypedFieldWritesAsMuchInALargeRecordAsInASmallOne(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o, _ := trainingPair(t)
	products := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf(`"p%d":{"name":"Sản phẩm %d"}`, i, i)
		}
		return oneLine(`{"name":"HTX %d","type":"htx","unit":"23500","products":{%s}}`, n, strings.Join(list, ","))
	}
	small, large := puts(t, o, "cooperative", products(1)), puts(t, o, "cooperative", products(300))
	grown := func(id string) (total int64) {
		inside(t, o, func(s *opened) {
			size := func() int64 {
				info, err := os.Stat(filepath.Join(o, dbFile+"-wal"))
				mustDo(t, err)
				return info.Size()
			}
			_, err := s.Desk.SaveField(ctx, store.Cooperative, id, "notes", "a", "")
			mustDo(t, err)
			before := size()
			for _, text := range []string{"ab", "abc", "abcd"} {
				_, err := s.Desk.SaveField(ctx, store.Cooperative, id, "notes", text, "")
				mustDo(t, err)
			}
			total = size() - before
		})
		return total
	}
	a, b := grown(small), grown(large)
	if a == 0 || b > a+4096*3 {
		t.Errorf("three fields write %d bytes in a small record and %d in a large one", a, b)
	}
}

func TestAClosedStoreLeavesNothingBesideItsDatabase(t *testing.T) {
	t.Parallel()
	o, _ := trainingPair(t)
	done(t, batch(0, 20), "put", "cooperative", "--data", o)
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		info, err := os.Stat(filepath.Join(o, dbFile+suffix))
		if err == nil && info.Size() > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v, %v", dbFile+suffix, info, err)
		}
	}
}

func TestARecordMadeByMistakeIsVoidWithAReasonAndCountedNowhere(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o, p := trainingPair(t)
	_, sheet := sheetAt(t, o)
	puts(t, o, "assessment", oneLine(lessonSheet, sheet, "4.5"))
	done(t, "", "finalise", "assessment", sheet, "--data", o)
	carry(t, o, p)
	fails(t, 2, "", "void", "assessment", sheet, "--data", o)
	done(t, "", "void", "assessment", sheet, "--reason", "nhập nhầm hợp tác xã", "--data", o)
	carry(t, o, p)
	for _, dir := range []string{o, p} {
		inside(t, dir, func(s *opened) {
			h, err := s.Desk.Home(ctx, 2024)
			mustDo(t, err)
			if h.Assessed != 0 || h.Total != 1 {
				t.Errorf("%s: %d of %d assessed", dir, h.Assessed, h.Total)
			}
		})
		out, _ := done(t, "", "list", "assessment", "--where", "status=void", "--json", "--data", dir)
		wants(t, "the list of void sheets", out, sheet)
		out, _ = done(t, "", "history", "assessment", sheet, "--data", dir)
		wants(t, "its history", out, "nhập nhầm hợp tác xã")
	}
}

func TestAReturnedSheetStaysOnTheListOfWhatCame(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	coop, sheet := sheetAt(t, o)
	puts(t, o, "assessment", oneLine(lessonSheet, sheet, "4.5"))
	done(t, "", "finalise", "assessment", sheet, "--data", o)
	carry(t, o, p)
	done(t, "", "return", "assessment", sheet, "--reason", "thiếu căn cứ", "--data", p)
	inside(t, p, func(s *opened) {
		l, err := s.Desk.Expect(context.Background(), "615", "2024")
		mustDo(t, err)
		if len(l.Coops) != 1 || l.Coops[0].Cooperative != coop || l.Coops[0].Assessment != sheet || l.Coops[0].Standing != string(desk.StandReturned) {
			t.Errorf("the list says %+v", l.Coops)
		}
	})
	out, _ := done(t, "", "list", "assessment", "--data", p)
	wants(t, "the list of sheets", out, sheet)
}

// Three sticks are under way in turn, and every old one comes again with each.
func TestASheetReturnedTwiceIsAcceptedThoughEveryStickComesAgain(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	_, sheet := sheetAt(t, o)
	up, down := t.TempDir(), t.TempDir()
	for round, points := range []string{"4.5", "4", "3.5"} {
		puts(t, o, "assessment", oneLine(lessonSheet, sheet, points))
		done(t, "", "finalise", "assessment", sheet, "--data", o)
		done(t, "", "seal", "--data", o, "--to", up)
		done(t, "", "import", "--data", p, up)
		if round < 2 {
			done(t, "", "return", "assessment", sheet, "--reason", fmt.Sprintf("lần %d", round+1), "--data", p)
		} else {
			done(t, "", "accept", "assessment", sheet, "--data", p)
		}
		done(t, "", "answer", "--data", p, "--to", down)
		done(t, "", "import", "--data", p, up)
		done(t, "", "import", "--data", o, down)
		if round < 2 {
			inside(t, o, func(s *opened) {
				f, err := s.Desk.Edit(context.Background(), store.Assessment, sheet)
				mustDo(t, err)
				if f.Review == nil || f.Review.Why != fmt.Sprintf("lần %d", round+1) {
					t.Errorf("round %d opens with %+v", round, f.Review)
				}
			})
		}
	}
	at := map[string]string{}
	for _, dir := range []string{o, p} {
		at[dir], _ = done(t, "", "get", "assessment", sheet, "--json", "--data", dir)
		wants(t, dir, at[dir], `"1a":3.5`, `"status":"final"`)
		out, _ := done(t, "", "history", "assessment", sheet, "--data", dir)
		wants(t, "the history", out, "lần 1", "lần 2", "chấp nhận")
	}
	if at[o] != at[p] {
		t.Errorf("the two stores differ:\n%s%s", at[o], at[p])
	}
}

// Whatever does not count has a word for its state in both languages; the
// reasons and the actions are told where the change is listed.
func TestEveryStateOfWhatDoesNotCountHasAWord(t *testing.T) {
	t.Parallel()
	for _, v := range []store.Verdict{
		store.WaitParent, store.WaitCoop, store.WaitScheme, store.WaitVersion, store.InvalidField,
		store.NotPermitted, store.BeyondAccepted, store.OnFork, store.Late, store.RefusedOp,
	} {
		for _, lang := range []text.Lang{"vi", "en"} {
			if text.For(lang).Coop.Verdicts[string(v)] == "" {
				t.Errorf("%s has no word in %s", v, lang)
			}
		}
	}
}
