// Package seal is the screen that hands changes to the province: what goes, to
// whom, how large and where to, and what became of earlier bundles. A machine
// that is not enrolled yet finds here how to become so.
package seal

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
	"coopfield/tui/text"
)

var sprintf = fmt.Sprintf

// workID names this screen's long work among overlays.
const workID = "seal"

// silence is how long after the last key a typed folder is looked at.
const silence = 400 * time.Millisecond

// zone is the part of the screen that has the focus.
type zone int

const (
	where   zone = iota // the field of the folder
	second              // the field of the second copy
	what                // what goes
	earlier             // bundles written before

	zones
)

// partSizes are what a bundle may be split into, in bytes: not at all, for mail
// servers, for those that take little.
var partSizes = []int64{0, bundle.DefaultPart, 5_000_000}

// Model is the screen.
type Model struct {
	c       *page.Context
	site    *sync.Site
	changed func()
	drives  func() []string
	width   int
	height  int

	view   *view // newest reading; never nil
	load   int   // number of the newest reading; older results are dropped
	edit   int   // number of the newest key in the folder's field
	asking bool  // the question is asked as soon as the reading is there
	busy   bool  // a file is being written or taken in
	done   []sync.Sealed

	lang    text.Lang // that the fields' hints are in
	to      *field.Text
	copy    *field.Text // where the second copy goes
	part    int         // index of partSizes
	code    string      // receipt code that was typed and not taken
	zone    zone
	goes    *page.Table
	gone    *page.Table
	enrol   *field.Form
	asked   string // path of the request that was written
	x, y    int    // text cursor of the last View
	visible bool
	offered bool              // a stick was put into the fields
	sticks  map[string]string // by field, while nothing was typed over it
}

// New returns the screen of s. changed is called, in a command, after something
// was written, so that the lights of the frame are counted anew.
func New(c *page.Context, s *sync.Site, changed func()) page.Screen {
	return newModel(c, s, changed, media.Drives)
}

func newModel(c *page.Context, s *sync.Site, changed func(), drives func() []string) *Model {
	m := &Model{c: c, site: s, changed: changed, drives: drives, width: c.Width, height: c.Height, view: &view{}, sticks: map[string]string{}}
	m.goes, m.gone = page.NewTable(c), page.NewTable(c)
	m.speak()
	return m
}

// speak makes what holds words anew in the language of the interface.
func (m *Model) speak() {
	w := &m.c.Words.Seal
	typed, again := "", ""
	if m.to != nil {
		typed, again = m.to.Value(), m.copy.Value()
	}
	m.lang = m.c.Words.Lang
	m.to = field.NewText(m.c, field.TextSpec{Hint: w.Outbox, AsTyped: true})
	m.to.SetValue(typed)
	m.copy = field.NewText(m.c, field.TextSpec{Hint: w.NoCopy, AsTyped: true})
	m.copy.SetValue(again)
	m.goes.SetColumns(
		page.Column{Title: w.Coop, Min: 18, Weight: 4, Middle: true},
		page.Column{Title: w.Holds, Min: 18, Weight: 3, Drop: 1},
		page.Column{Title: w.Records, Width: 7, Right: true, Drop: 2},
		page.Column{Title: w.Changes, Width: 8, Right: true},
	)
	m.gone.SetColumns(
		page.Column{Title: w.Number, Width: 6},
		page.Column{Title: w.Date, Width: 10},
		page.Column{Title: w.Answer, Width: 18},
		page.Column{Title: w.Size, Width: 8, Right: true},
		page.Column{Title: w.File, Min: 16, Middle: true, Drop: 1},
	)
	m.enrol = m.newForm()
}

// looked is the result of one reading.
type looked struct {
	load int
	view *view
	err  error
}

// settled says that no key followed for a while.
type settled struct{ edit int }

// sealed is the result of writing.
type sealed struct {
	out []sync.Sealed
	err error
}

// Init reads what would go.
func (m *Model) Init() tea.Cmd { return m.read() }

func (m *Model) read() tea.Cmd {
	m.load++
	load, s, to, again, drives := m.load, m.site, m.folder(), m.copyFolder(), m.drives
	return func() tea.Msg {
		v, err := look(context.Background(), s, to, again, drives)
		return looked{load, v, err}
	}
}

// folder is where the person wants the bundle, "" for the outbox.
func (m *Model) folder() string { return media.Path(m.to.Value()) }

// copyFolder is where the second copy goes, "" for none.
func (m *Model) copyFolder() string { return media.Path(m.copy.Value()) }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case looked:
		return m.take(msg)
	case settled:
		if msg.edit == m.edit {
			return m.read()
		}
	case write:
		return m.write(msg)
	case tookCode:
		return m.haveCode(msg)
	case sealed:
		return m.finish(msg)
	case requested:
		return m.haveAsked(msg)
	case enrolled:
		return m.haveEnrolled(msg)
	case page.Resumed:
		return m.read()
	case tea.KeyMsg:
		return m.key(msg)
	case keys.Press:
		return m.press(msg)
	}
	return nil
}

