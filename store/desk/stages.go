package desk

import (
	"slices"

	"coopfield/store"
)

// judgeAll judges open ops of entries from nothing. What counts as the creation
// of a record is settled stage by stage, before anything is judged that hangs on
// it: lawful by itself a creation is by records of the stages before alone.
func (w *work) judgeAll(open []*store.LoggedOp, entries []*entry) error {
	var rest []*store.LoggedOp
	for n := range stages {
		var made, others []*store.LoggedOp
		for _, o := range open {
			switch {
			case stageOf(o.Typ) != n:
			case creates(o):
				made = append(made, o)
			default:
				others = append(others, o)
			}
		}
		made, err := w.rounds(made)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if stageOf(e.kind) != n {
				continue
			}
			out, err := w.outrank(e)
			if err != nil {
				return err
			}
			e.stale = e.stale || len(out) > 0
		}
		if rest, err = w.rounds(slices.Concat(rest, made, others)); err != nil {
			return err
		}
	}
	for _, o := range rest {
		v, why, err := w.judge(o)
		if err != nil {
			return err
		}
		o.Verdict, o.Why = v, why
	}
	return nil
}

// rounds judges ops round by round until none more counts, and returns those
// that do not.
func (w *work) rounds(open []*store.LoggedOp) ([]*store.LoggedOp, error) {
	for progress := true; progress; {
		progress = false
		var rest []*store.LoggedOp
		for _, o := range open {
			v, why, err := w.judge(o)
			if err != nil {
				return nil, err
			}
			if v != store.Counted {
				o.Why = why
				rest = append(rest, o)
				continue
			}
			o.Verdict, o.Why = v, ""
			w.entries[key{o.Typ, o.Ent}].stale = true
			progress = true
		}
		open = rest
	}
	return open, nil
}

// stages is how many steps [stageOf] has.
const stages = 6

// stageOf orders kinds so that whether the creation of a record is lawful hangs
// on records of earlier stages only: what it belongs to, what it is about, and
// the reports that close its period.
func stageOf(k store.Kind) int {
	switch k {
	case store.Decision:
		return 0
	case store.Cooperative:
		return 1
	case store.Report:
		return 2
	case store.Followup:
		return 4
	case store.Attachment:
		return 5
	}
	return 3
}
