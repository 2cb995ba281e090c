package programme

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// decision is what was decided, in a word with a sign.
func (m *Model) decision(d desk.DecisionSet) (string, *lipgloss.Style) {
	w, t := m.c.Words.Programme, m.c.Theme
	switch d.Result {
	case desk.ResultChosen:
		return t.Glyph.Check + " " + w.Results[d.Result], &t.Good
	case desk.ResultRefused:
		return t.Glyph.Cross + " " + w.Results[d.Result], &t.Bad
	case "":
		return "–", &t.Dim
	}
	return d.Result, &t.Text
}

// choosing is the open dialog of a decision on one or more candidates.
type choosing struct {
	m       *Model
	rows    []*desk.Candidate
	form    *field.Form
	refused string // why it was not written yet
	busy    bool
}

// decided is the end of writing a decision.
type decided struct {
	n   int
	set desk.DecisionSet
	err error
}

// newChoosing opens the dialog with what was typed in it before.
func newChoosing(m *Model, rows []*desk.Candidate) *choosing {
	c, w := m.c, func(name string) func() string {
		return func() string { return m.c.Words.Programme.Fields[name] }
	}
	result := field.NewChoice(c, field.ChoiceSpec{Required: true, Options: func() []field.Option {
		words := m.c.Words.Programme.Results
		return []field.Option{
			{ID: desk.ResultChosen, Label: words[desk.ResultChosen]},
			{ID: desk.ResultRefused, Label: words[desk.ResultRefused]},
			{ID: withdrawn, Label: words[withdrawn]},
		}
	}})
	x := &choosing{m: m, rows: rows, form: field.NewForm(c,
		field.Item{ID: "no", Label: w("no"), Field: field.NewText(c, field.TextSpec{Required: true, AsTyped: false, Max: 100}), Width: 24},
		field.Item{ID: "on", Label: w("on"), Field: field.NewDate(c, true), Width: 14},
		field.Item{ID: "result", Label: w("result"), Field: result, Width: 24},
		field.Item{ID: "note", Label: w("note"), Field: field.NewText(c, field.TextSpec{Lines: 3})},
	)}
	kept, _ := c.Kept[x.key0()].(map[string]string)
	if kept == nil {
		kept = map[string]string{"on": vi.FormatDate(m.today()), "result": desk.ResultChosen}
	}
	for id, v := range kept {
		x.form.Field(id).SetValue(v)
	}
	return x
}

// key0 is where what was typed is kept when the dialog is closed.
func (x *choosing) key0() string { return "decide/" + x.m.programme + "/" + x.m.by() }

func (x *choosing) keep() {
	kept := map[string]string{}
	for _, it := range x.form.Items() {
		kept[it.ID] = it.Field.Value()
	}
	x.m.c.Kept[x.key0()] = kept
}

func (x *choosing) key(k tea.KeyMsg) tea.Cmd {
	if x.form.Update(k).Changed != "" {
		x.refused = ""
	}
	return nil
}

func (x *choosing) press(p keys.Press) tea.Cmd {
	if e := x.form.Update(p); e.Handled {
		return nil
	}
	switch p.Intent {
	case keys.Back:
		x.keep()
		x.m.choice = nil
	case keys.Finalise, keys.SaveNow:
		return x.submit()
	}
	return nil
}

// withdrawn is the choice that takes a decision back.
const withdrawn = "withdrawn"

func (x *choosing) withdraws() bool { return x.form.Field("result").Value() == withdrawn }

// notEligible counts those that do not, or not surely, meet every condition.
func (x *choosing) notEligible() int {
	n := 0
	for _, r := range x.rows {
		if r.Eligible != rules.Met {
			n++
		}
	}
	return n
}

