package main

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

func admitCommand() command {
	return command{
		name: "admit", args: "OP… --reason REASON [--branch] | --list",
		about: [2]string{"(tỉnh) nhận thay đổi đang bị cách ly; --list xem các thay đổi đó", "(province) admits quarantined changes; --list shows them"},
		more: [2]string{
			"MÃ       của thay đổi, hoặc ít nhất 8 chữ số đầu của mã\n--list   các thay đổi bị cách ly hoặc đã từ chối, và vì sao\n--branch nhận cả nhánh của máy có hai lịch sử mà thay đổi nằm trong đó\n--reason lý do, ghi cùng quyết định\n\nThay đổi đi trước của cùng hồ sơ đang bị cách ly được nhận cùng.",
			"OP       hash of the change, or at least its first 8 digits\n--list   what is quarantined or was refused, and why\n--branch admits the whole branch of a device with two histories\n--reason why, kept with the decision\n\nWhat the change stands on in the same record is admitted with it.",
		},
		setup: func(e *env) func([]string) error {
			why := e.fs.String("reason", "", "")
			list := e.fs.Bool("list", false, "")
			branch := e.fs.Bool("branch", false, "")
			return func(args []string) error {
				switch {
				case *list && len(args) == 0:
					return e.withDesk(e.quarantineList)
				case *list || len(args) == 0:
					return usage("lệnh admit cần mã thay đổi, hoặc --list một mình", "xem mã bằng coopfield admit --list")
				case *why == "":
					return usage("lệnh admit cần lý do", "thêm --reason \"…\"")
				case *branch && len(args) > 1:
					return usage("--branch chỉ nhận một mã", "ghi mã của một thay đổi trong nhánh")
				}
				return e.decide(args, func(d *desk.Desk, op store.Hash) ([]store.Hash, error) {
					if *branch {
						return d.AdmitBranch(e.ctx, op, *why)
					}
					return d.Admit(e.ctx, op, *why)
				})
			}
		},
	}
}

func refuseCommand() command {
	return command{
		name: "refuse", args: "OP… --reason REASON",
		about: [2]string{"(tỉnh) từ chối thay đổi đang bị cách ly; vẫn giữ trong lịch sử", "(province) refuses quarantined changes; they stay in the history"},
		more: [2]string{
			"MÃ       của thay đổi, hoặc ít nhất 8 chữ số đầu của mã, như coopfield admit --list in ra\n--reason lý do, ghi cùng quyết định",
			"OP       hash of the change, or at least its first 8 digits, as coopfield admit --list prints it\n--reason why, kept with the decision",
		},
		setup: func(e *env) func([]string) error {
			why := e.fs.String("reason", "", "")
			return func(args []string) error {
				switch {
				case len(args) == 0:
					return usage("lệnh refuse cần mã thay đổi", "xem mã bằng coopfield admit --list")
				case *why == "":
					return usage("lệnh refuse cần lý do", "thêm --reason \"…\"")
				}
				return e.decide(args, func(d *desk.Desk, op store.Hash) ([]store.Hash, error) {
					return []store.Hash{op}, d.RefuseOp(e.ctx, op, *why)
				})
			}
		},
	}
}

// decide finds the ops that were named and decides on them one after another.
func (e *env) decide(names []string, do func(*desk.Desk, store.Hash) ([]store.Hash, error)) error {
	return e.withDesk(func(d *desk.Desk) error {
		ops := make([]store.Hash, len(names))
		for i, name := range names {
			op, err := d.FindOp(e.ctx, name)
			if err != nil {
				return err
			}
			ops[i] = op
		}
		done := map[store.Hash]bool{}
		for _, op := range ops {
			if done[op] {
				continue // admitted with one before it
			}
			list, err := do(d, op)
			if err != nil {
				return err
			}
			for _, h := range list {
				done[h] = true
				if e.json {
					if err := e.writeJSON(map[string]string{"op": h.String()}); err != nil {
						return err
					}
					continue
				}
				fmt.Fprintln(e.stdout, h)
			}
		}
		return nil
	})
}

// jsonQuarantined is one line of admit --list --json.
type jsonQuarantined struct {
	Op string `json:"op"`
	desk.Quarantined
	Ruling *jsonRuling `json:"ruling,omitempty"`
}

type jsonRuling struct {
	Kind string `json:"kind"`
	By   string `json:"by"`
	Why  string `json:"why"`
	At   int64  `json:"at"`
}

// quarantineList writes what waits for a person; exit code 4 while anything does.
func (e *env) quarantineList(d *desk.Desk) error {
	list, err := d.Quarantine(e.ctx)
	if err != nil {
		return err
	}
	waiting := 0
	for i := range list {
		q := &list[i]
		if q.Ruling == nil {
			waiting++
		}
		if e.json {
			j := jsonQuarantined{Op: q.Op.String(), Quarantined: *q}
			if r := q.Ruling; r != nil {
				j.Ruling = &jsonRuling{r.Kind, r.By, r.Why, r.At}
			}
			if err := e.writeJSON(j); err != nil {
				return err
			}
			continue
		}
		who := q.Principal
		if who == "" {
			who = q.Dev[:8]
		}
		fmt.Fprintf(e.stdout, "%s  %s %d/%d  %s  %s\n  %s\n", q.Op.String()[:12], who, q.Epoch, q.Seq, opWord(q.OpKind), vi.Clean(q.Title, false), vi.Clean(q.Why, false))
		for _, f := range byItem(q.Fields) {
			fmt.Fprintf(e.stdout, "    %s: %s → %s\n", vi.Clean(fieldName(f), false), orNone(vi.Clean(f.From, false)), orNone(vi.Clean(f.To, false)))
		}
	}
	if !e.json && len(list) == 0 {
		fmt.Fprintln(e.stdout, "Không có thay đổi nào bị cách ly.")
	}
	if waiting > 0 {
		return &store.Error{Code: store.Waiting, Message: fmt.Sprintf("có %d thay đổi chờ quyết định", waiting), Hint: "nhận bằng coopfield admit MÃ --reason, từ chối bằng coopfield refuse MÃ --reason"}
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "(trống)"
	}
	return s
}
