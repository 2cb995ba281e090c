package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

func kindArg(name string) (store.Kind, error) {
	k := store.Kind(name)
	if store.SpecOf(k) == nil {
		return "", usage("không có loại hồ sơ %q", strings.ReplaceAll(kindHelp[0], "\n", " "), name)
	}
	return k, nil
}

func kindAndID(command string, args []string) (store.Kind, string, error) {
	if len(args) != 2 {
		return "", "", usage("lệnh %s cần LOẠI và MÃ", "ví dụ: coopfield "+command+" assessment 018f…", command)
	}
	k, err := kindArg(args[0])
	return k, args[1], err
}

// conditions collects repeated --where k=v.
type conditions []store.Cond

func (c *conditions) String() string { return "" }

func (c *conditions) Set(s string) error {
	k, v, ok := strings.Cut(s, "=")
	if !ok || k == "" {
		return fmt.Errorf("--where %q: MỤC=GIÁ_TRỊ", s)
	}
	*c = append(*c, store.Cond{Field: k, Value: v})
	return nil
}

// derivedFields are what lists know of an assessment beyond its document.
var derivedFields = []string{"id", "rating", "excluded"}

// knownField refuses a condition on a field that no record of the kind has:
// it would silently select nothing.
func knownField(kind store.Kind, path string) error {
	name, _, _ := strings.Cut(path, ".")
	spec := store.SpecOf(kind)
	if slices.Contains(derivedFields, name) || spec.Field(name) != nil {
		return nil
	}
	names := make([]string, len(spec.Fields))
	for i := range spec.Fields {
		names[i] = spec.Fields[i].Name
	}
	return usage("loại %s không có mục %q", "các mục: "+strings.Join(names, ", "), kind, path)
}

func listCommand() command {
	return command{
		name: "list", args: "KIND [--where k=v]… [--search S]",
		about: [2]string{"liệt kê hồ sơ; --json: mỗi dòng một hồ sơ như lệnh get", "lists records; --json: one document of get a line"},
		more:  kindHelp,
		setup: func(e *env) func([]string) error {
			var where conditions
			e.fs.Var(&where, "where", "")
			search := e.fs.String("search", "", "")
			sort := e.fs.String("sort", "", "")
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh list cần một LOẠI", "ví dụ: coopfield list cooperative --search \"dak ha\"")
				}
				kind, err := kindArg(args[0])
				if err != nil {
					return err
				}
				for _, c := range where {
					if err := knownField(kind, c.Field); err != nil {
						return err
					}
				}
				if *sort != "" {
					if err := knownField(kind, *sort); err != nil {
						return err
					}
				}
				q := store.Query{Kind: kind, Where: where, Search: *search, Sort: *sort}
				return e.withDesk(func(d *desk.Desk) error {
					if e.json {
						return d.ListJSON(e.ctx, q, e.stdout)
					}
					return d.List(e.ctx, q, func(r *store.Record) error {
						title, err := d.Title(e.ctx, r)
						if err == nil {
							_, err = fmt.Fprintf(e.stdout, "%s  %s\n", r.ID, title)
						}
						return err
					})
				})
			}
		},
	}
}

func getCommand() command {
	return command{
		name: "get", args: "KIND ID",
		about: [2]string{"in một hồ sơ", "prints one record"},
		more: [2]string{
			"--json: một dòng JSON, các mục xếp theo tên, số thập phân ở dạng ngắn nhất, có id và kind;\nmọi máy giữ cùng hồ sơ in ra cùng các byte.\n\n" + kindHelp[0],
			"--json: one line of JSON, keys sorted, decimals in their shortest form, with id and kind;\nevery machine that holds the same record prints the same bytes.\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				kind, id, err := kindAndID("get", args)
				if err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					b, err := d.GetJSON(e.ctx, kind, id)
					if err != nil {
						return err
					}
					if e.json {
						_, err = fmt.Fprintf(e.stdout, "%s\n", b)
						return err
					}
					return writePretty(e.stdout, b)
				})
			}
		},
	}
}

func historyCommand() command {
	return command{
		name: "history", args: "KIND ID",
		about: [2]string{"ai sửa mục nào, lúc nào, vì sao", "who changed which field, when and why"},
		more:  kindHelp,
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				kind, id, err := kindAndID("history", args)
				if err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					if e.json {
						return d.HistoryJSON(e.ctx, kind, id, e.stdout)
					}
					revs, err := d.History(e.ctx, kind, id)
					if err != nil {
						return err
					}
					for _, r := range revs {
						writeRevision(e.stdout, r)
					}
					r, err := d.Get(e.ctx, kind, id)
					if err == nil && r.Merged {
						fmt.Fprintf(e.stdout, "%s  gộp tự động các bản trên\n", r.Rev.String()[:12])
					}
					if store.CodeOf(err) == store.NotFound {
						return nil // no op of it counts yet
					}
					return err
				})
			}
		},
	}
}

func writeRevision(w io.Writer, r desk.Revision) {
	fmt.Fprintf(w, "%s  %s  %s  %s\n", r.Rev.String()[:12], localTime(r.At), opWord(r.OpKind), r.Actor)
	if r.Why != "" {
		fmt.Fprintf(w, "    lý do: %s\n", r.Why)
	}
	if r.Note != "" {
		fmt.Fprintf(w, "    %s\n", r.Note)
	}
	for _, c := range r.Fields {
		label := c.Label
		if label == "" {
			label = c.Path
		}
		fmt.Fprintf(w, "    %s: %s → %s\n", label, orDash(c.From), orDash(c.To))
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func putCommand() command {
	return command{
		name: "put", args: "KIND < FILE.jsonl",
		about: [2]string{"kiểm tra và ghi hồ sơ, mỗi dòng một hồ sơ; in mã từng hồ sơ", "validates and stores one record a line from stdin; prints ids"},
		more: [2]string{
			"Ghi tất cả hoặc không ghi gì. Có id: sửa hồ sơ đó (mục vắng giữ nguyên, null xóa mục).\nHồ sơ đã chốt không sửa bằng put.\n\n" + kindHelp[0],
			"All or nothing. With an id the record is patched (absent = unchanged, null = removed).\nA finalised record is refused.\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh put cần một LOẠI", "ví dụ: coopfield put cooperative < htx.jsonl")
				}
				kind, err := kindArg(args[0])
				if err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					ids, err := d.PutJSON(e.ctx, kind, e.stdin)
					if err != nil {
						return err
					}
					for _, id := range ids {
						if _, err := fmt.Fprintln(e.stdout, id); err != nil {
							return err
						}
					}
					return nil
				})
			}
		},
	}
}
