package visit

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/text/unicode/norm"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
	"coopfield/tui/visit/picture"
)

// pathField is the input for the path of a file.
const pathField = "file.path"

// files is the section of the attached files.
type files struct {
	list     []desk.FileLine
	pictures map[string]*picture.Picture // by id of the attachment; nil while it is read or cannot be shown
	drawn    drawn
	fault    string // why the path was not taken
	busy     bool
}

// drawn is the preview as it was drawn last.
type drawn struct {
	id            string
	width, height int
	lines         []string
}

// The messages of the section's commands.
type (
	attached struct {
		id   string
		name string
		size int64
		twin bool
		rec  loaded
		err  error
	}
	previewed struct {
		file string
		pic  *picture.Picture
	}
	shown struct {
		id, name string
		err      error
	}
)

// fileList is the form of the section: the path of one more, and those there are.
func (b *builder) fileList() {
	w := b.m.c
	if b.m.editable() {
		c := b.m.cells[pathField]
		if c == nil {
			c = &cell{c: w, id: pathField, label: func() string { return w.Words.Visit.AddFile }}
			c.Field = field.NewText(w, field.TextSpec{Hint: w.Words.Visit.FileHint, AsTyped: true, Check: func(string) error {
				if b.m.files.fault != "" {
					return errors.New(b.m.files.fault)
				}
				return nil
			}})
			b.m.cells[pathField] = c
		}
		b.items = append(b.items, field.Item{ID: pathField, Label: c.label, Field: c})
	}
	if len(b.m.files.list) == 0 {
		b.empty("files")
	}
	for i := range b.m.files.list {
		f := &b.m.files.list[i]
		b.press("file."+f.ID, w.Theme.Glyph.Dot, func() string { return b.m.fileLine(f) })
	}
}

// fileLine is a file in a line: name, type, size.
func (m *Model) fileLine(f *desk.FileLine) string {
	w := &m.c.Words.Visit
	kind, ok := w.Types[f.MediaType]
	if !ok {
		kind = w.OtherType
	}
	s := f.Name + "  " + kind + ", " + media.Size(f.Size)
	if !f.Held {
		s += " (" + w.FileAway + ")"
	}
	return s
}

// onFile is the file under the cursor, nil if it is none.
func (m *Model) onFile() *desk.FileLine {
	if m.at != secFiles || m.form == nil {
		return nil
	}
	id := strings.TrimPrefix(m.form.Focused(), "file.")
	for i := range m.files.list {
		if m.files.list[i].ID == id {
			return &m.files.list[i]
		}
	}
	return nil
}

// toFiles goes to the path of one more file.
func (m *Model) toFiles() tea.Cmd {
	saved := m.departed()
	m.goTo(secFiles)
	m.inForm = true
	m.settleFocus(pathField)
	return tea.Batch(saved, m.look())
}

// attach puts the file at the typed path beside the record. The record is
// written first, since a file stands beside what is held.
func (m *Model) attach() tea.Cmd {
	c := m.cells[pathField]
	if c == nil || m.files.busy {
		return nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // then ~ stands for nothing
	}
	path := cleanPath(c.Value(), home)
	if path == "" {
		m.form.Update(keys.Press{Intent: keys.Down})
		m.arrived()
		return m.look()
	}
	m.files.busy = true
	rd, d, k, id, q := m.begin(), m.d, m.kind, m.id, m.sink
	before, open := len(m.files.list), !m.amending
	return tea.Batch(page.Do(page.Toast{Text: m.c.Words.Visit.FileReading}), func() tea.Msg {
		a := attached{id: id, name: fileName(path)}
		ctx := context.Background()
		f, err := openPath(path)
		if err != nil {
			a.err = err
			return a
		}
		defer f.Close() //nolint:errcheck // it was only read
		if err := q.beforeFile(ctx, open); err != nil {
			a.err = err
			return a
		}
		if _, a.err = d.Attach(ctx, k, id, a.name, f); a.err != nil {
			return a
		}
		if info, err := f.Stat(); err == nil {
			a.size = info.Size()
		}
		a.rec = rd.all()
		a.twin = len(a.rec.files) == before
		return a
	})
}

// The faults of a path, told beside its field.
var (
	errNone   = errors.New("no file")
	errFolder = errors.New("a folder")
	errLarge  = errors.New("too large")
	errEmpty  = errors.New("empty")
)

