package main

import (
	"fmt"
	"sort"

	"coopfield/store"
	"coopfield/sync"
)

func inspectCommand() command {
	return command{
		name: "inspect", args: "FILE",
		about: [2]string{"xem bên trong một gói, không nhập", "what is inside a bundle, without importing it"},
		more: [2]string{
			"In người ký, MANIFEST và số hồ sơ, số thay đổi từng loại. --json: chữ ký, rồi mỗi thay đổi một dòng.",
			"Prints the signer, the MANIFEST and how many records and changes of each kind. --json: the signature, then one line for each change.",
		},
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
