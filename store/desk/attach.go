package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/store/vi"
)

// MaxFile is the greatest size of an attached file in bytes (sync protocol, A
// bundle).
const MaxFile = 25 << 20

// Attach puts a file beside a record (đính kèm) and returns the id of the
// attachment. The content is kept sealed, once however often it is attached; the
// same file beside the same record under the same name is attached once. name is
// what a person calls it: of a path only the last part stays.
//
// Errors: NotFound for the record; Invalid, detail "size" for an empty file or
// one beyond MaxFile, "name"; Usage for a kind that takes no files; Denied: who
// may write the record may attach to it.
func (d *Desk) Attach(ctx context.Context, k store.Kind, id, name string, r io.Reader) (string, error) {
	if store.SpecOf(k) == nil || k == store.Attachment || k == store.Decision {
		return "", &store.Error{Code: store.Usage, Message: fmt.Sprintf("loại hồ sơ %s không nhận tệp đính kèm", k), Hint: "đính kèm vào hồ sơ hợp tác xã, bảng đánh giá, biên bản …"}
	}
	name, data, err := readFile(name, r)
	if err != nil {
		return "", err
	}
	out := ""
	err = d.update(ctx, func(w *work) error {
		out, err = w.attach(k, id, "", name, data)
		return err
	})
	return out, kept(err)
}

// readFile reads a file that a person attaches, within bounds.
func readFile(name string, r io.Reader) (string, []byte, error) {
	name, err := fileName(name)
	if err != nil {
		return "", nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return "", nil, unreadableFile(name, err)
	}
	if len(data) == 0 || len(data) > MaxFile {
		return "", nil, &store.Error{
			Code: store.Invalid, Detail: "size", Message: fmt.Sprintf("tệp %s trống hoặc lớn hơn 25 MiB", name), Kept: nothingWritten,
			Hint: "chụp hoặc quét lại với cỡ nhỏ hơn, hoặc chia thành nhiều tệp",
		}
	}
	return name, data, nil
}

// attach keeps a file beside a record; item says which part of the record it
// belongs to, such as a paper of a dossier, "" = the whole.
func (w *work) attach(k store.Kind, id, item, name string, data []byte) (string, error) {
	if _, err := w.known(k, id); err != nil {
		return "", err
	}
	sum, err := w.tx.SaveFile(data)
	if err != nil {
		return "", err
	}
	twin := ""
	err = w.tx.Records(ownedBy(k, id), func(r *store.Record) error {
		if r.Doc.Text("sha256") == sum && r.Doc.Text("name") == name && r.Doc.Text("owner.item") == item {
			twin = r.ID
		}
		return nil
	})
	if err != nil || twin != "" {
		return twin, err
	}
	set := store.Doc{
		"owner": store.Doc{"kind": string(k), "record": id}, "name": name, "media_type": mediaType(data),
		"size": int64(len(data)), "sha256": sum,
	}
	if item != "" {
		set.Put("owner.item", item)
	}
	if err := store.Validate(store.Attachment, set); err != nil {
		return "", err
	}
	if err := w.allowed(store.Attachment, store.OpAttach, "", nil, set); err != nil {
		return "", err
	}
	own, err := w.d.newID()
	if err != nil {
		return "", err
	}
	_, err = w.make(change{kind: store.Attachment, id: own, op: store.OpAttach, set: set, att: []string{sum}})
	return own, err
}

func ownedBy(k store.Kind, id string) store.Query {
	return store.Query{Kind: store.Attachment, Where: []store.Cond{{Field: "owner.kind", Value: string(k)}, {Field: "owner.record", Value: id}}}
}

