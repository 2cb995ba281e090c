package tui

import (
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// frameBox draws body lines in a titled box with a hint in its last line.
func frameBox(c *page.Context, title string, body []string, hint string, width, height int) string {
	inner := 20
	for _, l := range append([]string{title + "  ", hint}, body...) {
		inner = max(inner, page.Width(l))
	}
	inner = min(inner, width-4)
	rows := min(len(body)+2, height-2)
	if len(body) > rows-2 {
		body = body[:max(rows-2, 0)]
	}
	lines := make([]string, 0, rows)
	for _, l := range body {
		lines = append(lines, " "+page.Pad(l, inner)+" ")
	}
	lines = append(lines, "", " "+c.Theme.Dim.Render(page.Cut(c.Theme, hint, inner)))
	return page.Panel(c.Theme, title, strings.Join(lines, "\n"), inner+4, len(lines)+2, true)
}

// buttons draws choices; the chosen one stands between "[" and "]".
func buttons(c *page.Context, at int, names ...string) string {
	var b strings.Builder
	for i, n := range names {
		if i > 0 {
			b.WriteString("  ")
		}
		if i == at {
			b.WriteString(c.Theme.Selected.Render("[ " + n + " ]"))
		} else {
			b.WriteString("  " + n + "  ")
		}
	}
	return b.String()
}

func bodyWidth(width int) int { return max(min(width-8, 72), 20) }

// confirm is a question with two answers.
type confirm struct {
	c  *page.Context
	q  page.Confirm
	at int // 0 yes, 1 no
}

func newConfirm(c *page.Context, q page.Confirm) *confirm {
	b := &confirm{c: c, q: q}
	if q.Danger {
		b.at = 1
	}
	return b
}

func (b *confirm) typing() bool             { return false }
func (b *confirm) sudden() bool             { return true }
func (b *confirm) cursor() (int, int, bool) { return 0, 0, false }

func (b *confirm) press(i keys.Intent, _ tea.KeyMsg) (bool, tea.Cmd) {
	switch i {
	case keys.Left, keys.Right, keys.NextField, keys.PrevField, keys.Up, keys.Down:
		if !b.q.Told {
			b.at = 1 - b.at
		}
	case keys.Back:
		if b.q.Told {
			return true, b.q.Then
		}
		return true, b.q.Else
	case keys.Open:
		if b.at == 0 {
			return true, b.q.Then
		}
		return true, b.q.Else
	}
	return false, nil
}

func (b *confirm) view(width, height int) string {
	w := b.c.Words.Dialog
	yes, no := b.q.Yes, b.q.No
	if yes == "" {
		yes = w.Yes
	}
	if no == "" {
		no = w.No
	}
	body := wrapAll(b.q.Body, bodyWidth(width))
	body = keepEnds(body, height-6)
	if b.q.Told {
		return frameBox(b.c, b.q.Title, append(body, "", buttons(b.c, 0, yes)), w.Close, width, height)
	}
	body = append(body, "", buttons(b.c, b.at, yes, no))
	return frameBox(b.c, b.q.Title, body, w.Choose, width, height)
}

// keepEnds cuts lines to n.
func keepEnds(lines []string, n int) []string { return lines[:min(len(lines), max(n, 1))] }

func wrapAll(s string, width int) []string {
	var out []string
	for _, p := range strings.Split(s, "\n") {
		out = append(out, page.Wrap(p, width)...)
	}
	return out
}

// fail tells of an error: what happened, what was kept, what to do.
type fail struct {
	c      *page.Context
	err    error
	notice bool
	top    int
	max    int
}

func newFail(c *page.Context, f page.Fail) *fail { return &fail{c: c, err: f.Err, notice: f.Notice} }

func (b *fail) typing() bool             { return false }
func (b *fail) sudden() bool             { return true }
func (b *fail) cursor() (int, int, bool) { return 0, 0, false }

func (b *fail) press(i keys.Intent, _ tea.KeyMsg) (bool, tea.Cmd) {
	switch i {
	case keys.Up:
		b.top = max(b.top-1, 0)
	case keys.Down:
		b.top = min(b.top+1, b.max)
	case keys.Back, keys.Open:
		return true, nil
	}
	return false, nil
}

func (b *fail) view(width, height int) string {
	w, t := b.c.Words.Dialog, b.c.Theme
	inner := bodyWidth(width)
	var e *store.Error
	detail := ""
	if !errors.As(b.err, &e) {
		e = &store.Error{Code: store.Internal, Message: w.InternalError}
		detail = b.err.Error()
	} else if e.Code == store.Internal && e.Err != nil {
		detail = e.Err.Error()
	}
	var body []string
	part := func(head, s, missing string) {
		if s == "" {
			s = missing
		}
		body = append(body, t.Title.Render(head))
		for _, l := range wrapAll(sentence(s), inner-2) {
			body = append(body, "  "+l)
		}
	}
	part(w.Happened, leaf.Spoken(b.c.Words, "", e.Message), w.InternalError)
	part(w.Kept, e.Kept, w.KeptNothing)
	part(w.Todo, leaf.Spoken(b.c.Words, "", e.Hint), w.TodoUnknown)
	if detail != "" {
		body = append(body, "")
		for _, l := range wrapAll(detail, inner) {
			body = append(body, t.Dim.Render(l))
		}
	}
	room := max(height-6, 1)
	b.max = max(len(body)-room, 0)
	b.top = min(b.top, b.max)
	hint := w.CloseHint
	if b.max > 0 {
		hint = w.ScrollHint
	}
	body = body[b.top:min(b.top+room, len(body))]
	title := t.Glyph.Cross + " " + w.ErrorTitle
	if b.notice {
		title = "! " + w.NoticeTitle
	}
	return frameBox(b.c, title, body, hint, width, height)
}

// sentence gives a message that stands alone its capital and its period.
func sentence(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	s = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.ContainsAny(string(r[len(r)-1:]), ".!?…") {
		s += "."
	}
	return s
}

// prompt asks for a text.
type prompt struct {
	c      *page.Context
	p      page.Prompt
	f      *field.Text
	at     int // 0 the field, 1 OK, then the other way if there is one, and cancel
	remark string
	x, y   int
	pick   int    // choice that stands in the field, -1 for the person's own text
	own    string // that text while a choice stands there
}

func newPrompt(c *page.Context, p page.Prompt) *prompt {
	f := field.NewText(c, field.TextSpec{Required: p.Required, Lines: p.Lines, Secret: p.Secret, AsTyped: p.AsTyped})
	f.SetValue(p.Value)
	b := &prompt{c: c, p: p, f: f, pick: -1}
	if p.Value != "" {
		b.pick = slices.Index(p.Choices, p.Value)
	}
	return b
}

func (b *prompt) typing() bool             { return b.at == 0 }
func (b *prompt) sudden() bool             { return false }
func (b *prompt) cursor() (int, int, bool) { return b.x, b.y, b.at == 0 }

func (b *prompt) press(i keys.Intent, k tea.KeyMsg) (bool, tea.Cmd) {
	if b.at == 0 && (i == keys.None || b.f.Wants(i)) {
		b.edit(k)
		return false, nil
	}
	if n := len(b.p.Choices); b.at == 0 && n > 0 && (i == keys.Up || i == keys.Down) {
		b.turn(map[keys.Intent]int{keys.Up: n, keys.Down: 1}[i])
		return false, nil
	}
	switch i {
	case keys.NextField, keys.Down:
		b.at = (b.at + 1) % (b.last() + 1)
	case keys.PrevField, keys.Up:
		b.at = (b.at + b.last()) % (b.last() + 1)
	case keys.Left:
		if b.at > 0 {
			b.at = (b.at+b.last()-2)%b.last() + 1
		}
	case keys.Right:
		if b.at > 0 {
			b.at = b.at%b.last() + 1
		}
	case keys.Back:
		return true, b.away()
	case keys.SaveNow:
		return b.accept()
	case keys.Open:
		switch {
		case b.at == b.last():
			return true, b.away()
		case b.at == 2:
			return true, b.p.Instead
		case b.at == 1 || b.p.Secret:
			return b.accept()
		}
		// A pasted newline may arrive as Enter: it goes to the button, and
		// only a second one accepts.
		b.at = 1
	}
	return false, nil
}

// last is the place of the last button.
func (b *prompt) last() int {
	if b.p.Other != "" {
		return 3
	}
	return 2
}

// away closes the prompt without accepting; what was typed is handed back.
func (b *prompt) away() tea.Cmd {
	if b.p.Keep == nil {
		return b.p.Else
	}
	return tea.Batch(b.p.Keep(b.f.Value()), b.p.Else)
}

// edit hands a key to the field. A letter takes the place of a choice, since a
// path typed behind another one would be neither.
func (b *prompt) edit(k tea.KeyMsg) {
	if b.pick >= 0 && (k.Type == tea.KeyRunes || k.Type == tea.KeySpace) {
		b.f.SetValue("")
	}
	b.pick = -1
	if b.f.Update(k) {
		b.remark = ""
	}
}

// turn puts the next choice into the field; what the person typed stands before
// the first.
func (b *prompt) turn(by int) {
	if b.pick < 0 {
		b.own = b.f.Value()
	}
	b.pick = (b.pick+1+by)%(len(b.p.Choices)+1) - 1
	b.remark = ""
	if b.pick < 0 {
		b.f.SetValue(b.own)
		return
	}
	b.f.SetValue(b.p.Choices[b.pick])
}

// choices draws what may be chosen in at most room lines, so that the one in the
// field is among them.
func (b *prompt) choices(inner, room int) []string {
	t, n := b.c.Theme, len(b.p.Choices)
	if n == 0 || room < 2 {
		return nil
	}
	out := []string{t.Dim.Render(page.Cut(t, "↑↓ "+b.p.Offer, inner))}
	from := max(min(b.pick, n-1)-room+2, 0)
	for i := from; i < min(from+room-1, n); i++ {
		line := page.CutLeft(t, b.p.Choices[i], inner-2)
		if i == b.pick {
			out = append(out, t.Selected.Render(t.Glyph.Cursor+" "+line))
		} else {
			out = append(out, "  "+line)
		}
	}
	return out
}

func (b *prompt) accept() (bool, tea.Cmd) {
	b.f.Settle()
	v := b.f.Value()
	if b.p.Required && strings.TrimSpace(v) == "" {
		b.at, b.remark = 0, b.c.Words.Dialog.Required
		return false, nil
	}
	if b.p.Then == nil {
		return true, nil
	}
	return true, b.p.Then(v)
}

func (b *prompt) view(width, height int) string {
	w, t := b.c.Words.Dialog, b.c.Theme
	inner := bodyWidth(width)
	var body []string
	if b.p.Body != "" {
		body = append(keepEnds(wrapAll(b.p.Body, inner), height-8-b.f.Height()), "")
	}
	if b.p.Label != "" {
		body = append(body, t.Title.Render(page.Cut(t, b.p.Label, inner)))
	}
	row := len(body)
	body = append(body, strings.Split(b.f.View(inner, b.at == 0), "\n")...)
	x, y := b.f.Cursor()
	b.x, b.y = x+2, y+row+1
	if b.remark != "" {
		body = append(body, t.Bad.Render(t.Glyph.Cross+" "+b.remark))
	} else {
		body = append(body, "")
	}
	if list := b.choices(inner, min(height-6-len(body), 6)); len(list) > 0 {
		body = append(append(body, list...), "")
	}
	names := []string{w.OK, w.Cancel}
	if b.p.Other != "" {
		names = slices.Insert(names, 1, b.p.Other)
	}
	body = append(body, buttons(b.c, b.at-1, names...))
	return frameBox(b.c, b.p.Title, body, w.Write, width, height)
}