// submit writes the decision for all of them at once. Choosing one that does not
// meet every condition wants its reason.
func (x *choosing) submit() tea.Cmd {
	w := x.m.c.Words.Programme
	if x.busy {
		return nil
	}
	if id, err := x.form.Valid(); err != nil && !x.withdraws() {
		x.form.Focus(id)
		x.refused = x.m.c.Words.Programme.Fields[id] + ": " + err.Error()
		return nil
	}
	on, _ := x.form.Field("on").(*field.Date).ISO()
	value := func(id string) string { return strings.TrimSpace(x.form.Field(id).Value()) }
	set := desk.DecisionSet{No: value("no"), On: on, Result: value("result"), Note: value("note")}
	if x.withdraws() {
		set = desk.DecisionSet{}
	}
	if n := x.notEligible(); n > 0 && set.Result == desk.ResultChosen && set.Note == "" {
		x.form.Focus("note")
		x.refused = fmt.Sprintf(w.WhyChosen, n)
		return nil
	}
	x.busy = true
	x.keep()
	d, programme, list, by := x.m.desk, x.m.programme, ids(x.rows), x.m.by()
	return func() tea.Msg {
		return decided{len(list), set, d.Decide(context.Background(), programme, list, by, set)}
	}
}

// decisionDone follows a decision: what was typed stays in the dialog if it was
// refused.
func (m *Model) decisionDone(r decided) tea.Cmd {
	w := m.c.Words.Programme
	if r.err != nil {
		if m.choice != nil {
			m.choice.busy = false
		}
		return page.Do(page.Fail{Err: r.err})
	}
	if m.choice != nil {
		delete(m.c.Kept, m.choice.key0())
		m.choice = nil
	}
	clear(m.secs[candidates].(*candidateList).marked)
	return tea.Batch(
		page.Do(page.Saved{At: m.c.Now()}),
		page.Do(page.Toast{Text: fmt.Sprintf(w.Decided, r.n, strings.ToLower(w.Results[cmp.Or(r.set.Result, withdrawn)])), Level: page.Good}),
		m.reread(),
	)
}

// formHeight is the height of the fields, of which the note takes three lines and
// the remark of a narrow form one.
const formHeight = 8

func (x *choosing) view(width, height int) string {
	w, t := x.m.c.Words.Programme, x.m.c.Theme
	inner := max(min(width-4, 90), 10)
	title := fmt.Sprintf(w.DecideTitle[x.m.by()], len(x.rows))
	var names []string
	for _, r := range x.rows {
		names = append(names, r.Name)
	}
	said := page.Wrap(strings.Join(names, "; "), inner-2)
	if len(said) > 2 {
		said = []string{said[0], page.Cut(t, strings.Join(said[1:], " "), inner-2)}
	}
	body := []string{}
	for _, s := range said {
		body = append(body, " "+t.Dim.Render(s))
	}
	body = append(body, strings.Split(x.form.View(inner-1, max(min(formHeight, height-len(body)-4), 3)), "\n")...)
	note, style := "", t.Bad
	switch {
	case x.refused != "":
		note = t.Glyph.Cross + " " + x.refused
	case x.notEligible() > 0 && x.form.Field("result").Value() == desk.ResultChosen:
		note, style = "! "+fmt.Sprintf(w.NotEligible, x.notEligible()), t.Warn
	}
	body = append(body, " "+style.Render(page.Cut(t, note, inner-2)), " "+t.Dim.Render(page.Cut(t, w.DecideHint, inner-2)))
	return page.Panel(t, title, page.Fit(body, inner, len(body)), inner+2, len(body)+2, true)
}

// cursor is the text cursor within the box.
func (x *choosing) cursor() (int, int, bool) {
	cx, cy, ok := x.form.Cursor()
	inner := max(min(x.m.width-4, 90), 10)
	var names []string
	for _, r := range x.rows {
		names = append(names, r.Name)
	}
	said := min(len(page.Wrap(strings.Join(names, "; "), inner-2)), 2)
	return cx + 1, cy + 1 + said, ok
}
