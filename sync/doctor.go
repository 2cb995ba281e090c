package sync

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// Diagnosis is what a reading of the whole store found.
type Diagnosis struct {
	Findings []store.Finding `json:"findings"`
	Ops      int64           `json:"ops"`     // ops read
	Records  int64           `json:"records"` // records compared
}

// Repairable reports whether some finding is put right by [Site.Repair].
func (d *Diagnosis) Repairable() bool {
	return slices.ContainsFunc(d.Findings, func(f store.Finding) bool { return f.Repair })
}

const (
	hintRepair  = "chạy coopfield doctor --repair để dựng lại từ nhật ký thay đổi"
	hintRestore = "không sửa gì thêm; phục hồi từ bản sao lưu bằng coopfield restore, hoặc gửi dòng này cho tỉnh"
)

// checkup is one run of Doctor.
type checkup struct {
	s   *Site
	ctx context.Context
	out *Diagnosis
}

func (c *checkup) add(f store.Finding) { c.out.Findings = append(c.out.Findings, f) }

func (c *checkup) found(check, where, message, hint string) {
	c.add(store.Finding{Check: check, Where: where, Message: message, Hint: hint})
}

// Doctor reads the whole store and says what is wrong: the database's structure
// and references, every op's hash, columns and author's signature, every chain,
// rows that were changed past the program, the registry's signature, the views
// against a replay of the ops, the second log against the database, files
// without records, what a crash left, and the journals against the files. It
// changes nothing.
func (s *Site) Doctor(ctx context.Context) (*Diagnosis, error) {
	before, err := examineLog(ctx, s.SiteOptions)
	if err != nil {
		return &Diagnosis{Findings: before}, err
	}
	return s.doctor(ctx, before)
}

// examineLog reads the database past what the program believes of it.
func examineLog(ctx context.Context, o SiteOptions) (out []store.Finding, err error) {
	if x, ok := o.Log.(store.Examiner); ok {
		err = x.Examine(ctx, o.Keys.Devs(), func(f store.Finding) { out = append(out, f) })
	}
	return out, err
}

// doctor is Doctor after the database was examined.
func (s *Site) doctor(ctx context.Context, before []store.Finding) (*Diagnosis, error) {
	c := &checkup{s: s, ctx: ctx, out: &Diagnosis{Findings: before}}
	if x, ok := s.Log.(store.Examiner); ok {
		if err := x.ExamineLog(ctx, s.Keys.Devs(), c.add); err != nil {
			return c.out, err
		}
	}
	for _, check := range []struct {
		what string
		f    func() error
	}{
		{"chữ ký của các thay đổi", c.signatures},
		{"danh bạ máy", c.registry},
		{"tệp đính kèm", c.files},
		{"hộp nhận", c.inbox},
		{"nhật ký gói đã đóng", c.exports},
		{"tệp tạm", c.leftovers},
		{"các hồ sơ", c.views},
	} {
		if err := ctx.Err(); err != nil {
			return c.out, err
		}
		if err := check.f(); err != nil {
			c.found("integrity", check.what, "không kiểm tra được "+check.what+": "+err.Error(), hintRestore)
		}
	}
	return c.out, nil
}

// views replays the ops and compares.
func (c *checkup) views() error {
	diff, err := c.s.Desk.Compare(c.ctx)
	if err != nil {
		return err
	}
	words := map[desk.Differs]string{
		desk.Changed: "khác với những gì các thay đổi cho ra", desk.Missing: "không có, dù các thay đổi cho ra nó",
		desk.Added: "có, dù không thay đổi nào cho ra nó", desk.Unreadable: "không đọc được",
	}
	for _, d := range diff {
		c.add(store.Finding{Check: "view", Where: d.Table + " " + d.Row, Message: "dòng này " + words[d.What], Hint: hintRepair, Repair: true})
	}
	for _, k := range store.Kinds() {
		n, err := c.count(k)
		if err != nil {
			return err
		}
		c.out.Records += n
	}
	return nil
}

