package sync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// answerBytes is how much one bundle back to a laptop carries, unpacked, if
// nothing else is asked: some 5 MB as a file.
const answerBytes = 24 << 20

// Answer writes the bundles back to the laptops: receipts, what the province
// returned, accepted and decided, the registry, reference data, the expected
// list, and what others did that the laptop needs (sync protocol, Back to the
// district). Each is encrypted to its laptop, signed by the office, and read
// back from the medium. to is a folder, "" for the outbox. An answer goes on
// from the newest that the laptop said it has; a lost one is made good by the
// next. What cannot be answered to one laptop keeps no other from its answer:
// what was written is returned with the errors.
func (s *Site) Answer(ctx context.Context, to string, o AnswerOptions) ([]Answered, error) {
	if err := s.needProvince("trả lời"); err != nil {
		return nil, err
	}
	devices, err := s.answerTo(o.Devices)
	if err != nil {
		return nil, err
	}
	if to == "" {
		to = s.OutboxDir()
	}
	if err := makeFolder(filepath.Clean(to)); err != nil {
		return nil, cannotWrite(to, err)
	}
	if o.Period == "" {
		o.Period = s.Clock().Format("2006")
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = answerBytes
	}
	a := &answering{s: s, to: to, o: o, devices: devices}
	if err := a.read(ctx); err != nil {
		return nil, err
	}
	seq, err := s.lastOwn(ctx)
	if err != nil {
		return nil, err
	}
	var failed []error
	err = s.Desk.Parcels(ctx, a.recipients, o.Period, func(i int, p *desk.Parcel) error {
		if err := a.answer(ctx, i, p); err != nil {
			failed = append(failed, err)
			return ctx.Err()
		}
		if o.Progress != nil {
			o.Progress(i+1, len(devices), devices[i].Principal)
		}
		return nil
	})
	if err = errors.Join(append(failed, err)...); err != nil || len(o.Devices) > 0 {
		return a.out, err
	}
	return a.out, s.answeredTo(context.WithoutCancel(ctx), seq)
}

