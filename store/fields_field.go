package store

// The forms of what is recorded at a cooperative's table: visits, advice, and
// what became of recommendations.
func init() {
	checks := items("checks", object("", enum("state", "met", "unmet", "not_applicable"), note("note")))
	promise := object("", note("text"), text("who"), date("due"))
	person := object("", text("name"), text("position"), text("office"))
	state := object("", enum("state", "done", "partly", "not_done"), note("note"))
	specs[Visit] = &Spec{Kind: Visit, Official: true, Fields: []Field{
		ref("cooperative", Cooperative).required().fixed(), date("on").required(),
		instant("started"), instant("ended"),
		enum("purpose", "periodic", "unplanned", "follow_up", "plan_check", "complaint", "supervision").required(),
		text("basis"), text("place"), text("lead_office"), text("secretary"),
		items("team", person), items("participants", person),
		text("checklist"), whole("checklist_revision").between(1, 1_000_000), checks, ref("plan", Plan), items("action_checks", state), items("support_checks", state),
		{Name: "figures", Type: TypeMap, Keys: knownFigure, Item: &Field{Type: TypeNumber, Scale: scaleByFigure, Signed: true}},
		note("strengths"), note("shortcomings"), note("obstacles"), items("recommendations", promise),
		note("opinion"), whole("copies").between(0, 100), text("document_no"), text("status").derived(),
	}}
	specs[Consultation] = &Spec{Kind: Consultation, Official: true, Fields: []Field{
		ref("cooperative", Cooperative).required().fixed(), date("on").required(), text("advisor"),
		note("requests"), items("topics", truth("")), note("advice"), items("commitments", promise),
		date("next_on"), text("document_no"), text("status").derived(),
	}}
	specs[Followup] = &Spec{Kind: Followup, Fields: []Field{
		object("about", text("kind").required(), ref("record", "").required(), text("item").required()).required().fixed(),
		date("on").required(), enum("state", "kept", "partly", "not_kept", "moved").required(),
		date("due"), note("note"), note("proof"), ref("visit", Visit), ref("consultation", Consultation), ref("cooperative", Cooperative),
	}}
	specs[Obstacle] = &Spec{Kind: Obstacle, Mergeable: true, Fields: []Field{
		ref("cooperative", Cooperative), unitRef("unit"), note("text").required(), date("raised_on"), text("to"),
		note("answer"), date("answered_on"), text("state"), ref("visit", Visit),
	}}
}