func (c *checkup) count(k store.Kind) (n int64, err error) {
	err = c.s.Log.View(c.ctx, func(tx store.Tx) error { n, err = tx.Count(k); return err })
	return n, err
}

// signatures verifies the author's signature of every op whose kind carries
// one, of every device whose key is known.
func (c *checkup) signatures() error {
	known := map[string]*trust.Device{c.s.Keys.Dev(): {Dev: c.s.Keys.Dev(), Key: c.s.Keys.Public()}}
	if r := c.s.Registry(); r != nil {
		for i := range r.Devices {
			known[r.Devices[i].Dev] = &r.Devices[i]
		}
	}
	return c.s.Log.View(c.ctx, func(tx store.Tx) error {
		for dev, d := range known {
			epochs, err := tx.Epochs(dev)
			if err != nil {
				return err
			}
			for _, ep := range epochs {
				err := tx.Range(dev, ep, 1, 0, func(o *store.LoggedOp) error {
					c.out.Ops++
					if checkAuthor(o, d) != nil {
						c.found("signature", fmt.Sprintf("máy %s kỳ %d thay đổi %d (%s %s)", dev, ep, o.Seq, o.Typ, o.Ent),
							"chữ ký của người ghi không đúng", hintRestore)
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// registry verifies the office's signature again, from what the database has.
func (c *checkup) registry() error {
	if c.s.Trust() == nil {
		return nil
	}
	var text, sig []byte
	err := c.s.Log.View(c.ctx, func(tx store.Tx) (err error) {
		if text, err = tx.Setting(settingRegistry); err != nil {
			return err
		}
		sig, err = tx.Setting(settingRegSig)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := trust.VerifyRegistry(text, sig, c.s.Trust().Province, c.s.Trust().CA); err != nil {
		c.found("registry", "setting registry", "chữ ký của danh bạ máy không đúng", "nhập lại gói trả lời mới nhất của tỉnh")
	}
	return nil
}

// files compares attached files with the ops that name them, whether they count
// or wait: files of ops that were put aside are no fault.
func (c *checkup) files() error {
	f, err := c.s.Desk.CheckFiles(c.ctx)
	if err != nil {
		return err
	}
	for _, sum := range f.Unused {
		c.found("file", "att "+sum, "tệp đính kèm không thuộc thay đổi nào", "giữ nguyên; tệp có thể thuộc hồ sơ đang chờ gói khác")
	}
	for _, sum := range f.Damaged {
		c.found("file", "att "+sum, "tệp đính kèm không đọc được hoặc đã bị sửa", hintRestore)
	}
	for _, id := range f.Missing {
		c.found("file", "attachment "+id, "thiếu nội dung của tệp đính kèm", hintRestore)
	}
	return nil
}

// inbox compares the journal of received files with the files that are kept.
func (c *checkup) inbox() error {
	var rows []store.BundleRow
	err := c.s.Log.View(c.ctx, func(tx store.Tx) (err error) {
		rows, err = tx.Bundles()
		return err
	})
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		known[r.SHA256] = true
		if r.State != store.BundleHeld {
			continue // taken in: the file is kept for people alone
		}
		if _, err := os.Stat(filepath.Join(c.s.InboxDir(), r.SHA256)); errors.Is(err, fs.ErrNotExist) {
			c.found("inbox", "bundle "+r.SHA256, "gói đang chờ không còn tệp trong hộp nhận", "nhập lại tệp của gói này")
		}
	}
	entries, err := os.ReadDir(c.s.InboxDir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if !e.Type().IsRegular() || !trust.IsHex(name, 64) {
			continue
		}
		sum, _, err := hashFile(filepath.Join(c.s.InboxDir(), name))
		switch {
		case err != nil || sum != name:
			c.found("inbox", "inbox/"+name, "tệp trong hộp nhận bị hỏng", "xóa tệp này rồi nhập lại từ USB")
		case !known[name]:
			c.found("inbox", "inbox/"+name, "tệp trong hộp nhận chưa có trong nhật ký: lần nhập trước bị ngắt", "nhập lại: coopfield import "+filepath.Join(c.s.InboxDir(), name))
		}
	}
	return nil
}

// exports checks that the journal of written files names ops that are held and
// rises without a double number.
func (c *checkup) exports() error {
	return c.s.Log.View(c.ctx, func(tx store.Tx) error {
		rows, err := tx.Exports()
		if err != nil || c.s.IsProvince() {
			return err
		}
		seen := map[int64]bool{}
		for i := range rows {
			e := &rows[i]
			where := fmt.Sprintf("export kỳ %d gói x%04d", e.Epoch, e.Export)
			if seen[e.Export] {
				c.found("export", where, "hai gói đã đóng có cùng một số", hintRestore)
			}
			seen[e.Export] = true
			if e.To < e.From {
				continue // it carried acknowledgements only
			}
			if _, err := tx.Op(e.Head); store.CodeOf(err) == store.NotFound {
				c.found("export", where, "gói đã đóng có thay đổi "+hex.EncodeToString(e.Head[:8])+" mà kho không có: kho đã được phục hồi từ bản cũ", "đóng gói và gửi tỉnh để đối chiếu")
			} else if err != nil {
				return err
			}
		}
		return nil
	})
}

// leftovers names files that a crash left in the store's folder.
func (c *checkup) leftovers() error {
	entries, err := os.ReadDir(c.s.Dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, backupFolder) || strings.HasPrefix(name, ".tmp-") || strings.HasSuffix(name, ".partial") {
			c.add(store.Finding{
				Check: "temp", Where: name, Message: "còn sót tệp tạm của một lần chạy bị ngắt", Repair: true,
				Hint: "chạy coopfield doctor --repair để dọn",
			})
		}
	}
	return nil
}

// Examine is Doctor for a store that may not even open: what keeps it from
// opening is a finding too. The database is read before the store is opened, since
// opening writes: it takes back what the second log has, and notes the machine.
func Examine(ctx context.Context, o SiteOptions) (*Diagnosis, *Site, error) {
	before, err := examineLog(ctx, o)
	if err != nil {
		return &Diagnosis{Findings: before}, nil, err
	}
	s, err := Open(ctx, o)
	if err != nil {
		open := store.Finding{Check: "open", Where: o.Dir, Message: "kho không mở được: " + err.Error(), Hint: hintRestore}
		return &Diagnosis{Findings: append([]store.Finding{open}, before...)}, nil, nil //nolint:nilerr // it is the finding
	}
	d, err := s.doctor(ctx, before)
	return d, s, err
}

// Repair puts right what loses nothing: what the second log has beyond the
// database is taken back, the views are made anew from the ops, the second log is
// written anew from the database, its old files kept, and what a crash left is
// removed. It returns what [Site.Doctor] says afterwards.
func (s *Site) Repair(ctx context.Context) (*Diagnosis, error) {
	c := &checkup{s: s, ctx: ctx, out: &Diagnosis{}}
	x, ok := s.Log.(store.Examiner)
	if ok { // which also finds what the second log has beyond the database
		if err := x.ExamineLog(ctx, s.Keys.Devs(), c.add); err != nil {
			return nil, err
		}
	}
	if err := s.takeBack(ctx); err != nil {
		return nil, err
	}
	if err := s.Desk.Rebuild(ctx); err != nil {
		return nil, err
	}
	if c.out.Findings = nil; ok {
		if err := x.ExamineLog(ctx, s.Keys.Devs(), c.add); err != nil {
			return nil, err
		}
		if len(c.out.Findings) > 0 {
			if _, err := x.RewriteLog(ctx); err != nil {
				return nil, err
			}
		}
	}
	c.out.Findings = nil
	if err := c.leftovers(); err != nil {
		return nil, err
	}
	for _, f := range c.out.Findings {
		if err := os.RemoveAll(filepath.Join(s.Dir, f.Where)); err != nil {
			return nil, cannotBackup(err)
		}
	}
	return s.Doctor(ctx)
}
