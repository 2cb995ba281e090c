package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

func answerCommand() command {
	return command{
		name: "answer", args: "[--to DIR] [--period PERIOD] [--full] [--split|--part-size 14MB] [DEVICE…]",
		about: [2]string{
			"(tỉnh) ghi gói trả lời cho từng máy: biên nhận, trả lại, quyết định, dữ liệu tham chiếu",
			"(province) writes a bundle back to each laptop: receipts, returns, decisions, reference data",
		},
		more: [2]string{
			"Không nêu tên máy thì trả lời mọi máy đang dùng. Gói chỉ gồm những gì máy đó chưa chắc đã có;\ngói bị thất lạc được gói sau bù lại. Ở máy cán bộ, nhập gói bằng coopfield import.\n  --to THƯ_MỤC   nơi ghi (mặc định: outbox trong kho)\n  --period KỲ    kỳ của danh sách \"ai chưa nộp\" (mặc định: năm nay)\n  --full         gửi lại tất cả từ lúc cấp quyền\n  --split        chia mỗi gói thành các phần 14 MB; --part-size 5MB chọn cỡ khác\n\nMã biên nhận của từng máy đọc được qua điện thoại; máy đó nhập bằng coopfield import --code MÃ_BIÊN_NHẬN.",
			"Without a name every active laptop is answered. A bundle carries only what the laptop may not have yet;\na lost one is made good by the next. The laptop takes it in with coopfield import.\n  --to DIR       where to write (default: outbox in the store)\n  --period P     period of the expected list (default: this year)\n  --full         repeats everything since the grant\n  --split        splits each bundle into parts of 14 MB; --part-size 5MB for another size\n\nThe receipt code of each laptop can be read over the phone; it is taken in with coopfield import --code CODE.",
		},
		setup: func(e *env) func([]string) error {
			var o sync.AnswerOptions
			to := e.fs.String("to", "", "")
			e.fs.StringVar(&o.Period, "period", "", "")
			e.fs.BoolVar(&o.Full, "full", false, "")
			size := e.partSize()
			return func(args []string) error {
				if info, err := os.Stat(*to); *to != "" && err == nil && !info.IsDir() {
					return usage("--to của lệnh answer phải là một thư mục, không phải tệp %q", "mỗi máy có gói riêng; chỉ một thư mục", *to)
				}
				o.Devices = args
				var err error
				if o.PartSize, err = size(); err != nil {
					return err
				}
				return e.withSite(func(s *opened) error {
					answers, err := s.Answer(e.ctx, *to, o)
					if werr := e.writeAnswers(answers); werr != nil {
						return werr
					}
					return err
				})
			}
		},
	}
}

func (e *env) writeAnswers(answers []sync.Answered) error {
	for i := range answers {
		a := &answers[i]
		if e.json {
			if err := e.writeJSON(a); err != nil {
				return fmt.Errorf("writing the answers: %w", err)
			}
			continue
		}
		fmt.Fprintf(e.stdout, "%s (%s, %s): đã ghi và kiểm tra lại %s\n", a.Device, a.Person, a.Unit, strings.Join(a.Files, ", "))
		parts := []string{fmt.Sprintf("gói x%04d", a.Export)}
		if a.Basis > 0 {
			parts = append(parts, fmt.Sprintf("tiếp gói x%04d", a.Basis))
		}
		for _, p := range []struct {
			n    int
			word string
		}{{a.Ops, "thay đổi của nơi khác"}, {a.Records, "kết quả hồ sơ"}, {a.Refs, "tệp dữ liệu tham chiếu"}} {
			if p.n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
			}
		}
		fmt.Fprintf(e.stdout, "  %s · %d byte\n", strings.Join(parts, " · "), a.Size)
		if i+1 == len(answers) || answers[i+1].Device != a.Device {
			writeCodes(e.stdout, a.Codes)
		}
	}
	return nil
}

// writeImportCodes tells, after an import, what may be read to the laptops of
// which bundles came.
func (e *env) writeImportCodes(codes []sync.ReceiptCode) {
	if len(codes) == 0 {
		return
	}
	if e.json {
		writeCodes(e.stderr, codes)
		return
	}
	fmt.Fprintln(e.stdout, "Biên nhận đọc qua điện thoại:")
	writeCodes(e.stdout, codes)
}

// writeCodes writes receipt codes, one a line.
func writeCodes(w io.Writer, codes []sync.ReceiptCode) {
	for _, c := range codes {
		epoch := ""
		if c.Epoch > 1 {
			epoch = fmt.Sprintf(" kỳ ghi %d", c.Epoch)
		}
		fmt.Fprintf(w, "  mã biên nhận %s%s đến thay đổi %d: %s\n", c.Device, epoch, c.Seq, c.Code)
	}
}

