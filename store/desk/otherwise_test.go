package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// otherwise returns what a laptop is told of a record: the fields with the own
// and the chosen value.
func (l *laptop) otherwise(t *testing.T, k store.Kind, id string) (o *desk.Otherwise, fields [][3]string) {
	t.Helper()
	o, err := l.Otherwise(ctx, k, id)
	must(t, err)
	if o != nil {
		for _, c := range o.Chosen {
			fields = append(fields, [3]string{c.Path, c.Was, c.Is})
		}
	}
	return o, fields
}

func TestWhoseValueWasNotChosenIsToldWhichAndNobodyElse(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.exchange(t)
	c := s.p.only(t)
	_, err := s.p.Resolve(ctx, c.ID, c.All("A"), "theo sổ cái")
	must(t, err)
	s.exchange(t)
	taken, other := s.a, s.b
	if s.a.get(t, store.Assessment, s.sheet).Doc.At("self.3a") == int64(200) {
		taken, other = s.b, s.a
	}
	o, fields := other.otherwise(t, store.Assessment, s.sheet)
	lost, chosen := "1", "2"
	if taken == s.a {
		lost, chosen = chosen, lost
	}
	equal(t, fields, [][3]string{{"self.3a", lost, chosen}})
	equal(t, [2]string{o.By, o.Why}, [2]string{s.p.writer.Person, "theo sổ cái"})
	equal(t, o.Refused, 0)
	for _, l := range []*laptop{taken, s.p} {
		o, _ := l.otherwise(t, store.Assessment, s.sheet)
		equal(t, o == nil, true)
	}
	all, err := other.AllOtherwise(ctx)
	must(t, err)
	equal(t, len(all), 1)
	equal(t, all[0].Fields(), 1)

	// The province going on keeps it told; the own next version ends it.
	taken.finalise(t, s.sheet)
	s.exchange(t)
	_, err = s.p.Accept(ctx, store.Assessment, s.sheet, nil)
	must(t, err)
	s.exchange(t)
	_, fields = other.otherwise(t, store.Assessment, s.sheet)
	equal(t, len(fields), 1)
	_, err = s.p.Return(ctx, store.Assessment, s.sheet, nil, "thiếu căn cứ")
	must(t, err)
	s.exchange(t)
	other.put(t, store.Assessment, s.sheet, self("3b", 100))
	o, _ = other.otherwise(t, store.Assessment, s.sheet)
	equal(t, o == nil, true)
	all, err = other.AllOtherwise(ctx)
	must(t, err)
	equal(t, len(all), 0)
}

func TestAThirdValueIsToldToBothAuthors(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Cooperative, s.coop, store.Doc{"phone": "1", "address": "thôn 1"})
	s.b.put(t, store.Cooperative, s.coop, store.Doc{"phone": "2"})
	s.exchange(t)
	c := s.p.only(t)
	take := c.All("A")
	take["phone"] = desk.Choice{Value: "3"}
	take = only(c, take)
	_, err := s.p.Resolve(ctx, c.ID, take, "đã gọi hỏi")
	must(t, err)
	s.exchange(t)
	_, fields := s.a.otherwise(t, store.Cooperative, s.coop)
	equal(t, fields, [][3]string{{"phone", "1", "3"}}) // the address was taken, or never in doubt
	_, fields = s.b.otherwise(t, store.Cooperative, s.coop)
	equal(t, fields, [][3]string{{"phone", "2", "3"}})
}

// only leaves out choices of fields that do not differ.
func only(c *desk.Conflict, take map[store.Path]desk.Choice) map[store.Path]desk.Choice {
	out := map[store.Path]desk.Choice{}
	for i := range c.Fields {
		p := c.Fields[i].Path
		if one, ok := take[p]; ok && one.Side == "" || c.Fields[i].Chosen < 0 {
			out[p] = one
		} else {
			out[p] = desk.Choice{Side: c.Sides[c.Fields[i].Chosen].Letter}
		}
	}
	return out
}

func TestAnOldValueThatAnotherOfficerChangedWasNoSide(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100)) // the base of both
	s.exchange(t)
	s.a.put(t, store.Assessment, s.sheet, self("3b", 100))
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.exchange(t)
	c := s.p.only(t)
	_, err := s.p.Resolve(ctx, c.ID, only(c, nil), "cả hai")
	must(t, err)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b} {
		o, _ := l.otherwise(t, store.Assessment, s.sheet)
		equal(t, o == nil, true)
	}
}

func TestAnOpPutOnAFinalSheetIsToldToItsAuthor(t *testing.T) {
	s := together(t)
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.a.put(t, store.Assessment, s.sheet, self("3b", 100))
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	c := s.p.only(t)
	letter := ""
	for _, side := range c.Sides {
		if side.Dev == s.a.writer.Dev {
			letter = side.Letter
		}
	}
	_, err := s.p.Resolve(ctx, c.ID, c.All(letter), "bản đã chốt đúng")
	must(t, err)
	s.exchange(t)
	_, fields := s.b.otherwise(t, store.Assessment, s.sheet)
	if len(fields) == 0 || fields[len(fields)-1][0] != "self.3a" {
		t.Errorf("told: %v", fields)
	}
	o, _ := s.a.otherwise(t, store.Assessment, s.sheet)
	equal(t, o == nil, true)
}

func TestARefusedChangeIsToldUntilTheRecordIsWrittenAgain(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Cooperative, c, store.Doc{"phone": "0260"})
	in := o.bundle(t, 1, 0)
	in.AcceptedThrough = &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 1, Head: in.Ops[0].Hash}}
	p.receive(t, in)
	must(t, p.RefuseOp(ctx, in.Ops[1].Hash, "ghi sau khi mất máy"))
	_, err := o.Quoted(ctx, []store.Writer{p.writer}, p.bundle(t, 1, 0).Ops, nil)
	must(t, err)
	told, _ := o.otherwise(t, store.Cooperative, c)
	if told == nil || told.Refused != 1 || told.Why != "ghi sau khi mất máy" || len(told.Lost) != 1 || told.Lost[0].Path != "phone" || told.Lost[0].Was != "0260" {
		t.Fatalf("told: %+v", told)
	}
	all, err := o.AllOtherwise(ctx)
	must(t, err)
	equal(t, len(all), 1)
	o.put(t, store.Cooperative, c, store.Doc{"area": "Đăk Hà"})
	told, _ = o.otherwise(t, store.Cooperative, c)
	equal(t, told == nil, true)
}

func TestTheAuthorOfADuplicateIsToldWhichRecordIsKept(t *testing.T) {
	s := together(t)
	mine := s.b.put(t, store.Assessment, "", full(s.coop, "2023"))
	theirs := s.a.put(t, store.Assessment, "", full(s.coop, "2023"))
	s.exchange(t)
	_, err := s.p.SameAs(ctx, store.Assessment, theirs, mine, "lập hai lần")
	must(t, err)
	s.exchange(t)
	told, _ := s.b.otherwise(t, store.Assessment, mine)
	if told == nil || told.SameAs == "" || told.Why != "lập hai lần" {
		t.Fatalf("told: %+v", told)
	}
	kept, _ := s.a.otherwise(t, store.Assessment, theirs)
	equal(t, kept == nil, true)
}
