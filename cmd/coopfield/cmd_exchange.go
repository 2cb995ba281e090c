package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"golang.org/x/term"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func sealCommand() command {
	return command{
		name: "seal", args: "[--to FILE|DIR]",
		about: [2]string{"đóng gói có chữ ký, mã hóa cho tỉnh: mọi thay đổi tỉnh chưa báo nhận", "writes a signed, encrypted bundle of what the province has not acknowledged"},
		setup: func(e *env) func([]string) error {
			to := e.fs.String("to", "", "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh seal không nhận %q", "dùng --to TỆP hoặc --to THƯ_MỤC", args[0])
				}
				return e.withSite(func(s *opened) error {
					written, err := s.Seal(e.ctx, *to)
					for _, w := range written {
						if e.json {
							if jerr := json.NewEncoder(e.stdout).Encode(w); jerr != nil {
								return fmt.Errorf("writing the report: %w", jerr)
							}
							continue
						}
						fmt.Fprintf(e.stdout, "Đã ghi và kiểm tra lại: %s\n  gói x%04d · thay đổi %d–%d · %d byte\n", w.Path, w.Export, w.From, w.Through, w.Size)
					}
					return err
				})
			}
		},
	}
}

func importCommand() command {
	return command{
		name: "import", args: "FILE|DIR… [--dry-run] [--ca FINGERPRINT]",
		about: [2]string{"kiểm tra, xem trước và nhập gói; nhập tệp cấp quyền", "verifies, previews and applies bundles; takes in a grant"},
		more: [2]string{
			"--dry-run  chỉ xem trước, không ghi gì\n--ca       dấu vân tay của tỉnh (trên giấy), cần khi nhập tệp cấp quyền mà không có bàn phím\n\nMã kết thúc: 3 nếu có tệp bị từ chối; nếu không, 4 khi còn mục chờ, cách ly hoặc lệch số liệu; nếu không, 0.",
			"--dry-run  preview only, nothing is written\n--ca       the province's fingerprint from paper, needed for a grant without a terminal\n\nExit code: 3 if any file was refused, else 4 if anything is held, quarantined or in conflict, else 0.",
		},
		setup: func(e *env) func([]string) error {
			dry := e.fs.Bool("dry-run", false, "")
			ca := e.fs.String("ca", "", "")
			return func(args []string) error {
				if len(args) == 0 {
					return usage("lệnh import cần tệp hoặc thư mục", "ví dụ: coopfield import /media/usb")
				}
				return e.withSite(func(s *opened) error {
					reports, err := s.Import(e.ctx, args, sync.ImportOptions{DryRun: *dry, CA: *ca, AskCA: e.askCA()})
					for i := range reports {
						if werr := e.writeReport(s, &reports[i]); werr != nil {
							return werr
						}
					}
					if err != nil {
						return err
					}
					if len(reports) == 0 {
						return &store.Error{Code: store.NotFound, Detail: "empty", Message: "không có tệp nào để nhập", Hint: "chọn đúng thư mục trên USB"}
					}
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
	Items    []jsonItem     `json:"items,omitempty"`
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
		Path: r.Path, SHA256: r.SHA256, State: r.State, Grant: r.Grant, Device: r.Device, Unit: r.Unit,
		Epoch: r.Bundle.Epoch, Export: r.Bundle.Export, From: r.Bundle.From, Through: r.Bundle.To,
	}
	if e := asError(r.Err); e != nil {
		j.Code, j.Message, j.Hint = e.Detail, e.Message, e.Hint
	}
	if o := r.Outcome; o != nil {
		j.Appended, j.Known, j.Aside, j.Cases, j.Fork = o.Appended, o.Known, o.Aside, len(o.Cases), o.Fork
		j.NeedFrom, j.NeedTo = o.NeedFrom, o.NeedTo
		for _, it := range o.Items {
			j.Items = append(j.Items, jsonItem(it))
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
	name := filepath.Base(r.Path)
	if r.State == sync.FileRefused {
		e.writeRefusal(name, asError(r.Err))
	}
	if e.json {
		if err := json.NewEncoder(e.stdout).Encode(newJSONReport(r)); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
		return nil
	}
	w := e.stdout
	switch r.State {
	case sync.FileRefused:
		return nil
	case sync.FileSkipped:
		fmt.Fprintf(w, "· %s: không phải gói, bỏ qua\n", name)
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
	sign, word := "✓", fmt.Sprintf("%d thay đổi mới, %d đã có", o.Appended, o.Known)
	if o.State == store.BundleHeld {
		sign, word = "…", fmt.Sprintf("chờ thay đổi %d–%d của máy này", o.NeedFrom, o.NeedTo)
	}
	fmt.Fprintf(w, "%s %s: %s x%04d %s: %s\n", sign, name, r.Device, r.Bundle.Export, r.Person, word)
	if o.Fork {
		fmt.Fprintln(w, "  ! máy này có hai lịch sử (phục hồi hoặc sao chép): cả hai được giữ, chờ tỉnh quyết định")
	}
	for _, it := range o.Items {
		fmt.Fprintf(w, "  %-12s %s  %s\n", whatWord(it.What), it.Title, it.Why)
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

func verifyCommand() command {
	return command{
		name: "verify", args: "FILE…",
		about: [2]string{"ai ký, gói có nguyên vẹn và đáng tin không", "who signed, whether it is whole and trusted"},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) == 0 {
					return usage("lệnh verify cần tệp", "ví dụ: coopfield verify goi.coop")
				}
				return e.withSite(func(s *opened) error {
					var worst error
					for _, path := range args {
						c, err := s.Check(e.ctx, path)
						if werr := e.writeChecked(path, c, err); werr != nil {
							return werr
						}
						if err != nil && (worst == nil || store.ExitCode(err) > store.ExitCode(worst)) {
							worst = err
						}
					}
					if worst != nil {
						return errors.Join(errReported, worst)
					}
					return nil
				})
			}
		},
	}
}

func (e *env) writeChecked(path string, c *sync.Checked, err error) error {
	se := asError(err)
	if se != nil {
		e.writeRefusal(path, se)
	}
	if e.json {
		out := map[string]any{"path": path, "trusted": err == nil}
		if se != nil {
			out["code"], out["message"], out["hint"] = se.Detail, se.Message, se.Hint
		} else {
			m := &c.Manifest
			out["sha256"], out["purpose"], out["mode"], out["to"] = c.SHA256, m.Purpose, m.Mode, m.To
			out["device"], out["dev"], out["person"], out["role"], out["unit"], out["status"] = m.Device, m.Dev, c.Person, c.Role, c.Unit, c.Status
			out["epoch"], out["export"], out["from"], out["through"], out["head"] = m.Epoch, m.Export, m.From, m.Through, m.Head.String()
			out["manifest"], out["grant"], out["claimed_at"] = c.Hash, c.Grant, m.ClaimedAt
		}
		if jerr := json.NewEncoder(e.stdout).Encode(out); jerr != nil {
			return fmt.Errorf("writing the report: %w", jerr)
		}
		return nil
	}
	if se != nil {
		return nil
	}
	m := &c.Manifest
	fmt.Fprintf(e.stdout, "✓ %s: nguyên vẹn, chữ ký đúng\n  máy %s · %s · %s · gói x%04d · thay đổi %d–%d · ghi là lúc %s\n",
		path, m.Device, c.Person, c.Unit, m.Export, m.From, m.Through, m.ClaimedAt)
	if c.Grant {
		fmt.Fprintf(e.stdout, "  tệp cấp quyền ghi là của tỉnh %s, dấu vân tay %s: so với giấy trước khi nhập\n", c.Province, trust.FormatFingerprint(c.CA))
	}
	return nil
}

func inspectCommand() command {
	return command{
		name: "inspect", args: "FILE",
		about: [2]string{"xem bên trong một gói, không nhập", "what is inside a bundle, without importing it"},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh inspect cần một tệp", "ví dụ: coopfield inspect goi.coop")
				}
				return e.withSite(func(s *opened) error {
					c, err := s.Check(e.ctx, args[0])
					if err != nil {
						return err
					}
					if e.json {
						return e.inspectJSON(c)
					}
					if err := e.writeChecked(args[0], c, nil); err != nil {
						return err
					}
					text, err := c.Manifest.Encode()
					if err != nil {
						return err
					}
					fmt.Fprintf(e.stdout, "\n%s\n", text)
					for _, k := range countKinds(c.Ops) {
						fmt.Fprintf(e.stdout, "  %-14s %d hồ sơ, %d thay đổi\n", k.kind, k.records, k.ops)
					}
					return nil
				})
			}
		},
	}
}

type kindCount struct {
	kind         store.Kind
	records, ops int
}

func countKinds(ops []store.LoggedOp) []kindCount {
	byKind := map[store.Kind]*kindCount{}
	seen := map[string]bool{}
	for i := range ops {
		k := byKind[ops[i].Typ]
		if k == nil {
			k = &kindCount{kind: ops[i].Typ}
			byKind[ops[i].Typ] = k
		}
		k.ops++
		if !seen[ops[i].Ent] {
			seen[ops[i].Ent] = true
			k.records++
		}
	}
	out := make([]kindCount, 0, len(byKind))
	for _, k := range byKind {
		out = append(out, *k)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].kind < out[j].kind })
	return out
}

// inspectJSON writes the manifest and then each op line as it was signed.
func (e *env) inspectJSON(c *sync.Checked) error {
	if err := e.writeChecked(c.Path, c, nil); err != nil {
		return err
	}
	for i := range c.Ops {
		if _, err := fmt.Fprintf(e.stdout, "%s\n", c.Ops[i].Line); err != nil {
			return fmt.Errorf("writing an op: %w", err)
		}
	}
	return nil
}

func auditCommand() command {
	return command{
		name: "audit", args: "--to DIR [FILE…]",
		about: [2]string{"(tỉnh) ghi ra những gì kiểm toán cần để kiểm tra gói bằng công cụ có sẵn", "(province) what an auditor needs to check bundles with stock tools"},
		more: [2]string{
			"Ghi allowed_signers, revoked_keys, accepted_through, kiem-tra.sh, kiem-tra.cmd và mỗi gói đã giải mã (TÊN.tar).\n--with-identity  chỉ kho tập huấn: ghi cả khóa giải mã province.agekey",
			"Writes allowed_signers, revoked_keys, accepted_through, kiem-tra.sh, kiem-tra.cmd and each bundle decrypted (NAME.tar).\n--with-identity  training stores only: also the age identity province.agekey",
		},
		setup: func(e *env) func([]string) error {
			to := e.fs.String("to", "", "")
			identity := e.fs.Bool("with-identity", false, "")
			return func(args []string) error {
				if *to == "" {
					return usage("lệnh audit cần thư mục đích", "thêm --to THƯ_MỤC")
				}
				return e.withSite(func(s *opened) error {
					names, err := s.Audit(e.ctx, sync.AuditOptions{Dir: *to, Files: args, WithIdentity: *identity})
					for _, n := range names {
						fmt.Fprintln(e.stdout, filepath.Join(*to, n))
					}
					return err
				})
			}
		},
	}
}
