//go:build unix

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// travels sends everything to the province, which answers, and back.
func (w *leakWorld) travels() {
	w.does(laptop, "", "seal", "--to", w.in("usb"), "--part-size", "64KB")
	w.does(office, "", "import", w.in("usb"))
	w.does(office, "", "return", "assessment", w.ids["sheet"], "--reason", w.text("Xem lại của ông"), "--comment", "3="+w.text("Hỏi bà"))
	w.does(office, fmt.Sprintf(`{"reason":{"1a":%q},"comments":{"1":%q}}`, w.text("Theo ông"), w.text("Được")), "accept", "assessment", w.ids["sheet2"])
	w.does(office, fmt.Sprintf(`{"id":%q,"province_decision":{"no":%q,"result":"chosen","note":%q}}`, w.ids["registration"], w.text("QĐ"), w.text("Giao ông")), "put", "registration")
	w.does(office, fmt.Sprintf(`{"id":%q,"answer":%q}`, w.ids["obstacle"], w.text("Trả lời bà")), "put", "obstacle")
	w.does(office, "", "answer", "--to", w.in("ve"))
	w.does(laptop, "", "import", w.in("ve"))
	w.does(laptop, fmt.Sprintf(`{"id":%q,"reason":{"3a":%q}}`, w.ids["sheet"], w.text("Đã hỏi")), "put", "assessment")
	w.does(laptop, "", "finalise", "assessment", w.ids["sheet"])
	w.does(laptop, fmt.Sprintf(`{"opinion":%q}`, w.text("Sửa")), "amend", "visit", w.ids["visit"], "--reason", w.text("Ghi sót ông"))
	w.does(laptop, "", "void", "consultation", w.ids["advice"], "--reason", w.text("Ghi nhầm bà"))
	w.does(laptop, fmt.Sprintf(`{"document_no":%q}`, w.text("Số")), "note", "visit", w.ids["visit"])
}

// disagrees lets the laptops write the same things in parallel; the province
// decides, and a laptop is lost.
func (w *leakWorld) disagrees() {
	w.enrols(laptop2)
	w.does(laptop, fmt.Sprintf(`{"id":%q,"director":%q}`, w.ids["coop2"], w.text("Ông")), "put", "cooperative")
	w.does(laptop2, fmt.Sprintf(`{"id":%q,"director":%q,"phone":%q}`, w.ids["coop2"], w.text("Anh"), w.phone()), "put", "cooperative")
	kept, twin := w.puts(laptop, "cooperative", w.coop(9))[0], w.puts(laptop2, "cooperative", w.coop(9))[0]
	w.does(laptop, "", "seal", "--to", w.in("usb2"))
	w.does(laptop2, "", "seal", "--to", w.in("usb2"))
	w.does(office, "", "import", w.in("usb2"))
	var c struct{ ID, Case string }
	for line := range strings.Lines(w.does(office, "", "conflicts", "--json")) {
		mustDo(w.t, json.Unmarshal([]byte(line), &c))
		if c.Case == "parallel" {
			w.does(office, "", "resolve", c.ID, "--take", "director=="+w.text("Bà"), "--take", "phone=B", "--reason", w.text("Đã gọi cho ông"))
		}
	}
	if c.ID == "" {
		w.t.Fatal("there is no conflict")
	}
	w.does(office, "", "same-as", "cooperative", kept, twin, "--reason", w.text("Cùng bà"))
	w.does(office, "", "enrol", "revoke", "dakha-02", "--reason", w.text("Ông đánh mất"))
	w.puts(laptop2, "cooperative", w.coop(7), w.coop(8))
	late := w.in("muon.coop")
	w.does(laptop2, "", "seal", "--to", late)
	w.does(office, "", "import", late)
	for i, what := range []string{"admit", "refuse"} {
		var q struct{ Op string }
		for line := range strings.Lines(w.does(office, "", "admit", "--list", "--json")) {
			var x struct{ Op, Refused string }
			mustDo(w.t, json.Unmarshal([]byte(line), &x))
			q.Op = x.Op
		}
		if q.Op == "" {
			w.t.Fatalf("nothing is in quarantine (%d)", i)
		}
		w.does(office, "", what, q.Op, "--reason", w.text("Bà xác nhận"))
	}
	w.does(office, "", "answer", "--to", w.in("ve2"))
	w.does(laptop, "", "import", w.in("ve2"))
}

