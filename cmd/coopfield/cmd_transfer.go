package main

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

func transferCommand() command {
	return command{
		name: "transfer", args: "--from UNIT --on DATE [--to WHAT=UNIT]… --reason REASON [--dry-run]",
		about: [2]string{"(tỉnh) chuyển mọi hợp tác xã của một đơn vị báo cáo cho các đơn vị kế tục", "(province) hands every cooperative of a reporting unit over to its successors"},
		more: [2]string{
			"--from ĐƠN_VỊ      đơn vị bàn giao: id hoặc mã, như 615\n--on NGÀY          ngày các đơn vị mới bắt đầu báo cáo, như 2025-07-01\n--to GÌ=ĐƠN_VỊ     đơn vị nhận, nhiều lần được; GÌ là mã hợp tác xã, mã hồ sơ của chính đơn vị, xã,\n                   hoặc đơn vị bàn giao (mọi hợp tác xã còn lại). Không ghi thì theo danh mục đơn vị:\n                   xã của hợp tác xã đã thành xã nào vào ngày đó\n--reason CĂN_CỨ    nghị quyết, quyết định; ghi vào lịch sử từng hợp tác xã\n--dry-run          chỉ xem sẽ chuyển những gì\n\nĐánh giá, kiểm tra, đăng ký, kế hoạch, kiến nghị, vướng mắc đi theo hợp tác xã; báo cáo đã lập ở lại.\nXã trên giấy giữ nguyên. Còn một hợp tác xã chưa rõ nơi nhận thì chưa chuyển gì, mã thoát 4.\nChạy lần nữa chỉ chuyển những gì đến muộn. In biên bản: coopfield print event MÃ --to TỆP.docx",
			"--from UNIT        the unit that hands over: id or code, such as 615\n--on DATE          the day from which the new units report, such as 2025-07-01\n--to WHAT=UNIT     who takes over, as often as needed; WHAT is a cooperative, a record of the unit itself,\n                   a commune, or the unit that hands over (all the rest). Without it the table of units\n                   says it: what the cooperative's commune became on the day\n--reason REASON    the resolution or decision; stands in the history of every cooperative\n--dry-run          only shows what would move\n\nAssessments, visits, applications, plans, recommendations and obstacles go with their cooperative; finished\nreports stay. The commune on paper is kept. While one cooperative has no known successor nothing moves: exit\ncode 4. A second run moves what came late. Minutes: coopfield print event ID --to FILE.docx",
		},
		setup: func(e *env) func([]string) error {
			from, on, why := e.fs.String("from", "", ""), e.fs.String("on", "", ""), e.fs.String("reason", "", "")
			to, dry := words(e, "to"), e.fs.Bool("dry-run", false, "")
			return func(args []string) error {
				switch {
				case len(args) > 0:
					return usage("lệnh transfer không nhận %q", "gõ coopfield transfer --help để xem cách dùng", args[0])
				case *from == "":
					return usage("lệnh transfer cần đơn vị bàn giao", "thêm --from ĐƠN_VỊ, như --from 615")
				case *on == "":
					return usage("lệnh transfer cần ngày", "thêm --on NGÀY, như --on 2025-07-01")
				case *why == "" && !*dry:
					return usage("lệnh transfer cần căn cứ", "thêm --reason \"Nghị quyết …\", hoặc --dry-run để chỉ xem")
				}
				o := desk.TransferOrder{From: *from, On: *on, Reason: *why, To: map[string]string{}}
				for _, w := range *to {
					what, unit, ok := strings.Cut(w, "=")
					if !ok || what == "" || unit == "" {
						return usage("--to %s thiếu dấu =", "ghi --to MÃ=ĐƠN_VỊ", w)
					}
					o.To[what] = unit
				}
				return e.withDesk(func(d *desk.Desk) error { return e.transfer(d, o, *dry) })
			}
		},
	}
}

// transfer shows what an order moves, and unless it is only to be shown moves it.
func (e *env) transfer(d *desk.Desk, o desk.TransferOrder, dry bool) error {
	p, err := d.PlanTransfer(e.ctx, o)
	if err != nil {
		return err
	}
	done := &desk.Transferred{Plan: p}
	if !dry && len(p.Stuck) == 0 {
		if done, err = d.Transfer(e.ctx, o); err != nil {
			return err
		}
	}
	if e.json {
		err = e.writeJSON(transferJSON(done, dry))
	} else {
		e.writeTransfer(done, dry)
	}
	if err != nil {
		return err
	}
	return transferStuck(p)
}

// transferStuck is what a transfer ends with while somebody has to decide.
func transferStuck(p *desk.TransferPlan) error {
	if len(p.Stuck) == 0 {
		return nil
	}
	return &store.Error{
		Code: store.Waiting, Detail: "transfer", Message: fmt.Sprintf("còn %d hồ sơ của %s chưa rõ chuyển về đâu", len(p.Stuck), p.FromName),
		Kept: "chưa chuyển hợp tác xã nào", Hint: "thêm --to MÃ=ĐƠN_VỊ cho từng hồ sơ; hồ sơ lệch số liệu thì quyết định bằng coopfield resolve trước",
	}
}

