package sync_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

// days is what happens to an office, as often as it stands here.
var days = slices.Concat(
	slices.Repeat([]string{"work"}, 8), slices.Repeat([]string{"seal"}, 4), slices.Repeat([]string{"deliver"}, 7),
	slices.Repeat([]string{"decide"}, 4), slices.Repeat([]string{"answer"}, 2),
	slices.Repeat([]string{"put back"}, 2),
	[]string{"double", "lose", "damage", "forge", "backup", "clone", "clock", "revoke", "restart", "phone"},
)

// step does one thing that happens to an office.
func (s *simulation) step() {
	l := s.awake(s.laptops[rapid.SampledFrom(numbers(len(s.laptops))).Draw(s.rt, "who")])
	switch rapid.SampledFrom(days).Draw(s.rt, "step") {
	case "work":
		s.work(l)
	case "seal":
		s.seal(l)
	case "decide":
		s.decide()
	case "answer":
		s.answer(l)
	case "backup":
		s.keepBackup(l)
	case "put back":
		s.putBack(l)
	case "clone":
		s.clone(l)
	case "clock":
		s.jump(l)
	case "revoke":
		s.revoke(l)
	case "restart":
		s.restartOffice()
	case "phone":
		s.phone(l)
	case "forge":
		s.forge()
	case "deliver":
		s.onTheWay(func(i int, _ stick) { s.deliver(i, false) })
	case "double":
		s.onTheWay(func(i int, _ stick) { s.deliver(i, true); s.note("doubled") })
	case "lose":
		s.onTheWay(func(i int, _ stick) { s.sticks = slices.Delete(s.sticks, i, i+1); s.note("lost") })
	case "damage":
		s.onTheWay(func(_ int, st stick) { s.damage(st) })
	}
}

// onTheWay does something with one of the sticks, if there is one.
func (s *simulation) onTheWay(f func(i int, st stick)) {
	if len(s.sticks) == 0 {
		return
	}
	i := rapid.SampledFrom(numbers(len(s.sticks))).Draw(s.rt, "stick")
	f(i, s.sticks[i])
}

// damage hands over a copy that was cut off or has one bit wrong.
func (s *simulation) damage(st stick) {
	data, err := os.ReadFile(st.path)
	must(s.t, err)
	if at := rapid.IntRange(0, len(data)-1).Draw(s.rt, "at"); rapid.Bool().Draw(s.rt, "cut") {
		data = data[:at]
	} else {
		data[at] ^= 1 << rapid.IntRange(0, 7).Draw(s.rt, "bit")
	}
	to := s.p
	if st.to >= 0 {
		to = s.awake(s.laptops[st.to]).machine
	}
	s.refused(to, data, "a damaged copy")
	s.note("damaged")
}

// refused hands over a file that must not be taken in: the database is the same
// afterwards.
func (s *simulation) refused(m *machine, data []byte, what string) {
	path := s.path(".coop")
	must(s.t, os.WriteFile(path, data, 0o600))
	before := m.state(s.t)
	reports, err := m.Import(ctx, []string{path}, sync.ImportOptions{})
	must(s.t, err)
	for i := range reports {
		if reports[i].Path == path && reports[i].State != sync.FileRefused {
			s.rt.Fatalf("%s is %s", what, reports[i].State)
		}
	}
	if after := m.state(s.t); after != before {
		s.rt.Fatalf("%s changed the database: %s", what, firstDifference(before, after))
	}
}

// decide lets the province act on a record, or on what waits for it.
func (s *simulation) decide() { s.decideOn("record") }

// decideOn lets the province act on one of these things, or on what waits for it.
func (s *simulation) decideOn(about ...string) {
	aside, err := s.p.Desk.Quarantine(ctx)
	must(s.t, err)
	if len(s.cases()) > 0 {
		about = append(about, "case", "case")
	}
	if len(aside) > 0 {
		about = append(about, "op", "op")
	}
	if len(about) == 0 {
		return
	}
	switch rapid.SampledFrom(about).Draw(s.rt, "about") {
	case "record":
		err = s.review()
	case "case":
		err = s.settle()
	case "op":
		err = s.rule(aside[rapid.SampledFrom(numbers(len(aside))).Draw(s.rt, "op")])
	}
	s.allowed(err)
	s.checkLog()
}

// review is what the province does with a sheet or a cooperative.
func (s *simulation) review() (err error) {
	a := id('a', rapid.SampledFrom(numbers(3)).Draw(s.rt, "sheet"))
	switch rapid.SampledFrom(numbers(7)).Draw(s.rt, "review") {
	case 0, 1:
		_, err = s.p.Desk.Return(ctx, store.Assessment, a, nil, "thiếu căn cứ mục 3a")
	case 2, 3:
		_, err = s.p.Desk.Accept(ctx, store.Assessment, a, nil)
	case 4:
		_, err = s.p.Desk.Put(ctx, store.Cooperative, []desk.Input{{ID: id('c', 0), Doc: store.Doc{"area": "tỉnh ghi"}}})
	case 5, 6:
		return s.closePeriod()
	}
	if err == nil {
		s.note("reviewed")
	}
	return err
}

