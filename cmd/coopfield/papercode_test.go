package main

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

// What the code of a paper comes to is told in the language of the interface, and
// Enter leads to the record.
func TestAPapersCodeIsToldAndLeadsToItsRecord(t *testing.T) {
	for kind, want := range map[store.Kind]string{store.Assessment: "assess", store.Visit: "visit", store.Consultation: "consultation"} {
		check := &desk.PaperCheck{Kind: kind, ID: "r1", Title: "HTX Mẫu Đăk Hà, 2024", Actor: "Cán bộ 1", OpKind: store.OpFinalise, Verdict: store.Counted, Same: true, Newest: true, State: store.Final, Now: store.Final}
		for w, says := range map[*text.Words]string{&text.Vietnamese: "bản đang có hiệu lực", &text.English: "the revision that counts"} {
			told, ok := paperTold(check, w).(page.Confirm)
			if !ok || told.Title != check.Title || !strings.Contains(told.Body, says) {
				t.Fatalf("%s: told %+v", kind, told)
			}
			if to, ok := told.Then().(page.Navigate); !ok || to.Page != want || to.ID != "r1" {
				t.Errorf("%s: leads to %+v", kind, to)
			}
		}
		check.Same, check.Newest = false, false
		check.Since = []desk.Revision{{OpKind: store.OpAmend, Actor: "Cán bộ 1", Why: "cộng nhầm"}}
		if body := paperTold(check, &text.Vietnamese).(page.Confirm).Body; !strings.Contains(body, "đã thay đổi sau bản in") || !strings.Contains(body, "cộng nhầm") {
			t.Errorf("%s: told %q", kind, body)
		}
	}
}
