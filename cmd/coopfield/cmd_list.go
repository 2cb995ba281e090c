package main

import (
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

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

func listCommand() command {
	return command{
		name: "list", args: "KIND [--where FIELD=VALUE]… [--unit UNIT] [--search WORDS] [--sort FIELD]",
		about: [2]string{"liệt kê hồ sơ; --json: mỗi dòng một hồ sơ như lệnh get", "lists records; --json: one document of get a line"},
		more: [2]string{
			"--where MỤC=GIÁ_TRỊ  chỉ hồ sơ có giá trị này, nhiều lần được: status=final, period=2024, reporting_unit=615\n--unit ĐƠN_VỊ        chỉ của đơn vị này: huyện cũ, xã, phường, đơn vị báo cáo hoặc đơn vị cấp trên\n--search TỪ          các từ trong tên hợp tác xã (hồ sơ khác: cả trong nội dung), có dấu hay không dấu đều tìm được\n--sort MỤC           xếp theo một mục (mặc định: theo mã)\n\n" + kindHelp[0],
			"--where FIELD=VALUE  only records with this value, as often as needed: status=final, period=2024, reporting_unit=615\n--unit UNIT          only of this unit: a district of old, a commune, a reporting unit, or one above them\n--search WORDS       words of the cooperative's name (of other records also in their text), with or without marks\n--sort FIELD         by a field (default: by id)\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			var where conditions
			e.fs.Var(&where, "where", "")
			search := e.fs.String("search", "", "")
			sort := e.fs.String("sort", "", "")
			unit := e.fs.String("unit", "", "")
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
					in, err := e.within(d, *unit)
					if err != nil {
						return err
					}
					if e.json {
						return d.ListJSON(e.ctx, q, in, e.stdout)
					}
					return d.List(e.ctx, q, func(r *store.Record) error {
						if !in(r) {
							return nil
						}
						title, err := d.Title(e.ctx, r)
						if err != nil {
							return err
						}
						_, err = fmt.Fprintf(e.stdout, "%s  %s%s\n", r.ID, title, stateOf(r))
						return err
					})
				})
			}
		},
	}
}

// stateOf says where a record is on its way, as an officer calls it, "" if there
// is nothing to say (sync protocol, Back to the district).
func stateOf(r *store.Record) string {
	var words []string
	if desk.Official(r.Kind) {
		words = append(words, map[store.State]string{store.Draft: "nháp", store.Final: "đã chốt", store.Void: "đã hủy"}[r.State])
	}
	switch {
	case r.Conflict != "":
		words = []string{"lệch số liệu"}
	case r.SameAs != "":
		words = []string{"trùng với " + r.SameAs}
	case r.ReturnReason != "":
		words = []string{"trả lại: " + vi.Clean(r.ReturnReason, false)}
	case r.Accepted:
		words = []string{"chấp nhận"}
	case r.Got:
		words = append(words, "tỉnh đã nhận")
	case r.Sealed:
		words = append(words, "đã đóng gói")
	}
	words = slices.DeleteFunc(words, func(s string) bool { return s == "" })
	if len(words) == 0 {
		return ""
	}
	return "  [" + strings.Join(words, ", ") + "]"
}