func (m *Model) take(l looked) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	ask := m.asking
	m.asking = false
	if l.err != nil {
		m.view = &view{state: failed}
		return page.Do(page.Fail{Err: l.err})
	}
	m.view = l.view
	if ask {
		return m.ask()
	}
	return m.begun()
}

// begun puts the first stick that is plugged in where nothing was typed yet,
// once: who plugs one in wants the file there, and not in the outbox.
func (m *Model) begun() tea.Cmd {
	v := m.view
	if m.offered || len(v.drives) == 0 {
		return nil
	}
	switch {
	case v.state == outside:
		m.offered = true
		for id, place := range map[string]string{"folder": v.drives[0], "grant": v.granted} {
			if f := m.enrol.Field(id); f.Value() == "" {
				f.SetValue(place)
				m.sticks[id] = place
			}
		}
	case v.state == sealing && m.to.Value() == "":
		m.offered = true
		m.to.SetValue(v.drives[0])
		m.sticks["to"] = v.drives[0]
		return m.read()
	}
	return nil
}

func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	m.retype(k)
	switch {
	case m.view.state == outside:
		m.enrol.Update(k)
	case m.zone == where && m.Typing() && m.to.Update(k), m.zone == second && m.Typing() && m.copy.Update(k):
		return m.typed()
	}
	return nil
}

// retype lets a path that is typed take the place of a stick that was put into
// the field, since one behind the other would be neither.
func (m *Model) retype(k tea.KeyMsg) {
	if !m.offered || k.Type != tea.KeyRunes {
		return
	}
	switch id := m.enrol.Focused(); {
	case m.view.state == outside && m.sticks[id] != "":
		if f := m.enrol.Field(id); f.Value() == m.sticks[id] {
			f.SetValue("")
		}
		delete(m.sticks, id)
	case m.view.state == sealing && m.zone == where && m.sticks["to"] != "":
		if m.to.Value() == m.sticks["to"] {
			m.to.SetValue("")
		}
		delete(m.sticks, "to")
	}
}

// typed looks at the folder once the person stops typing.
func (m *Model) typed() tea.Cmd {
	m.edit++
	m.done = nil
	return m.c.After(silence, settled{m.edit})
}

func (m *Model) press(p keys.Press) tea.Cmd {
	if p.Intent == keys.Back {
		return page.Do(page.Back{})
	}
	switch m.view.state {
	case failed:
		if p.Intent == keys.Open {
			return m.read()
		}
	case province:
		if p.Intent == keys.Open || p.Intent == keys.Seal {
			return page.Do(page.Navigate{Page: "inbox", Replace: true})
		}
	case outside:
		return m.pressOutside(p)
	case sealing:
		return m.pressSealing(p.Intent)
	}
	return nil
}

func (m *Model) pressSealing(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Seal:
		return m.start()
	case keys.NextField:
		m.zone = (m.zone + 1) % zones
		return nil
	case keys.PrevField:
		m.zone = (m.zone + zones - 1) % zones
		return nil
	case keys.Flag:
		m.part = (m.part + 1) % len(partSizes)
		m.done = nil
		return nil
	case keys.Visit:
		return m.askCode()
	case keys.Reports:
		return page.Go("receipts", "", nil)
	case keys.ImportAll:
		return page.Go("inbox", "", nil)
	case keys.Open:
		if m.zone == where || m.zone == second {
			return m.start()
		}
	case keys.Up, keys.Down:
		if m.zone == where || m.zone == second {
			return m.turn(i)
		}
	}
	switch m.zone {
	case earlier:
		m.gone.Handle(i)
	default:
		m.goes.Handle(i)
	}
	return nil
}

// turn puts the next drive into the field; the outbox stands before the first.
func (m *Model) turn(i keys.Intent) tea.Cmd {
	places := append([]string{""}, m.view.drives...)
	at, f := 0, m.to
	if m.zone == second {
		f = m.copy
	}
	for n, p := range places {
		if p == media.Path(f.Value()) {
			at = n
		}
	}
	by := 1
	if i == keys.Up {
		by = len(places) - 1
	}
	f.SetValue(places[(at+by)%len(places)])
	m.edit++
	m.done = nil
	return m.read() // the drives too: one may have been plugged in just now
}

// start asks whether to seal, after a look at the folder as it is named now.
func (m *Model) start() tea.Cmd {
	if m.busy {
		return nil
	}
	m.asking = true
	m.edit++
	return m.read()
}