// opens works in a store as the interface does.
func (w *leakWorld) opens(who string, f func(ctx context.Context, s *opened)) {
	w.t.Helper()
	e := &env{ctx: context.Background(), data: w.in(who), passFile: w.pass[who], stdout: io.Discard, stderr: io.Discard}
	mustDo(w.t, e.withSite(func(s *opened) error {
		w.desk = s.Desk
		defer func() { w.desk = nil }()
		f(e.ctx, s)
		return nil
	}))
}

func (w *leakWorld) final(ctx context.Context, k store.Kind, id string) {
	w.t.Helper()
	_, err := w.desk.Finalise(ctx, k, id)
	mustDo(w.t, err)
}

// types leaves what is being typed and what was taken back.
func (w *leakWorld) types() {
	w.opens(laptop, func(ctx context.Context, s *opened) {
		d := s.Desk
		coop, visit := w.ids["coop3"], w.puttable(ctx, d)
		mustDo(w.t, d.Opened(ctx, store.Cooperative, coop))
		w.field(ctx, d, store.Cooperative, coop, "chair", w.text("Ông"), "")
		w.field(ctx, d, store.Cooperative, coop, "phone", w.phone(), "")
		_, err := d.Commit(ctx, store.Cooperative, coop)
		mustDo(w.t, err)
		w.field(ctx, d, store.Cooperative, coop, "director", w.text("Anh"), "")
		undone, err := d.UndoToOpening(ctx, store.Cooperative, coop)
		if err != nil || undone == nil {
			w.t.Fatal("nothing was undone", err)
		}
		for _, p := range []string{"address", "email", "notes", "products.p2.name"} {
			w.field(ctx, d, store.Cooperative, coop, p, w.text("Đang gõ"), "")
		}
		w.field(ctx, d, store.Cooperative, coop, "registered_on", nil, w.text("ngày"))
		w.field(ctx, d, store.Visit, visit, "participants.x.name", w.text("Bà"), "")
	})
}

func (w *leakWorld) puttable(_ context.Context, d *desk.Desk) string {
	id, err := d.NewID()
	mustDo(w.t, err)
	return id
}

func (w *leakWorld) field(ctx context.Context, d *desk.Desk, k store.Kind, id, path string, v any, raw string) {
	w.t.Helper()
	_, err := d.SaveField(ctx, k, id, path, v, raw)
	mustDo(w.t, err)
}

