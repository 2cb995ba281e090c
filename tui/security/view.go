package security

import (
	"strings"
	"time"

	"coopfield/store"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// View draws the rows, and beside them what is known of the one under the
// cursor.
func (m *Model) View() string {
	w, t := &m.c.Words.Security, m.c.Theme
	left := 24
	if m.width < 72 {
		left = 22
	}
	var rows []string
	for i, r := range m.rows {
		name := page.Pad(page.Cut(t, w.Rows[r], left-5), left-5)
		sign := m.sign(r)
		if i == m.at {
			rows = append(rows, t.Selected.Render(t.Glyph.Cursor+sign+" "+name))
		} else {
			rows = append(rows, " "+sign+" "+name)
		}
	}
	list := page.Panel(t, w.Title, strings.Join(rows, "\n"), left, m.height, true)
	inner := m.width - left - 4
	var body []string
	switch {
	case m.failed:
		body = page.Wrap(w.Failed, inner)
	case m.info == nil:
		body = []string{w.Loading}
	default:
		body = m.detail(m.row(), inner)
	}
	for i := range body {
		body[i] = " " + body[i]
	}
	return page.Columns(list, page.Panel(t, w.Rows[m.row()], strings.Join(body, "\n"), m.width-left, m.height, false))
}

// sign marks a row that asks for something.
func (m *Model) sign(row string) string {
	i := m.info
	if i == nil {
		return " "
	}
	switch {
	case row == rowBackup && (i.mark == nil || i.since > 0), row == rowDisk && i.disk == DiskPlain,
		row == rowNews && len(i.news) > 0, row == rowSheet && i.province == "":
		return "!"
	}
	return " "
}

// detail says what is known of a row, and what Enter does.
func (m *Model) detail(row string, inner int) []string {
	w, t, i := &m.c.Words.Security, m.c.Theme, m.info
	var out []string
	para := func(s string) { out = append(out, page.Wrap(s, inner)...) }
	warn := func(s string) {
		for _, l := range page.Wrap("! "+s, inner) {
			out = append(out, t.Warn.Render(l))
		}
	}
	gap := func() { out = append(out, "") }
	switch row {
	case rowSelf:
		out = m.identity(inner)
	case rowPass:
		para(w.PassTip)
		if i.self.Mode == trust.Training {
			gap()
			para(w.PassTraining)
		}
	case rowSheet:
		if i.province == "" {
			warn(w.SheetNoKey)
			gap()
		}
		para(w.SheetTip)
	case rowBackup:
		out = m.backups(inner)
	case rowRestore:
		para(w.RestoreTip)
	case rowCheck:
		para(w.CheckTip)
	case rowLock:
		if i.self.Mode == trust.Training {
			para(w.LockTraining)
			break
		}
		para(sprintf(w.LockSet, m.lockWord(i.minutes)))
		gap()
		para(w.LockTip)
	case rowDisk:
		switch i.disk {
		case DiskEncrypted:
			out = append(out, t.Good.Render(page.Cut(t, t.Glyph.Check+" "+w.DiskYes, inner)))
		case DiskPlain:
			warn(w.DiskNo)
		default:
			para("? " + w.DiskUnknown)
		}
		gap()
		para(w.DiskTip)
	case rowNews:
		if len(i.news) == 0 {
			para(w.NewsNone)
			break
		}
		warn(sprintf(w.NewsCount, len(i.news)))
		for _, n := range i.news {
			para(n.Message)
		}
	case rowDevices:
		para(sprintf(w.DevicesTip, i.devices, i.active))
	case rowApprove:
		para(w.ApproveTip)
	case rowChanges:
		para(w.ChangesTip)
		gap()
		para(sprintf(w.RegistryAt, i.version))
	case rowAccount:
		para(w.AccountTip)
	}
	if word := w.EnterTo[row]; word != "" {
		gap()
		out = append(out, t.Key.Render("Enter")+" "+page.Cut(t, word, inner-6))
	}
	return out
}

// identity says who the store is for, and whose key it has.
func (m *Model) identity(inner int) []string {
	w, t, i := &m.c.Words.Security, m.c.Theme, m.info
	label := 0
	fields := [][2]string{
		{w.Person, i.self.Person},
		{w.Unit, i.unit},
		{w.Role, w.Roles[string(i.self.Role)]},
		{w.Mode, w.Modes[string(i.self.Mode)]},
		{w.Machine, i.name},
		{w.Print, i.print},
		{w.Install, group(i.install)},
	}
	if i.province != "" {
		fields = append(fields, [2]string{w.Province, i.province}, [2]string{w.CA, i.ca})
	}
	for _, f := range fields {
		label = max(label, page.Width(f[0]))
	}
	var out []string
	for _, f := range fields {
		value := f[1]
		if value == "" {
			value = w.NotEnrolled
		}
		for n, l := range page.Wrap(value, max(inner-label-1, 10)) {
			name := f[0]
			if n > 0 {
				name = ""
			}
			out = append(out, t.Dim.Render(page.Pad(name, label))+" "+l)
		}
	}
	out = append(out, "")
	if i.version > 0 {
		out = append(out, sprintf(w.RegistryAt, i.version))
	}
	if i.self.Role != store.Province {
		out = append(out, page.Wrap(w.PrintTip, inner)...)
	}
	return out
}

// group writes an id in groups of four, as it is read aloud.
func group(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}

func (m *Model) backups(inner int) []string {
	w, t, i := &m.c.Words.Security, m.c.Theme, m.info
	var out []string
	said, style := w.BackupNone, t.Warn
	if i.mark != nil {
		at := time.UnixMilli(i.mark.At).In(m.c.Now().Location()).Format("02/01/2006 15:04")
		said, style = sprintf(w.BackupLast, at, i.mark.Name, media.Size(i.mark.Size)), t.Good
	}
	for _, l := range page.Wrap(said, inner) {
		out = append(out, style.Render(l))
	}
	switch {
	case i.since > 0:
		since := w.BackupSince
		if i.mark == nil {
			since = w.BackupOpen
		}
		for _, l := range page.Wrap("! "+sprintf(since, page.Count(int(i.since))), inner) {
			out = append(out, t.Warn.Render(l))
		}
	case i.mark != nil:
		out = append(out, page.Wrap(w.BackupAll, inner)...)
	}
	return append(append(out, ""), page.Wrap(w.BackupTip, inner)...)
}
