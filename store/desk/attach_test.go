package desk_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"coopfield/store"
	"coopfield/store/desk"
)

var pdf = []byte("%PDF-1.7 biên bản có chữ ký")

// withFiles adds the files that a bundle would carry.
func (l *laptop) withFiles(tb testing.TB, in desk.Incoming) desk.Incoming {
	tb.Helper()
	files, err := l.OutgoingFiles(ctx, desk.Part{Epoch: 1, From: in.From, To: in.To})
	must(tb, err)
	in.Files = files
	return in
}

func TestAFileTravelsWithItsOpAndIsReadAtTheProvince(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	att, err := o.Attach(ctx, store.Cooperative, c, `C:\quét\.biên bản.pdf`, bytes.NewReader(pdf))
	must(t, err)
	again, err := o.Attach(ctx, store.Cooperative, c, "biên bản.pdf", bytes.NewReader(pdf))
	must(t, err)
	equal(t, again, att)
	other, err := o.Attach(ctx, store.Cooperative, c, "bản sao.pdf", bytes.NewReader(pdf))
	must(t, err)
	in := o.withFiles(t, o.bundle(t, 1, 0))
	equal(t, len(in.Files), 1) // one content, two names
	equal(t, in.Files[0].Seq, int64(2))
	p.receive(t, in)
	r, data, err := p.File(ctx, att)
	must(t, err)
	equal(t, string(data), string(pdf))
	equal(t, r.Doc.Text("name"), "biên bản.pdf")
	equal(t, r.Doc.Text("media_type"), "application/pdf")
	list, err := p.Attachments(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, []string{list[0].ID, list[1].ID}, []string{other, att})
	check, err := p.CheckFiles(ctx)
	must(t, err)
	equal(t, *check, desk.FileCheck{Held: 1, Bytes: int64(len(pdf))})
	before := p.state(t)
	must(t, p.Rebuild(ctx))
	equal(t, p.state(t), before)
}

func TestAFileThatDidNotComeIsSaidToBeElsewhere(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	att, err := o.Attach(ctx, store.Cooperative, c, "biên bản.pdf", bytes.NewReader(pdf))
	must(t, err)
	in := o.bundle(t, 1, 0)
	in.Files = []desk.File{{SHA256: sumOf([]byte("khác")), Load: func() ([]byte, error) { return []byte("khác"), nil }}} // no op names it
	p.receive(t, in)
	_, _, err = p.File(ctx, att)
	wantCode(t, err, store.NotFound, "elsewhere")
	check, err := p.CheckFiles(ctx)
	must(t, err)
	equal(t, *check, desk.FileCheck{Away: 1})
	in = o.withFiles(t, o.bundle(t, 1, 0))
	load := in.Files[0].Load
	in.Files[0].Load = func() ([]byte, error) { return []byte("khác"), nil }
	_, err = p.Receive(ctx, in)
	wantCode(t, err, store.Refused, "attachment")
	in.Files[0].Load = load
	p.receive(t, in) // the same ops again heal it
	_, data, err := p.File(ctx, att)
	must(t, err)
	equal(t, string(data), string(pdf))
}

func TestAttachRefusesWhatItCannotKeep(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	try := func(k store.Kind, id, name string, data []byte) error {
		_, err := o.Attach(ctx, k, id, name, bytes.NewReader(data))
		return err
	}
	wantCode(t, try(store.Cooperative, c, "a", nil), store.Invalid, "size")
	wantCode(t, try(store.Cooperative, c, "a", make([]byte, desk.MaxFile+1)), store.Invalid, "size")
	must(t, try(store.Cooperative, c, "a", make([]byte, desk.MaxFile)))
	wantCode(t, try(store.Cooperative, c, " /.. ", pdf), store.Invalid, "name")
	wantCode(t, try(store.Cooperative, id(1, 9), "a", pdf), store.NotFound, "")
	wantCode(t, try(store.Attachment, c, "a", pdf), store.Usage, "")
	_, err := o.Attach(ctx, store.Cooperative, c, "a", iotest.ErrReader(errors.New("rút USB")))
	wantCode(t, err, store.NotFound, "file")
	n := open(t, "kontum-01", store.Officer, "611")
	n.quote(t, o, o.writer, n.writer)
	_, err = n.Attach(ctx, store.Cooperative, c, "a", bytes.NewReader(pdf))
	wantCode(t, err, store.Denied, "not-permitted")
	must(t, o.db.Update(ctx, func(tx store.Tx) error {
		_, err := tx.SaveFile([]byte("không ai nhắc đến"))
		return err
	}))
	dropped, err := o.DropUnused(ctx)
	must(t, err)
	equal(t, dropped, 1)
	check, err := o.CheckFiles(ctx)
	must(t, err)
	equal(t, []int{check.Held, len(check.Unused), len(check.Missing)}, []int{1, 0, 0})
}

func TestTheKindOfAFileIsToldByItsBytes(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	for data, want := range map[string]string{
		"%PDF-1.4": "application/pdf", "\x89PNG\r\n\x1a\nx": "image/png", "\xff\xd8\xff\xe0": "image/jpeg", "chữ thường": "text/plain",
		"PK\x03\x04...word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"PK\x03\x04...":                  "application/zip", "\x00\x01": "application/octet-stream", "RIFF....WEBPx": "image/webp",
	} {
		att, err := o.Attach(ctx, store.Cooperative, c, "bản quét.exe", strings.NewReader(data))
		must(t, err)
		equal(t, o.get(t, store.Attachment, att).Doc.Text("media_type"), want)
	}
}
