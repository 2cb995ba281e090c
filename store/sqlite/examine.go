package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
)

var _ store.Examiner = (*DB)(nil)

// examination is one reading of all of a database.
type examination struct {
	ctx    context.Context
	c      *conn
	v      vault
	own    []string
	report func(store.Finding)
}

const (
	hintRestore = "không sửa gì thêm; phục hồi từ bản sao lưu bằng coopfield restore, hoặc gửi dòng này cho tỉnh"
	hintRebuild = "chạy coopfield doctor --repair để dựng lại từ nhật ký thay đổi"
)

func (x *examination) found(check, where, message, hint string) {
	x.report(store.Finding{Check: check, Where: where, Message: message, Hint: hint})
}

// Examine reads all of the database and reports what does not fit together.
func (db *DB) Examine(ctx context.Context, own []string, report func(store.Finding)) error {
	c, err := db.borrow(ctx)
	if err != nil {
		return err
	}
	defer db.giveBack(c)
	x := &examination{ctx: ctx, c: c, v: db.vault, own: own, report: report}
	for _, check := range []struct {
		name string
		f    func() error
	}{
		{"cấu trúc", x.schema}, {"các trang", x.pages}, {"các thay đổi", x.ops}, {"dấu của các dòng", x.digests},
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := check.f(); err != nil {
			x.found("integrity", storeName(db.path), "không đọc hết được "+check.name+": "+err.Error(), hintRestore)
		}
	}
	return nil
}

func storeName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// schema compares tables, indexes and triggers with those that the migrations
// make: a trigger that is gone no longer keeps the log.
func (x *examination) schema() error {
	want, err := expectedSchema(x.ctx)
	if err != nil {
		return err
	}
	got, err := readSchema(x.c)
	if err != nil {
		return err
	}
	for name, text := range want {
		if got[name] != text {
			x.found("schema", name, "cấu trúc của kho đã bị sửa: "+name, hintRestore)
		}
	}
	for name := range got {
		if _, known := want[name]; !known {
			x.found("schema", name, "kho có thêm một cấu trúc lạ: "+name, hintRestore)
		}
	}
	return nil
}

func readSchema(c *conn) (map[string]string, error) {
	out := map[string]string{}
	err := eachRow(c, "SELECT type || ' ' || name || ' ' || tbl_name, coalesce(sql, '') FROM sqlite_schema", nil, func(v []any) error {
		out[plainKey(v[0])] = plainKey(v[1])
		return nil
	})
	return out, err
}

// expectedSchema runs the migrations on nothing.
func expectedSchema(ctx context.Context) (out map[string]string, err error) {
	pool, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	pool.SetMaxOpenConns(1)
	c, err := newConn(ctx, pool)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	for _, script := range migrations {
		if _, err := c.c.ExecContext(ctx, script); err != nil {
			return nil, err
		}
	}
	return readSchema(c)
}

