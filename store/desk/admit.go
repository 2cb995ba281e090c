package desk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/vi"
)

// The decisions on a single op, as the record of the decision names them.
const (
	admit  = "admit"
	refuse = "refuse"
)

// DecisionID returns the id of the record that holds what was decided on an op:
// a UUID (RFC 9562, version 8) of the op's hash, so that every decision on one
// op stands in one record.
func DecisionID(op store.Hash) string {
	u := sha256.Sum256([]byte("coopfield-decision v1\n" + op.String()))
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// decisionFault says what is wrong with the form of a decision on an op.
func decisionFault(o *store.LoggedOp) string {
	if err := store.Validate(store.Decision, o.Set); err != nil {
		return firstMessage(err)
	}
	h, err := store.ParseHash(o.Set.Text("op"))
	switch {
	case o.Kind != store.OpResolve:
		return "quyết định chỉ ghi bằng thao tác quyết định"
	case err != nil || DecisionID(h) != o.Ent:
		return "quyết định không rõ về thay đổi nào"
	case o.Set.Text("kind") != admit && o.Set.Text("kind") != refuse:
		return "quyết định không phải nhận hoặc từ chối"
	}
	return ""
}

// projectable reports whether an op that breaks a field rule can be laid into
// its record all the same when a person admits it.
func projectable(o *store.LoggedOp) bool {
	if oplog.CheckForm(&o.Op) != nil || o.Typ == store.Decision || o.Typ == store.Attachment {
		return false
	}
	if !store.SpecOf(o.Typ).Official && slices.Contains(officialOps, o.Kind) {
		return false
	}
	return store.Projectable(o.Typ, fieldsOnly(o.Set)) == nil
}

// Admit takes an op that is quarantined, late or on a fork's other branch into
// its record (nhận), with the reason, and with it what of the same record it
// stands on and is aside too. Each of them is decided by an op of its own, and
// everything that followed is judged anew. It returns the ops admitted, the
// earliest first. Province only.
//
// Errors: Denied for others, and for a decision, acceptance or return that a
// device other than the province's wrote; NotFound; Invalid, detail "why" without a reason,
// "not-projectable" for content that fits no field; Conflict, details "counted",
// "waits" (it waits for data, not for a person), "decided" and "base-refused".
func (d *Desk) Admit(ctx context.Context, op store.Hash, why string) ([]store.Hash, error) {
	var done []store.Hash
	err := d.update(ctx, func(w *work) error {
		o, err := w.decidable(op, admit, why)
		if err != nil {
			return err
		}
		if done, err = w.lineage(o); err != nil {
			return err
		}
		return w.admitAll(done, why)
	})
	if err != nil {
		return nil, kept(err)
	}
	return done, nil
}

// AdmitBranch admits every op of the branch of a fork that op stands on, as
// revisions beside those of the branch that counts. It returns them in order of
// the chain. Errors are those of [Desk.Admit]; Conflict, detail "no-fork", for
// an op that is on no fork's other branch.
func (d *Desk) AdmitBranch(ctx context.Context, op store.Hash, why string) ([]store.Hash, error) {
	var done []store.Hash
	err := d.update(ctx, func(w *work) error {
		o, err := w.decidable(op, admit, why)
		if err != nil {
			return err
		}
		if o.Verdict != store.OnFork {
			return &store.Error{Code: store.Conflict, Detail: "no-fork", Message: "thay đổi này không nằm ở nhánh để riêng của một máy có hai lịch sử", Hint: "nhận riêng thay đổi này, không theo nhánh"}
		}
		if done, err = w.sameBranch(o); err != nil {
			return err
		}
		return w.admitAll(done, why)
	})
	if err != nil {
		return nil, kept(err)
	}
	return done, nil
}

// RefuseOp keeps an op aside for good (từ chối), with the reason; it stays in
// the log and readable. An op that was admitted may be refused later and the
// other way round; of several creations of one record any may be refused. Errors are those of [Desk.Admit].
func (d *Desk) RefuseOp(ctx context.Context, op store.Hash, why string) error {
	return kept(d.update(ctx, func(w *work) error {
		o, err := w.decidable(op, refuse, why)
		if err != nil {
			return err
		}
		return w.rule(o, refuse, why)
	}))
}

// decidable returns an op on which may be decided so.
func (w *work) decidable(op store.Hash, kind, why string) (*store.LoggedOp, error) {
	if err := store.Permit(w.d.Me(), store.Subject{Kind: store.Decision, Op: store.OpResolve}); err != nil {
		return nil, err
	}
	if vi.Clean(why, true) == "" {
		return nil, noReason()
	}
	o, err := w.tx.Op(op)
	if err != nil {
		return nil, err
	}
	ruled, err := w.ruling(op)
	if err != nil {
		return nil, err
	}
	conflict := func(detail, message, hint string) error {
		return &store.Error{Code: store.Conflict, Detail: detail, Message: message, Hint: hint}
	}
	rival := false
	if kind == refuse && o.Verdict == store.Counted {
		if rival, err = w.hasRival(o); err != nil {
			return nil, err
		}
	}
	switch {
	case ruled.kind == kind:
		return nil, conflict("decided", "thay đổi này đã được quyết định như vậy", "xem quyết định trong lịch sử của hồ sơ")
	case ruled.kind != "", rival:
	case o.Verdict == store.Counted:
		return nil, conflict("counted", "thay đổi này đang được tính, không bị cách ly", "muốn sửa thì điều chỉnh hoặc trả lại hồ sơ")
	case !o.Verdict.Quarantined() && o.Verdict != store.OnFork:
		return nil, conflict("waits", "thay đổi này chờ dữ liệu khác, không chờ quyết định: "+o.Why, "nhập gói còn thiếu, hoặc quyết định thay đổi đi trước nó")
	}
	if kind == admit {
		if err := w.provinceOnly(o); err != nil {
			return nil, err
		}
	}
	if kind == admit && FormFault(o) != "" && !projectable(o) {
		return nil, &store.Error{
			Code: store.Invalid, Detail: "not-projectable", Message: "không nhận được: nội dung không đặt được vào hồ sơ (" + FormFault(o) + ")",
			Hint: "từ chối thay đổi này và đề nghị người gửi ghi lại",
		}
	}
	return o, nil
}

// provinceOnly refuses to admit what only the province decides, written by a
// device that never was the province's: an officer's decision would else count
// as one of the province. Whoever agrees with it decides so under the own name.
func (w *work) provinceOnly(o *store.LoggedOp) error {
	decides := o.Typ == store.Decision || o.Kind == store.OpResolve || o.Kind == store.OpAccept || o.Kind == store.OpReturn
	if !decides {
		return nil
	}
	if office, err := w.ofProvince(o.Dev); err != nil || office {
		return err
	}
	return &store.Error{
		Code: store.Denied, Detail: string(store.NotPermitted), Message: "không nhận được: chỉ cấp tỉnh được quyết định, chấp nhận hoặc trả lại, mà thay đổi này do máy không phải của tỉnh ghi",
		Hint: "từ chối thay đổi này; nếu đồng ý với nội dung, tỉnh tự quyết định trên hồ sơ",
	}
}

// lineage returns an op and what it stands on in its record that a person must
// admit first, the earliest first.
func (w *work) lineage(o *store.LoggedOp) ([]store.Hash, error) {
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	by := map[store.Hash]*store.LoggedOp{}
	for _, x := range e.ops {
		by[x.Hash] = x
	}
	var list []store.Hash
	seen := map[store.Hash]bool{}
	var visit func(x *store.LoggedOp) error
	visit = func(x *store.LoggedOp) error {
		if x == nil || seen[x.Hash] {
			return nil
		}
		seen[x.Hash] = true
		if x.Hash != o.Hash && x.Verdict == store.RefusedOp {
			return &store.Error{Code: store.Conflict, Detail: "base-refused", Message: "thay đổi này dựa trên một thay đổi đã bị từ chối", Hint: "nhận thay đổi đi trước, mã " + x.Hash.String()[:12] + ", rồi làm lại"}
		}
		for _, b := range x.Base {
			if err := visit(by[b]); err != nil {
				return err
			}
		}
		if x.Hash == o.Hash || x.Verdict.Quarantined() || x.Verdict == store.OnFork {
			list = append(list, x.Hash)
			return w.provinceOnly(x)
		}
		return nil
	}
	return list, visit(o)
}

// sameBranch returns the ops set aside with o on its branch, in order.
func (w *work) sameBranch(o *store.LoggedOp) ([]store.Hash, error) {
	t, err := w.tree(o.Dev, o.Ep)
	if err != nil {
		return nil, err
	}
	on := map[store.Hash]bool{o.Hash: true}
	prev := o.Prev
	for _, x := range slices.Backward(t.all) { // what o follows
		if x.Hash == prev && x.Verdict == store.OnFork {
			on[x.Hash], prev = true, x.Prev
		}
	}
	for _, x := range t.all { // what follows o
		if on[x.Prev] && x.Seq > o.Seq && x.Verdict == store.OnFork {
			on[x.Hash] = true
		}
	}
	var list []store.Hash
	for _, x := range t.all {
		if !on[x.Hash] {
			continue
		}
		switch err := w.provinceOnly(x); {
		case store.CodeOf(err) == store.Denied: // it stays aside; the others may count without it
		case err != nil:
			return nil, err
		default:
			list = append(list, x.Hash)
		}
	}
	return list, nil
}

// admitAll admits ops one after another.
func (w *work) admitAll(ops []store.Hash, why string) error {
	for _, h := range ops {
		o, err := w.decidable(h, admit, why)
		if err != nil {
			return err
		}
		if err := w.rule(o, admit, why); err != nil {
			return err
		}
	}
	return nil
}

// rule writes a decision on an op; what hangs on it is judged before the
// transaction ends.
func (w *work) rule(o *store.LoggedOp, kind, why string) error {
	id := DecisionID(o.Hash)
	e, err := w.entry(store.Decision, id)
	if err != nil {
		return err
	}
	var base []store.Hash
	if r, err := w.view(e); err != nil {
		return err
	} else if r != nil {
		base = r.Heads
	}
	_, err = w.make(change{kind: store.Decision, id: id, op: store.OpResolve, base: base, why: vi.Clean(why, true), set: store.Doc{
		"kind": kind, "op": o.Hash.String(), "about": store.Doc{"kind": string(o.Typ), "record": o.Ent},
	}})
	return err
}

// FindOp returns the op whose hash begins with prefix, 8 to 64 hex digits, among
// those that do not count or were decided on. NotFound if there is none,
// Conflict, detail "ambiguous", if there are several.
func (d *Desk) FindOp(ctx context.Context, prefix string) (store.Hash, error) {
	if h, err := store.ParseHash(prefix); err == nil {
		return h, nil
	}
	var none store.Hash
	if len(prefix) < 8 || strings.Trim(prefix, "0123456789abcdef") != "" {
		return none, &store.Error{Code: store.Usage, Message: fmt.Sprintf("mã thay đổi %q không dùng được", prefix), Hint: "ghi ít nhất 8 chữ số đầu của mã, như lệnh admit --list đã in"}
	}
	list, err := d.Quarantine(ctx)
	if err != nil {
		return none, err
	}
	found := slices.DeleteFunc(list, func(q Quarantined) bool { return q.Op.String()[:len(prefix)] != prefix })
	switch len(found) {
	case 0:
		return none, &store.Error{Code: store.NotFound, Detail: "op", Message: "không có thay đổi nào chờ quyết định có mã bắt đầu bằng " + prefix, Hint: "xem mã bằng coopfield admit --list"}
	case 1:
		return found[0].Op, nil
	}
	return none, &store.Error{Code: store.Conflict, Detail: "ambiguous", Message: fmt.Sprintf("có %d thay đổi có mã bắt đầu bằng %s", len(found), prefix), Hint: "ghi thêm chữ số của mã"}
}
