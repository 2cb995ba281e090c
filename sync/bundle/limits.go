package bundle

import (
	"strings"

	"coopfield/store"
	"coopfield/sync/trust"
)

// Limits bound what is read before it is allocated. All are bytes but Ratio,
// Files and Lines.
type Limits struct {
	Total      int64 // the tar
	Manifest   int64
	Signature  int64
	Packed     int64 // ops, quoted ops, receipts, expected list as they stand in the tar
	Unpacked   int64 // ops, quoted ops after gunzip
	Ratio      int64 // unpacked ≤ Ratio × packed + 4 KiB
	Line       int64 // one op
	Attachment int64
	Ref        int64 // one file of reference data
	Files      int   // entries after the signature
	Lines      int   // lines of ops or quoted ops
}

// Default are the limits of the sync protocol. Files is what fits a MANIFEST.
var Default = Limits{
	Total:      1 << 30,
	Manifest:   64 << 10,
	Signature:  trust.MaxSignature,
	Packed:     20 << 20,
	Unpacked:   64 << 20,
	Ratio:      200,
	Line:       1 << 20,
	Attachment: 25 << 20,
	Ref:        8 << 20,
	Files:      400,
	Lines:      1 << 18, // the shortest op has more than 256 bytes
}

// OpsPerBundle is how many bytes of op lines one bundle is filled with; sealing
// starts the next one there.
const OpsPerBundle = 48 << 20

// The names of entries, in their order in the container.
const (
	nameManifest  = "MANIFEST"
	nameSignature = "MANIFEST.sig"

	Ops         = "ops.jsonl.gz"
	Quoted      = "quoted.jsonl.gz"
	Trust       = "trust"
	Secret      = "receipt-secret"
	RegistryTxt = "registry"
	RegistrySig = "registry.sig"
	Receipts    = "receipts.jsonl"
	Expected    = "expected.jsonl"
	refPrefix   = "ref/"
	attPrefix   = "att/"
)

// slot is where an entry may stand and how large it may be.
type slot struct {
	rank  int
	limit int64
	down  bool // downstream only
}

// slotOf returns the slot of an entry name, false for a name that no bundle has.
func slotOf(name string, l *Limits) (slot, bool) {
	switch name {
	case nameManifest:
		return slot{0, l.Manifest, false}, true
	case nameSignature:
		return slot{1, l.Signature, false}, true
	case Ops:
		return slot{2, l.Packed, false}, true
	case Quoted:
		return slot{3, l.Packed, true}, true
	case Trust:
		return slot{4, trust.MaxDocument, true}, true
	case Secret:
		return slot{5, 65, true}, true
	case RegistryTxt:
		return slot{6, trust.MaxRegistry, true}, true
	case RegistrySig:
		return slot{7, l.Signature, true}, true
	case Receipts:
		return slot{8, l.Packed, true}, true
	case Expected:
		return slot{9, l.Packed, true}, true
	}
	if h, ok := strings.CutPrefix(name, refPrefix); ok && trust.IsHex(h, 64) {
		return slot{10, l.Ref, true}, true
	}
	if h, ok := strings.CutPrefix(name, attPrefix); ok && trust.IsHex(h, 64) {
		return slot{11, l.Attachment, false}, true
	}
	return slot{}, false
}

// hashedName returns the hash that a ref/ or att/ name promises.
func hashedName(name string) (store.Hash, bool) {
	_, hex, ok := strings.Cut(name, "/")
	if !ok {
		return store.Hash{}, false
	}
	h, err := store.ParseHash(hex)
	return h, err == nil
}

// packed reports whether an entry is gzip.
func packed(name string) bool { return strings.HasSuffix(name, ".gz") }

// fitsRatio reports whether a file may unpack to n bytes.
func (l *Limits) fitsRatio(n, packed int64) bool {
	return n >= 0 && n <= l.Unpacked && n <= l.Ratio*packed+4<<10
}

// line returns the longest line of a packed entry. A quoted op is escaped once
// more inside {"prev","line"}, which at most doubles it.
func (l *Limits) line(name string) int64 {
	if name == Quoted {
		return 2*l.Line + 256
	}
	return l.Line
}
