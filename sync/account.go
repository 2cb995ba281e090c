package sync

import (
	"context"
	_ "embed" // the page below
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/sync/trust"
)

// AccountPage is the page on which an auditor finds every op of the store, as
// text and as one self-contained HTML file for A4 paper.
type AccountPage struct {
	Text []byte
	HTML []byte
	// Complete is false when the sums differ from the log's own counts; the page
	// says so in its head.
	Complete bool
}

//go:embed doi-chieu.html
var accountHTML string

var accountTemplate = template.Must(template.New("doi-chieu").Parse(accountHTML))

// Account writes the page of accounts. It needs no CA and changes nothing.
func (s *Site) Account(ctx context.Context) (*AccountPage, error) {
	if err := s.needProvince("đối chiếu"); err != nil {
		return nil, err
	}
	a, err := s.Desk.Account(ctx)
	if err != nil {
		return nil, err
	}
	changes, err := s.Changes(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Desk.Conflicts(ctx)
	if err != nil {
		return nil, err
	}
	sections := s.accountSections(a, rows, changes)
	view := struct {
		Title, Made string
		Complete    bool
		Sections    []accountSection
	}{
		"Bảng đối chiếu dữ liệu, tỉnh " + s.Trust().Province, "Lập lúc " + s.Clock().Format("15:04 02/01/2006") + " theo đồng hồ máy này; coopfield " + s.App,
		len(a.Faults) == 0, sections,
	}
	var html strings.Builder
	if err := accountTemplate.Execute(&html, view); err != nil {
		return nil, fmt.Errorf("writing the page of accounts: %w", err)
	}
	return &AccountPage{Text: accountText(view.Title, view.Made, sections), HTML: []byte(html.String()), Complete: view.Complete}, nil
}

// accountSection is a heading with lines under it, each with its cells.
type accountSection struct {
	Head  string
	Note  string
	Bad   bool
	Sum   bool     // the last row adds up the others
	Names []string // of the columns
	Rows  [][]string
}

func (s *Site) accountSections(a *desk.Account, rows []desk.ConflictRow, changes []Change) []accountSection {
	out := []accountSection{accountSums(a), accountByDevice(a), accountOpen(a, rows)}
	for i := range a.Devices {
		out = append(out, s.accountDevice(&a.Devices[i])...)
	}
	out = append(out, accountDecisions(a), accountRefused(a), s.accountRegistry(changes))
	for _, x := range out {
		for _, row := range x.Rows { // others wrote some of it: nothing in it may move the page
			for i := range row {
				row[i] = vi.Clean(row[i], false)
			}
		}
	}
	return slices.DeleteFunc(out, func(x accountSection) bool { return len(x.Rows) == 0 && x.Note == "" })
}

func (s *Site) accountDevice(d *desk.AccountDevice) []accountSection {
	name := deviceName(d)
	x := accountSection{
		Head:  fmt.Sprintf("Máy %s · %s · %s", name, d.Writer.Person, s.unitName(d.Writer.Unit)),
		Note:  "Dấu vân tay " + trust.FormatFingerprint(d.Writer.Dev),
		Names: []string{"Kỳ", "Đã nhận", "Còn thiếu", "Được tính", "Chờ", "Để riêng", "Điểm cuối"},
	}
	if e := s.Registry().ByDev(d.Writer.Dev); e != nil {
		x.Note += " · " + statusText(e.Status)
		if e.Successor != "" {
			x.Note += " · máy kế nhiệm " + e.Successor
		}
	}
	if p := d.Accepted; p != nil {
		x.Note += " · chấp nhận đến "
		for _, e := range p.Earlier {
			x.Note += pointText(e) + ", "
		}
		x.Note += pointText(p.Point)
	}
	for _, p := range d.Receipted {
		x.Note += " · đã cấp biên nhận đến " + pointText(p)
	}
	quarrels := accountSection{Head: "Máy " + name + ": thay đổi để riêng, được nhận hoặc bị từ chối", Names: []string{"Kỳ/Số", "Mã", "Hồ sơ", "Thao tác", "Vì sao", "Quyết định"}}
	for i := range d.Epochs {
		e := &d.Epochs[i]
		aside := 0
		var kinds []string
		for _, v := range slices.Sorted(maps.Keys(e.Aside)) {
			kinds = append(kinds, fmt.Sprintf("%s %d", verdictWord(v), e.Aside[v]))
			aside += e.Aside[v]
		}
		x.Rows = append(x.Rows, []string{
			fmt.Sprint(e.Epoch), rangesText(e.Ranges), rangesText(e.Missing), fmt.Sprint(e.Counted), fmt.Sprint(e.Waiting),
			strings.TrimSpace(fmt.Sprint(aside-e.Waiting, " ", orWord(strings.Join(kinds, ", "), ""))), e.Head.Head.String()[:16],
		})
		for j := range e.Quarrels {
			q := &e.Quarrels[j]
			decision := "chưa quyết định"
			if r := q.Ruling; r != nil {
				decision = fmt.Sprintf("%s: %s, %s", rulingWord(r.Kind), r.By, r.Why)
			}
			why := verdictWord(q.Verdict) + ": " + q.Why
			if q.Verdict == store.Counted {
				why = "được tính sau khi nhận"
			}
			quarrels.Rows = append(quarrels.Rows, []string{
				fmt.Sprintf("%d/%d", q.Epoch, q.Seq), q.Op.String()[:12], q.Title, opText(q.OpKind), why, decision,
			})
		}
	}
	files := accountSection{Head: "Máy " + name + ": gói đã nhận", Names: []string{"Gói", "Kỳ", "Thay đổi", "Mới", "Đã có", "Trạng thái", "SHA-256"}}
	for i := range d.Bundles {
		b := &d.Bundles[i]
		state := map[store.BundleState]string{store.BundleApplied: "đã nhập", store.BundleHeld: fmt.Sprintf("chờ thay đổi %d–%d", b.NeedFrom, b.NeedTo)}[b.State]
		files.Rows = append(files.Rows, []string{
			fmt.Sprintf("x%04d", b.Export), fmt.Sprint(b.Epoch), fmt.Sprintf("%d–%d", b.From, b.To), fmt.Sprint(b.New), fmt.Sprint(b.Known),
			orWord(state, string(b.State)), b.SHA256[:min(16, len(b.SHA256))],
		})
	}
	return []accountSection{x, quarrels, files}
}

func accountDecisions(a *desk.Account) accountSection {
	x := accountSection{Head: "Quyết định của người có thẩm quyền", Names: []string{"Lúc (đồng hồ người ghi)", "Việc", "Hồ sơ", "Người quyết định", "Lý do", "Mã"}}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		what := "giải quyết lệch số liệu"
		switch {
		case d.What != "":
			what = rulingWord(d.What) + " thay đổi " + d.Op.String()[:12]
		case d.Kind == store.OpSameAs:
			what = "xác định hồ sơ trùng"
		}
		x.Rows = append(x.Rows, []string{time.UnixMilli(d.At).Format("02/01/2006 15:04"), what, d.Title, d.By, d.Why, d.Rev.String()[:12]})
	}
	return x
}

