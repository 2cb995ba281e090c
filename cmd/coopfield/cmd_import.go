package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"

	"golang.org/x/term"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/sync"
)

// importHeap is what Go's memory should stay within during an import, in bytes.
// SQLite's pages, and what it keeps to undo a step, come on top.
const importHeap = 96 << 20

func importCommand() command {
	return command{
		name: "import", args: "FILE|DIR… [--dry-run] [--ca FINGERPRINT] | --code CODE",
		about: [2]string{"kiểm tra, xem trước và nhập gói; nhập tệp cấp quyền", "verifies, previews and applies bundles; takes in a grant"},
		more: [2]string{
			"--dry-run  chỉ xem trước, không ghi gì\n--ca       dấu vân tay của tỉnh (trên giấy), cần khi nhập tệp cấp quyền mà không có bàn phím\n--code     (máy cán bộ) mã biên nhận 12 chữ mà tỉnh đọc qua điện thoại, thay cho gói trả lời chưa về\n\nMã kết thúc: 3 nếu có tệp bị từ chối; nếu không, 4 khi còn mục chờ, cách ly hoặc lệch số liệu; nếu không, 0.",
			"--dry-run  preview only, nothing is written\n--ca       the province's fingerprint from paper, needed for a grant without a terminal\n--code     (laptop) the 12 letter receipt code that the province reads over the phone, for an answer that is not back yet\n\nExit code: 3 if any file was refused, else 4 if anything is held, quarantined or in conflict, else 0.",
		},
		setup: func(e *env) func([]string) error {
			dry := e.fs.Bool("dry-run", false, "")
			ca := e.fs.String("ca", "", "")
			code := e.fs.String("code", "", "")
			return func(args []string) error {
				switch {
				case *code != "" && len(args) == 0:
					return e.takeCode(*code)
				case *code != "":
					return usage("--code không đi cùng tệp", "nhập mã và nhập tệp bằng hai lệnh")
				case len(args) == 0:
					return usage("lệnh import cần tệp hoặc thư mục", "ví dụ: coopfield import /media/usb")
				}
				// Little lives long in an import and much is made. To collect less often
				// took an eighth less processor time of 130 bundles, and 26 MB more of
				// 3.000. Where a bundle of 20.000 ops is open, it is collected as often as
				// it takes to stay within importHeap: a twentieth more processor time,
				// and 70 MB less than with half as much again.
				defer debug.SetGCPercent(debug.SetGCPercent(300))
				defer debug.SetMemoryLimit(debug.SetMemoryLimit(min(importHeap, debug.SetMemoryLimit(-1))))
				return e.withSite(func(s *opened) error {
					var unsaid error // a closed pipe stops no import
					say := func(r *sync.FileReport) {
						if unsaid == nil {
							unsaid = e.writeReport(s, r)
						}
					}
					before, err := e.otherwise(s)
					if err != nil {
						return err
					}
					reports, err := s.Import(e.ctx, args, sync.ImportOptions{DryRun: *dry, CA: *ca, AskCA: e.askCA(), Alone: true, Report: say})
					if err = errors.Join(err, unsaid); err != nil {
						return err
					}
					if err := e.writeOtherwise(s, before); err != nil {
						return err
					}
					if len(reports) == 0 {
						return &store.Error{Code: store.NotFound, Detail: "empty", Message: "không có tệp nào để nhập", Hint: "chọn đúng thư mục trên USB"}
					}
					codes, err := e.importCodes(s, reports)
					if err != nil {
						return err
					}
					e.writeImportCodes(codes)
					return sync.ImportError(reports)
				})
			}
		},
	}
}

// askCA asks for the CA's fingerprint on the terminal, nil if there is none.
func (e *env) askCA() func(string) (string, error) {
	tty, ok := e.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(tty.Fd())) {
		return nil
	}
	return func(province string) (string, error) {
		fmt.Fprintf(e.stderr, "Tệp cấp quyền ghi là của tỉnh %s.\nGõ dấu vân tay của tỉnh trên tờ giấy đã phát (8 nhóm, mỗi nhóm 4 ký tự): ", province)
		return await(e.ctx, func() (string, error) {
			var line string
			buf := make([]byte, 1)
			for {
				n, err := tty.Read(buf)
				if n == 0 || err != nil || buf[0] == '\n' {
					return line, nil
				}
				line += string(buf)
			}
		})
	}
}

// jsonReport is one line of import --json.
type jsonReport struct {
	Path     string         `json:"path"`
	SHA256   string         `json:"sha256"`
	State    sync.FileState `json:"state"`
	Code     string         `json:"code,omitempty"`
	Message  string         `json:"message,omitempty"`
	Hint     string         `json:"hint,omitempty"`
	Grant    bool           `json:"grant,omitempty"`
	Device   string         `json:"device,omitempty"`
	Unit     string         `json:"unit,omitempty"`
	Epoch    int64          `json:"epoch,omitempty"`
	Export   int64          `json:"export,omitempty"`
	From     int64          `json:"from,omitempty"`
	Through  int64          `json:"through,omitempty"`
	Appended int            `json:"appended"`
	Known    int            `json:"known"`
	Aside    int            `json:"aside"`
	Cases    int            `json:"cases"`
	Fork     bool           `json:"fork,omitempty"`
	NeedFrom int64          `json:"need_from,omitempty"`
	NeedTo   int64          `json:"need_through,omitempty"`
	After    int64          `json:"after_export,omitempty"` // of a dry run
	Part     *jsonPart      `json:"part,omitempty"`
	Items    []jsonItem     `json:"items,omitempty"`
	Took     *jsonTook      `json:"took,omitempty"` // of an answer
}

