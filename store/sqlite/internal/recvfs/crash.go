package recvfs

import (
	"hash/maphash"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// file is the content of one file.
type file struct {
	done    []byte  // on the medium
	pending []Event // Write and Truncate since the last sync
}

// rename of a name, for what is not on the medium yet: names that go and
// names that come.
type rename struct {
	dir  string
	gone []string
	name string // "" for none
	file *file
}

// Walk goes through a log from its beginning to its end and says at each event
// what a power cut may leave.
type Walk struct {
	// NoSync ignores every sync, as a disk that lies does.
	NoSync bool

	log     *Log
	at      int
	marks   int
	now     map[string]*file // as programs see it
	durable map[string]*file // as the medium has it
	pending []rename
	made    map[string]bool // folders; a name with a slash behind says that one is there
}

// Walk begins at the beginning of the log, all of Base being on the medium.
func (l *Log) Walk() *Walk {
	w := &Walk{log: l, now: map[string]*file{}, made: map[string]bool{}}
	for name, data := range l.Base {
		w.now[name] = &file{done: data}
	}
	w.durable = maps.Clone(w.now)
	return w
}

// Marks says how many marks lie behind.
func (w *Walk) Marks() int { return w.marks }

// Next takes in one event; it is false at the end of the log.
func (w *Walk) Next() bool {
	if w.at == len(w.log.Events) {
		return false
	}
	w.take(&w.log.Events[w.at])
	w.at++
	return true
}

func (w *Walk) take(e *Event) {
	switch e.Op {
	case Create:
		w.name(rename{dir: path.Dir(e.Path), name: e.Path, file: &file{}})
	case Write, Truncate:
		if f := w.now[e.Path]; f != nil {
			f.pending = append(f.pending, *e)
		}
	case Sync:
		if f := w.now[e.Path]; f != nil && !w.NoSync {
			f.done = apply(slices.Clone(f.done), f.pending)
			f.pending = nil
		}
	case Rename:
		if f := w.now[e.Path]; f != nil {
			w.name(rename{dir: path.Dir(e.To), gone: []string{e.Path}, name: e.To, file: f})
		}
	case Remove:
		if w.now[e.Path] != nil {
			w.name(rename{dir: path.Dir(e.Path), gone: []string{e.Path}})
		}
	case SyncDir:
		if !w.NoSync {
			w.syncDir(e.Path)
		}
	case Put:
		if w.NoSync { // nothing is on the medium at once there
			w.take(&Event{Op: Create, Path: e.Path})
			w.take(&Event{Op: Write, Path: e.Path, Data: e.Data})
			return
		}
		if f := w.now[e.Path]; f != nil && w.durable[e.Path] == f {
			f.done, f.pending = e.Data, nil
			return
		}
		f := &file{done: e.Data}
		w.now[e.Path], w.durable[e.Path] = f, f
	case Mkdir:
		w.made[e.Path] = true
		w.name(rename{dir: path.Dir(e.Path), name: e.Path + "/", file: &file{}})
	case Mark:
		w.marks++
	}
}

func (w *Walk) name(r rename) {
	r.on(w.now)
	w.pending = append(w.pending, r)
}

func (r *rename) on(names map[string]*file) {
	for _, g := range r.gone {
		delete(names, g)
	}
	if r.name != "" {
		names[r.name] = r.file
	}
}

func (w *Walk) syncDir(dir string) {
	keep := w.pending[:0]
	for _, r := range w.pending {
		if r.dir == dir {
			r.on(w.durable)
		} else {
			keep = append(keep, r)
		}
	}
	w.pending = keep
}

// sector is what a medium writes whole.
var sectors = []int{512, 4096}

// fate is what becomes of writes that no sync covers: one choice for a whole
// state, so that the plain cases come often enough.
type fate int

const (
	lost   fate = iota // none of it
	kept               // all of it
	prefix             // what came first
	mixed              // each by itself lost, kept or torn
	fates
)

// Crash makes one state that a power cut at this point may leave.
func (w *Walk) Crash(r *rand.Rand) Image {
	names := maps.Clone(w.durable)
	keepNames := fate(r.IntN(int(fates)))
	some := 0
	if len(w.pending) > 0 {
		some = r.IntN(len(w.pending) + 1)
	}
	for i := range w.pending {
		if stays(keepNames, i, some, r) {
			w.pending[i].on(names)
		}
	}
	img := make(Image, len(names))
	order := slices.Sorted(maps.Keys(names)) // the same seed gives the same state
	for _, name := range order {
		if !w.reached(names, name) {
			continue
		}
		img[name] = names[name].crash(r)
	}
	return img
}

// reached reports whether name is that of a file in folders that are there.
func (w *Walk) reached(names map[string]*file, name string) bool {
	if strings.HasSuffix(name, "/") {
		return false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if w.made[dir] && names[dir+"/"] == nil {
			return false
		}
	}
	return true
}

func stays(f fate, i, some int, r *rand.Rand) bool {
	switch f {
	case lost:
		return false
	case kept:
		return true
	case prefix:
		return i < some
	}
	return r.IntN(2) == 0
}

func (f *file) crash(r *rand.Rand) []byte {
	if len(f.pending) == 0 {
		return f.done
	}
	how := fate(r.IntN(int(fates)))
	some := r.IntN(len(f.pending) + 1)
	sector := sectors[r.IntN(len(sectors))]
	out := slices.Clone(f.done)
	for i := range f.pending {
		e := &f.pending[i]
		switch {
		case how != mixed || e.Op != Write || r.IntN(3) > 0:
			if stays(how, i, some, r) {
				out = e.on(out)
			}
		default:
			out = e.torn(out, sector, r)
		}
	}
	return out
}

// on returns data after the event.
func (e *Event) on(data []byte) []byte {
	if e.Op == Truncate {
		if e.Off < int64(len(data)) {
			return data[:e.Off]
		}
		return grown(data, e.Off)
	}
	data = grown(data, e.Off+int64(len(e.Data)))
	copy(data[e.Off:], e.Data)
	return data
}

// torn writes each sector by itself or not. The file has its new length all the
// same: what was not written is zero there.
func (e *Event) torn(data []byte, sector int, r *rand.Rand) []byte {
	data = grown(data, e.Off+int64(len(e.Data)))
	for at := 0; at < len(e.Data); {
		end := min(at+sector-int((e.Off+int64(at))%int64(sector)), len(e.Data))
		if r.IntN(2) == 0 {
			copy(data[e.Off+int64(at):], e.Data[at:end])
		}
		at = end
	}
	return data
}

// grown returns data with at least size bytes. What was cut off before must not
// come back.
func grown(data []byte, size int64) []byte {
	if n := size - int64(len(data)); n > 0 {
		return append(data, make([]byte, n)...)
	}
	return data
}

func apply(data []byte, events []Event) []byte {
	for i := range events {
		data = events[i].on(data)
	}
	return data
}

var seed = maphash.MakeSeed()

// Sum tells images apart, within one run of a program.
func (img Image) Sum() uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, name := range slices.Sorted(maps.Keys(img)) {
		h.WriteString(name)
		h.WriteByte(0)
		maphash.WriteComparable(&h, len(img[name]))
		h.Write(img[name])
	}
	return h.Sum64()
}
