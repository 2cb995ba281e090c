package store_test

import (
	"fmt"
	"testing"

	"coopfield/store"
)

// Every cell of role × kind × op kind, for a record of the writer's own unit
// or cooperative; then the fields that are the province's alone.
func TestPermissionTable(t *testing.T) {
	ops := []store.OpKind{
		store.OpPut, store.OpFinalise, store.OpAmend, store.OpVoid, store.OpReturn, store.OpAccept,
		store.OpResolve, store.OpSameAs, store.OpAttach, store.OpNote,
	}
	provinceOnly := map[store.OpKind]bool{store.OpReturn: true, store.OpAccept: true, store.OpResolve: true}
	advisor := map[store.Kind]bool{store.Consultation: true, store.Followup: true, store.Support: true, store.Event: true}
	for _, role := range []store.Role{store.Officer, store.Advisor, store.Province} {
		w := store.Writer{Role: role, Unit: "615", Coops: []string{coop}}
		for _, kind := range store.Kinds() {
			for _, op := range ops {
				want := kind != store.Decision
				if role != store.Province {
					want = want && !provinceOnly[op]
				}
				if role == store.Advisor {
					want = want && advisor[kind]
				}
				err := store.Permit(w, store.Subject{Kind: kind, Op: op, Set: store.Doc{"notes": "x"}, Cooperative: coop, Unit: "615", About: aboutFor(role, kind)})
				if (err == nil) != want {
					t.Errorf("%s %s %s: %v, want allowed=%t", role, op, kind, err, want)
				}
				if err != nil && store.CodeOf(err) != store.Denied {
					t.Errorf("%s %s %s: code %s", role, op, kind, store.CodeOf(err))
				}
			}
		}
	}
}

func aboutFor(role store.Role, kind store.Kind) store.Kind {
	if kind != store.Followup {
		return ""
	}
	if role == store.Advisor {
		return store.Consultation
	}
	return store.Visit
}

func TestFieldsOfTheProvinceAloneAreRefusedToOthers(t *testing.T) {
	for kind, fields := range map[store.Kind][]string{
		store.Assessment:   {"approved", "comments"},
		store.Registration: {"province_decision", "ministry_sent_on"},
		store.Plan:         {"approved_no", "approved_on", "approved_by"},
		store.Obstacle:     {"answer", "answered_on"},
		store.Proposal:     {"decision_no"},
	} {
		for _, f := range fields {
			t.Run(fmt.Sprintf("%s.%s", kind, f), func(t *testing.T) {
				s := store.Subject{Kind: kind, Op: store.OpPut, Set: store.Doc{f: "x"}, Unit: "615"}
				if store.Permit(store.Writer{Role: store.Officer, Unit: "615"}, s) == nil {
					t.Error("an officer may write it")
				}
				if err := store.Permit(store.Writer{Role: store.Province, Unit: "62"}, s); err != nil {
					t.Errorf("the province may not: %v", err)
				}
			})
		}
	}
}

func TestAnOfficerWritesOnlyTheOwnUnit(t *testing.T) {
	w := store.Writer{Role: store.Officer, Unit: "615"}
	if store.Permit(w, store.Subject{Kind: store.Assessment, Op: store.OpPut, Unit: "616"}) == nil {
		t.Error("another unit's record is accepted")
	}
	if store.Permit(w, store.Subject{Kind: store.Report, Op: store.OpPut, Set: store.Doc{"level": "province"}}) == nil {
		t.Error("a province report by an officer is accepted")
	}
	if store.Permit(w, store.Subject{Kind: store.Followup, Op: store.OpPut, About: store.Consultation, Unit: "615"}) == nil {
		t.Error("an advisor's commitment is followed up by an officer")
	}
}

func TestAnAdvisorWritesOnlyAssignedCooperatives(t *testing.T) {
	w := store.Writer{Role: store.Advisor, Unit: "62", Coops: []string{coop}}
	if err := store.Permit(w, store.Subject{Kind: store.Consultation, Op: store.OpPut, Cooperative: coop, Unit: "615"}); err != nil {
		t.Errorf("an assigned cooperative is refused: %v", err)
	}
	if store.Permit(w, store.Subject{Kind: store.Consultation, Op: store.OpPut, Cooperative: "other", Unit: "615"}) == nil {
		t.Error("a cooperative that is not assigned is accepted")
	}
}

func TestAnAdvisorsEventIsOfTheOwnUnitAndNamesAssignedCooperatives(t *testing.T) {
	w := store.Writer{Role: store.Advisor, Unit: "62", Coops: []string{coop}}
	event := func(unit string, coops store.Doc) error {
		return store.Permit(w, store.Subject{Kind: store.Event, Op: store.OpPut, Unit: unit, Set: store.Doc{"cooperatives": coops}})
	}
	if err := event("62", store.Doc{coop: true}); err != nil {
		t.Errorf("the advisor's own event is refused: %v", err)
	}
	if event("615", store.Doc{coop: true}) == nil {
		t.Error("an officer's event is accepted")
	}
	if event("62", store.Doc{"other": true}) == nil {
		t.Error("a cooperative that is not assigned is accepted")
	}
}
