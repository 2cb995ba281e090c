package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/report"
	"coopfield/sync/paper"
)

// reportFlags are the flags of the report command.
type reportFlags struct {
	order  desk.ReportOrder
	to     string
	freeze bool
}

func reportCommand() command {
	return command{
		name: "report", args: "TEMPLATE|ID [--period P] [--unit U] [--freeze] --to FILE",
		about: [2]string{
			"lập báo cáo của chương trình từ dữ liệu đang có; chốt và in lại báo cáo đã chốt",
			"makes a report of the programme from what is held; freezes it, and makes a frozen one again",
		},
		more: [2]string{
			"MẪU:\n" + templateHelp(0) + "\nKhông có gì: liệt kê các báo cáo đã lập. MÃ: in lại báo cáo đã chốt, từng byte như trước.\n--period     2024, 2024-H1 (6 tháng đầu năm), 2021-2025\n--unit       báo cáo của đơn vị này (mặc định: đơn vị của máy; kho tỉnh: toàn tỉnh)\n--programme  mã chương trình, khi có nhiều chương trình\n--freeze     chốt: ghi số liệu, nội dung và bản của từng hồ sơ; kỳ đó đóng lại, thay đổi đến muộn phải chờ duyệt\n--to         tệp mới có đuôi .docx, .pdf hoặc .json",
			"TEMPLATE:\n" + templateHelp(1) + "\nWithout any: lists the reports that are held. ID: makes a frozen report again, byte by byte.\n--period     2024, 2024-H1 (first half of the year), 2021-2025\n--unit       the report of this unit (default: this machine's; at the province the whole of it)\n--programme  id of the programme where there are several\n--freeze     keeps figures, text and the revision of each record; the period is closed by it, and what comes late has to be approved\n--to         a new file that ends in .docx, .pdf or .json",
		},
		setup: func(e *env) func([]string) error {
			var f reportFlags
			e.fs.StringVar(&f.order.Period, "period", "", "")
			e.fs.StringVar(&f.order.Unit, "unit", "", "")
			e.fs.StringVar(&f.order.Programme, "programme", "", "")
			e.fs.StringVar(&f.to, "to", "", "")
			e.fs.BoolVar(&f.freeze, "freeze", false, "")
			return func(args []string) error {
				if err := f.check(args); err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					switch {
					case len(args) == 0:
						return e.listReports(d)
					case store.ValidID(args[0]):
						return e.frozenReport(d, args[0], f.to)
					}
					f.order.Template = args[0]
					return e.makeReport(d, &f)
				})
			}
		},
	}
}

// templateHelp lists the templates with their titles.
func templateHelp(lang int) string {
	english := map[string]string{
		report.HalfYear: "half-yearly report", report.Year: "yearly report", report.MidTerm: "mid-term review", report.Closing: "closing report",
		report.Agriculture: "agricultural models", report.Collective: "part of the yearly report on the collective economy",
	}
	var out []string
	for _, t := range report.Templates() {
		title := t.Title
		if lang == 1 {
			title = english[t.ID]
		}
		out = append(out, fmt.Sprintf("  %-22s %s (%s)", t.ID, title, t.Basis))
	}
	return strings.Join(out, "\n")
}

// check refuses what no report can be made of.
func (f *reportFlags) check(args []string) error {
	const example = "ví dụ: coopfield report programme-year --period 2024 --to bao-cao.docx"
	switch {
	case len(args) > 1:
		return usage("lệnh report nhận một MẪU hoặc một MÃ", example)
	case len(args) == 0 && (f.to != "" || f.freeze || f.order != (desk.ReportOrder{})):
		return usage("lệnh report thiếu MẪU", example)
	case len(args) == 0:
		return nil
	case store.ValidID(args[0]) && (f.freeze || f.order != (desk.ReportOrder{})):
		return usage("báo cáo đã chốt chỉ cần MÃ và --to", "ví dụ: coopfield report 018f… --to bao-cao.pdf")
	case !store.ValidID(args[0]) && f.order.Period == "":
		return usage("lệnh report cần --period", example)
	case f.to == "" && !f.freeze:
		return usage("lệnh report cần --to", example)
	}
	switch strings.ToLower(filepath.Ext(f.to)) {
	case ".docx", ".pdf", ".json":
		return nil
	case ".xlsx", ".html":
		return usage("chưa có báo cáo dạng %s", "ghi --to TỆP.docx, TỆP.pdf hoặc TỆP.json", filepath.Ext(f.to))
	case "":
		if f.to == "" {
			return nil
		}
	}
	return usage("tệp báo cáo %q có đuôi không dùng được", "ghi --to TỆP.docx, TỆP.pdf hoặc TỆP.json", f.to)
}

