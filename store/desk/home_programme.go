package desk

import (
	"strconv"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// homeProgramme lists what waits for this person in the programmes that are held
// (Kế hoạch 1185/KH-UBND, VI and VII): applications to decide on, plans to
// approve, and pilots that still lack something. It reads applications and what
// hangs on the chosen ones, of which there are few.
func (w *work) homeProgramme(h *Home) error {
	applied, err := w.tx.Count(store.Registration)
	if err != nil || applied == 0 {
		return err
	}
	programmes := w.cat.programmes()
	me := w.d.Me()
	candidates, plans, pilots := Task{What: TaskCandidates}, Task{What: TaskPlans}, Task{What: TaskPilots}
	for _, id := range sortedKeys(programmes) {
		if me.Role != store.Advisor {
			if err := w.homeCandidates(&candidates, id); err != nil {
				return err
			}
		}
		if me.Role == store.Province {
			if err := w.homePlans(&plans, id); err != nil {
				return err
			}
			continue
		}
		if err := w.homePilots(&pilots, id); err != nil {
			return err
		}
	}
	for _, t := range []Task{candidates, plans, pilots} {
		h.add(t)
	}
	return nil
}

// homeCandidates counts the applications that wait for this office: at the
// province those that a district chose, at a reporting unit the own ones on
// which nothing was decided (VI.1.c). What is in conflict waits for that first.
func (w *work) homeCandidates(t *Task, programme string) error {
	me := w.d.Me()
	return w.registrationsOf(programme, func(r *store.Record) error {
		waits := r.Doc.Text("district_decision.result") == "" && r.Unit == me.Unit
		if me.Role == store.Province {
			waits = r.Doc.Text("district_decision.result") == ResultChosen && r.Doc.Text("province_decision.result") == ""
		}
		if !waits || r.Conflict != "" {
			return nil
		}
		w.homeEntry(t, store.Registration, r.ID, r.Doc.Text("cooperative"), "")
		return nil
	})
}

// homePlans counts the completion plans that were submitted and are not approved
// (VI.2.a).
func (w *work) homePlans(t *Task, programme string) error {
	q, any, err := w.following(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "programme", Value: programme}}})
	if err != nil || !any {
		return err
	}
	return w.tx.Records(q, func(r *store.Record) error {
		status, submitted := r.Doc.Text("status"), r.Doc.Text("submitted_on")
		if r.Conflict == "" && (status == PlanReviewed || (status == PlanDrafted || status == "") && submitted != "") {
			w.homeEntry(t, store.Plan, r.ID, r.Doc.Text("cooperative"), submitted)
		}
		return nil
	})
}

// homePilots lists this person's pilots that still lack something to leave the
// second stage, with the first thing that each lacks.
func (w *work) homePilots(t *Task, programme string) error {
	board, err := w.pilots(PilotQuery{Programme: programme, Mine: true})
	if err != nil {
		return err
	}
	for _, p := range board.Rows {
		if len(p.Lacks) == 0 {
			continue
		}
		t.N++
		if len(t.Entries) < entriesShown {
			t.Entries = append(t.Entries, Entry{Kind: store.Cooperative, ID: p.Cooperative, Title: p.Name, Note: p.Lacks[0]})
		}
	}
	return nil
}

// homeEntry counts one more record of a cooperative in a task.
func (w *work) homeEntry(t *Task, k store.Kind, id, coop, note string) {
	t.N++
	if len(t.Entries) < entriesShown {
		t.Entries = append(t.Entries, Entry{Kind: k, ID: id, Title: w.coopName(coop), Note: note})
	}
}

// homeDeadlines lists what is due around now: by the schemes of the year, and by
// the programmes at the level of this person's program; of the units' the
// province sees those that are behind. What is known to be kept is left out.
func (w *work) homeDeadlines(h *Home, reg *Register) error {
	day, err := scheme.LastDay(strconv.Itoa(h.Year))
	if err != nil {
		return nil // a year that no scheme can know
	}
	today := w.d.today()
	all, err := w.deadlines(DeadlineQuery{On: today}, vi.AddDays(today, -deadlineBehind), vi.AddDays(today, deadlineAhead), newKeeping(w, reg, today))
	if err != nil {
		return err
	}
	mine := levelOf(w.d.Me().Role)
	for _, l := range all {
		ofScheme := len(w.cat.schemes[l.Programme]) > 0
		switch {
		case l.On == "" || l.Done:
		case ofScheme && yearPart(day) != strconv.Itoa(l.Year):
		case !ofScheme && l.Level != mine && (mine != levelProvince || l.Open == 0):
		default:
			h.add(Task{
				What: TaskDeadline, N: 1, Title: l.Deadline.Title, Due: l.On, Before: l.Deadline.Before, Days: l.Days, Open: l.Open, All: l.All,
				Programme: map[bool]string{false: l.Programme}[ofScheme],
			})
		}
	}
	return nil
}
