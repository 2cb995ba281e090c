package security

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// still is a screen whose store was read already.
type still struct{ *Model }

func (still) Init() tea.Cmd { return nil }

func november() *info {
	return &info{
		self: sync.Self{Mode: trust.Real, Role: store.Officer, Person: "Nguyễn Văn Mẫu", Unit: "615"}, name: "dakha-01", unit: "Huyện Đắk Hà",
		print: "789e 413e 68dd 9f67 1370 59a9 66ab 5794", install: "00112233445566778899aabbccddeeff", province: "Kon Tum (62)",
		ca: "a429 7853 c3b6 985d b489 ce95 20be 7209", version: 12, minutes: 15, disk: DiskUnknown, devices: 14, active: 11,
		mark:  &sync.BackupMark{At: pagetest.Now.UnixMilli(), Name: "sao-luu-dakha-01-20241123-143207.age", Size: 4_200_000},
		since: 32,
		news: []sync.Notice{{
			Detail: "restored", Message: "kho này được phục hồi từ bản sao lưu ngày 20/11/2024", Kept: "mọi thay đổi trong bản sao lưu và trong bản ghi thứ hai",
			Hint: "làm việc tiếp; đóng gói gửi tỉnh để hai bên khớp lại",
		}},
	}
}

func at80(row string, province bool) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen {
		m := New(c, Options{}, nil).(*Model)
		m.list(province)
		m.info = november()
		for i, r := range m.rows {
			if r == row {
				m.at = i
			}
		}
		return still{m}
	}
}

func TestIdentityAtEverySize(t *testing.T) { pagetest.GoldenSizes(t, "self", at80(rowSelf, false)) }
func TestBackupAtEverySize(t *testing.T)   { pagetest.GoldenSizes(t, "backup", at80(rowBackup, true)) }
func TestNewsRowAtEverySize(t *testing.T)  { pagetest.GoldenSizes(t, "news", at80(rowNews, false)) }
func TestDiskAtEverySize(t *testing.T)     { pagetest.GoldenSizes(t, "disk", at80(rowDisk, false)) }

func TestEveryRowFitsEverySize(t *testing.T) {
	m := &Model{}
	m.list(true)
	for _, row := range m.rows {
		for _, size := range pagetest.Sizes {
			pagetest.Open(t, "en", size, at80(row, true)).View()
		}
	}
}

func TestPapersAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "restore", func(c *page.Context) page.Screen { return Restore(c, nil, nil) })
	pagetest.GoldenSizes(t, "notices", func(c *page.Context) page.Screen {
		return News(c, func() []sync.Notice { return november().news })
	})
	found := &sync.Diagnosis{Ops: 1202, Records: 96, Findings: []store.Finding{
		{Check: "log", Where: "oplog/1.log", Message: "bản ghi thứ hai thiếu 3 thay đổi cuối", Hint: "coopfield doctor --repair", Repair: true},
		{Check: "file", Where: "att/9f9f", Message: "tệp đính kèm không còn", Hint: "nhập lại gói có tệp này"},
	}}
	pagetest.GoldenSizes(t, "doctor", func(c *page.Context) page.Screen {
		c.Kept = map[string]any{workID: found}
		return Doctor(c, nil)
	})
}

func devices(c *page.Context) page.Screen {
	m := NewDevices(c, nil)
	m.read = true
	m.units = map[string]string{"615": "Huyện Đắk Hà", "62": "Tỉnh Kon Tum"}
	m.rows = []sync.DeviceRow{
		{Device: trust.Device{Principal: "tinh-62", Dev: "00112233445566778899aabbccddeeff", Person: "Sở KH&ĐT Kon Tum", Role: store.Province, Unit: "62", Status: trust.Active}},
		{Device: trust.Device{Principal: "dakha-01", Dev: "789e413e68dd9f67137059a966ab5794", Person: "Nguyễn Văn Mẫu", Role: store.Officer, Unit: "615", Status: trust.Active}, Held: desk.Point{Epoch: 1, Seq: 1190}},
		{Device: trust.Device{Principal: "dakha-02", Dev: "a4297853c3b6985db489ce9520be7209", Person: "Y Hạnh", Role: store.Officer, Unit: "615", Status: trust.Lost, Accepted: &trust.Point{Epoch: 1, Seq: 37}, Successor: "dakha-01"}, Held: desk.Point{Epoch: 1, Seq: 52}},
	}
	m.table.SetRows(len(m.rows), m.row)
	m.table.Select(2)
	return stillDevices{m}
}

type stillDevices struct{ *Devices }

func (stillDevices) Init() tea.Cmd { return nil }

func TestDevicesAtEverySize(t *testing.T) { pagetest.GoldenSizes(t, "devices", devices) }

func TestRevokingAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "revoke", func(c *page.Context) page.Screen {
		m := NewRevoke(c, nil, "dakha-01", nil)
		m.device = &sync.DeviceRow{
			Device: trust.Device{Principal: "dakha-01", Dev: "789e413e68dd9f67137059a966ab5794", Person: "Nguyễn Văn Mẫu", Role: store.Officer, Unit: "615", Status: trust.Active},
			Held:   desk.Point{Epoch: 1, Seq: 1190},
		}
		m.form.Field("why").SetValue("Mất trên đường đi Sa Thầy")
		return quiet{m}
	})
}
