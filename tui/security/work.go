package security

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// typed is one passphrase of a change: the present one, the new one, and the new
// one again.
type typed struct{ pass []byte }

func (m *Model) askPassphrase() tea.Cmd {
	if m.info.self.Mode == trust.Training {
		return page.Do(page.Toast{Text: m.c.Words.Security.PassTraining, Level: page.Info})
	}
	m.forget()
	return m.askNext()
}

// forget overwrites what was typed.
func (m *Model) forget() {
	for _, p := range m.secret {
		clear(p)
	}
	m.secret = nil
}

// askNext asks for the passphrase that is still missing.
func (m *Model) askNext() tea.Cmd {
	w := &m.c.Words.Security
	p := page.Prompt{
		Title: w.PassTitle, Label: [...]string{w.PassOld, w.PassNew, w.PassAgain}[len(m.secret)], Secret: true, Required: true,
		Then: func(s string) tea.Cmd { return page.Do(typed{[]byte(vi.NFC(s))}) },
	}
	if len(m.secret) == 1 {
		p.Body = w.PassBody
	}
	return page.Do(p)
}

func (m *Model) passphrase(t typed) tea.Cmd {
	w := &m.c.Words.Security
	m.secret = append(m.secret, t.pass)
	if len(m.secret) < 3 {
		return m.askNext()
	}
	old, fresh, again := m.secret[0], m.secret[1], m.secret[2]
	m.secret = nil
	if !bytes.Equal(fresh, again) {
		clear(old)
		clear(fresh)
		clear(again)
		return page.Do(page.Toast{Text: w.PassDiffer, Level: page.Warn})
	}
	s, done, tip := m.o.Site, w.PassDone, w.PassBackup
	return m.work(w.PassBusy, "", func() ended {
		err := s.ChangePassphrase(old, fresh)
		for _, p := range [][]byte{old, fresh, again} {
			clear(p)
		}
		return ended{say: done, after: tip, err: err}
	})
}

// backupTo says where the person wants the backup.
type backupTo struct{ path string }

func (m *Model) askBackup() tea.Cmd {
	w := &m.c.Words.Security
	p := page.Prompt{
		Title: w.BackupAsk, Body: w.BackupTip, Label: w.BackupTo, Value: cmp.Or(m.folder, m.info.folder), Required: true, AsTyped: true, Offer: m.c.Words.Inbox.AskDrives,
		Then: func(s string) tea.Cmd { return page.Do(backupTo{media.Path(s)}) },
	}
	drives, none := m.o.Drives, m.c.Words.Inbox.AskNoDrive
	return func() tea.Msg {
		if p.Choices = drives(); len(p.Choices) == 0 {
			p.Body += "\n" + none
		} else if p.Value == "" {
			p.Value = p.Choices[0]
		}
		return p
	}
}

// BackupPath is the file of a backup: a folder gets a name of its own that says
// whose it is and when it was made.
func (m *Model) backupPath(path string) string {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return path
	}
	who := m.info.name
	if who == "" {
		who = strings.ReplaceAll(vi.Fold(m.info.self.Person), " ", "-")
	}
	return filepath.Join(path, m.c.Words.Security.BackupName+"-"+who+"-"+m.c.Now().Format("20060102-150405")+".age")
}

func (m *Model) backup(path string) tea.Cmd {
	if m.busy {
		return nil
	}
	w := &m.c.Words.Security
	m.folder = path
	file := m.backupPath(path)
	s, done, carry := m.o.Site, sprintf(w.BackupDone, file), w.BackupCarry
	return m.work(w.BackupBusy, file, func() ended {
		_, err := s.Backup(context.Background(), file)
		if err == nil && file != path {
			err = SetBackupFolder(context.Background(), s.Log, path)
		}
		return ended{say: done, after: carry, err: err}
	})
}

// check reads the whole store.
func (m *Model) check() tea.Cmd {
	s := m.o.Site
	return m.work(m.c.Words.Security.CheckBusy, s.Dir, func() ended {
		d, err := s.Doctor(context.Background())
		if err != nil {
			return ended{err: err}
		}
		return ended{kept: d, open: "doctor"}
	})
}

// requestAt names the file of an enrolment request.
type requestAt struct{ path string }

// request is one that was read, for its fingerprint to be compared.
type request struct {
	path string
	q    *trust.Request
	err  error
}

// approve says that the fingerprint was compared. pass opens the CA, nil while
// it was not asked for.
type approve struct {
	request
	dir  string
	pass []byte
	told bool // the passphrase was asked for
}

func (m *Model) askRequest() tea.Cmd {
	w := &m.c.Words.Security
	p := page.Prompt{
		Title: w.ApproveTitle, Body: w.ApproveBody, Label: w.ApproveLabel, Required: true, AsTyped: true, Offer: m.c.Words.Inbox.AskDrives,
		Then: func(s string) tea.Cmd { return page.Do(requestAt{media.Path(s)}) },
	}
	drives := m.o.Drives
	return func() tea.Msg {
		for _, d := range drives() {
			found, _ := filepath.Glob(filepath.Join(d, "*.coopreq"))
			p.Choices = append(p.Choices, found...)
		}
		if len(p.Choices) > 0 {
			p.Value = p.Choices[0]
		}
		return p
	}
}

