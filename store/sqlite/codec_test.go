package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	gosync "sync"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

// scramble turns every byte over and binds a value to its place, as a real
// codec does by associated data.
type scramble struct {
	mu   gosync.Mutex
	seen map[string]bool // tables and columns
}

func (s *scramble) Seal(table, column, row string, plain []byte) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[table+"."+column] = true
	place := table + "." + column + "." + row + "\x00"
	out := []byte(place + string(plain))
	for i := range out {
		out[i] ^= 0xa5
	}
	return out, nil
}

func (s *scramble) Open(table, column, row string, sealed []byte) ([]byte, error) {
	out := bytes.Clone(sealed)
	for i := range out {
		out[i] ^= 0xa5
	}
	plain, ok := bytes.CutPrefix(out, []byte(table+"."+column+"."+row+"\x00"))
	if !ok {
		return nil, errors.New("sealed for another place")
	}
	return plain, nil
}

func TestContentIsSealed(t *testing.T) {
	secrets := []string{
		"Trần Thị Bí Mật", "Lê Văn Kín", "0905 111 222", "bimat@vidu.vn", "Thôn Kon Bí", "Giám đốc Ẩn", "Kiểm soát Ẩn", "ghi chú riêng tư",
		"sản phẩm kín", "đối tác kín", "bằng chứng kín", "lý do trả lại kín", "người ký kín", "vì sao kín", "lời khuyên kín", "giá trị đang gõ",
		"chữ gõ dở", "tệp của ông Kín.coop", "thông báo kín", "giá trị cài đặt kín", "địa bàn kín", "xác minh kín", "loại hỗ trợ kín", "người nhận kín",
	}
	codec := &scramble{seen: map[string]bool{}}
	dir := t.TempDir()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "kho.db"), sqlite.Options{Codec: codec})
	must(t, err)
	s := func(n int) string { return secrets[n] }
	coop := coopRecord(1)
	for f, n := range map[string]int{"chair": 0, "phone": 2, "email": 3, "address": 4, "director": 5, "controller": 6, "notes": 7, "area": 20} {
		coop.Doc[f] = s(n)
	}
	coop.Doc["products"] = store.Doc{"p": store.Doc{"name": s(8)}}
	coop.Doc["link_contracts"] = store.Doc{"k": store.Doc{"partner": s(9)}}
	coop.Actor = s(1)
	score := scoreRecord(1)
	score.Doc["evidence"], score.Doc["board_agreed"], score.ReturnReason, score.Actor = store.Doc{"1a": s(10)}, store.Doc{"name": s(12)}, s(11), s(1)
	records := []*store.Record{
		coop, score,
		{Kind: store.Consultation, ID: uuid('x', 1), Actor: s(1), Doc: store.Doc{"advice": s(14), "advisor": s(1)}},
		{Kind: store.Support, ID: uuid('x', 2), Actor: s(1), Doc: store.Doc{"type": s(22), "note": s(7)}},
		{Kind: store.Proposal, ID: uuid('x', 3), Actor: s(1), Doc: store.Doc{"recipient": store.Doc{"name": s(23)}, "text": s(7)}},
		{Kind: store.Visit, ID: uuid('x', 4), Actor: s(1), Doc: store.Doc{"secretary": s(0), "place": s(4), "opinion": s(7)}},
	}
	update(t, db, func(tx store.Tx) error {
		for i, r := range records {
			o := opOf(t, r, i+1)
			o.Verdict, o.Why = store.InvalidField, s(21)
			_, err := tx.InsertOp(o)
			must(t, err)
			must(t, tx.SaveRecord(r))
		}
		must(t, tx.SaveDraft(&store.DraftField{Kind: store.Visit, ID: "x", Path: "opinion", Value: s(15), Raw: s(16)}, &store.DraftHead{Actor: s(1)}))
		must(t, tx.SaveBundle(&store.BundleRow{SHA256: "ab", Name: s(17), Message: s(18)}))
		must(t, tx.SaveExport(&store.ExportRow{SHA256: "cd", Name: s(17)}))
		return tx.SetSetting("registry", []byte(s(19)+s(13)))
	})
	t.Run("every value is read back", func(t *testing.T) {
		view(t, db, func(tx store.Tx) error {
			for _, want := range records {
				got, err := tx.Record(want.Kind, want.ID)
				must(t, err)
				equal(t, *got, *want)
			}
			return nil
		})
		text := dump(t, db)
		for _, s := range secrets {
			if !strings.Contains(text, s) {
				t.Errorf("the dump lost %q", s)
			}
		}
	})
	t.Run("the codec saw every sealed column", func(t *testing.T) {
		for _, c := range []string{
			"op.line", "op_verdict.why", "cooperative.doc", "cooperative.actor", "assessment.return_reason", "draft.actor", "draft_field.value",
			"draft_field.raw", "bundle.name", "bundle.message", "export.name", "setting.value",
		} {
			if !codec.seen[c] {
				t.Errorf("%s was not sealed", c)
			}
		}
	})
	find := func(t *testing.T) (hits []string) {
		t.Helper()
		must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			for _, s := range secrets {
				if bytes.Contains(b, []byte(s)) {
					hits = append(hits, fmt.Sprintf("%s: %q", filepath.Base(path), s))
				}
			}
			return err
		}))
		return hits
	}
	t.Run("a value in another row is not opened", func(t *testing.T) {
		must(t, db.ExecWriter("UPDATE cooperative SET doc = (SELECT doc FROM assessment)"))
		view(t, db, func(tx store.Tx) error {
			_, err := tx.Record(store.Cooperative, coop.ID)
			wantCode(t, err, store.Damaged, "store-damaged")
			return nil
		})
	})
	must(t, db.Backup(ctx, filepath.Join(dir, "copy.db")))
	must(t, db.Close()) // SQLite's locks end here; now the files may be read
	t.Run("no file holds a planted word", func(t *testing.T) {
		if hits := find(t); len(hits) > 0 {
			t.Error(strings.Join(hits, "\n"))
		}
		if !contains(t, filepath.Join(dir, "kho.db"), "Hợp tác xã nông nghiệp") {
			t.Error("the search finds nothing: the name stands in a plain column")
		}
	})
}

func contains(t *testing.T, path, s string) bool {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return bytes.Contains(b, []byte(s))
}

// locked is a codec whose key was dropped.
type locked struct{ store.Plain }

func (locked) Open(string, string, string, []byte) ([]byte, error) {
	return nil, &store.Error{Code: store.Locked, Message: "kho đang khóa"}
}

func TestLockedCodecIsSaid(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "kho.db"), sqlite.Options{Codec: locked{}})
	fill(t, db, 1, coopRecord)
	view(t, db, func(tx store.Tx) error {
		_, err := tx.Record(store.Cooperative, uuid('c', 0))
		wantCode(t, err, store.Locked, "")
		return tx.Register(func(r *store.RegisterRow) error { equal(t, r.Status, "active"); return nil })
	})
}
