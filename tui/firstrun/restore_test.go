package firstrun

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// After a laptop died the first screen of the new one puts the backup back.
func TestABackupIsPutBackFromTheFirstScreen(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	d.Sees("F6 phục hồi")
	d.Press("f6")
	d.Run(last[page.Prompt](t, d).Then("/media/canbo/USB DAKHA/sao-luu-dakha-02.age"))
	q := last[page.Prompt](t, d)
	if !q.Secret {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then("mật khẩu cũ"))
	if x.backup != "/media/canbo/USB DAKHA/sao-luu-dakha-02.age" || x.pass != "mật khẩu cũ" {
		t.Errorf("put back %q with %q", x.backup, x.pass)
	}
	told := last[page.Confirm](t, d)
	if !told.Told || !strings.Contains(told.Body, "kỳ ghi 2") || !strings.Contains(told.Body, "nhập gói trả lời") {
		t.Errorf("told %+v", told)
	}
	d.Run(told.Then)
	if n := last[page.Navigate](t, d); n.Page != "home" || !n.Root {
		t.Errorf("went to %+v", n)
	}
}

// Who forgot the passphrase of the backup is led to the province's key.
func TestAForgottenPassphraseOfABackupLeadsToTheProvincesKey(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	d.Press("f6")
	d.Run(last[page.Prompt](t, d).Then("/x.age"))
	q := last[page.Prompt](t, d)
	if q.Other != "Quên mật khẩu…" {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Instead)
	if n := last[page.Navigate](t, d); n.Page != "forgotten" || n.Args["file"] != "/x.age" || n.Replace || n.Root {
		t.Errorf("went to %+v", n)
	}
}

func TestABackupThatDoesNotOpenLeavesTheFirstScreen(t *testing.T) {
	x := &made{refuse: &store.Error{Code: store.Locked, Message: "mật khẩu không đúng"}}
	d := pagetest.Open80(t, x.screen)
	d.Press("f6")
	d.Run(last[page.Prompt](t, d).Then("/x.age"))
	d.Run(last[page.Prompt](t, d).Then("sai"))
	if e := last[page.Fail](t, d); store.CodeOf(e.Err) != store.Locked {
		t.Errorf("told %v", e.Err)
	}
	chooseUnit(d, "dak ha") // the steps still work
	d.Press("f8")
	d.Sees("Bước 2/4")
}
