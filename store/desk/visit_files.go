package desk

import (
	"context"
	"fmt"
	"path"
	"strings"

	"coopfield/store"
)

// FileLine is one attached file in a list.
type FileLine struct {
	ID        string // of the attachment
	Name      string // as it was attached
	MediaType string // by its content
	Size      int64  // bytes
	SHA256    string
	Held      bool // its content is on this machine
	// Ext is the extension, with its point, under which a copy may be handed to
	// the system's program: that of the content, never of the name. "" says that
	// the file is not to be opened so: it may be a program. It can be saved
	// elsewhere still.
	Ext string
}

// Picture reports whether the file is an image of which a preview can be drawn
// (PNG, JPEG, GIF).
func (f *FileLine) Picture() bool {
	switch f.MediaType {
	case "image/png", "image/jpeg", "image/gif":
		return true
	}
	return false
}

// openable are the kinds of content that the system's program may show, with
// the extension that makes it choose a viewer. An office file is opened under
// the extension of the form without macros, so that one with macros is refused
// by the office program.
var openable = map[string]string{
	"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/tiff": ".tif",
	"image/webp": ".webp", "text/plain": ".txt",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
}

// Files returns the files beside a record, by name then id.
func (d *Desk) Files(ctx context.Context, k store.Kind, id string) ([]FileLine, error) {
	list, err := d.Attachments(ctx, k, id)
	if err != nil {
		return nil, err
	}
	out := make([]FileLine, 0, len(list))
	err = d.view(ctx, func(w *work) error {
		for _, r := range list {
			f := fileLine(r)
			if f.Held, err = w.tx.HasFile(f.SHA256); err != nil {
				return err
			}
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

func fileLine(r *store.Record) FileLine {
	f := FileLine{ID: r.ID, Name: r.Doc.Text("name"), MediaType: r.Doc.Text("media_type"), SHA256: r.Doc.Text("sha256")}
	f.Size, _ = r.Doc.Int("size")
	f.Ext = openable[f.MediaType]
	return f
}

// ViewName returns the name under which a copy of an attachment may be handed to
// the system's program: the name it has, without what a file system or a shell
// could trip over, with the extension of its content. Refused, detail
// "not-openable", for content that may be a program.
func ViewName(r *store.Record) (string, error) {
	f := fileLine(r)
	if f.Ext == "" {
		return "", &store.Error{
			Code: store.Refused, Detail: "not-openable", Message: fmt.Sprintf("tệp %s không phải loại xem được (ảnh, PDF, văn bản, Word, Excel)", f.Name),
			Kept: "tệp trong kho giữ nguyên", Hint: "lưu ra tệp riêng nếu chắc chắn tệp an toàn",
		}
	}
	base := strings.TrimSuffix(f.Name, path.Ext(f.Name))
	base = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*%&^'`+"`$;!~", r) {
			return '-'
		}
		return r
	}, base)
	base = strings.Trim(base, " .-")
	if runes := []rune(base); len(runes) > 60 {
		base = strings.TrimSpace(string(runes[:60]))
	}
	if base == "" || reserved(base) {
		base = "tep-" + base
	}
	return strings.TrimSuffix(base, "-") + f.Ext, nil
}

// reserved reports whether Windows takes a name for a device, whatever its
// extension is.
func reserved(base string) bool {
	base, _, _ = strings.Cut(strings.ToUpper(base), ".")
	switch base = strings.TrimSpace(base); base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")) && base[3] >= '0' && base[3] <= '9'
}