// pages has SQLite read every page and every reference.
func (x *examination) pages() error {
	err := eachRow(x.c, "PRAGMA integrity_check(1000)", nil, func(v []any) error {
		if text := plainKey(v[0]); text != "ok" {
			x.found("integrity", "SQLite", "tệp của kho bị hỏng: "+text, hintRestore)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return eachRow(x.c, "PRAGMA foreign_key_check", nil, func(v []any) error {
		x.found("reference", fmt.Sprintf("%v dòng %v", v[0], v[1]), fmt.Sprintf("một dòng của bảng %v chỉ đến dòng không có ở bảng %v", v[0], v[2]), hintRestore)
		return nil
	})
}

// place is where an op stands, as its line says.
type opPlace struct {
	dev     string
	ep, seq int64
	prev    store.Hash
	aside   bool
}

// ops checks every op against its hash and its columns, and every chain.
func (x *examination) ops() error {
	places := map[store.Hash]opPlace{}
	coops := map[string]bool{}
	query := "SELECT o.hash, o.prev, o.dev, o.ep, o.seq, o.v, o.typ, o.ent, o.kind, o.own, o.line, coalesce(x.verdict, '') FROM op o LEFT JOIN op_verdict x ON x.hash = o.hash"
	err := eachRow(x.c, query, nil, func(v []any) error {
		x.op(v, places, coops)
		return x.ctx.Err()
	})
	if err != nil {
		return err
	}
	if err := x.named(coops); err != nil {
		return err
	}
	return x.chains(places)
}

func (x *examination) op(v []any, places map[store.Hash]opPlace, coops map[string]bool) {
	where := fmt.Sprintf("máy %v kỳ %v thay đổi %v (%v %v, %x)", v[2], v[3], v[4], v[6], v[7], v[0])
	bad := func(why string) {
		x.found("op", where, "một thay đổi trong nhật ký đã bị sửa: "+why, hintRestore)
	}
	rawHash, _ := v[0].([]byte)
	rawPrev, _ := v[1].([]byte)
	sealed, _ := v[10].([]byte)
	h, err := readHash(rawHash)
	if err != nil {
		bad("mã của nó không đúng dạng")
		return
	}
	prev, err := readHash(rawPrev)
	if err != nil {
		bad("mã đi trước không đúng dạng")
		return
	}
	line, err := x.v.open("op", "line", h.String(), sealed)
	if err != nil {
		bad("không mở được nội dung")
		return
	}
	if oplog.Hash(prev, line) != h {
		bad("nội dung không khớp với mã")
		return
	}
	o, err := oplog.Decode(line)
	if err != nil && !errors.Is(err, oplog.ErrNewerVersion) {
		bad("không đọc được nội dung")
		return
	}
	own := int64(0)
	if slices.Contains(x.own, o.Dev) {
		own = 1
	}
	want := []any{o.Dev, o.Ep, o.Seq, o.V, string(o.Typ), o.Ent, string(o.Kind), own}
	for i, name := range []string{"dev", "ep", "seq", "v", "typ", "ent", "kind", "own"} {
		if fmt.Sprint(v[2+i]) != fmt.Sprint(want[i]) {
			bad(fmt.Sprintf("cột %s là %v, trong nội dung là %v", name, v[2+i], want[i]))
		}
	}
	places[h] = opPlace{o.Dev, o.Ep, o.Seq, prev, plainKey(v[11]) == string(store.OnFork)}
	for coop := range coopsNamed(o) {
		coops[coop+"/"+string(o.Typ)+"/"+o.Ent] = true
	}
}

// named compares which records name a cooperative with what the ops say.
func (x *examination) named(want map[string]bool) error {
	err := eachRow(x.c, "SELECT coop, typ, ent FROM op_coop", nil, func(v []any) error {
		row := rowName(v)
		if !want[row] {
			x.found("view", "op_coop "+row, "hồ sơ bị gắn với một hợp tác xã mà không thay đổi nào nêu", hintRestore)
		}
		delete(want, row)
		return nil
	})
	for row := range want {
		x.found("view", "op_coop "+row, "thiếu liên hệ giữa hồ sơ và hợp tác xã", hintRestore)
	}
	return err
}

// chains follows every recorded chain from its end to its beginning.
func (x *examination) chains(places map[store.Hash]opPlace) error {
	type end struct {
		dev     string
		ep, seq int64
		head    store.Hash
	}
	var ends []end
	err := eachRow(x.c, "SELECT dev, ep, seq, head FROM chain", nil, func(v []any) error {
		e := end{dev: plainKey(v[0])}
		e.ep, _ = v[1].(int64)
		e.seq, _ = v[2].(int64)
		raw, _ := v[3].([]byte)
		var err error
		if e.head, err = readHash(raw); err != nil {
			x.found("chain", "chain "+rowName(v[:2]), "điểm cuối của chuỗi không đúng dạng", hintRestore)
			return nil
		}
		ends = append(ends, e)
		return nil
	})
	if err != nil {
		return err
	}
	longest := map[string]int64{}
	on := map[store.Hash]bool{}
	for _, e := range ends {
		longest[fmt.Sprintf("%s/%d", e.dev, e.ep)] = e.seq
		seq, h := e.seq, e.head
		for ; seq > 0; seq-- {
			where := fmt.Sprintf("chain máy %s kỳ %d thay đổi %d", e.dev, e.ep, seq)
			p, held := places[h]
			if !held {
				x.found("chain", where, "chuỗi thay đổi bị đứt: thiếu một thay đổi", hintRestore)
				break
			}
			if p.dev != e.dev || p.ep != e.ep || p.seq != seq {
				x.found("chain", where, "chuỗi thay đổi đi qua một thay đổi ở chỗ khác", hintRestore)
				break
			}
			on[h] = true
			if h = p.prev; seq == 1 && e.ep == 1 && h != oplog.Genesis(e.dev, 1, store.Hash{}) {
				x.found("chain", where, "thay đổi đầu tiên không nối với gốc của chuỗi", hintRestore)
			}
		}
	}
	for h, p := range places {
		if p.seq <= longest[fmt.Sprintf("%s/%d", p.dev, p.ep)] && !p.aside && !branches(places, on, h) {
			x.found("chain", fmt.Sprintf("máy %s kỳ %d thay đổi %d (%s)", p.dev, p.ep, p.seq, h), "một thay đổi không nằm trên chuỗi nào", hintRestore)
		}
	}
	return nil
}

// branches reports whether an op is on a chain, or on a second history that parts
// from one: a person may have admitted or refused what stands there. What it went
// through is on it too then.
func branches(places map[store.Hash]opPlace, on map[store.Hash]bool, h store.Hash) bool {
	var way []store.Hash
	for !on[h] {
		p, held := places[h]
		if !held {
			return false
		}
		way = append(way, h)
		if p.seq == 1 {
			if p.ep == 1 && p.prev != oplog.Genesis(p.dev, 1, store.Hash{}) {
				return false
			}
			break
		}
		before := places[p.prev]
		if before.dev != p.dev || before.ep != p.ep || before.seq != p.seq-1 {
			return false
		}
		h = p.prev
	}
	for _, h := range way {
		on[h] = true
	}
	return true
}

// digests compares every guarded row with its digest.
func (x *examination) digests() error {
	kept := map[guardRow][]byte{}
	err := eachRow(x.c, "SELECT tbl, row, mac FROM guard", nil, func(v []any) error {
		mac, _ := v[2].([]byte)
		kept[guardRow{plainKey(v[0]), plainKey(v[1])}] = bytes.Clone(mac)
		return nil
	})
	if err != nil {
		return err
	}
	if err := x.logSum(kept); err != nil {
		return err
	}
	for i := range guardedTables {
		g := &guardedTables[i]
		err := eachRow(x.c, "SELECT "+strings.Join(g.keys, ", ")+", * FROM "+g.name, nil, func(v []any) error {
			row := rowName(v[:len(g.keys)])
			at := guardRow{g.name, row}
			mac, held := kept[at]
			delete(kept, at)
			if !held {
				x.found("digest", g.name+" "+row, "một dòng của bảng "+g.name+" được thêm vào mà không qua chương trình", hintRestore)
				return nil
			}
			sum, err := x.v.open("guard", g.name, row, mac)
			if err != nil || !bytes.Equal(sum, digest(v[len(g.keys):])) {
				x.found("digest", g.name+" "+row, "một dòng của bảng "+g.name+" đã bị sửa mà không qua chương trình", hintRestore)
			}
			return nil
		})
		if err != nil {
			x.found("digest", g.name, "không đọc hết được bảng "+g.name, hintRestore)
		}
	}
	var gone []string
	for at := range kept {
		gone = append(gone, at.table+" "+at.row)
	}
	slices.Sort(gone)
	for _, where := range gone {
		x.found("digest", where, "một dòng đã bị xóa mà không qua chương trình", hintRestore)
	}
	return nil
}

// logSum compares the sum over the log with the ops that are there.
func (x *examination) logSum(kept map[guardRow][]byte) error {
	at := guardRow{"op", ""}
	mac, held := kept[at]
	delete(kept, at)
	if !held {
		x.found("digest", "guard op", "tổng của nhật ký thay đổi bị mất", hintRestore)
		return nil
	}
	plain, err := x.v.open("guard", "op", "", mac)
	var want logSum
	if err == nil {
		want, err = parseLogSum(plain)
	}
	if err != nil {
		x.found("digest", "guard op", "tổng của nhật ký thay đổi đã bị sửa", hintRestore)
		return nil
	}
	got := logSum{}
	err = eachRow(x.c, "SELECT n, hash FROM op", nil, func(v []any) error {
		n, _ := v[0].(int64)
		got.last = max(got.last, n)
		h, _ := v[1].([]byte)
		if len(h) == len(store.Hash{}) {
			got.add(h)
		}
		return nil
	})
	switch {
	case err != nil:
	case got.last == want.last && got != want:
		x.found("digest", "op", fmt.Sprintf("nhật ký có %d thay đổi, phải có %d", got.count, want.count), hintRestore)
	case got != want:
		x.found("digest", "op", fmt.Sprintf("nhật ký đến số thứ tự %d, phải đến %d", got.last, want.last), hintRestore)
	}
	return err
}

// opName names an op for people.
func opName(dev string, ep, seq int64, h store.Hash) string {
	return fmt.Sprintf("máy %s kỳ %d thay đổi %d (%s)", dev, ep, seq, hex.EncodeToString(h[:8]))
}
