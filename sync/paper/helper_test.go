package paper_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync/paper"
)

var ctx = context.Background()

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

type signer struct{ key ed25519.PrivateKey }

func (s signer) SignOp(line []byte) (string, error) {
	return base64.StdEncoding.EncodeToString(ed25519.Sign(s.key, line)), nil
}

// laptop is a training store of an officer of Đăk Hà with real SQLite.
func laptop(tb testing.TB) *desk.Desk {
	tb.Helper()
	db, err := sqlite.Open(ctx, filepath.Join(tb.TempDir(), "x.db"), sqlite.Options{})
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	seed := sha256.Sum256([]byte("o"))
	clock := time.Date(2024, 12, 5, 8, 0, 0, 0, time.FixedZone("", 7*3600))
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: signer{ed25519.NewKeyFromSeed(seed[:])}, Mode: desk.Training, Epoch: 1, App: "test", Session: "s1",
		Me:    store.Writer{Person: "Nguyễn Văn Mẫu", Dev: fmt.Sprintf("%x", seed[:16]), Principal: "dakha-01", Role: store.Officer, Unit: "615"},
		Clock: func() time.Time { clock = clock.Add(time.Second); return clock },
		Rand:  chacha{rand.NewChaCha8(seed)},
	})
	must(tb, err)
	return d
}

type chacha struct{ *rand.ChaCha8 }

func put(tb testing.TB, d *desk.Desk, k store.Kind, doc store.Doc) string {
	tb.Helper()
	ids, err := d.Put(ctx, k, []desk.Input{{Doc: doc}})
	must(tb, err)
	return ids[0]
}

// longName has more than sixty letters, with those of the Central Highlands.
const longName = "Hợp tác xã Mẫu Nông nghiệp, Dịch vụ và Du lịch cộng đồng Kon K'Tu Y Ƀlŏ Đăk Rơ Wa"

func coopOf(tb testing.TB, d *desk.Desk) string {
	return put(tb, d, store.Cooperative, store.Doc{
		"name": longName, "type": "htx", "unit": "23500", "reporting_unit": "615", "registration_no": "38G07000012", "registered_on": "2016-05-04",
		"address": "Thôn 3", "phone": "0260 000 000", "email": "mau@htx.example", "chair": "Y Ƀlŏ Niê", "field": "A", "report_field": "nông nghiệp",
		"service_class": "mixed",
	})
}

// sheetOf puts a full score sheet of 2024 and returns its id.
func sheetOf(tb testing.TB, d *desk.Desk, coop string) string {
	put(tb, d, store.Annual, store.Doc{"cooperative": coop, "year": int64(2024), "figures": store.Doc{
		"members": int64(212), "total_capital": int64(4_150_000_000), "workers": int64(15), "revenue": int64(2_000_000_000),
	}})
	self := store.Doc{}
	for item, p := range map[string]int64{
		"1a": 500, "2a": 300, "3a": 300, "3b": 200, "3c": 300, "4a": 100, "4b": 100, "4c": 100, "5": 600, "6": 500, "7a": 100, "7b": 100,
		"7c": 100, "8": 500, "9": 300, "10": 700, "11": 600, "12": 600, "13": 500, "14": 500, "15": 300,
	} {
		self[item] = p
	}
	checked := self.Clone()
	checked["1a"], checked["9"] = int64(400), int64(250)
	return put(tb, d, store.Assessment, store.Doc{
		"cooperative": coop, "period": "2024", "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0),
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000), "undivided_begin": int64(500_000_000),
			"undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
		},
		"facts_state": store.Doc{"capital_end": "estimate"},
		"self":        self, "checked": checked,
		"evidence":     store.Doc{"1a": "Báo cáo tài chính 2024, trang 3", "5": "Biên bản Đại hội thành viên ngày 12/3/2024; sổ đăng ký thành viên"},
		"reason":       store.Doc{"1a": "Khoản phải trả ghi trùng hai lần", "9": "Chưa có hợp đồng liên kết"},
		"board_agreed": store.Doc{"name": "Y Ƀlŏ Niê", "on": "2024-12-10"}, "supervisor_agreed": store.Doc{"name": "A Thưm", "on": "2024-12-10"},
	})
}