// sizeError is errLarge with the size.
type sizeError struct{ size int64 }

func (e sizeError) Error() string { return errLarge.Error() }

// openPath opens a file whose name may be written in NFC or NFD on its disk.
func openPath(path string) (*os.File, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && norm.NFD.String(path) != path {
		f, err = os.Open(norm.NFD.String(path))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		return nil, errNone
	case err != nil:
		return nil, &store.Error{
			Code: store.NotFound, Detail: "file", Message: "không đọc được tệp " + fileName(path), Kept: "chưa đính kèm gì", Hint: "kiểm tra quyền đọc tệp", Err: err,
		}
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = errFolder
	case info.Mode().IsRegular() && info.Size() > desk.MaxFile:
		err = sizeError{info.Size()}
	case info.Mode().IsRegular() && info.Size() == 0:
		err = errEmpty
	case !info.Mode().IsRegular(): // a device or a pipe would never end
		err = errNone
	}
	if err != nil {
		f.Close() //nolint:errcheck // it was only looked at
		return nil, err
	}
	return f, nil
}

// attached tells what became of a file.
func (m *Model) attached(a attached) tea.Cmd {
	if a.id != m.id {
		return nil
	}
	w := &m.c.Words.Visit
	m.files.busy = false
	if a.err != nil {
		var large sizeError
		switch {
		case errors.Is(a.err, errNone):
			m.files.fault = w.FileNone
		case errors.Is(a.err, errFolder):
			m.files.fault = w.FileFolder
		case errors.Is(a.err, errEmpty):
			m.files.fault = w.FileEmpty
		case errors.As(a.err, &large):
			m.files.fault = sprintf(w.FileLarge, media.Size(large.size))
		default:
			return page.Do(page.Fail{Err: plain(a.err)})
		}
		return page.Do(page.Toast{Text: m.files.fault, Level: page.Warn})
	}
	if c := m.cells[pathField]; c != nil {
		c.SetValue("")
	}
	said := page.Toast{Text: sprintf(w.FileAdded, a.name, media.Size(a.size)), Level: page.Good}
	if a.twin {
		said = page.Toast{Text: sprintf(w.FileTwice, a.name)}
	}
	m.dirty = false
	return tea.Batch(page.Do(page.Saved{At: m.c.Now()}), page.Do(said), m.take(a.rec))
}

// look reads the picture under the cursor, once.
func (m *Model) look() tea.Cmd {
	f := m.onFile()
	if f == nil || !f.Picture() || !f.Held || !picture.Shown(m.c.Theme) {
		return nil
	}
	if _, asked := m.files.pictures[f.ID]; asked {
		return nil
	}
	m.files.pictures[f.ID] = nil
	d, id := m.d, f.ID
	return func() tea.Msg {
		_, data, err := d.File(context.Background(), id)
		if err != nil {
			return previewed{file: id}
		}
		p, err := picture.Decode(data)
		if err != nil {
			return previewed{file: id}
		}
		return previewed{id, p}
	}
}

func (m *Model) previewed(p previewed) { m.files.pictures[p.file] = p.pic }

// openFile hands a copy of a file to the system's program.
func (m *Model) openFile(id string) tea.Cmd {
	w := &m.c.Words.Visit
	var f *desk.FileLine
	for i := range m.files.list {
		if m.files.list[i].ID == id {
			f = &m.files.list[i]
		}
	}
	switch {
	case f == nil:
		return nil
	case !f.Held:
		return page.Do(page.Toast{Text: w.FileAway, Level: page.Warn})
	case m.o.Show == nil:
		return page.Do(page.Toast{Text: w.NoShow, Level: page.Warn})
	}
	d, show, own := m.d, m.o.Show, m.id
	return func() tea.Msg {
		r, data, err := d.File(context.Background(), id)
		if err != nil {
			return shown{id: own, err: err}
		}
		name, err := desk.ViewName(r)
		if err != nil {
			return shown{id: own, err: err}
		}
		return shown{own, r.Doc.Text("name"), show(name, data)}
	}
}

func (m *Model) shown(s shown) tea.Cmd {
	switch {
	case s.id != m.id:
		return nil
	case s.err != nil:
		return page.Do(page.Fail{Err: plain(s.err)})
	}
	return page.Do(page.Toast{Text: sprintf(m.c.Words.Visit.FileOpened, s.name)})
}
