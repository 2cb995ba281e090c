package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
)

// paperDomain stands before a revision in what a paper's code is the hash of.
const paperDomain = "coopfield-paper v1\n"

// paperLetters is how many letters a code has: 80 bits of base32 (RFC 4648).
const paperLetters = 16

// PaperCode returns the code that a paper of a revision bears: the first 80 bits
// of SHA-256("coopfield-paper v1\n" followed by the 32 bytes of the revision) as
// base32, in four groups of four letters.
func PaperCode(rev store.Hash) string {
	sum := paperSum(rev)
	s := base32.StdEncoding.EncodeToString(sum[:])
	return strings.Join([]string{s[:4], s[4:8], s[8:12], s[12:]}, "-")
}

// paperSum is a code before it is written in letters.
func paperSum(rev store.Hash) [paperLetters * 5 / 8]byte {
	var in [len(paperDomain) + len(rev)]byte
	copy(in[copy(in[:], paperDomain):], rev[:])
	sum := sha256.Sum256(in[:])
	return [paperLetters * 5 / 8]byte(sum[:])
}

// PaperCheck says what the code on a paper stands for.
type PaperCheck struct {
	Code  string
	Kind  store.Kind
	ID    string
	Title string

	// The revision that was printed: what made it, by whom, and where the record
	// stood then.
	Rev     store.Hash
	OpKind  store.OpKind
	Actor   string
	At      int64 // ms UTC as that clock claimed; for people only
	State   store.State
	Verdict store.Verdict // store.Counted unless it is kept aside here
	Note    string        // Vietnamese sentence for another verdict

	// Same says that the record says now what the paper says. Newest says that
	// nothing at all came after it.
	Same   bool
	Newest bool
	// Changes lead from the paper to what counts now; Since are the ops behind it.
	Changes []Change
	Since   []Revision

	// Where the record stands now.
	Now      store.State
	Accepted bool
	Returned bool
	Conflict bool
	Gone     bool // nothing of it counts any more
	SameAs   string
}

// CheckPaper finds the revision that the code on a paper names and says whether
// the record is still that revision, or what changed since. Spaces, dashes and
// small letters do not matter, and the digits 0, 1 and 8 stand for the letters
// that they are taken for. The code covers the content of the record, not what
// was printed beside it from other records (what became of recommendations,
// names of units).
//
// Errors: Invalid, detail "code", for what cannot be a code; NotFound, detail
// "code", where no such revision is held here.
func (d *Desk) CheckPaper(ctx context.Context, typed string) (*PaperCheck, error) {
	code, ok := parsePaperCode(typed)
	if !ok {
		return nil, &store.Error{
			Code: store.Invalid, Detail: "code", Message: "mã bản in không đúng dạng", Kept: nothingWritten,
			Hint: "mã có 16 chữ, 4 nhóm 4 chữ, ở chân trang của bản in",
		}
	}
	var c *PaperCheck
	err := d.view(ctx, func(w *work) (err error) {
		c, err = w.checkPaper(code)
		return err
	})
	return c, err
}

func parsePaperCode(typed string) (code [paperLetters * 5 / 8]byte, ok bool) {
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case ' ', '\t', '\u00a0', '-', '–', '—', '.', ',', '_', '\n', '\r':
			continue
		case '0':
			r = 'O'
		case '1':
			r = 'I'
		case '8':
			r = 'B'
		}
		if (r < 'A' || r > 'Z') && (r < '2' || r > '7') {
			return code, false
		}
		b.WriteRune(r)
	}
	if b.Len() != paperLetters {
		return code, false
	}
	n, err := base32.StdEncoding.Decode(code[:], []byte(b.String()))
	return code, err == nil && n == len(code)
}

func (w *work) checkPaper(code [paperLetters * 5 / 8]byte) (*PaperCheck, error) {
	var found store.OpPlace
	err := w.tx.Revisions(officialKinds(), func(p *store.OpPlace) error {
		if paperSum(p.Hash) == code {
			found = *p
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if found.ID == "" {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "code", Message: "không có bản nào trong kho này mang mã đó", Kept: nothingWritten,
			Hint: "xem lại từng chữ; nếu đúng thì bản đó ở máy khác: nhập gói của máy đó, hoặc hỏi nơi đã in",
		}
	}
	e, err := w.entry(found.Kind, found.ID)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	return w.paperCheck(e, found.Hash)
}

func (w *work) paperCheck(e *entry, rev store.Hash) (*PaperCheck, error) {
	c := &PaperCheck{Code: PaperCode(rev), Kind: e.kind, ID: e.id, Rev: rev}
	ops := make([]store.LoggedOp, 0, len(e.ops))
	for _, o := range e.ops {
		ops = append(ops, *o)
		if o.Hash == rev {
			c.OpKind, c.Actor, c.At, c.Verdict, c.Note = o.Kind, o.Actor, o.At, o.Verdict, o.Why
		}
	}
	then, state, err := oplog.DocAt(ops, rev)
	if err != nil {
		return nil, err
	}
	c.State = state
	if c.Title, err = w.title(e.kind, then); err != nil {
		return nil, err
	}
	if e.rec == nil {
		c.Gone = true
		return c, nil
	}
	r := e.rec
	c.Now, c.Accepted, c.Returned, c.Conflict, c.SameAs = r.State, r.Accepted, r.ReturnReason != "", r.Conflict != "", r.SameAs
	c.Newest = r.Rev == rev
	scales := w.scalesOfOps(e)
	for _, x := range w.changes(e, then, r.Doc) {
		c.Changes = append(c.Changes, w.worded(e, x.Path, then.At(x.Path), r.Doc.At(x.Path), scales))
	}
	c.Same = len(c.Changes) == 0 && c.Verdict == store.Counted && r.State == c.State && !c.Conflict
	history, err := w.history(e.kind, e.id)
	if err != nil {
		return nil, err
	}
	for i := range history {
		if history[i].Verdict == store.Counted && slices.Contains(oplog.Ancestors(ops, history[i].Rev), rev) {
			c.Since = append(c.Since, history[i])
		}
	}
	return c, nil
}

// officialKinds are the kinds whose papers bear a code.
func officialKinds() []store.Kind {
	return slices.DeleteFunc(store.Kinds(), func(k store.Kind) bool { return !Official(k) })
}
