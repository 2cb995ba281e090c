package seal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// newForm returns the fields of enrolment with what was typed before.
func (m *Model) newForm() *field.Form {
	c := m.c
	folder := field.NewText(c, field.TextSpec{Hint: c.Words.Seal.Outbox, AsTyped: true})
	grant := field.NewText(c, field.TextSpec{AsTyped: true})
	print := field.NewText(c, field.TextSpec{AsTyped: true, Check: func(s string) error {
		if _, err := trust.ParseFingerprint(s); err != nil {
			return errors.New(c.Words.Seal.BadCA)
		}
		return nil
	}})
	f := field.NewForm(c,
		field.Item{ID: "folder", Label: func() string { return c.Words.Seal.RequestTo }, Field: folder},
		field.Item{ID: "grant", Label: func() string { return c.Words.Seal.Grant }, Field: grant},
		field.Item{ID: "ca", Label: func() string { return c.Words.Seal.CA }, Field: print, Width: 42},
	)
	if old := m.enrol; old != nil {
		for _, it := range old.Items() {
			f.Field(it.ID).SetValue(it.Field.Value())
		}
		f.Focus(old.Focused())
	}
	return f
}

// requested is the result of writing the enrolment request.
type requested struct {
	path string
	err  error
}

// enrolled is the result of taking in a grant.
type enrolled struct {
	as  string
	err error
}

func (m *Model) pressOutside(p keys.Press) tea.Cmd {
	switch p.Intent {
	case keys.Seal:
		return m.request()
	case keys.ImportAll:
		return m.takeGrant()
	}
	if m.enrol.Update(p).Handled {
		return nil
	}
	if p.Intent == keys.Open { // Enter in the last field
		return m.takeGrant()
	}
	return nil
}

// request writes the enrolment request into the named folder.
func (m *Model) request() tea.Cmd {
	if m.busy {
		return nil
	}
	m.busy = true
	s, dir := m.site, media.Path(m.enrol.Field("folder").Value())
	w := m.c.Words.Seal
	return func() tea.Msg {
		path, err := writeRequest(s, dir)
		if err != nil && store.CodeOf(err) == store.Internal {
			err = &store.Error{
				Code: store.Internal, Detail: "target", Message: sprintf(w.NotWritten, path), Kept: w.StillKept, Hint: w.TryOther, Err: err,
			}
		}
		return requested{path, err}
	}
}

// writeRequest writes the request into dir, "" for the outbox, and returns its
// path. The name is that of the command line: the same request has one name.
func writeRequest(s *sync.Site, dir string) (path string, err error) {
	file, fp, err := s.EnrolRequest()
	if err != nil {
		return dir, err
	}
	if dir == "" {
		dir = s.OutboxDir()
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return dir, err
		}
	}
	path = filepath.Join(dir, "yeu-cau-"+fp[:8]+".coopreq")
	return path, trust.WriteFile(path, file, 0o644)
}

func (m *Model) haveAsked(r requested) tea.Cmd {
	m.busy = false
	if r.err != nil {
		return page.Do(page.Fail{Err: r.err})
	}
	m.asked = r.path
	m.enrol.Focus("grant")
	return page.Do(page.Toast{Text: sprintf(m.c.Words.Seal.Asked, r.path), Level: page.Good})
}

// takeGrant takes in the province's answer. The fingerprint is what the person
// typed from paper; it is never read from the file.
func (m *Model) takeGrant() tea.Cmd {
	w := &m.c.Words.Seal
	path, ca := media.Path(m.enrol.Field("grant").Value()), strings.TrimSpace(m.enrol.Field("ca").Value())
	switch {
	case m.busy:
		return nil
	case path == "" || ca == "":
		m.enrol.Focus("ca")
		if path == "" {
			m.enrol.Focus("grant")
		}
		return page.Do(page.Toast{Text: w.NeedGrant, Level: page.Warn})
	case m.enrol.Field("ca").Valid() != nil:
		m.enrol.Focus("ca")
		return page.Do(page.Toast{Text: w.BadCA, Level: page.Warn})
	}
	m.busy = true
	s, changed := m.site, m.changed
	p := page.Progress{ID: workID, Title: w.Enrolling, Item: filepath.Base(path)}
	return page.Work(p, func(func(int64, int64, string)) tea.Msg {
		reports, err := s.Import(context.Background(), []string{path}, sync.ImportOptions{CA: ca})
		for i := range reports {
			if err == nil && reports[i].State == sync.FileRefused {
				err = reports[i].Err
			}
			if store.DetailOf(err) == trust.DetailRecipient {
				err = &store.Error{Code: store.Refused, Detail: trust.DetailRecipient, Message: w.OtherGrant, Kept: w.StillKept, Hint: w.OwnGrant, Err: err}
			}
		}
		changed()
		return enrolled{s.Principal(), err}
	})
}

func (m *Model) haveEnrolled(e enrolled) tea.Cmd {
	m.busy = false
	if e.err != nil {
		return page.Do(page.Fail{Err: e.err})
	}
	m.zone = where
	return tea.Batch(page.Do(page.Toast{Text: sprintf(m.c.Words.Seal.Enrolled, e.as), Level: page.Good}), m.read())
}

func asError(err error) *store.Error {
	var e *store.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