func (e *env) makeReport(d *desk.Desk, f *reportFlags) error {
	if !f.freeze {
		r, err := d.Report(e.ctx, f.order)
		if err != nil {
			return err
		}
		return e.writeReportFile(r, paper.OfReport(r, d.Mode() == desk.Training), "", f.to)
	}
	id, _, err := d.FreezeReport(e.ctx, f.order)
	if err != nil {
		return err
	}
	if f.to == "" {
		fmt.Fprintln(e.stdout, id)
		return nil
	}
	return e.frozenReport(d, id, f.to)
}

func (e *env) frozenReport(d *desk.Desk, id, to string) error {
	f, err := d.FrozenReport(e.ctx, id)
	if err != nil {
		return err
	}
	return e.writeReportFile(f.Report, paper.OfFrozen(f), id, to)
}

// reportFile is a report for programs.
type reportFile struct {
	ID        string             `json:"id,omitempty"`
	Template  string             `json:"template"`
	Programme string             `json:"programme"`
	Period    string             `json:"period"`
	Level     string             `json:"level"`
	Unit      string             `json:"unit"`
	On        string             `json:"on"`
	State     string             `json:"state"`
	Code      string             `json:"code"`
	Figures   map[string]float64 `json:"figures"`
	Sections  []reportPart       `json:"sections"`
}

type reportPart struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
	Rows  []any    `json:"tables"`
}

// writeReportFile writes a report into a new file of the kind that its name says.
func (e *env) writeReportFile(r *report.Report, doc *paper.Document, id, to string) error {
	if strings.ToLower(filepath.Ext(to)) != ".json" {
		return e.writePaper(doc, to)
	}
	out := reportFile{
		ID: id, Template: r.Template, Programme: r.Programme, Period: r.Period, Level: r.Level, Unit: r.Unit, On: r.On, State: doc.State, Code: doc.Code,
		Figures: map[string]float64{},
	}
	for _, f := range r.Figures {
		out.Figures[f.ID] = float64(f.Value) / 100
	}
	for _, s := range r.Sections {
		out.Sections = append(out.Sections, sectionJSON(s))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return e.newFile(to, b.Bytes())
}

func sectionJSON(s report.Section) reportPart {
	out := reportPart{Title: s.Title, Lines: []string{}, Rows: []any{}}
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case report.Para:
			out.Lines = append(out.Lines, string(b))
		case report.List:
			out.Lines = append(out.Lines, b...)
		case report.Table:
			titles := make([]string, len(b.Columns))
			for i, c := range b.Columns {
				titles[i] = c.Title
			}
			out.Rows = append(out.Rows, map[string]any{"columns": titles, "rows": b.Rows})
		}
	}
	return out
}

// newFile writes a file that must not be there yet and tells of it.
func (e *env) newFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &store.Error{Code: store.Conflict, Detail: "exists", Message: "đã có tệp " + path, Kept: "tệp đó giữ nguyên", Hint: "chọn tên khác"}
	}
	if err != nil {
		return &store.Error{Code: store.Internal, Detail: "target", Message: "không ghi được tệp " + path, Hint: "kiểm tra thư mục, quyền ghi và chỗ trống", Err: err}
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(path))
	}
	fmt.Fprintf(e.stdout, "%s: %d byte\n", path, len(content))
	return nil
}

// listReports lists the reports that are held.
func (e *env) listReports(d *desk.Desk) error {
	list, err := d.Reports(e.ctx)
	if err != nil {
		return err
	}
	for _, r := range list {
		if e.json {
			if err := e.writeJSON(map[string]string{
				"id": r.ID, "template": r.Template, "period": r.Period, "unit": r.Unit, "level": r.Level, "state": string(r.State), "document_no": r.DocumentNo,
			}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(e.stdout, "%s  %s · %s · %s · %s\n", r.ID, r.Period, r.Title, r.UnitName, r.State)
	}
	return nil
}
