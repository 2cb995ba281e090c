package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"coopfield/store"
	"coopfield/store/desk"
)

// getFile writes the content of an attachment to a new file. What is in the
// store stays; the copy is plain, for whoever may read the folder.
func (e *env) getFile(kind store.Kind, id, to string) error {
	if kind != store.Attachment {
		return usage("--to chỉ dùng với attachment", "bỏ --to để in hồ sơ")
	}
	return e.withDesk(func(d *desk.Desk) error {
		r, data, err := d.File(e.ctx, id)
		if err != nil {
			return err
		}
		f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			return &store.Error{Code: store.Conflict, Detail: "exists", Message: "đã có tệp " + to, Kept: "tệp đó giữ nguyên", Hint: "chọn tên khác"}
		}
		if err == nil {
			_, err = f.Write(data)
			err = errors.Join(err, f.Sync(), f.Close())
		}
		if err != nil {
			return &store.Error{Code: store.Internal, Detail: "target", Message: "không ghi được " + to, Kept: "tệp trong kho giữ nguyên", Hint: "kiểm tra quyền ghi và chỗ trống", Err: err}
		}
		if e.json {
			return e.writeJSON(map[string]string{"id": id, "path": to, "sha256": r.Doc.Text("sha256")})
		}
		_, err = fmt.Fprintf(e.stdout, "%s: %s\n", to, r.Doc.Text("name"))
		return err
	})
}