// visitOf puts a visit with recommendations of an earlier one followed up, and
// returns its id.
func visitOf(tb testing.TB, d *desk.Desk, coop string) string {
	early := put(tb, d, store.Visit, store.Doc{
		"cooperative": coop, "on": "2024-06-03", "purpose": "periodic", "started": "2024-06-03T08:00:00+07:00", "ended": "2024-06-03T10:00:00+07:00",
		"team": store.Doc{"a": store.Doc{"name": "Nguyễn Văn Mẫu"}}, "participants": store.Doc{"a": store.Doc{"name": "Y Ƀlŏ Niê"}},
		"recommendations": store.Doc{
			"r1": store.Doc{"text": "Lập đủ sổ đăng ký thành viên theo mẫu", "who": "Chủ tịch Hội đồng quản trị", "due": "2024-09-30"},
			"r2": store.Doc{"text": "Cấp giấy chứng nhận vốn góp cho thành viên mới", "who": "Giám đốc", "due": "2024-10-15"},
		},
	})
	visit := put(tb, d, store.Visit, store.Doc{
		"cooperative": coop, "on": "2024-12-05", "purpose": "periodic", "started": "2024-12-05T08:30:00+07:00", "ended": "2024-12-05T11:15:00+07:00",
		"basis": "Kế hoạch số 12/KH-UBND ngày 02/12/2024 của Ủy ban nhân dân huyện Đăk Hà", "place": "trụ sở hợp tác xã, thôn 3",
		"lead_office": "Phòng Tài chính - Kế hoạch huyện", "secretary": "Trần Thị Mẫu", "checklist": "kiem-tra", "copies": int64(3),
		"team": store.Doc{
			"a": store.Doc{"name": "Nguyễn Văn Mẫu", "position": "Phó Trưởng phòng", "office": "Phòng Tài chính - Kế hoạch"},
			"b": store.Doc{"name": "Trần Thị Mẫu", "position": "Chuyên viên", "office": "Phòng Nông nghiệp và PTNT"},
		},
		"participants": store.Doc{
			"a": store.Doc{"name": "Y Ƀlŏ Niê", "position": "Chủ tịch Hội đồng quản trị", "office": "hợp tác xã"},
			"b": store.Doc{"name": "A Thưm", "position": "Trưởng ban kiểm soát"},
			"c": store.Doc{"name": "Lê Văn Mẫu", "position": "Phó Chủ tịch", "office": "Ủy ban nhân dân xã"},
		},
		"figures":   store.Doc{"members": int64(219), "charter_capital": int64(646_000_000)},
		"strengths": "Bộ máy quản lý ổn định, có đủ Hội đồng quản trị và Ban kiểm soát.\nĐã tổ chức Đại hội thành viên thường niên trong quý I.",
		"shortcomings": "Sổ đăng ký thành viên chưa ghi 7 thành viên mới kết nạp; hợp đồng dịch vụ với thành viên chưa được ký lại theo giá mới của năm 2024, " +
			"nên việc thanh toán còn chậm.",
		"obstacles": "Thiếu vốn lưu động mua vật tư đầu vụ.",
		"recommendations": store.Doc{
			"n1": store.Doc{"text": "Bổ sung 7 thành viên mới vào sổ đăng ký thành viên và cấp giấy chứng nhận vốn góp", "who": "Chủ tịch Hội đồng quản trị", "due": "2025-01-31"},
			"n2": store.Doc{"text": "Ký lại hợp đồng dịch vụ với thành viên", "who": "Giám đốc", "due": "2025-02-28"},
		},
		"opinion": "Hợp tác xã nhất trí với nội dung biên bản và cam kết thực hiện đúng thời hạn.",
	})
	_, err := d.Finalise(ctx, store.Visit, early)
	must(tb, err)
	for i, state := range []string{"kept", "not_kept"} {
		item := []string{"r1", "r2"}[i]
		put(tb, d, store.Followup, store.Doc{
			"about": store.Doc{"kind": "visit", "record": early, "item": item}, "on": "2024-12-05", "state": state, "visit": visit, "cooperative": coop,
			"note": "Xem sổ tại trụ sở",
		})
	}
	v, err := d.Visit(ctx, visit)
	must(tb, err)
	checks := store.Doc{}
	for i, c := range v.Checks {
		checks[c.ID] = store.Doc{"state": []string{"met", "unmet", "not_applicable"}[i%3], "note": []string{"Có đủ, bản gốc lưu tại trụ sở", "Chưa ghi đủ", ""}[i%3]}
	}
	_, err = d.Put(ctx, store.Visit, []desk.Input{{ID: visit, Doc: store.Doc{"checks": checks}}})
	must(tb, err)
	return visit
}

func consultOf(tb testing.TB, d *desk.Desk, coop string) string {
	return put(tb, d, store.Consultation, store.Doc{
		"cooperative": coop, "on": "2024-11-20", "advisor": "Đặng Mẫu", "requests": "Hướng dẫn lập phương án sản xuất kinh doanh năm 2025.",
		"advice": "Đã hướng dẫn cách lập phương án theo mẫu.", "next_on": "2025-01-15",
		"commitments": store.Doc{"c1": store.Doc{"text": "Lập dự thảo phương án", "who": "Giám đốc", "due": "2024-12-31"}},
	})
}

func printed(tb testing.TB, d *desk.Desk, k store.Kind, id string) *paper.Document {
	tb.Helper()
	doc, err := paper.Plan(ctx, d, k, id)
	must(tb, err)
	return doc
}