// fileName takes from what a person named what is kept as the name of the file.
func fileName(name string) (string, error) {
	name = path.Base(strings.ReplaceAll(vi.Clean(name, false), `\`, "/"))
	name = strings.TrimSpace(strings.TrimLeft(name, "."))
	for utf8.RuneCountInString(name) > 200 {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	if name == "" || name == "/" {
		return "", &store.Error{Code: store.Invalid, Detail: "name", Message: "tệp đính kèm chưa có tên", Hint: "đặt tên tệp rồi đính kèm lại"}
	}
	return name, nil
}

func unreadableFile(name string, err error) error {
	return &store.Error{
		Code: store.NotFound, Detail: "file", Message: "không đọc được tệp " + name, Kept: nothingWritten, Hint: "kiểm tra đường dẫn và quyền đọc tệp", Err: err,
	}
}

// mediaType tells what a file is by its first bytes; the name is not asked.
func mediaType(data []byte) string {
	for _, m := range []struct{ magic, kind string }{
		{"%PDF-", "application/pdf"},
		{"\x89PNG\r\n\x1a\n", "image/png"},
		{"\xff\xd8\xff", "image/jpeg"},
		{"GIF8", "image/gif"},
		{"II*\x00", "image/tiff"},
		{"MM\x00*", "image/tiff"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"},
	} {
		if bytes.HasPrefix(data, []byte(m.magic)) {
			return m.kind
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		head := data[:min(len(data), 4096)]
		switch {
		case bytes.Contains(head, []byte("word/")):
			return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		case bytes.Contains(head, []byte("xl/")):
			return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		}
		return "application/zip"
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "image/webp"
	case utf8.Valid(data) && !bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }):
		return "text/plain"
	}
	return "application/octet-stream"
}

// Attachments returns the files beside a record, by name then id.
func (d *Desk) Attachments(ctx context.Context, k store.Kind, id string) ([]*store.Record, error) {
	var out []*store.Record
	q := ownedBy(k, id)
	q.Sort = "name"
	err := d.List(ctx, q, func(r *store.Record) error {
		out = append(out, r)
		return nil
	})
	return out, err
}

// File returns an attachment and its content. NotFound, detail "elsewhere", if
// the content stayed on another machine: files go upwards only; Damaged if it is
// no longer what was attached.
func (d *Desk) File(ctx context.Context, id string) (*store.Record, []byte, error) {
	var r *store.Record
	var data []byte
	err := d.view(ctx, func(w *work) error {
		var err error
		if r, err = w.known(store.Attachment, id); err != nil {
			return err
		}
		data, err = w.tx.File(r.Doc.Text("sha256"))
		if store.CodeOf(err) == store.NotFound {
			return &store.Error{
				Code: store.NotFound, Detail: "elsewhere", Message: "nội dung tệp " + r.Doc.Text("name") + " ở máy khác",
				Hint: "xem ở máy đã đính kèm hoặc ở tỉnh", Err: err,
			}
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return r, data, nil
}

// File is the content of an attachment on its way into a bundle or out of one.
type File struct {
	Seq    int64 // of the op that names it; 0 on the way in
	SHA256 string
	Size   int64
	Load   func() ([]byte, error)
}

// OutgoingFiles returns the files that the own ops of a part of what is pending
// name, in order, each once. One that is lost here is left out, so that the
// rest still leaves.
func (d *Desk) OutgoingFiles(ctx context.Context, p Part) ([]File, error) {
	var out []File
	err := d.view(ctx, func(w *work) error {
		sizes, err := w.fileSizes()
		if err != nil || len(sizes) == 0 || p.To < p.From {
			return err
		}
		var named []store.Hash
		err = w.tx.Lines(d.o.Me.Dev, p.Epoch, p.From, p.To, func(o *store.LoggedOp) error {
			if o.Typ == store.Attachment {
				named = append(named, o.Hash)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, h := range named {
			o, err := w.tx.Op(h)
			if err != nil {
				return err
			}
			for _, sum := range o.Att {
				if size, held := sizes[sum]; held {
					delete(sizes, sum)
					out = append(out, File{Seq: o.Seq, SHA256: sum, Size: size, Load: func() ([]byte, error) { return d.content(ctx, sum) }})
				}
			}
		}
		return nil
	})
	return out, err
}

func (d *Desk) content(ctx context.Context, sum string) (data []byte, err error) {
	err = d.o.Log.View(ctx, func(tx store.Tx) error {
		data, err = tx.File(sum)
		return err
	})
	return data, err
}

func (w *work) fileSizes() (map[string]int64, error) {
	sizes := map[string]int64{}
	err := w.tx.Files(func(sum string, size int64) error {
		sizes[sum] = size
		return nil
	})
	return sizes, err
}

// takeFiles keeps the files that came with a bundle and that its ops name.
func (w *work) takeFiles(in Incoming) error {
	if len(in.Files) == 0 {
		return nil
	}
	named := map[string]bool{}
	for i := range in.Ops {
		for _, sum := range in.Ops[i].Att {
			named[sum] = true
		}
	}
	for _, f := range in.Files {
		if !named[f.SHA256] {
			continue
		}
		held, err := w.tx.HasFile(f.SHA256)
		if err != nil {
			return err
		}
		if held {
			continue
		}
		data, err := f.Load()
		if err != nil {
			return fmt.Errorf("reading a file of the bundle: %w", err)
		}
		sum, err := w.tx.SaveFile(data)
		if err != nil {
			return err
		}
		if sum != f.SHA256 {
			return &store.Error{
				Code: store.Refused, Detail: "attachment", Message: "một tệp đính kèm trong gói không đúng mã nội dung", Kept: "chưa nhập gì",
				Hint: "nhờ người gửi đóng gói lại", Err: errors.New("file " + f.SHA256),
			}
		}
	}
	return nil
}

// FileCheck says how files and the ops that name them fit together.
type FileCheck struct {
	Held    int      // files
	Bytes   int64    // of them
	Missing []string // own attachments, by id, whose content is lost
	Away    int      // attachments of others whose content is elsewhere
	Unused  []string // SHA-256 of files that no op names
	Damaged []string // SHA-256 of files whose content is not what it was
}

// CheckFiles reads every attached file and every op that names one.
func (d *Desk) CheckFiles(ctx context.Context) (*FileCheck, error) {
	c := &FileCheck{}
	err := d.view(ctx, func(w *work) error {
		sizes, err := w.fileSizes()
		if err != nil {
			return err
		}
		for _, sum := range sortedKeys(sizes) {
			c.Held++
			c.Bytes += sizes[sum]
			if _, err := w.tx.File(sum); store.CodeOf(err) == store.Damaged {
				c.Damaged = append(c.Damaged, sum)
			} else if err != nil {
				return err
			}
		}
		used := map[string]bool{}
		if err := w.namedFiles(func(o *store.LoggedOp) {
			for _, sum := range o.Att {
				used[sum] = true
				if _, held := sizes[sum]; held {
					continue
				}
				if o.Own {
					c.Missing = append(c.Missing, o.Ent)
				} else {
					c.Away++
				}
			}
		}); err != nil {
			return err
		}
		for _, sum := range sortedKeys(sizes) {
			if !used[sum] {
				c.Unused = append(c.Unused, sum)
			}
		}
		return nil
	})
	return c, err
}

// namedFiles calls f for each op that names a file, whether it counts or not.
func (w *work) namedFiles(f func(o *store.LoggedOp)) error {
	keys, err := w.everything()
	if err != nil {
		return err
	}
	for _, k := range keys {
		if k.kind != store.Attachment {
			continue
		}
		ops, err := w.tx.OpsOf(k.kind, k.id)
		if err != nil {
			return err
		}
		for i := range ops {
			f(&ops[i])
		}
	}
	return nil
}

// DropUnused forgets the files that no op names and returns how many there
// were. Nothing that a person attached is among them.
func (d *Desk) DropUnused(ctx context.Context) (int, error) {
	c, err := d.CheckFiles(ctx)
	if err != nil || len(c.Unused) == 0 {
		return 0, err
	}
	err = d.update(ctx, func(w *work) error {
		for _, sum := range c.Unused {
			if err := w.tx.DropFile(sum); err != nil {
				return err
			}
		}
		return nil
	})
	return len(c.Unused), err
}