// writeTook tells what an answer brought to this laptop.
func (e *env) writeTook(s *opened, name string, r *sync.FileReport) error {
	t := r.Outcome.Took
	var word []string
	for _, p := range []struct {
		n    int
		word string
	}{
		{int(t.Got), "tỉnh đã nhận thêm %d thay đổi của máy này"},
		{t.Records, "%d hồ sơ có kết quả mới"},
		{t.Returned, "%d hồ sơ bị trả lại"},
		{t.Back, "%d thay đổi của máy này đã mất nay lấy lại được"},
		{t.Ops, "%d thay đổi của nơi khác"},
		{t.Refs, "%d tệp dữ liệu tham chiếu"},
	} {
		if p.n > 0 {
			word = append(word, fmt.Sprintf(p.word, p.n))
		}
	}
	if len(word) == 0 {
		word = append(word, "không có gì mới")
	}
	fmt.Fprintf(e.stdout, "✓ %s: trả lời của tỉnh x%04d: %s\n", name, r.Bundle.Export, strings.Join(word, ", "))
	if len(t.Skipped) > 0 {
		var names []string
		for _, n := range t.Skipped {
			names = append(names, fmt.Sprintf("x%04d", n))
		}
		fmt.Fprintf(e.stdout, "  · chưa thấy gói trả lời %s\n", strings.Join(names, ", "))
	}
	if t.Lacking {
		fmt.Fprintln(e.stdout, "  ! còn thiếu nội dung của gói trả lời trước: nhập gói đó, hoặc đóng gói gửi tỉnh để được gửi lại")
	}
	if t.Lost != nil {
		fmt.Fprintf(e.stdout, "  ! tỉnh có thay đổi số %d mà máy này không có: máy đã được phục hồi từ bản sao hoặc sao chép\n", t.Lost.Seq)
	}
	if t.Opened != nil {
		fmt.Fprintf(e.stdout, "  = đã mở kỳ ghi %d; dữ liệu trên máy giữ nguyên, công việc tiếp tục bình thường\n", t.Opened.Epoch)
	}
	if t.Unfounded > 0 {
		fmt.Fprintf(e.stdout, "  ! %d thay đổi của máy này không còn tính: chúng dựa vào quyết định mà kho tỉnh đã mất khi phục hồi\n  = vẫn còn đủ trong lịch sử của hồ sơ (coopfield history); việc nào còn cần thì ghi lại rồi gửi\n", t.Unfounded)
	}
	v, err := s.Receipts(e.ctx)
	if err == nil && v.Clock != nil && v.Clock.Text != "" {
		fmt.Fprintf(e.stdout, "  ! đồng hồ: %s so với tỉnh; nên chỉnh lại giờ máy\n", v.Clock.Text)
	}
	return err
}

// jsonTook is what import --json says of an answer.
type jsonTook struct {
	Got      int64   `json:"got"`     // own ops with a receipt now that had none
	Records  int     `json:"records"` // records with a new standing
	Returned int     `json:"returned"`
	Back     int     `json:"back,omitempty"` // own ops that were lost here
	Ops      int     `json:"ops"`            // of others
	Refs     int     `json:"refs"`
	Skipped  []int64 `json:"skipped,omitempty"`
	Lacking  bool    `json:"lacking,omitempty"`
	Lost     int64   `json:"lost,omitempty"`   // seq of an own op that is not held
	Opened   int64   `json:"opened,omitempty"` // epoch
	// Unfounded are own ops that count no more.
	Unfounded int `json:"unfounded,omitempty"`
}

func newJSONTook(t *desk.Took) *jsonTook {
	j := &jsonTook{Got: t.Got, Records: t.Records, Returned: t.Returned, Back: t.Back, Ops: t.Ops, Refs: t.Refs, Skipped: t.Skipped, Lacking: t.Lacking, Unfounded: t.Unfounded}
	if t.Lost != nil {
		j.Lost = t.Lost.Seq
	}
	if t.Opened != nil {
		j.Opened = t.Opened.Epoch
	}
	return j
}

// takeCode takes in a receipt that was read over the phone.
func (e *env) takeCode(code string) error {
	return e.withSite(func(s *opened) error {
		c, err := s.TakeCode(e.ctx, code)
		if err != nil {
			return err
		}
		if e.json {
			if err := e.writeJSON(map[string]any{"epoch": c.Epoch, "seq": c.Seq, "head": c.Head, "news": c.News}); err != nil {
				return fmt.Errorf("writing the receipt: %w", err)
			}
			return nil
		}
		if !c.News {
			fmt.Fprintf(e.stdout, "Mã đúng: đã biết từ trước là tỉnh nhận đến thay đổi %d\n", c.Seq)
			return nil
		}
		fmt.Fprintf(e.stdout, "Mã đúng: tỉnh đã nhận mọi thay đổi của máy này đến số %d\n", c.Seq)
		return nil
	})
}

// importCodes returns the codes to read to the devices of which files came.
func (e *env) importCodes(s *opened, reports []sync.FileReport) ([]sync.ReceiptCode, error) {
	if !s.IsProvince() {
		return nil, nil
	}
	var devs []string
	seen := map[string]bool{}
	for i := range reports {
		r := &reports[i]
		if dev := r.Bundle.Dev; dev != "" && !seen[dev] && (r.State == sync.FileApplied || r.State == sync.FileKnown || r.State == sync.FileHeld) {
			seen[dev] = true
			devs = append(devs, dev)
		}
	}
	if len(devs) == 0 {
		return nil, nil
	}
	codes, err := s.ReceiptCodes(e.ctx, devs...)
	if store.CodeOf(err) == store.Denied {
		return nil, nil
	}
	return codes, err
}
