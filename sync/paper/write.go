package paper

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

// Written is one file of a paper.
type Written struct {
	Path  string `json:"path"`
	Bytes int    `json:"bytes"`
}

// FileName returns what a file of doc is called, without extension: small
// letters a to z, digits and dashes, at most 80, so that every system takes it.
func (doc *Document) FileName() string {
	var b strings.Builder
	for _, r := range vi.Fold(doc.Name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := b.String()
	s = strings.Trim(s[:min(len(s), 80)], "-")
	if s == "" {
		return "giay"
	}
	return s
}

// Plan reads a record and makes its paper: what a screen shows before it writes
// (doc.Title, State, Code, FileName and Missing). Errors are those of
// [desk.Desk.Print].
func Plan(ctx context.Context, d *desk.Desk, k store.Kind, id string) (*Document, error) {
	if k == store.Event {
		h, err := d.PrintHandover(ctx, id)
		if err != nil {
			return nil, err
		}
		return OfHandover(h), nil
	}
	if k == store.Plan {
		p, err := d.PrintPlan(ctx, id)
		if err != nil {
			return nil, err
		}
		return OfPlan(p), nil
	}
	p, err := d.Print(ctx, k, id)
	if err != nil {
		return nil, err
	}
	return Of(p), nil
}

// Save writes doc into a folder as DOCX and PDF and returns both files. A file
// that is there is never written over: the name gets a number. With
// [Plan] it is what a screen needs: Plan shows what goes on paper, Save writes it.
//
// Errors: a [store.Error], Internal, detail "target", with what was kept.
func Save(folder string, doc *Document) ([]Written, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, unwritable(folder, err)
	}
	base := doc.FileName()
	for n := 1; ; n++ {
		name := base
		if n > 1 {
			name += "-" + itoa(n)
		}
		if exists(filepath.Join(folder, name+".docx")) || exists(filepath.Join(folder, name+".pdf")) {
			continue
		}
		var out []Written
		for _, ext := range []string{".docx", ".pdf"} {
			w, err := Write(filepath.Join(folder, name+ext), doc)
			if err != nil {
				return out, err
			}
			out = append(out, w)
		}
		return out, nil
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// Write writes doc into a new file, as what its extension says: .docx or .pdf.
//
// Errors: Usage for another extension; Conflict, detail "exists"; Internal,
// detail "target". Then there is no such file, or it is as it was.
func Write(path string, doc *Document) (Written, error) {
	var b bytes.Buffer
	var err error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".docx":
		err = DOCX(&b, doc)
	case ".pdf":
		err = PDF(&b, doc)
	default:
		return Written{}, &store.Error{Code: store.Usage, Message: "không biết ghi giấy vào tệp " + path, Hint: "đặt tên tệp có đuôi .docx hoặc .pdf"}
	}
	if err != nil {
		return Written{}, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return Written{}, &store.Error{Code: store.Conflict, Detail: "exists", Message: "đã có tệp " + path, Kept: "tệp đó giữ nguyên", Hint: "chọn tên khác"}
	}
	if err != nil {
		return Written{}, unwritable(path, err)
	}
	_, err = f.Write(b.Bytes())
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path) // half a paper is none; what went wrong is told already
		return Written{}, unwritable(path, err)
	}
	return Written{path, b.Len()}, nil
}

func unwritable(path string, err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "target", Message: "không ghi được " + path, Kept: "dữ liệu trong kho giữ nguyên",
		Hint: "kiểm tra thư mục, quyền ghi và chỗ trống", Err: err,
	}
}
