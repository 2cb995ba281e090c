package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestAnApplicationNamesAProgrammeThatIsHeldAndAModelOfIt(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c := p.put(t, store.Cooperative, "", coop(1))
	for _, tt := range []struct {
		kind   store.Kind
		doc    store.Doc
		detail string
	}{
		{store.Registration, store.Doc{"programme": "nowhere"}, "programme"},
		{store.Plan, store.Doc{"programme": "nowhere"}, "programme"},
		{store.Registration, store.Doc{"programme": "kh1185", "model": "A"}, "model"},
		{store.Registration, store.Doc{"programme": "kh1185", "district_decision": store.Doc{"result": "được"}}, "district_decision.result"},
		{store.Registration, store.Doc{"programme": "kh1185", "province_decision": store.Doc{"result": "được"}}, "province_decision.result"},
	} {
		tt.doc["cooperative"] = c
		_, err := p.Put(ctx, tt.kind, []desk.Input{{Doc: tt.doc}})
		wantCode(t, err, store.Invalid, tt.detail)
	}
	r := p.put(t, store.Registration, "", store.Doc{"cooperative": c, "programme": "kh1185", "model": "A-a", "district_decision": store.Doc{"result": desk.ResultChosen}})
	_, err := p.Put(ctx, store.Registration, []desk.Input{{ID: r, Doc: store.Doc{"model": "B-z"}}})
	wantCode(t, err, store.Invalid, "model")
	p.put(t, store.Registration, r, store.Doc{"model": "B-a", "province_decision": store.Doc{"result": desk.ResultRefused}})
	p.put(t, store.Registration, r, store.Doc{"model": nil})
}
