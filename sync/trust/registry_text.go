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
	b.Write(EncodeFields(
		Field{"coopfield-registry", "v1"}, Field{"province", r.Province}, Field{"mode", string(r.Mode)},
		Field{"version", strconv.FormatInt(r.Version, 10)}, Field{"prev", HashText(r.Prev)},
	))
	for i := range r.Devices {
		d := &r.Devices[i]
		b.Write(EncodeFields(
			Field{"device", d.Principal}, Field{"dev", d.Dev}, Field{"serial", strconv.FormatUint(d.Serial, 10)},
			Field{"person", d.Person}, Field{"role", string(d.Role)}, Field{"unit", d.Unit},
			Field{"coops", strings.Join(d.Coops, " ")}, Field{"status", string(d.Status)},
			Field{"accepted", d.pointsText()}, Field{"successor", d.Successor},
			Field{"key", EncodeKey(d.Key)}, Field{"age", d.Age},
		))
	}
	return b.Bytes()
}

// pointsText writes the points of a device, by epoch: "EPOCH SEQ HEAD", several
// with ", " between, "EPOCH 0 -" for an epoch of which nothing is believed. A
// registry of before there were several has one, and means all of the epochs
// before it; since then the first is of epoch 1.
func (d *Device) pointsText() string {
	var all []string
	for _, p := range d.Points() {
		all = append(all, p.text())
	}
	return strings.Join(all, ", ")
}

func (p *Point) text() string {
	return fmt.Sprintf("%d %d %s", p.Epoch, p.Seq, orDash(HashText(p.Head)))
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
		// The office keeps its name with every new key; one of them is in use.
		again := principals[d.Principal] && (d.Principal != OfficePrincipal(r.Province) || d.Role != store.Province)
		if d.Serial <= last || devs[d.Dev] || again {
			return fmt.Errorf("device %q: out of order or listed twice", d.Principal)
		}
		last, devs[d.Dev], principals[d.Principal] = d.Serial, true, true
	}
	if n := r.offices(); n > 1 {
		return fmt.Errorf("%d keys of the office in use", n)
	}
	for i := range r.Devices {
		if s := r.Devices[i].Successor; s != "" && !principals[s] {
			return fmt.Errorf("successor %q is not listed", s)
		}
	}
	return nil
}

// offices counts the keys of the office that are in use.
func (r *Registry) offices() (n int) {
	for i := range r.Devices {
		if d := &r.Devices[i]; d.Principal == OfficePrincipal(r.Province) && d.Status == Active {
			n++
		}
	}
	return n
}

func (d *Device) check() error {
	switch {
	case !ValidPrincipal(d.Principal):
		return errors.New("not a principal")
	case d.Key == nil || d.Key.Type() != ssh.KeyAlgoED25519 || DevID(d.Key) != d.Dev:
		return errors.New("key and id do not match")
	case !d.Role.Valid() || !d.Status.Valid() || !unitForm.MatchString(d.Unit):
		return errors.New("unknown role or status, or not a unit id")
	case !d.pointsFit():
		return errors.New("malformed accepted-through points")
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
	return CheckName("person", d.Person, maxPerson)
}

// pointsFit reports whether the points of a device are some, in order of epochs
// that begin with 1, or one alone.
func (d *Device) pointsFit() bool {
	if d.Accepted == nil {
		return d.Earlier == nil
	}
	if d.Accepted.Epoch < 1 || d.Accepted.Seq < 1 || d.Accepted.Head.IsZero() {
		return false
	}
	if d.Earlier == nil {
		return true
	}
	last := int64(0)
	for _, p := range d.Points() {
		if p.Epoch <= last || last == 0 && p.Epoch != 1 || p.Seq < 0 || (p.Seq == 0) != p.Head.IsZero() {
			return false
		}
		last = p.Epoch
	}
	return len(d.Earlier) > 0
}

// ParseRegistry reads a registry's text and requires the one encoding. It says
// nothing of who signed it: see [VerifyRegistry]. It is Refused with
// DetailRegistry.
func ParseRegistry(b []byte) (*Registry, error) {
	l := ReadLines(b, MaxRegistry)
	if v := l.Next("coopfield-registry"); v != "v1" {
		l.Fail(fmt.Errorf("unknown version %.20q", v))
	}
	r := &Registry{
		Province: l.Next("province"), Mode: Parsed(l, "mode", ParseMode),
		Version: l.Number("version"), Prev: Parsed(l, "prev", ParseHash),
	}
	for l.More() {
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

func readDevice(l *Lines) Device {
	d := Device{
		Principal: l.Next("device"), Dev: l.Next("dev"),
		Serial: uint64(l.Number("serial")),
		Person: l.Next("person"), Role: store.Role(l.Next("role")), Unit: l.Next("unit"),
		Coops: strings.Fields(l.Next("coops")), Status: Status(l.Next("status")),
	}
	if points := Parsed(l, "accepted", parsePoints); len(points) > 0 {
		d.Accepted, d.Earlier = &points[len(points)-1], points[:len(points)-1:len(points)-1]
		if len(points) == 1 {
			d.Earlier = nil
		}
	}
	d.Successor, d.Key, d.Age = l.Next("successor"), Parsed(l, "key", ParseKey), l.Next("age")
	return d
}

func parsePoints(s string) ([]Point, error) {
	if s == "" {
		return nil, nil
	}
	var out []Point
	for text := range strings.SplitSeq(s, ", ") {
		p, err := parsePoint(text)
		if err != nil {
			return nil, err
		}
		out = append(out, *p)
	}
	return out, nil
}

func parsePoint(s string) (*Point, error) {
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
	if f[2] == "-" {
		return &Point{Epoch: ep, Seq: seq}, nil
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
