package security

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

var sprintf = fmt.Sprintf

// workID names this screen's long work among overlays.
const workID = "security"

// The rows, named as the words name them.
const (
	rowSelf    = "self"
	rowPass    = "pass"
	rowSheet   = "sheet"
	rowBackup  = "backup"
	rowRestore = "restore"
	rowCheck   = "check"
	rowLock    = "lock"
	rowDisk    = "disk"
	rowNews    = "news"
	rowDevices = "devices"
	rowApprove = "approve"
	rowChanges = "changes"
	rowAccount = "account"
)

// Options are what the screen needs of the program.
type Options struct {
	Site *sync.Site
	// Changed is called, in a command, after something was written.
	Changed func()
	// SetLock tells the program after how many minutes the screen locks.
	SetLock func(minutes int64)
	// Disk tells whether the disk under a folder is encrypted.
	Disk func(dir string) Disk
	// Drives lists the sticks that are plugged in.
	Drives func() []string
}

// Model is the screen.
type Model struct {
	c      *page.Context
	o      Options
	width  int
	height int

	rows   []string
	at     int
	load   int // the newest reading; older results are dropped
	info   *info
	failed bool
	busy   bool
	begin  string // row whose work begins as soon as the store was read

	folder string   // of the newest backup
	secret [][]byte // passphrases that were typed on the way to a change
}

// info is what one reading of the store gave. It is never changed.
type info struct {
	self     sync.Self
	name     string // principal
	unit     string
	print    string
	install  string
	province string
	ca       string
	version  int64
	mark     *sync.BackupMark
	since    int64
	minutes  int64
	folder   string // to which backups go
	disk     Disk
	devices  int
	active   int
	news     []sync.Notice
}

// New returns the screen. args may name in "do" the row whose work begins at
// once, for the palette.
func New(c *page.Context, o Options, args page.Args) page.Screen {
	if o.Drives == nil {
		o.Drives = media.Drives
	}
	if o.Disk == nil {
		o.Disk = DiskOf
	}
	m := &Model{c: c, o: o, width: c.Width, height: c.Height, begin: args["do"]}
	m.list(o.Site != nil && o.Site.IsProvince())
	return m
}

// list says which rows there are.
func (m *Model) list(province bool) {
	m.rows = []string{rowSelf, rowPass, rowSheet, rowBackup, rowRestore, rowCheck, rowLock, rowDisk, rowNews}
	if province {
		m.rows = append(m.rows, rowDevices, rowApprove, rowChanges, rowAccount)
	}
}

type loaded struct {
	load int
	info *info
	err  error
}

// Init reads the store.
func (m *Model) Init() tea.Cmd { return m.read() }

func (m *Model) read() tea.Cmd {
	m.load++
	n, o := m.load, m.o
	return func() tea.Msg {
		i, err := look(context.Background(), o)
		return loaded{n, i, err}
	}
}

func look(ctx context.Context, o Options) (*info, error) {
	s := o.Site
	i := &info{
		self: s.Self, name: s.Principal(), unit: s.Self.Unit, print: trust.FormatFingerprint(s.Keys.Dev()), install: s.Keys.Install(),
		minutes: LockMinutes(ctx, s.Log), folder: BackupFolder(ctx, s.Log), disk: o.Disk(s.Dir), news: s.Notices(),
	}
	if me := s.Desk.Me(); me.Unit != "" {
		i.unit = me.Unit
	}
	units := s.Desk.Units()
	if u, ok := units.ByID(i.unit); ok {
		i.unit = u.FullName()
	}
	if d := s.Trust(); d != nil {
		i.province, i.ca = d.Province, trust.FormatFingerprint(trust.DevID(d.CA))
		if u, ok := units.ByID(d.Province); ok { // the name for people, the code for commands
			i.province = u.OfficialName + " (" + d.Province + ")"
		}
	}
	if r := s.Registry(); r != nil {
		i.version = r.Version
		for k := range r.Devices {
			if r.Devices[k].Role == store.Province {
				continue
			}
			i.devices++
			if r.Devices[k].Status == trust.Active {
				i.active++
			}
		}
	}
	var err error
	i.mark, i.since, err = s.LastBackup(ctx)
	return i, err
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case page.Resumed:
		return m.read()
	case typed:
		return m.passphrase(msg)
	case backupTo:
		return m.backup(msg.path)
	case ended:
		return m.end(msg)
	case requestAt:
		return m.readRequest(msg.path)
	case request:
		return m.compare(msg)
	case approve:
		return m.approve(msg)
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Model) take(l loaded) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	if m.failed = l.err != nil; m.failed {
		return page.Do(page.Fail{Err: l.err})
	}
	m.info = l.info
	if m.begin == "" {
		return nil
	}
	row := m.begin
	m.begin = ""
	for i, r := range m.rows {
		if r == row {
			m.at = i
			return m.open()
		}
	}
	return nil
}