func (m *Model) readRequest(path string) tea.Cmd {
	s := m.o.Site
	w := &m.c.Words.Security
	return func() tea.Msg {
		found, err := requestsIn(path)
		switch {
		case len(found) > 1:
			return page.Prompt{
				Title: w.ApproveTitle, Body: w.ApproveWhich, Label: w.ApproveLabel, Value: found[0], Choices: found, Offer: w.ApproveOffer, Required: true, AsTyped: true,
				Then: func(s string) tea.Cmd { return page.Do(requestAt{media.Path(s)}) },
			}
		case len(found) == 1:
			path = found[0]
		}
		var b []byte
		if err == nil {
			b, err = readFile(path)
		}
		if err != nil {
			if store.CodeOf(err) != store.NotFound {
				err = &store.Error{Code: store.NotFound, Message: "không đọc được tệp " + path, Kept: "chưa cấp quyền", Hint: "kiểm tra đường dẫn", Err: err}
			}
			return request{path: path, err: err}
		}
		q, err := s.ReadRequest(b)
		return request{path, q, err}
	}
}

// requestsIn returns the requests that lie in a folder; none of a file. A folder
// without any is an error.
func requestsIn(path string) ([]string, error) {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return nil, nil //nolint:nilerr // reading the file says what is wrong with it
	}
	found, err := filepath.Glob(filepath.Join(path, "*.coopreq"))
	if err == nil && len(found) == 0 {
		err = &store.Error{Code: store.NotFound, Message: "không có tệp yêu cầu nào trong " + path, Kept: "chưa cấp quyền", Hint: "tìm tệp tên đuôi .coopreq do máy cán bộ ghi ra"}
	}
	return found, err
}

// compare has the fingerprint compared over the phone before anything happens.
func (m *Model) compare(r request) tea.Cmd {
	w := &m.c.Words.Security
	if r.err != nil {
		return page.Do(page.Fail{Err: r.err})
	}
	unit := r.q.Unit
	if u, ok := m.o.Site.Desk.Units().ByID(unit); ok {
		unit = u.Name
	}
	return page.Do(page.Confirm{
		Title: w.ApproveTitle, Yes: w.ApproveYes, Danger: true,
		Body: sprintf(w.ApproveCompare, r.q.Person, unit, w.Roles[string(r.q.Role)], trust.FormatFingerprint(r.q.Fingerprint())),
		Then: page.Do(approve{request: r, dir: trust.CADir(m.o.Site.Dir)}),
	})
}

// approve asks for what opens the CA, and then certifies.
func (m *Model) approve(a approve) tea.Cmd {
	if m.busy {
		return nil
	}
	if ask := askCA(m.c, m.o.Site, a.dir, a.told, func(dir string, pass []byte, told bool) tea.Msg {
		return approve{a.request, dir, pass, told}
	}); ask != nil {
		return ask
	}
	w := &m.c.Words.Security
	s, done, hand := m.o.Site, w.ApproveDone, w.ApproveHand
	return m.work(w.ApproveBusy, a.q.Person, func() ended {
		ca, err := trust.OpenCA(a.dir, a.pass)
		clear(a.pass)
		if err != nil {
			return ended{err: err}
		}
		defer ca.Close()
		got, err := s.Approve(context.Background(), a.q, sync.ApproveOptions{CA: ca})
		if err != nil {
			return ended{err: err}
		}
		to := filepath.Join(filepath.Dir(a.path), "cap-quyen-"+got.Device.Principal+".coop")
		if err := writeFile(to, got.Grant); err != nil {
			return ended{err: err}
		}
		return ended{say: sprintf(done, got.Device.Principal, to), after: sprintf(hand, trust.FormatFingerprint(ca.Fingerprint()))}
	})
}

// askCA asks for the folder of the CA's key where it is not in the store, and
// for its passphrase; nil when nothing is missing.
func askCA(c *page.Context, s *sync.Site, dir string, told bool, next func(dir string, pass []byte, told bool) tea.Msg) tea.Cmd {
	w := &c.Words.Security
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return page.Do(page.Prompt{
			Title: w.CAFolder, Body: w.CAFolderBody, Label: w.SheetToLabel, Required: true, AsTyped: true,
			Then: func(s string) tea.Cmd { return page.Do(next(media.Path(s), nil, false)) },
		})
	}
	if told || s.Self.Mode == trust.Training {
		return nil
	}
	return page.Do(page.Prompt{
		Title: w.CAPass, Body: w.CAPassBody, Label: w.CAPass, Secret: true, Required: true,
		Then: func(s string) tea.Cmd { return page.Do(next(dir, []byte(vi.NFC(s)), true)) },
	})
}