func (e *env) writeTransfer(t *desk.Transferred, dry bool) {
	p := t.Plan
	switch {
	case len(p.Rows)+len(p.Papers)+len(p.Stuck) == 0:
		fmt.Fprintf(e.stdout, "%s không còn hợp tác xã nào để chuyển\n", p.FromName)
		return
	case dry || len(p.Stuck) > 0:
		fmt.Fprintf(e.stdout, "%s, từ ngày %s: sẽ chuyển %d hợp tác xã\n", p.FromName, vi.FormatDate(p.On), len(p.Rows))
	default:
		fmt.Fprintf(e.stdout, "%s, từ ngày %s: đã chuyển %d hợp tác xã\n", p.FromName, vi.FormatDate(p.On), t.Moved)
	}
	to := ""
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.To != to {
			to = r.To
			fmt.Fprintf(e.stdout, "%s (%s)\n", r.ToName, r.To)
		}
		fmt.Fprintf(e.stdout, "  %s  %s%s\n", r.Cooperative, r.Name, hangs(r))
	}
	for i := range p.Papers {
		x := &p.Papers[i]
		fmt.Fprintf(e.stdout, "  %s  %s → %s\n", x.ID, x.Title, x.ToName)
	}
	if len(p.Stuck) > 0 {
		fmt.Fprintln(e.stdout, "Chưa rõ nơi nhận:")
	}
	for i := range p.Stuck {
		s := &p.Stuck[i]
		name := s.Name
		if s.Cooperative == "" {
			name = s.Paper.Title
		}
		fmt.Fprintf(e.stdout, "  %s  %s: %s\n", s.Key(), name, s.Why)
	}
	for _, d := range p.Devices {
		fmt.Fprintf(e.stdout, "máy %s (%s) còn ghi cho đơn vị cũ: đổi bằng coopfield enrol change %s --unit ĐƠN_VỊ\n", d.Title, d.Note, d.Title)
	}
	if t.ID != "" {
		fmt.Fprintf(e.stdout, "biên bản bàn giao: coopfield print event %s --to bien-ban.docx\n  → gửi trả lời cho các máy (coopfield answer)\n", t.ID)
	}
}

// hangs says what goes with a cooperative.
func hangs(r *desk.TransferRow) string {
	parts := r.Along()
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

type jsonTransfer struct {
	From     string              `json:"from"`
	FromName string              `json:"from_name"`
	On       string              `json:"on"`
	DryRun   bool                `json:"dry_run"`
	Moved    int                 `json:"moved"`
	ID       string              `json:"id"` // of the handover, "" while nothing moved
	Rows     []jsonTransferRow   `json:"rows"`
	Papers   []jsonTransferPaper `json:"papers"`
	Stuck    []jsonTransferStuck `json:"stuck"`
	Devices  []string            `json:"devices"`
}

type jsonTransferRow struct {
	Cooperative string `json:"cooperative"`
	Name        string `json:"name"`
	Unit        string `json:"unit"`     // commune on paper
	UnitNow     string `json:"unit_now"` // what that is on the day
	To          string `json:"to"`
	ToName      string `json:"to_name"`
	Told        bool   `json:"told"` // by --to
	Pilot       bool   `json:"pilot"`
	Plans       int    `json:"plans"`
	Drafts      int    `json:"drafts"`
	OpenItems   int    `json:"open_items"`
	Obstacles   int    `json:"obstacles"`
	Twin        bool   `json:"twin"`
}

type jsonTransferPaper struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Title  string `json:"title"`
	To     string `json:"to"`
	ToName string `json:"to_name"`
}

type jsonTransferStuck struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	Name string `json:"name"`
	Unit string `json:"unit"`
	Why  string `json:"why"`
	Case string `json:"case"` // the disagreement that is decided first
}

func transferJSON(t *desk.Transferred, dry bool) jsonTransfer {
	p := t.Plan
	j := jsonTransfer{
		From: p.From, FromName: p.FromName, On: p.On, DryRun: dry, Moved: t.Moved, ID: t.ID,
		Rows: []jsonTransferRow{}, Papers: []jsonTransferPaper{}, Stuck: []jsonTransferStuck{}, Devices: []string{},
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		j.Rows = append(j.Rows, jsonTransferRow{
			Cooperative: r.Cooperative, Name: r.Name, Unit: r.Unit, UnitNow: r.UnitTo, To: r.To, ToName: r.ToName, Told: r.Told,
			Pilot: r.Pilot, Plans: r.Plans, Drafts: r.Drafts, OpenItems: r.OpenItems, Obstacles: r.Obstacles, Twin: r.Twin,
		})
	}
	for i := range p.Papers {
		x := &p.Papers[i]
		j.Papers = append(j.Papers, jsonTransferPaper{Kind: string(x.Kind), ID: x.ID, Title: x.Title, To: x.To, ToName: x.ToName})
	}
	for i := range p.Stuck {
		s := &p.Stuck[i]
		kind, name := string(store.Cooperative), s.Name
		if s.Cooperative == "" {
			kind, name = string(s.Paper.Kind), s.Paper.Title
		}
		j.Stuck = append(j.Stuck, jsonTransferStuck{ID: s.Key(), Kind: kind, Name: name, Unit: s.Unit, Why: s.Why, Case: s.Case})
	}
	for _, d := range p.Devices {
		j.Devices = append(j.Devices, d.Title)
	}
	return j
}