func (m *Model) ask() tea.Cmd {
	w, v := &m.c.Words.Seal, m.view
	switch {
	case v.state != sealing:
		return nil
	case v.target != nil:
		return page.Do(page.Fail{Err: v.target})
	case v.again != nil && v.again.err != nil:
		return page.Do(page.Fail{Err: v.again.err})
	case v.plan.Empty() && !v.plan.Ack:
		return page.Do(page.Toast{Text: w.Nothing, Level: page.Warn})
	case v.again != nil && v.again.folder == v.plan.Folder:
		return page.Do(page.Toast{Text: w.SamePlace, Level: page.Warn})
	}
	body := sprintf(w.AskBody, v.plan.Name, v.plan.Folder, page.Count(v.plan.Ops), media.Size(v.plan.Size))
	if v.plan.Ack {
		body = sprintf(w.AskAck, v.plan.Name, v.plan.Folder)
	}
	to := write{to: []string{v.plan.To}, part: partSizes[m.part]}
	if v.again != nil {
		body += "\n" + sprintf(w.AskCopy, v.again.folder)
		to.to = append(to.to, v.again.to)
	}
	if n := partSizes[m.part]; n > 0 {
		body += "\n" + sprintf(w.AskParts, megabytes(n))
	}
	if v.left > 0 {
		body += "\n" + sprintf(w.Drafts, v.left) + "."
	}
	return page.Do(page.Confirm{Title: w.Ask, Body: body, Yes: w.AskYes, Then: page.Do(to)})
}

// write says that the person agreed.
type write struct {
	to   []string
	part int64
}

func (m *Model) write(job write) tea.Cmd {
	if m.busy {
		return nil
	}
	m.busy = true
	s, changed := m.site, m.changed
	p := page.Progress{ID: workID, Title: m.c.Words.Seal.Writing, Item: m.view.plan.Name}
	return page.Work(p, func(tell func(done, total int64, item string)) tea.Msg {
		out, err := s.SealTo(context.Background(), sync.SealOptions{
			To: job.to, PartSize: job.part, Progress: func(done, total int) { tell(int64(done), int64(total), "") },
		})
		changed()
		return sealed{out, err}
	})
}

func (m *Model) finish(msg sealed) tea.Cmd {
	m.busy = false
	m.done = msg.out
	told := page.Do(page.Toast{Text: m.c.Words.Seal.Done, Level: page.Good})
	if msg.err != nil {
		told = page.Do(page.Fail{Err: m.partly(msg)})
	}
	return tea.Batch(told, m.read())
}

// partly adds to an error what had been written before it.
func (m *Model) partly(msg sealed) error {
	if len(msg.out) == 0 {
		return msg.err
	}
	e := &store.Error{Code: store.CodeOf(msg.err), Detail: store.DetailOf(msg.err), Message: msg.err.Error(), Err: msg.err}
	if told := asError(msg.err); told != nil {
		e.Message, e.Hint = told.Message, told.Hint
	}
	e.Kept = sprintf(m.c.Words.Seal.Partly, len(msg.out))
	return e
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	if m.lang != m.c.Words.Lang {
		m.speak()
	}
}

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Seal.Title} }

// Typing reports whether a text field has the focus.
func (m *Model) Typing() bool {
	return m.view.state == outside || m.view.state == sealing && (m.zone == where || m.zone == second)
}

// Cursor is where the next letter goes.
func (m *Model) Cursor() (x, y int, ok bool) { return m.x, m.y, m.visible && m.Typing() }

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.busy {
		return m.c.Words.Seal.Keep
	}
	return ""
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Seal
	back, help := keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp)
	switch m.view.state {
	case province:
		return []keys.Hint{keys.For(keys.Seal, w.KeyInbox), back, help}
	case outside:
		return []keys.Hint{
			keys.For(keys.Seal, w.KeyRequest), keys.For(keys.ImportAll, w.KeyGrant), keys.For(keys.NextField, w.KeyField), back, help,
		}
	}
	return []keys.Hint{
		keys.For(keys.Seal, w.KeySeal),
		keys.For(keys.ImportAll, w.KeyAnswer),
		keys.For(keys.Visit, w.KeyCode),
		keys.For(keys.Reports, w.KeyReceipts),
		back,
		keys.For(keys.NextField, w.KeyZone),
		keys.For(keys.Flag, w.KeyPart),
		help,
	}
}

// Actions are the screen's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := &m.c.Words.Seal
	if m.view.state == sealing {
		return []page.Action{
			{Name: w.TakeAnswer, Key: keys.Label(keys.ImportAll), Do: keys.ImportAll},
			{Name: w.CodeTitle, Key: keys.Label(keys.Visit), Do: keys.Visit},
			{Name: w.ReceiptsTitle, Key: keys.Label(keys.Reports), Do: keys.Reports},
		}
	}
	if m.view.state != outside {
		return nil
	}
	return []page.Action{
		{Name: w.Step1, Key: keys.Label(keys.Seal), Do: keys.Seal},
		{Name: w.Step2, Key: keys.Label(keys.ImportAll), Do: keys.ImportAll},
	}
}