// answerTo returns the laptops to answer, by unit, so that those of one unit
// come one after another.
func (s *Site) answerTo(names []string) ([]*trust.Device, error) {
	var out []*trust.Device
	for _, name := range names {
		d := s.Registry().ByPrincipal(name)
		switch {
		case d == nil || d.Role == store.Province:
			return nil, &store.Error{Code: store.NotFound, Detail: "device", Message: fmt.Sprintf("danh bạ không có máy %q", name), Kept: "chưa ghi gói trả lời nào", Hint: "xem tên máy bằng coopfield enrol list"}
		case d.Status != trust.Active:
			return nil, &store.Error{Code: store.Denied, Detail: "revoked", Message: fmt.Sprintf("máy %s đã bị thu hồi (%s)", name, d.Status), Kept: "chưa ghi gói trả lời nào", Hint: "chỉ trả lời máy đang dùng; máy mới thì xin cấp quyền"}
		}
		out = append(out, d)
	}
	for i := range s.Registry().Devices {
		if d := &s.Registry().Devices[i]; len(names) == 0 && d.Role != store.Province && d.Status == trust.Active {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil, &store.Error{Code: store.NotFound, Detail: "nothing", Message: "chưa có máy nào để trả lời", Hint: "cấp quyền cho máy của cán bộ trước bằng coopfield enrol approve"}
	}
	slices.SortStableFunc(out, func(a, b *trust.Device) int { return strings.Compare(a.Unit, b.Unit) })
	return slices.Compact(out), nil
}

// answering is one run of Answer.
type answering struct {
	s          *Site
	to         string
	o          AnswerOptions
	devices    []*trust.Device
	recipients []desk.Recipient
	chains     []downChain
	known      []*knowledge
	codes      [][]ReceiptCode
	registry   []byte
	signature  []byte
	refs       []store.RefRow
	out        []Answered
}

// read reads what all answers need.
func (a *answering) read(ctx context.Context) error {
	return a.s.Log.View(ctx, func(tx store.Tx) (err error) {
		if a.registry, err = tx.Setting(settingRegistry); err != nil {
			return err
		}
		if a.signature, err = tx.Setting(settingRegSig); err != nil {
			return err
		}
		if a.refs, err = tx.Refs(); err != nil {
			return err
		}
		for _, d := range a.devices {
			if err := a.readOne(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *answering) readOne(tx store.Tx, d *trust.Device) error {
	data, err := tx.Setting(settingDown + d.Dev)
	if err != nil {
		return err
	}
	c := downChain{}
	if data == nil {
		err = errors.New("no chain")
	} else {
		err = json.Unmarshal(data, &c)
	}
	if err != nil {
		return &store.Error{Code: store.Damaged, Detail: "down-chain", Message: "không đọc được sổ gói trả lời của máy " + d.Principal, Kept: "chưa ghi gói trả lời cho máy này", Hint: "cấp quyền lại cho máy bằng đúng tệp yêu cầu cũ", Err: err}
	}
	k, err := readKnowledge(tx, d.Dev)
	if err != nil {
		return err
	}
	// This store was put back from a backup: an answer with a number that the
	// laptop has seen would be an old one to it.
	if r, err := readReply(tx, d.Dev); err != nil {
		return err
	} else if r != nil {
		c.Export = max(c.Export, r.Answered)
	}
	points, err := chainsOf(tx, d.Dev)
	if err != nil {
		return err
	}
	codes, err := codesOf(tx, d, points)
	if err != nil {
		return err
	}
	to := desk.Recipient{Writer: writerOf(d), Coops: k.Coops, Told: k.told, All: a.o.Full}
	to.Before = a.s.Registry().Before(d.Principal)
	if r, err := readReply(tx, d.Dev); err != nil {
		return err
	} else if r != nil && r.Begins != "" {
		if to.Begins, err = store.ParseHash(r.Begins); err != nil {
			return fmt.Errorf("reading where an epoch of %s begins: %w", d.Principal, err)
		}
		to.Epoch = r.Epoch
	}
	a.recipients = append(a.recipients, to)
	a.chains, a.known, a.codes = append(a.chains, c), append(a.known, k), append(a.codes, codes)
	return nil
}

// answer writes the bundles for one laptop.
func (a *answering) answer(ctx context.Context, i int, p *desk.Parcel) error {
	d, k := a.devices[i], a.known[i]
	if a.o.Full || len(p.Forks) > 0 { // of a copied laptop nobody knows which one replied
		k.forget()
	}
	l, err := a.load(p, k, d.Dev)
	if err != nil {
		return err
	}
	// What has a receipt may not be set aside later: that is durable before the
	// receipt leaves.
	if err := a.s.issue(ctx, map[string][]desk.Point{d.Dev: p.Chains}); err != nil {
		return err
	}
	groups := l.groups(a.o.MaxBytes)
	first := a.chains[i].Export + 1
	last := first + int64(len(groups)) - 1
	basis := k.Basis
	var rows []store.ExportRow
	for n, g := range groups {
		if err := ctx.Err(); err != nil {
			return err
		}
		head := answerHead{V: 1, To: d.Principal, Dev: d.Dev, Export: first + int64(n), First: first, Last: last, Basis: basis, Lists: n == 0}
		w, row, err := a.write(ctx, i, p, g, head)
		if err != nil {
			return err
		}
		w.Codes = a.codes[i]
		a.out = append(a.out, *w)
		rows = append(rows, *row)
		a.chains[i].Export, a.chains[i].Manifest = head.Export, w.Manifest
	}
	k.add(sent{First: first, Last: last, Manifest: a.chains[i].Manifest, Items: l.items})
	k.tell(p)
	return a.remember(context.WithoutCancel(ctx), i, rows)
}

// remember journals what was written: the files are there.
func (a *answering) remember(ctx context.Context, i int, rows []store.ExportRow) error {
	chain, err := json.Marshal(a.chains[i])
	if err != nil {
		return fmt.Errorf("writing the chain: %w", err)
	}
	known, err := json.Marshal(a.known[i])
	if err != nil {
		return fmt.Errorf("writing what a laptop has: %w", err)
	}
	dev := a.devices[i].Dev
	return a.s.Log.Update(ctx, func(tx store.Tx) error {
		for j := range rows {
			if err := tx.SaveExport(&rows[j]); err != nil {
				return err
			}
		}
		return setAll(tx, map[string][]byte{settingDown + dev: chain, settingKnown + dev: known})
	})
}

// answerName is the name of a bundle back to a laptop: as upwards, with a word
// that keeps both apart on one stick.
func answerName(province, device string, export int64) string {
	return strings.TrimSuffix(bundle.FileName(province, device, 1, export), ".coop") + "_tra-loi.coop"
}

// write builds, checks, encrypts and writes one bundle.
func (a *answering) write(ctx context.Context, i int, p *desk.Parcel, g *load, head answerHead) (*Answered, *store.ExportRow, error) {
	s, d := a.s, a.devices[i]
	entries, err := a.entries(p, g, head)
	if err != nil {
		return nil, nil, err
	}
	prev, err := store.ParseHash(a.chains[i].Manifest)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the chain to %s: %w", d.Principal, err)
	}
	signer, err := s.Keys.CertSigner()
	if err != nil {
		return nil, nil, err
	}
	t, err := bundle.Build(&bundle.Content{
		Manifest: bundle.Manifest{
			Purpose: bundle.Down, Mode: s.Self.Mode, To: d.Principal, Recipients: []string{trust.RecipientFingerprint(d.Age)},
			Device: s.Principal(), Dev: s.Keys.Dev(), Epoch: 1, Export: head.Export, PrevExport: prev, Schema: oplog.Version, App: s.App,
			ClaimedAt: s.Clock().Format(time.RFC3339), Install: s.Keys.Install(),
		},
		Quoted: g.quotes, Entries: entries,
	}, signer, trust.NamespaceDown(s.Trust().Province))
	if err != nil {
		return nil, nil, err
	}
	if err := t.Check(s.wantDownFor(d)); err != nil {
		return nil, nil, fmt.Errorf("checking the answer before encryption: %w", err)
	}
	name := answerName(s.Trust().Province, d.Principal, head.Export)
	w, err := s.writeBundle(ctx, a.to, name, t, []string{d.Age}, writeOptions{PartSize: a.o.PartSize})
	if err != nil {
		return nil, nil, err
	}
	out := &Answered{
		Device: d.Principal, Dev: d.Dev, Person: d.Person, Unit: d.Unit, Path: w.path(), Files: w.Copies[0].Files, SHA256: w.SHA256, Size: w.Size,
		Export: head.Export, Basis: head.Basis, Manifest: t.Hash.String(), Ops: len(g.quotes), Records: len(g.records), Refs: len(g.refs),
	}
	return out, &store.ExportRow{
		Export: head.Export, Epoch: 1, Manifest: out.Manifest, SHA256: out.SHA256, Name: name, Size: w.Size,
		At: s.Clock().UnixMilli(), To1: d.Principal,
	}, nil
}

// wantDownFor is what a bundle back to d must be.
func (s *Site) wantDownFor(d *trust.Device) bundle.Want {
	return bundle.Want{
		Province: s.Trust().Province, Mode: s.Self.Mode, Purpose: bundle.Down, To: d.Principal,
		Recipients: []string{trust.RecipientFingerprint(d.Age)}, CA: s.Trust().CA, Registry: s.Registry(),
	}
}
