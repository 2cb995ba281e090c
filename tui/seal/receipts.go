package seal

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/paper"
)

// tookCode is the result of a typed receipt code.
type tookCode struct {
	typed string
	got   *sync.Confirmed
	err   error
}

// askCode asks for a receipt code, with what was typed before and was not one.
func (m *Model) askCode() tea.Cmd { return askCode(m.c, m.site, m.code, m.changed) }

func askCode(c *page.Context, s *sync.Site, typed string, changed func()) tea.Cmd {
	w := &c.Words.Seal
	return page.Do(page.Prompt{
		Title: w.CodeTitle, Body: w.CodeBody, Label: w.CodeLabel, Value: typed, Required: true, AsTyped: true,
		Then: func(code string) tea.Cmd {
			return func() tea.Msg {
				got, err := s.TakeCode(context.Background(), code)
				if err == nil {
					changed()
				}
				return tookCode{code, got, err}
			}
		},
	})
}

func (m *Model) haveCode(t tookCode) tea.Cmd {
	m.code = ""
	if t.err != nil {
		m.code = t.typed
	}
	return tea.Batch(told(m.c, t), m.read())
}

// told says what a typed code was.
func told(c *page.Context, t tookCode) tea.Cmd {
	w := &c.Words.Seal
	switch {
	case t.err != nil:
		return page.Do(page.Fail{Err: t.err})
	case t.got.News:
		return page.Do(page.Toast{Text: sprintf(w.CodeNew, page.Count(int(t.got.Seq))), Level: page.Good})
	}
	return page.Do(page.Toast{Text: sprintf(w.CodeKnown, page.Count(int(t.got.Seq))), Level: page.Info})
}

// known is what the province said, as it was read.
type known struct {
	*sync.ReceiptView
	waiting int               // own changes without a receipt
	other   []desk.Otherwise  // values that it did not choose, and records that it joined with others
	desk    leaf.Source       // names their fields
	titles  map[string]string // of the records that are named
	units   map[string]string
}

func record(k store.Kind, id string) string { return string(k) + "/" + id }

// readKnown reads what the province has and names the records of it.
func readKnown(s *sync.Site) (*known, error) {
	ctx := context.Background()
	v, err := s.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	p, err := s.Desk.Pending(ctx)
	if err != nil {
		return nil, err
	}
	k := &known{ReceiptView: v, waiting: p.Ops, desk: s.Desk, titles: map[string]string{}, units: map[string]string{}}
	name := func(kind store.Kind, id string) error {
		r, err := s.Desk.Get(ctx, kind, id)
		if store.CodeOf(err) == store.NotFound {
			r, err = &store.Record{Kind: kind, ID: id, Doc: store.Doc{}}, nil
		}
		if err != nil {
			return err
		}
		k.titles[record(kind, id)], err = s.Desk.Title(ctx, r)
		return err
	}
	for _, a := range v.Aside {
		if err := name(a.Kind, a.ID); err != nil {
			return nil, err
		}
	}
	for _, r := range v.Records {
		if r.Standing == desk.StandReturned {
			if err := name(r.Kind, r.ID); err != nil {
				return nil, err
			}
		}
	}
	if k.other, err = s.Desk.AllOtherwise(ctx); err != nil {
		return nil, err
	}
	for i := range k.other {
		o := &k.other[i]
		o.Refused, o.Lost = 0, nil // these stand among what is set aside
	}
	k.other = slices.DeleteFunc(k.other, func(o desk.Otherwise) bool { return len(o.Chosen) == 0 && o.SameAs == "" })
	for _, l := range v.Expected {
		if u, ok := s.Desk.Units().ByID(l.Unit); ok {
			k.units[l.Unit] = u.Name
		}
	}
	return k, nil
}

// Receipts returns the page of what the province has of this laptop's work, and
// where a receipt code is typed. changed is called after one was taken in.
func Receipts(c *page.Context, s *sync.Site, changed func()) page.Screen {
	typed := ""
	return paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Seal.Title, c.Words.Seal.ReceiptsTitle} },
		Load:  func() (any, error) { return readKnown(s) },
		Lines: func(read any, _ int) []paper.Line { return read.(*known).lines(c) },
		Keys:  func() []keys.Hint { return []keys.Hint{keys.For(keys.Visit, c.Words.Seal.KeyCode)} },
		Press: func(i keys.Intent) (tea.Cmd, bool) {
			if i == keys.Visit {
				return askCode(c, s, typed, changed), true
			}
			return nil, false
		},
		Update: func(msg tea.Msg) (tea.Cmd, bool) {
			t, ok := msg.(tookCode)
			if !ok {
				return nil, false
			}
			typed = ""
			if t.err != nil {
				typed = t.typed
			}
			return told(c, t), t.err == nil
		},
	})
}