func (m *Model) press(i keys.Intent) tea.Cmd {
	last := len(m.rows) - 1
	switch i {
	case keys.Back:
		return page.Do(page.Back{})
	case keys.Up, keys.PrevField:
		m.at = max(m.at-1, 0)
	case keys.Down, keys.NextField:
		m.at = min(m.at+1, last)
	case keys.Home, keys.PageUp:
		m.at = 0
	case keys.End, keys.PageDown:
		m.at = last
	case keys.Open, keys.Right:
		if m.failed {
			return m.read()
		}
		return m.open()
	}
	return nil
}

func (m *Model) row() string { return m.rows[m.at] }

// open begins what the row under the cursor is for.
func (m *Model) open() tea.Cmd {
	if m.busy || m.info == nil {
		return nil
	}
	switch m.row() {
	case rowPass:
		return m.askPassphrase()
	case rowSheet:
		return page.Go("sheet", "", nil)
	case rowBackup:
		return m.askBackup()
	case rowRestore:
		return page.Go("restore", "", nil)
	case rowCheck:
		return m.check()
	case rowLock:
		return m.turnLock()
	case rowNews:
		return page.Go("news", "", nil)
	case rowDevices:
		return page.Go("devices", "", nil)
	case rowApprove:
		return m.askRequest()
	case rowChanges:
		return page.Go("registry", "", nil)
	case rowAccount:
		return page.Go("account", "", nil)
	}
	return nil
}

// ended is the result of long work: what to say, what to open.
type ended struct {
	say   string
	after string // shown as a notice that stays until it was read
	kept  any    // kept under workID for the page that follows
	open  string
	err   error
}

// work does something long; nothing else begins meanwhile.
func (m *Model) work(title, item string, do func() ended) tea.Cmd {
	m.busy = true
	changed := m.o.Changed
	return page.Work(page.Progress{ID: workID, Title: title, Item: item}, func(func(int64, int64, string)) tea.Msg {
		e := do()
		changed()
		return e
	})
}

func (m *Model) end(e ended) tea.Cmd {
	m.busy = false
	var cmds []tea.Cmd
	switch {
	case e.err != nil:
		cmds = append(cmds, page.Do(page.Fail{Err: e.err}))
	case e.after != "":
		cmds = append(cmds, page.Do(page.Confirm{Title: m.c.Words.Security.Title, Body: e.say + "\n\n" + e.after, Yes: m.c.Words.Dialog.OK, Told: true}))
	case e.say != "":
		cmds = append(cmds, page.Do(page.Toast{Text: e.say, Level: page.Good}))
	}
	if e.kept != nil {
		m.c.Kept[workID] = e.kept
	}
	if e.open != "" {
		cmds = append(cmds, page.Go(e.open, "", nil))
	}
	return tea.Batch(append(cmds, m.read())...)
}

// turnLock chooses the next time after which the screen locks.
func (m *Model) turnLock() tea.Cmd {
	w := &m.c.Words.Security
	if m.info.self.Mode == trust.Training {
		return page.Do(page.Toast{Text: w.LockTraining, Level: page.Info})
	}
	next := LockChoices[0]
	for i, n := range LockChoices {
		if n == m.info.minutes {
			next = LockChoices[(i+1)%len(LockChoices)]
		}
	}
	log, set, said := m.o.Site.Log, m.o.SetLock, sprintf(w.LockSet, m.lockWord(next))
	return func() tea.Msg {
		err := SetLockMinutes(context.Background(), log, next)
		if err == nil {
			set(next)
		}
		return ended{say: said, err: err}
	}
}

func (m *Model) lockWord(n int64) string {
	if n == 0 {
		return m.c.Words.Security.LockNever
	}
	return sprintf(m.c.Words.Security.LockAfter, n)
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Security.Title} }

// Typing is false: what is typed goes into other windows.
func (m *Model) Typing() bool { return false }

// Cursor is hidden.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.busy {
		return m.c.Words.Security.Keep
	}
	return ""
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Security
	var out []keys.Hint
	if word := w.EnterTo[m.row()]; word != "" {
		out = append(out, keys.For(keys.Open, word))
	}
	return append(out, keys.Hint{Key: "↑↓", Word: w.KeyAt}, keys.For(keys.Lock, m.c.Words.Keys.Lock), keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp))
}
