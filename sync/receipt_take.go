package sync

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// takeDown takes in a later bundle from the province: receipts, the registry,
// which never goes backwards, reference data, and what others did that this
// laptop needs. It may come late or twice: what is older than what is held
// changes nothing.
func (s *Site) takeDown(ctx context.Context, p *prepared, dry bool) (*desk.Outcome, error) {
	reg, settings, err := s.registryOf(p.bundle)
	if err != nil {
		return nil, err
	}
	doc, err := s.trustAfter(reg, p.bundle, settings)
	if err != nil {
		return nil, err
	}
	t, err := s.taking(p.bundle, reg)
	if err != nil {
		return nil, err
	}
	out := &desk.Outcome{State: store.BundleApplied}
	if dry {
		return out, nil
	}
	return out, s.absorb(ctx, p, doc, reg, settings, *t, out)
}

// registryOf is registryIn of an answer that may be older than ours: then ours
// stays.
func (s *Site) registryOf(b *bundle.Bundle) (*trust.Registry, map[string][]byte, error) {
	text, err := b.Entry(bundle.RegistryTxt)
	if err != nil || text == nil {
		return s.Registry(), nil, err
	}
	sig, err := b.Entry(bundle.RegistrySig)
	if err != nil {
		return nil, nil, err
	}
	reg, signer, err := trust.VerifySigned(text, sig, s.Trust().Province, s.Trust().CA)
	if err != nil {
		return nil, nil, err
	}
	was := s.Registry().Office()
	if reg.Version < s.Registry().Version && reg.Mode == s.Registry().Mode && (was == nil || signer.Serial <= was.Serial) {
		return s.Registry(), nil, nil
	}
	return s.registryIn(b, s.Trust())
}

// taking reads what an answer says. A bundle without receipts carries a registry
// and ops alone.
func (s *Site) taking(b *bundle.Bundle, reg *trust.Registry) (*desk.Taking, error) {
	m := &b.Manifest
	t := &desk.Taking{Manifest: b.Hash.String(), ClaimedAt: m.ClaimedAt}
	var err error
	if t.Ops, err = quotedOps(b, reg); err != nil {
		return nil, err
	}
	data, err := b.Entry(bundle.Receipts)
	if err != nil {
		return nil, err
	}
	if data != nil {
		if err := s.readReceipts(b, data, t); err != nil {
			return nil, err
		}
	}
	t.Writers = append(t.Writers, writersOf(reg)...)
	if data, err = b.Entry(bundle.Expected); err != nil || data == nil {
		return t, err
	}
	t.Expected, err = parseExpected(data)
	return t, err
}

func (s *Site) readReceipts(b *bundle.Bundle, data []byte, t *desk.Taking) error {
	in, err := parseReceipts(data)
	if err != nil {
		return err
	}
	if in.head.To != b.Manifest.To || in.head.Dev != s.Keys.Dev() || in.head.Export != b.Manifest.Export {
		return opRefused("receipts", "biên nhận trong gói không phải của máy này hoặc của gói này", fmt.Errorf("for %s %s, answer %d", in.head.To, in.head.Dev, in.head.Export))
	}
	if t.Refs, err = refsIn(b, in.refs); err != nil {
		return err
	}
	t.Export, t.First, t.Last, t.Basis, t.Lists = in.head.Export, in.head.First, in.head.Last, in.head.Basis, in.head.Lists
	t.Receipts, t.Writers = in.Receipts, in.writers
	return nil
}

// absorb writes what a bundle from the province brings and the journal's row, in
// one transaction, and goes on with doc and its registry: who writes here from now
// on is as it says.
func (s *Site) absorb(ctx context.Context, p *prepared, doc *trust.Document, reg *trust.Registry, settings map[string][]byte, t desk.Taking, out *desk.Outcome) error {
	m := &p.bundle.Manifest
	out.Bundle = store.BundleRow{
		SHA256: p.sum, Name: p.in.Bundle.Name, State: store.BundleApplied, Device: m.Device, Dev: m.Dev, Epoch: m.Epoch,
		Export: m.Export, Manifest: p.bundle.Hash.String(), ClaimedAt: m.ClaimedAt, Received: s.Clock().UnixMilli(),
	}
	t.Also = func(tx store.Tx) error {
		if err := setAll(tx, settings); err != nil {
			return err
		}
		return tx.SaveBundle(&out.Bundle)
	}
	before, err := s.Desk.OwnWaiting(ctx)
	if err != nil {
		return err
	}
	took, err := s.Desk.TakeAnswer(ctx, t)
	if err != nil {
		return err
	}
	out.Took, out.Appended = took, took.Ops
	s.believe(doc, reg)
	s.Desk.Rename(s.writer())
	if err := s.Desk.SetPeople(ctx, peopleOf(reg), nil); err != nil {
		return err
	}
	for i := range t.Ops { // own ones that were lost come as they stand
		before[t.Ops[i].Hash] = true
	}
	after, err := s.Desk.OwnWaiting(ctx)
	for h := range after {
		if !before[h] {
			took.Unfounded++
		}
	}
	return err
}

// writersOf returns who stands behind the devices of a registry.
func writersOf(r *trust.Registry) []store.Writer {
	out := make([]store.Writer, len(r.Devices))
	for i := range r.Devices {
		out[i] = writerOf(&r.Devices[i])
	}
	return out
}

// quotedOps reads the other devices' ops that the office vouches for. What their
// authors signed is signed by them too, as far as the registry knows their keys.
func quotedOps(b *bundle.Bundle, reg *trust.Registry) ([]store.LoggedOp, error) {
	lines, err := b.Quoted()
	if err != nil {
		return nil, err
	}
	out := make([]store.LoggedOp, 0, len(lines))
	for i, line := range lines {
		var q Quote
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&q); err != nil {
			return nil, opRefused("quoted", fmt.Sprintf("dòng trích số %d không đúng dạng", i+1), err)
		}
		prev, err := store.ParseHash(q.Prev)
		if err != nil {
			return nil, opRefused("quoted", fmt.Sprintf("dòng trích số %d không đúng dạng", i+1), err)
		}
		op, err := oplog.Decode([]byte(q.Line))
		if err != nil && !errors.Is(err, oplog.ErrNewerVersion) { // one of a newer program is kept, not read
			return nil, err
		}
		lo := store.LoggedOp{Op: *op, Line: []byte(q.Line), Prev: prev, Hash: oplog.Hash(prev, []byte(q.Line))}
		if d := reg.ByDev(op.Dev); d != nil {
			if err := checkAuthor(&lo, d); err != nil {
				return nil, err
			}
		}
		out = append(out, lo)
	}
	return out, nil
}

// answered is what the next bundle says of the province's answers: the newest up
// to which nothing is missing here, nil for none.
func (s *Site) answered(ctx context.Context) (*bundle.Seq, error) {
	export, manifest, err := s.Desk.Answered(ctx)
	if err != nil || export == 0 {
		return nil, err
	}
	h, err := store.ParseHash(manifest)
	if err != nil {
		return nil, fmt.Errorf("reading the newest answer: %w", err)
	}
	return &bundle.Seq{Seq: export, Head: h}, nil
}