type jsonItem struct {
	Kind   store.Kind    `json:"kind"`
	ID     string        `json:"id"`
	Title  string        `json:"title"`
	What   desk.What     `json:"what"`
	Why    string        `json:"why,omitempty"`
	Fields []desk.Change `json:"fields,omitempty"`
}

func newJSONReport(r *sync.FileReport) jsonReport {
	j := jsonReport{
		Path: r.Path, SHA256: r.SHA256, State: r.State, Part: newJSONPart(r.Part), Grant: r.Grant, Device: r.Device, Unit: r.Unit,
		Epoch: r.Bundle.Epoch, Export: r.Bundle.Export, From: r.Bundle.From, Through: r.Bundle.To,
	}
	if e := asError(r.Err); e != nil {
		j.Code, j.Message, j.Hint = e.Detail, e.Message, e.Hint
	}
	if o := r.Outcome; o != nil {
		j.Appended, j.Known, j.Aside, j.Cases, j.Fork = o.Appended, o.Known, o.Aside, len(o.Cases), o.Fork
		if j.After = r.After; j.After == 0 {
			j.NeedFrom, j.NeedTo = o.NeedFrom, o.NeedTo
		}
		for _, it := range o.Items {
			j.Items = append(j.Items, jsonItem(it))
		}
		if o.Took != nil && !r.Grant {
			j.Took = newJSONTook(o.Took)
		}
	}
	return j
}

func asError(err error) *store.Error {
	var e *store.Error
	if errors.As(err, &e) {
		return e
	}
	if err != nil {
		return &store.Error{Detail: string(store.Internal), Message: "có lỗi ngoài dự kiến khi đọc tệp", Hint: "thử lại; nếu vẫn lỗi, gọi người hỗ trợ", Err: err}
	}
	return nil
}

// writeRefusal tells a person of a file that was refused, on stderr even with
// --json.
func (e *env) writeRefusal(path string, se *store.Error) {
	fmt.Fprintf(e.stderr, "✗ %s: %s [%s]\n", path, se.Message, se.Detail)
	if se.Kept != "" {
		fmt.Fprintf(e.stderr, "  = %s\n", se.Kept)
	}
	fmt.Fprintf(e.stderr, "  → %s\n", se.Hint)
}

func (e *env) writeReport(s *opened, r *sync.FileReport) error {
	name := r.Name
	if r.State == sync.FileRefused {
		e.writeRefusal(name, asError(r.Err))
	}
	if e.json {
		if err := e.writeJSON(newJSONReport(r)); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
		return nil
	}
	w := e.stdout
	switch r.State {
	case sync.FileRefused:
		return nil
	case sync.FilePart:
		e.writePart(r)
		return nil
	case sync.FileSkipped:
		word := "không phải gói, bỏ qua"
		if r.Err != nil {
			word = "gói cho máy khác hoặc gửi lên tỉnh, bỏ qua"
		}
		fmt.Fprintf(w, "· %s: %s\n", name, word)
		return nil
	case sync.FileKnown:
		fmt.Fprintf(w, "= %s: đã nhận trước đây (%s x%04d)\n", name, r.Bundle.Device, r.Bundle.Export)
		return nil
	}
	if r.Grant {
		fmt.Fprintf(w, "✓ %s: đã cấp quyền cho máy này, tên máy %s\n", name, s.Principal())
		return nil
	}
	o := r.Outcome
	if o.Took != nil {
		return e.writeTook(s, name, r)
	}
	sign, word := "✓", fmt.Sprintf("%d thay đổi mới, %d đã có", o.Appended, o.Known)
	switch {
	case r.After > 0:
		sign, word = "…", fmt.Sprintf("vào sau gói x%04d", r.After)
	case o.State == store.BundleHeld:
		sign, word = "…", fmt.Sprintf("chờ thay đổi %d–%d của máy này", o.NeedFrom, o.NeedTo)
	}
	if sign == "✓" && slices.ContainsFunc(o.Items, func(it desk.Item) bool { return it.What == desk.IsQuarantined }) {
		sign = "!"
	}
	fmt.Fprintf(w, "%s %s: %s x%04d %s: %s\n", sign, name, r.Device, r.Bundle.Export, r.Person, word)
	if o.Fork {
		fmt.Fprintln(w, "  ! máy này có hai lịch sử (phục hồi hoặc sao chép): cả hai được giữ, chờ tỉnh quyết định")
	}
	for _, it := range o.Items {
		fmt.Fprintf(w, "  %-12s %s  %s\n", whatWord(it.What), vi.Clean(it.Title, false), vi.Clean(it.Why, false))
	}
	return nil
}

func whatWord(x desk.What) string {
	switch x {
	case desk.IsNew:
		return "mới"
	case desk.IsNewer:
		return "mới hơn"
	case desk.IsEqual:
		return "đã có"
	case desk.IsConflict:
		return "lệch số liệu"
	case desk.IsHeld:
		return "chờ"
	case desk.IsQuarantined:
		return "cách ly"
	}
	return string(x)
}