func accountRefused(a *desk.Account) accountSection {
	x := accountSection{Head: "Tệp bị từ chối", Names: []string{"Nhận lúc", "Máy", "Vì sao", "SHA-256"}}
	for i := range a.Refused {
		b := &a.Refused[i]
		x.Rows = append(x.Rows, []string{
			time.UnixMilli(b.Received).Format("02/01/2006 15:04"), orWord(b.Device, "không rõ"), b.Message + " [" + b.Detail + "]", b.SHA256[:min(16, len(b.SHA256))],
		})
	}
	return x
}

func (s *Site) accountRegistry(changes []Change) accountSection {
	x := accountSection{Head: "Các bản của danh bạ máy", Names: []string{"Bản", "Việc", "Máy", "Người ghi", "Lý do"}}
	for _, c := range changes {
		what := map[string]string{"approve": "cấp quyền", "change": "đổi", "revoke": "thu hồi", "rekey-office": "đổi khóa văn phòng", "": "lập danh bạ"}[c.What]
		x.Rows = append(x.Rows, []string{fmt.Sprint(c.Version), orWord(what, c.What), c.Device, c.By, c.Why})
	}
	return x
}

func accountText(title, made string, sections []accountSection) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", strings.ToUpper(title), made)
	for _, x := range sections {
		fmt.Fprintf(&b, "\n== %s ==\n", x.Head)
		if x.Note != "" {
			b.WriteString(x.Note + "\n")
		}
		if len(x.Rows) > 0 {
			b.WriteString(strings.Join(x.Names, " | ") + "\n")
		}
		for _, r := range x.Rows {
			b.WriteString(strings.Join(r, " | ") + "\n")
		}
	}
	return []byte(b.String())
}

func verdictWord(v store.Verdict) string {
	words := map[store.Verdict]string{
		store.Counted: "được tính", store.WaitParent: "chờ thay đổi đi trước", store.WaitCoop: "chờ hợp tác xã", store.WaitScheme: "chờ bộ tiêu chí",
		store.WaitVersion: "chờ bản chương trình mới", store.InvalidField: "sai quy tắc của mục", store.NotPermitted: "không được phép",
		store.BeyondAccepted: "sau mốc chấp nhận", store.OnFork: "nhánh để riêng", store.Late: "muộn sau khi báo cáo chốt", store.RefusedOp: "bị từ chối",
	}
	return orWord(words[v], string(v))
}

func opText(k store.OpKind) string {
	words := map[store.OpKind]string{
		store.OpPut: "ghi", store.OpFinalise: "chốt", store.OpAmend: "điều chỉnh", store.OpVoid: "hủy", store.OpReturn: "trả lại", store.OpAccept: "chấp nhận",
		store.OpResolve: "quyết định", store.OpSameAs: "nhập hồ sơ trùng", store.OpAttach: "đính kèm", store.OpNote: "ghi số văn bản",
	}
	return orWord(words[k], string(k))
}

func rulingWord(kind string) string {
	if kind == "admit" {
		return "nhận"
	}
	return "từ chối"
}

func caseWord(k store.CaseKind) string {
	words := map[store.CaseKind]string{
		store.CaseParallel: "sửa song song", store.CasePutOnFinal: "sửa trên bản đã chốt", store.CaseDuplicate: "trùng hồ sơ", store.CaseFork: "máy có hai lịch sử",
	}
	return orWord(words[k], string(k))
}

func statusText(s trust.Status) string {
	return orWord(map[trust.Status]string{trust.Active: "đang dùng", trust.Lost: "mất", trust.Retired: "đã nghỉ", trust.Compromised: "lộ khóa"}[s], string(s))
}

func pointText(p desk.Point) string {
	switch {
	case p.Seq == 0 && p.Epoch > 0:
		return fmt.Sprintf("kỳ %d không thay đổi nào", p.Epoch)
	case p.Seq == 0:
		return "không thay đổi nào"
	}
	return fmt.Sprintf("kỳ %d số %d", p.Epoch, p.Seq)
}

func rangesText(list []desk.Range) string {
	parts := make([]string, len(list))
	for i, r := range list {
		parts[i] = fmt.Sprintf("%d–%d", r.From, r.To)
	}
	return orWord(strings.Join(parts, ", "), "–")
}
