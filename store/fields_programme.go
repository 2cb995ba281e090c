package store

// maxReport is how many letters a report may have: with tables of many pilots it
// is longer than a note, and has to fit into one line of the log with the
// revisions that it names.
const maxReport = 200_000

// The forms of the programme's process: registration, plan, support, and what
// is reported and proposed (Kế hoạch 1185/KH-UBND, VI and VII).
func init() {
	money := whole
	decision := []Field{text("no"), date("on"), text("result"), note("note")}
	met := object("", truth("met"), note("note"))
	specs[Registration] = &Spec{Kind: Registration, Natural: []string{"cooperative", "programme"}, Fields: []Field{
		ref("cooperative", Cooperative).required().fixed(), text("programme").required().fixed(), text("model"),
		date("submitted_on"), ref("entry_assessment", Assessment),
		items("profit", Field{Type: TypeNumber, Signed: true}),
		items("dossier", object("", truth("present"), note("note"))),
		items("conditions", met), items("priorities", met),
		object("district_decision", decision...), object("province_decision", decision...), date("ministry_sent_on"),
	}}
	specs[Plan] = &Spec{Kind: Plan, Natural: []string{"cooperative", "programme"}, Fields: []Field{
		ref("cooperative", Cooperative).required().fixed(), text("programme").required().fixed(),
		enum("status", "drafted", "reviewed", "approved", "adjusted", "closed"), date("submitted_on"),
		object("baseline", ref("assessment", Assessment), text("revision")),
		items("improve", points),
		items("actions", object("", text("type"), note("text"), text("who"), date("from"), date("to"), money("cost"), text("state"))),
		items("funding", items("", object("", money("planned"), money("spent")))),
		text("approved_no"), date("approved_on"), text("approved_by"), items("sent_to", date("")),
		note("adjust_reason"),
	}}
	specs[Support] = &Spec{Kind: Support, Fields: []Field{
		ref("cooperative", Cooperative).required().fixed(), ref("plan", Plan), text("type").required(), text("source"),
		text("legal_basis"), text("decision_no"), money("approved"), money("disbursed"), date("on"), text("status"),
		number("rate").between(0, 100_00), date("due"), money("repaid"), note("note"), ref("consultation", Consultation),
	}}
	specs[Event] = &Spec{Kind: Event, Mergeable: true, Fields: []Field{
		text("type").required(), date("on").required(), text("place"), items("cooperatives", truth("")),
		whole("participants"), money("cost"), text("source"), unitRef("unit"), note("note"),
	}}
	specs[Report] = &Spec{Kind: Report, Official: true, Natural: []string{"template", "period", "unit"}, Fields: []Field{
		text("period").required().fixed(), enum("level", "cooperative", "unit", "district", "province"),
		unitRef("unit").fixed(), text("template").required().fixed(),
		items("figures", Field{Type: TypeNumber, Scale: 2, Signed: true}), note("text").between(0, maxReport), items("records", text("")),
		text("document_no"), text("status").derived(),
	}}
	specs[Proposal] = &Spec{Kind: Proposal, Fields: []Field{
		enum("type", "replication", "commendation").required(), unitRef("unit"),
		object("recipient", text("name"), enum("type", "person", "collective")),
		ref("cooperative", Cooperative), text("period"), text("model"), money("budget"), text("form"), text("level"),
		text("decision_no"), note("text"), text("state"),
	}}
}
