package main

import (
	"errors"
	"fmt"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func verifyCommand() command {
	return command{
		name: "verify", args: "FILE…",
		about: [2]string{"ai ký, gói có nguyên vẹn và đáng tin không", "who signed, whether it is whole and trusted"},
		more: [2]string{
			"Một phần của gói chia nhỏ được kiểm tra cùng các phần khác ở cùng thư mục. --json: mỗi tệp một dòng.\nMã kết thúc: 3 nếu có tệp hỏng hoặc không đáng tin; 4 khi còn thiếu phần, hoặc có thay đổi sau mốc chấp nhận của máy đã thu hồi.",
			"A part of a split bundle is checked with the other parts in its folder. --json: one line for each file.\nExit codes: 3 if a file is damaged or not trusted, 4 while parts are missing, or for changes behind what is accepted of a revoked device.",
		},
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
						if err == nil && c.Behind > 0 {
							err = behindAccepted(c)
							e.writeRefusal(path, asError(err))
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
			if c.Behind > 0 {
				out["behind"] = c.Behind
			}
		}
		if jerr := e.writeJSON(out); jerr != nil {
			return jerr
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

// behindAccepted says that a bundle is whole and honestly signed, and that the
// registry does not count on all of it.
func behindAccepted(c *sync.Checked) error {
	m := &c.Manifest
	return &store.Error{
		Code: store.Waiting, Detail: "beyond-accepted",
		Message: fmt.Sprintf("máy %s đã thu hồi (%s): thay đổi %d–%d nằm sau mốc danh bạ chấp nhận", m.Device, statusWord(c.Status), c.Behind, m.Through),
		Kept:    "không có gì thay đổi trên máy này",
		Hint:    "vẫn nhập được: những thay đổi đó chờ người quyết định, xem coopfield admit --list",
	}
}