// settle decides one disagreement.
func (s *simulation) settle() error {
	cases := s.cases()
	if len(cases) == 0 {
		return nil
	}
	k := cases[rapid.SampledFrom(numbers(len(cases))).Draw(s.rt, "case")]
	switch k.Kind {
	case store.CaseFork:
		return nil // its ops are ruled on
	case store.CaseDuplicate:
		_, err := s.p.Desk.SameAs(ctx, k.Record, k.Records[0], k.Records[1], "trùng mã số thuế")
		if err == nil {
			s.note("same")
		}
		return err
	}
	c, err := s.p.Desk.Conflict(ctx, k.ID)
	if err != nil {
		return err
	}
	side := rapid.SampledFrom([]string{"A", "B"}).Draw(s.rt, "side")
	_, err = s.p.Desk.Resolve(ctx, k.ID, c.All(side), "theo sổ cái")
	if err == nil {
		s.note("resolved")
		for _, still := range s.cases() {
			if still.ID == k.ID {
				s.rt.Fatalf("a decided case is still open: %+v", still)
			}
		}
	}
	return err
}

// checkRuled: what a named person took in is not set aside again for what the
// person was told of it, and what was refused never counts.
func (s *simulation) checkRuled(q desk.Quarantined, refused bool) {
	var now store.Verdict
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) error {
		o, err := tx.Op(q.Op)
		if err == nil {
			now = o.Verdict
		}
		return err
	}))
	switch {
	case refused && now != store.RefusedOp:
		s.rt.Fatalf("op %s was refused and is %q", q.Op, now)
	case !refused && (now == store.Late || now == store.NotPermitted || now == store.BeyondAccepted):
		s.rt.Fatalf("op %s was admitted and is set aside again: %s", q.Op, now)
	}
}

// rule admits or refuses what is aside.
func (s *simulation) rule(q desk.Quarantined) (err error) {
	switch rapid.SampledFrom(numbers(3)).Draw(s.rt, "ruling") {
	case 0:
		_, err = s.p.Desk.Admit(ctx, q.Op, "gói đến muộn, đã hỏi người ghi")
		if err == nil {
			s.branched[q.Dev] = true
			s.checkRuled(q, false)
		}
	case 1:
		if _, err = s.p.Desk.AdmitBranch(ctx, q.Op, "hai máy, cả hai đều thật"); err == nil {
			s.branched[q.Dev] = true
		}
	case 2:
		if err = s.p.Desk.RefuseOp(ctx, q.Op, "ghi nhầm"); err == nil {
			s.checkRuled(q, true)
		}
	}
	if err == nil {
		s.note("ruled")
	}
	return err
}

// allowed fails on an error that is no lawful refusal.
func (s *simulation) allowed(err error) {
	switch store.CodeOf(err) {
	case "", store.Conflict, store.NotFound, store.Invalid, store.Denied:
	default:
		s.rt.Fatal(err)
	}
}

func (s *simulation) cases() []store.Case {
	var cases []store.Case
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) (err error) {
		cases, err = tx.Cases()
		return err
	}))
	return cases
}

// keepBackup copies a laptop's disk to be put back later.
func (s *simulation) keepBackup(l *laptop) {
	l.stop()
	l.backup = s.path("-backup")
	s.copyTo(l.backup, l.dir)
	l.kept = l.made
	s.wake(l, l.dir)
}

// putBack puts a backup in the place of a laptop's disk.
//
// Sometimes only the database is put back: the second log stays ahead of it.
func (s *simulation) putBack(l *laptop) {
	if l.backup == "" { // the oldest one: what the laptop was after it was enrolled
		l.backup, l.kept = s.w.laptop(l.n), nil
		if l.Keys.Dev() == s.w.author {
			l.kept = s.w.first
		}
	}
	l.stop()
	if rapid.Bool().Draw(s.rt, "whole") {
		must(s.t, os.RemoveAll(l.dir))
		s.copyTo(l.dir, l.backup)
		l.made = l.kept
		s.note("restored")
	} else {
		data, err := os.ReadFile(filepath.Join(l.backup, "coopfield.db"))
		must(s.t, err)
		must(s.t, os.WriteFile(filepath.Join(l.dir, "coopfield.db"), data, 0o600))
		s.note("database put back")
	}
	s.wake(l, l.dir)
	l.copied = true
}

// clone copies a laptop's disk to another machine; both work on.
func (s *simulation) clone(l *laptop) {
	if len(s.laptops) > simLaptops {
		return
	}
	l.stop()
	c := &laptop{n: l.n, name: l.name + "-sao", body: fmt.Sprintf("than-may-%d", 100+len(s.laptops)), made: l.made, copied: true, clock: l.clock}
	dir := s.path("-clone")
	s.copyTo(dir, l.dir)
	s.wake(l, l.dir)
	before := l.Desk.Epoch()
	s.wake(c, dir)
	if c.Desk.Epoch() <= before {
		s.rt.Fatalf("on another machine %s writes on in epoch %d", c.name, before)
	}
	l.copied = true
	s.laptops = append(s.laptops, c)
	s.note("cloned")
}

// jump sets a laptop's clock anywhere within ten years.
func (s *simulation) jump(l *laptop) {
	l.clock = years(rapid.IntRange(-10, 10).Draw(s.rt, "years"))
	l.stop()
	s.wake(l, l.dir)
	s.note("clock")
}

// restartOffice ends and starts the province's program.
func (s *simulation) restartOffice() {
	before := s.p.without(s.t)
	dir := s.p.dir
	s.p.stop()
	s.p = s.start(dir, "tinh", 0)
	if after := s.p.without(s.t); after != before {
		s.rt.Fatalf("a restart changed the database: %s", firstDifference(before, after))
	}
}