// errs makes every kind of mistake with something personal in it. What a person
// typed may be told to her; nobody keeps it.
func (w *leakWorld) errs() (typed planted) {
	say := func(what string) string { return typed.text(what) }
	w.fails(laptop, fmt.Sprintf(`{"name":%q,"type":%q,"unit":"23500"}`, say("HTX"), say("loại")), "put", "cooperative", "--json")
	broken, err := os.ReadFile(w.in("muon.coop"))
	mustDo(w.t, err)
	broken[len(broken)/2] ^= 1
	w.fails(office, "", "import", w.own(say("Gói của ông")+".coop", string(broken)), w.own(say("Danh sách")+".txt", say("Danh sách ông")), "--json")
	w.fails(office, "", "enrol", "revoke", say("máy"), "--reason", say("Vì"))
	if w.real { // what any other mistake leaves would stand in the open in the other run
		return typed
	}
	w.fails(laptop, fmt.Sprintf(`{"name":%q,"chair":%q,`, say("HTX"), say("Ông")), "put", "cooperative")
	w.fails(laptop, fmt.Sprintf(`{"cooperative":%q,"on":%q,"purpose":"periodic"}`, say("HTX"), say("hôm")), "put", "visit", "--json")
	w.fails(laptop, fmt.Sprintf(`{"cooperative":%q,"scheme":%q,"period":%q}`, w.ids["coop"], say("bộ"), say("kỳ")), "put", "assessment", "--json")
	w.fails(laptop, "", "get", "cooperative", say("Ông"))
	w.fails(laptop, "", "list", "cooperative", "--where", say("tên")+"="+say("Ông"), "--json")
	w.fails(laptop, fmt.Sprintf(`{"opinion":%q}`, say("Ý")), "amend", "visit", say("mã"), "--reason", say("Vì"))
	w.fails(laptop, "", "attach", "visit", w.ids["visit"], filepath.Join(w.mine, say("Không có")))
	w.fails(laptop, "", "seal", "--to", filepath.Join(w.mine, say("không"), say("có")), "--json")
	w.fails(laptop, "", "restore", w.own("bản.age", say("không phải")), "--json")
	w.fails(office, "", "resolve", say("mã"), "--take", "a="+say("b"), "--reason", say("Vì"))
	w.fails(office, "", "admit", say("mã"), "--reason", say("Vì"))
	w.fails(office, "", "enrol", "approve", w.own("thư.txt", say("Kính gửi ông")), "--to", w.in("khong.grant"))
	w.fails(office, "", "verify", w.own("khác.txt", say("Bà")), "--json")
	w.fails(office, "", "pack", w.own(say("bộ")+".toml", "id = "+say("x")), "--json")
	return typed
}

// keeps makes the copies: backup, restore; and looks at all of them.
func (w *leakWorld) keeps() {
	for _, who := range []string{laptop, office} {
		w.does(who, "", "backup", w.in(who+".age"))
	}
	w.pass[restored] = w.pass[laptop]
	w.does(restored, "", "restore", w.in(laptop+".age"))
	for _, who := range []string{laptop, office, restored} {
		for _, more := range [][]string{{"doctor"}, {"doctor", "--json"}}[:w.fewer(2)] {
			code, out, errs := ask("", w.args(who, more)...)
			if code != 0 {
				w.t.Errorf("doctor of %s: exit code %d\n%s%s", who, code, out, errs)
			}
			w.said = append(w.said, out+errs)
		}
	}
	if w.real {
		next := w.own("moi.pw", w.text("mật khẩu")+"\n")
		w.does(laptop2, "", "passphrase", "--new-passphrase-file", next)
		w.pass[laptop2] = next
	}
	// A file that was edited past the program: what doctor says of it.
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.in(restored), dbFile))
	mustDo(w.t, err)
	_, err = db.Exec("UPDATE cooperative SET name = 'X' || name")
	mustDo(w.t, errors.Join(err, db.Close()))
	w.fails(restored, "", "doctor")
	if !w.real {
		w.fails(restored, "", "doctor", "--json")
	}
}

// fewer is n, or 1 where each run costs the time of a passphrase.
func (w *leakWorld) fewer(n int) int {
	if w.real {
		return 1
	}
	return n
}

// lives is the whole story, up to a store that is left open as a crash leaves
// it: with its write-ahead log.
func (w *leakWorld) lives() (typed planted) {
	w.begins()
	w.enrols(laptop)
	w.opens(laptop, func(ctx context.Context, s *opened) {
		w.records()
		for _, id := range []string{"sheet", "sheet2", "sheet3"} {
			w.final(ctx, store.Assessment, w.ids[id])
		}
		w.final(ctx, store.Visit, w.ids["visit"])
		w.final(ctx, store.Consultation, w.ids["advice"])
	})
	w.attach()
	w.travels()
	w.disagrees()
	w.types()
	typed = w.errs()
	w.keeps()
	return typed
}
