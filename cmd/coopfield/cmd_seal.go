package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"coopfield/sync"
	"coopfield/sync/bundle"
)

func sealCommand() command {
	return command{
		name: "seal", args: "[--to FILE|DIR]… [--split|--part-size 14MB]",
		about: [2]string{"đóng gói có chữ ký, mã hóa cho tỉnh: mọi thay đổi tỉnh chưa báo nhận", "writes a signed, encrypted bundle of what the province has not acknowledged"},
		more: [2]string{
			"--to         tệp hoặc thư mục (mặc định: outbox trong kho); ghi --to hai lần để có hai bản giống nhau\n--split      chia thành các phần 14 MB để gửi thư\n--part-size  chia thành các phần không quá cỡ này, ví dụ 5MB, 900KB (1 MB = 1.000.000 byte)\n\nMỗi tệp được ghi rồi đọc lại từ thẻ nhớ để kiểm tra. Một thẻ nhớ lỗi không ảnh hưởng bản ở thẻ kia (mã kết thúc 1).",
			"--to         file or folder (default: outbox in the store); name two for two equal copies\n--split      splits into parts of 14 MB, for mail\n--part-size  splits into parts of at most this size, such as 5MB or 900KB (1 MB = 1,000,000 bytes)\n\nEach file is written and read back from its medium. A stick that fails does not spoil the copy on another (exit code 1).",
		},
		setup: func(e *env) func([]string) error {
			var to []string
			e.fs.Func("to", "", func(s string) error { to = append(to, s); return nil })
			size := e.partSize()
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh seal không nhận %q", "dùng --to TỆP hoặc --to THƯ_MỤC", args[0])
				}
				o := sync.SealOptions{To: to}
				var err error
				if o.PartSize, err = size(); err != nil {
					return err
				}
				return e.withSite(func(s *opened) error {
					written, err := s.SealTo(e.ctx, o)
					for i := range written {
						if werr := e.writeSealed(&written[i]); werr != nil {
							return errors.Join(err, werr)
						}
					}
					return err
				})
			}
		},
	}
}

// partSize declares --split and --part-size and returns what reads them: bytes,
// 0 for files in one piece.
func (e *env) partSize() func() (int64, error) {
	split := e.fs.Bool("split", false, "")
	part := e.fs.String("part-size", "", "")
	return func() (int64, error) {
		switch {
		case *part != "":
			return parseSize(*part)
		case *split:
			return bundle.DefaultPart, nil
		}
		return 0, nil
	}
}

// parseSize reads a number of bytes such as "14MB", "900KB", "2000000".
func parseSize(s string) (int64, error) {
	digits, unit := strings.ToUpper(strings.ReplaceAll(s, " ", "")), int64(1)
	for suffix, n := range map[string]int64{"KB": 1000, "MB": 1_000_000} {
		if d, ok := strings.CutSuffix(digits, suffix); ok {
			digits, unit = d, n
		}
	}
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || n < 1 {
		return 0, usage("cỡ phần %q không đúng", "ghi như 14MB hoặc 900KB", s)
	}
	return n * unit, nil
}

// jsonCopy is one copy in the output of seal --json.
type jsonCopy struct {
	sync.Copy
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	Hint    string `json:"hint,omitempty"`
}

// writeSealed tells of one bundle: every copy that was read back, and every one
// that was not.
func (e *env) writeSealed(w *sync.Sealed) error {
	out := struct {
		sync.Sealed
		Copies []jsonCopy `json:"copies"`
	}{Sealed: *w}
	for _, c := range w.Copies {
		j := jsonCopy{Copy: c}
		if se := asError(c.Err); se != nil {
			j.Code, j.Message, j.Hint = cmp.Or(se.Detail, string(se.Code)), se.Message, se.Hint
			e.writeRefusal(c.Folder, se)
		}
		out.Copies = append(out.Copies, j)
	}
	if e.json {
		if err := e.writeJSON(out); err != nil {
			return err
		}
		return nil
	}
	for _, c := range w.Copies {
		for _, f := range c.Files {
			fmt.Fprintf(e.stdout, "Đã ghi và kiểm tra lại: %s\n", f)
		}
	}
	parts := ""
	if w.Parts > 1 {
		parts = fmt.Sprintf(" · %d phần, cần đủ cả %d để nhập", w.Parts, w.Parts)
	}
	if n := len(w.Copies); n > 1 {
		parts += fmt.Sprintf(" · %d/%d bản", copied(w), n)
	}
	what := fmt.Sprintf("thay đổi %d–%d", w.From, w.Through)
	if w.Ack {
		what = "không có thay đổi mới, chỉ báo cho tỉnh biết máy này đã nhận trả lời đến đâu"
	}
	fmt.Fprintf(e.stdout, "  gói x%04d · %s · %d byte%s\n", w.Export, what, w.Size, parts)
	return nil
}

// copied counts the copies that were written.
func copied(w *sync.Sealed) int {
	n := 0
	for i := range w.Copies {
		if w.Copies[i].Err == nil {
			n++
		}
	}
	return n
}

// writePart tells of a part of a split bundle on its way in.
func (e *env) writePart(r *sync.FileReport) {
	name := filepath.Base(r.Path)
	p := r.Part
	if len(p.Missing) == 0 {
		fmt.Fprintf(e.stdout, "✓ %s: phần %d/%d, đã đủ các phần\n", name, p.Index, p.Count)
		return
	}
	fmt.Fprintf(e.stdout, "… %s: phần %d/%d đã giữ; %s\n", name, p.Index, p.Count, sync.MissingParts(p.Missing, p.Count))
}

// jsonPart is a part in the output of import --json.
type jsonPart struct {
	Bundle  string `json:"bundle"` // SHA-256 of the whole file
	Index   int    `json:"index"`
	Count   int    `json:"count"`
	Missing []int  `json:"missing"`
}

func newJSONPart(p *sync.PartInfo) *jsonPart {
	if p == nil {
		return nil
	}
	return &jsonPart{Bundle: p.Bundle, Index: p.Index, Count: p.Count, Missing: append([]int{}, p.Missing...)}
}
