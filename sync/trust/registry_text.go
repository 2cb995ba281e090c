package trust

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

// MaxRegistry is the most bytes that a registry's text may have: some 2.000
// devices.
const MaxRegistry = 1 << 20

// Encode returns the registry's text: a head of five lines, then twelve lines a
// device in order of serial.
func (r *Registry) Encode() ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("encoding the registry: %w", err)
	}
	b := r.text()
	if len(b) > MaxRegistry {
		return nil, fmt.Errorf("encoding the registry: longer than %d bytes", MaxRegistry)
	}
	return b, nil
}

func (r *Registry) text() []byte {
	var b bytes.Buffer
	b.Write(encodeFields(
		field{"coopfield-registry", "v1"}, field{"province", r.Province}, field{"mode", string(r.Mode)},
		field{"version", strconv.FormatInt(r.Version, 10)}, field{"prev", hashText(r.Prev)},
	))
	for i := range r.Devices {
		d := &r.Devices[i]
		b.Write(encodeFields(
			field{"device", d.Principal}, field{"dev", d.Dev}, field{"serial", strconv.FormatUint(d.Serial, 10)},
			field{"person", d.Person}, field{"role", string(d.Role)}, field{"unit", d.Unit},
			field{"coops", strings.Join(d.Coops, " ")}, field{"status", string(d.Status)},
			field{"accepted", d.Accepted.text()}, field{"successor", d.Successor},
			field{"key", EncodeKey(d.Key)}, field{"age", d.Age},
		))
	}
	return b.Bytes()
}

func hashText(h store.Hash) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

func (p *Point) text() string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%d %d %s", p.Epoch, p.Seq, p.Head)
}

func (r *Registry) check() error {
	if !ValidProvince(r.Province) || !r.Mode.Valid() || r.Version < 1 || r.Version == 1 != r.Prev.IsZero() {
		return errors.New("malformed head")
	}
	devs, principals := map[string]bool{}, map[string]bool{}
	last := uint64(0)
	for i := range r.Devices {
		d := &r.Devices[i]
		if err := d.check(); err != nil {
			return fmt.Errorf("device %.40q: %w", d.Principal, err)
		}
		if d.Serial <= last || devs[d.Dev] || principals[d.Principal] {
			return fmt.Errorf("device %q: out of order or listed twice", d.Principal)
		}
		last, devs[d.Dev], principals[d.Principal] = d.Serial, true, true
	}
	for i := range r.Devices {
		if s := r.Devices[i].Successor; s != "" && !principals[s] {
			return fmt.Errorf("successor %q is not listed", s)
		}
	}
	return nil
}

func (d *Device) check() error {
	switch {
	case !ValidPrincipal(d.Principal):
		return errors.New("not a principal")
	case d.Key == nil || d.Key.Type() != ssh.KeyAlgoED25519 || DevID(d.Key) != d.Dev:
		return errors.New("key and id do not match")
	case !d.Role.Valid() || !d.Status.Valid() || !unitForm.MatchString(d.Unit):
		return errors.New("unknown role or status, or not a unit id")
	case d.Accepted != nil && (d.Accepted.Epoch < 1 || d.Accepted.Seq < 1 || d.Accepted.Head.IsZero()):
		return errors.New("malformed accepted-through point")
	case d.Successor != "" && (!ValidPrincipal(d.Successor) || d.Successor == d.Principal):
		return errors.New("malformed successor")
	case len(d.Coops) > 0 && d.Role != store.Advisor:
		return errors.New("cooperatives of one who is no advisor")
	}
	for i, c := range d.Coops {
		if !coopForm.MatchString(c) || i > 0 && d.Coops[i-1] >= c {
			return errors.New("cooperatives malformed or not sorted")
		}
	}
	if _, err := ParseRecipient(d.Age); err != nil {
		return err
	}
	return checkName("person", d.Person, maxPerson)
}

// ParseRegistry reads a registry's text and requires the one encoding. It says
// nothing of who signed it: see [VerifyRegistry]. It is Refused with
// DetailRegistry.
func ParseRegistry(b []byte) (*Registry, error) {
	l := readLines(b, MaxRegistry)
	if v := l.next("coopfield-registry"); v != "v1" {
		l.fail(fmt.Errorf("unknown version %.20q", v))
	}
	r := &Registry{
		Province: l.next("province"), Mode: parsed(l, "mode", parseMode),
		Version: l.number("version"), Prev: parsed(l, "prev", parseHash),
	}
	for l.err == nil && l.rest != "" {
		r.Devices = append(r.Devices, readDevice(l))
	}
	err := l.err
	if err == nil {
		err = r.check()
	}
	if err == nil && !bytes.Equal(r.text(), b) {
		err = errors.New("not in canonical form")
	}
	if err != nil {
		return nil, refuse(DetailRegistry, "danh bạ máy không hợp lệ",
			"không dùng tệp này; đề nghị tỉnh gửi lại", err)
	}
	return r, nil
}

func readDevice(l *lineReader) Device {
	return Device{
		Principal: l.next("device"), Dev: l.next("dev"),
		Serial: uint64(l.number("serial")),
		Person: l.next("person"), Role: store.Role(l.next("role")), Unit: l.next("unit"),
		Coops: strings.Fields(l.next("coops")), Status: Status(l.next("status")),
		Accepted: parsed(l, "accepted", parsePoint), Successor: l.next("successor"),
		Key: parsed(l, "key", ParseKey), Age: l.next("age"),
	}
}

func parseHash(s string) (store.Hash, error) {
	if s == "" {
		return store.Hash{}, nil
	}
	return store.ParseHash(s)
}

func parsePoint(s string) (*Point, error) {
	if s == "" {
		return nil, nil
	}
	f := strings.Split(s, " ")
	if len(f) != 3 {
		return nil, fmt.Errorf("not epoch, seq and head: %.40q", s)
	}
	ep, err := strconv.ParseInt(f[0], 10, 64)
	if err != nil {
		return nil, fmt.Errorf("epoch: %w", err)
	}
	seq, err := strconv.ParseInt(f[1], 10, 64)
	if err != nil {
		return nil, fmt.Errorf("seq: %w", err)
	}
	head, err := store.ParseHash(f[2])
	return &Point{Epoch: ep, Seq: seq, Head: head}, err
}

// SortCoops returns the ids sorted and without repetition, as a registry wants
// them.
func SortCoops(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