// lines draws what the province has, what asks for a person first.
func (k *known) lines(c *page.Context) []paper.Line {
	w, t := &c.Words.Seal, c.Theme
	var out []paper.Line
	add := func(sign, text string) { out = append(out, paper.Line{Sign: sign, Text: text}) }
	head := func(text string) {
		if len(out) > 0 {
			out = append(out, paper.Line{})
		}
		out = append(out, paper.Line{Text: text, Style: &t.Title})
	}
	bad := func(sign, text string) {
		out = append(out, paper.Line{Sign: sign, Text: text, Style: &t.Warn})
	}
	n := func(i int64) string { return page.Count(int(i)) }
	if k.Clock != nil && k.Clock.Text != "" {
		bad("!", sprintf(w.ClockHead, k.Clock.Text))
		out = append(out, paper.Line{Text: w.ClockTip, Indent: 2})
	}
	if k.Lost != nil {
		bad("!", sprintf(w.LostAt, n(k.Lost.Seq)))
	}
	for _, p := range k.Received {
		said := sprintf(w.HasTo, n(p.Seq))
		if len(k.Received) > 1 || p.Epoch > 1 {
			said = sprintf(w.HasToEpoch, n(p.Seq), p.Epoch)
		}
		out = append(out, paper.Line{Sign: t.Glyph.Check, Text: said, Style: &t.Good})
	}
	switch {
	case len(k.Received) == 0:
		add(t.Glyph.Wait, w.ReceiptsNone)
	case k.waiting == 0:
		add(t.Glyph.Check, w.AllReceipted)
	}
	if k.waiting > 0 {
		add(t.Glyph.Wait, sprintf(w.Unreceipted, page.Count(k.waiting)))
	}
	if k.Newest > 0 {
		add(t.Glyph.Dot, sprintf(w.NewestAnswer, number(k.Newest), date(c, k.Taken)))
	}
	if len(k.Gaps) > 0 {
		var names []string
		for _, g := range k.Gaps {
			names = append(names, number(g))
		}
		bad("!", sprintf(w.MissingAnswer, strings.Join(names, ", ")))
	}
	if len(k.Held)+len(k.Wanted) > 0 {
		head(w.HeldHead)
		for _, r := range k.Held {
			add(t.Glyph.Wait, sprintf(w.HeldAt, n(r.From), n(r.To)))
		}
		for _, r := range k.Wanted {
			bad("!", sprintf(w.WantedAt, n(r.From), n(r.To)))
		}
		add(t.Glyph.Sep, w.WantedTip)
	}
	if len(k.Aside)+len(k.Forks) > 0 {
		head(w.AsideHead)
		for _, p := range k.Forks {
			bad("!", sprintf(w.ForkAt, n(p.Seq)))
		}
		for _, a := range k.Aside {
			bad(t.Glyph.Cross, sprintf(w.AsideAt, n(a.Seq), cmp.Or(k.titles[record(a.Kind, a.ID)], c.Words.Coop.Kinds[string(a.Kind)])))
			why := leaf.Verdict(c.Words, a.Kind, a.Verdict, a.Why)
			if a.Verdict == store.RefusedOp {
				why = strings.TrimSuffix(w.AsideRefused+": "+why, ": ")
			}
			out = append(out, paper.Line{Text: why, Indent: 2})
		}
	}
	var back []string
	for _, r := range k.Records {
		if r.Standing == desk.StandReturned {
			back = append(back, k.titles[record(r.Kind, r.ID)])
		}
	}
	if len(back) > 0 {
		head(w.ReturnedHead)
		for _, s := range back {
			bad(t.Glyph.Less, s)
		}
	}
	if len(k.other) > 0 {
		head(w.OtherHead)
		names := leaf.New(c, k.desk)
		for i := range k.other {
			o := &k.other[i]
			bad("!", names.Record(o.Kind, o.Title))
			for _, s := range otherwise.Facts(c, names, o) {
				out = append(out, paper.Line{Text: s, Indent: 2})
			}
		}
		add(t.Glyph.Sep, w.OtherTip)
	}
	for _, l := range k.Expected {
		head(sprintf(w.ExpectedHead, l.Period, cmp.Or(k.units[l.Unit], l.Unit)))
		add(t.Glyph.Dot, sprintf(w.ExpectedLeft, l.Missing(), len(l.Coops)))
	}
	if len(k.Bundles) > 0 {
		head(w.BundlesHead)
		for _, b := range slices.Backward(k.Bundles) {
			add(t.Glyph.Check, sprintf(w.BundleAt, number(b.Export), n(b.From), n(b.To), day(c, b.Received)))
		}
	}
	return append(out, paper.Line{}, paper.Line{Text: w.ByCode, Style: &t.Dim})
}

// date writes a time of this clock, day writes RFC 3339.
func date(c *page.Context, ms int64) string {
	return time.UnixMilli(ms).In(c.Now().Location()).Format("02/01/2006")
}

func day(c *page.Context, stamp string) string {
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return stamp
	}
	return at.In(c.Now().Location()).Format("02/01/2006")
}
