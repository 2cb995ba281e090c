package main

import (
	"fmt"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/unit"
	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func initCommand() command {
	return command{
		name: "init", args: "--role officer|advisor|province --name NAME --unit UNIT [--hybrid] [--training]",
		about: [2]string{"tạo kho dữ liệu và khóa của máy, không hỏi gì thêm", "creates a store and a device key, without questions"},
		more: [2]string{
			"--role      officer (cán bộ), advisor (tư vấn viên Liên minh HTX), province (tỉnh)\n--name      họ tên người dùng; với tỉnh: tên cơ quan\n--unit      mã đơn vị, ví dụ 615 (Đắk Hà); với tỉnh: mã tỉnh, ví dụ 62\n--on NGÀY   ngày để hiểu mã đơn vị, dạng 2025-06-30 (mặc định: hôm nay)\n--hybrid    khóa nhận gói lai, chống cả máy tính lượng tử (age1pq…): với tỉnh, mọi máy đóng gói cho khóa này; gói lớn thêm chừng 3 KB và muốn mở bằng age phải có bản 1.3 trở lên; chỉ chọn được lúc tạo kho\n--training  kho tập huấn: không mật khẩu, không bao giờ vào gói thật\n--json      in {\"dev\": \"…\", \"ca\": \"…\"} (ca chỉ có với tỉnh)",
			"--role      officer, advisor (Cooperative Alliance), province\n--name      the person; for a province the office\n--unit      unit id such as 615; for a province such as 62\n--on DATE   day on which the unit id is understood, such as 2025-06-30 (default: today)\n--hybrid    hybrid post-quantum age keys (age1pq…); of a province all laptops seal to them; bundles are some 3 KB larger, and age must be 1.3 or later to open them; chosen when the store is made\n--training  a training store: no passphrase, never enters a real bundle\n--json      prints {\"dev\": \"…\", \"ca\": \"…\"} (ca for a province only)",
		},
		setup: func(e *env) func([]string) error {
			role := e.fs.String("role", "", "")
			name := e.fs.String("name", "", "")
			unitRef := e.fs.String("unit", "", "")
			training := e.fs.Bool("training", false, "")
			hybrid := e.fs.Bool("hybrid", false, "")
			on := e.fs.String("on", "", "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh init không nhận %q", "gõ coopfield init --help", args[0])
				}
				self, err := newSelf(*role, *name, *unitRef, *on, *training)
				if err != nil {
					return err
				}
				o := sync.InitOptions{Self: self}
				if *hybrid {
					o.Ages = trust.Hybrid
				}
				return e.init(o)
			}
		},
	}
}

// newSelf checks what init was told.
func newSelf(role, name, unitRef, on string, training bool) (sync.Self, error) {
	self := sync.Self{Mode: trust.Real, Role: store.Role(role), Person: vi.Clean(name, false), Created: time.Now().Format(time.RFC3339)}
	if training {
		self.Mode = trust.Training
	}
	if !self.Role.Valid() {
		return self, usage("vai trò %q không có", "dùng --role officer, advisor hoặc province", role)
	}
	if strings.TrimSpace(self.Person) == "" {
		return self, usage("thiếu tên", "thêm --name \"Họ và tên\"")
	}
	if err := trust.CheckPerson(self.Person); err != nil {
		return self, &store.Error{Code: store.Invalid, Detail: "name", Message: "họ tên này không đăng ký được với tỉnh", Kept: "chưa tạo kho", Hint: "ghi họ và tên ngắn hơn (không quá 200 byte), như \"Nguyễn Văn A\"", Err: err}
	}
	if unitRef == "" {
		return self, usage("thiếu đơn vị", "thêm --unit MÃ, ví dụ --unit 615")
	}
	if on == "" {
		on = time.Now().Format(time.DateOnly)
	}
	units, err := unit.Embedded()
	if err != nil {
		return self, err
	}
	u, err := units.Resolve(unitRef, on)
	if err != nil {
		return self, err
	}
	self.Unit = u.ID
	if self.Role == store.Province && u.Level != "province" {
		return self, &store.Error{Code: store.Invalid, Detail: "unit", Message: unitRef + " không phải mã tỉnh", Hint: "kho của tỉnh cần mã tỉnh, ví dụ --unit 62"}
	}
	return self, nil
}

func (e *env) init(o sync.InitOptions) (err error) {
	if o.Self.Mode == trust.Real {
		if err := mustBeEmpty(e.data); err != nil {
			return err
		}
		if o.Passphrase, err = e.passphrase(true); err != nil {
			return err
		}
	}
	dev, ca, err := e.createStore(e.data, o)
	if err != nil {
		return err
	}
	if e.json {
		out := struct {
			Dev string `json:"dev"`
			CA  string `json:"ca,omitempty"`
		}{dev, ca}
		return e.writeJSON(out)
	}
	fmt.Fprintf(e.stdout, "Đã tạo kho dữ liệu ở %s\nDấu vân tay của máy: %s\n", e.data, trust.FormatFingerprint(dev))
	if ca != "" {
		fmt.Fprintf(e.stdout, "Dấu vân tay của tỉnh: %s\n  → in ra giấy và phát cho từng cán bộ\n  → chuyển thư mục %s vào USB cất trong két; lệnh enrol approve nhận --ca-dir\n",
			trust.FormatFingerprint(ca), trust.CADir(e.data))
	} else {
		fmt.Fprintln(e.stdout, "  → bước tiếp theo: coopfield enrol request, rồi đọc dấu vân tay cho tỉnh")
	}
	return nil
}
