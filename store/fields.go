package store

// specs are the forms of the kinds of record (architecture: Records).
var specs = map[Kind]*Spec{
	Cooperative: {Kind: Cooperative, Mergeable: true, Fields: []Field{
		text("name").required(),
		enum("type", "htx", "lhhtx", "tht", "qtdnd", "nhhtx").required(),
		text("tax_code"), text("registration_no"), date("registered_on"),
		enum("status", "active", "stopped", "dissolved", "converted"),
		date("stopped_on"), date("ended_on"),
		unitRef("unit").required(), unitRef("reporting_unit"),
		text("area"), text("address"), text("phone"), text("email"),
		text("chair"), text("director"), text("controller"),
		text("field"),
		enum("report_field", "nông nghiệp", "CN-TTCN", "TM-DV", "GTVT", "XD", "QTDND", "môi trường", "khác"),
		enum("service_class", "production", "consumption", "employment", "mixed"),
		text("model"),
		items("products", object("", text("name"), truth("main"), number("ocop").between(0, 500))),
		items("link_contracts", object("", text("partner"), text("product"), date("from"), date("to"), whole("value"))),
		truth("youth_founded"), note("notes"),
	}},
	Annual: {Kind: Annual, Mergeable: true, Natural: []string{"cooperative", "year"}, Fields: []Field{
		ref("cooperative", Cooperative).required().fixed(),
		whole("year").required().fixed().between(1990, 2200),
		{Name: "figures", Type: TypeMap, Keys: knownFigure, Item: &Field{Type: TypeNumber, Scale: scaleByFigure, Signed: true}},
		truth("estimate"), date("received_on"), text("source"),
	}},
	Assessment: {
		Kind: Assessment, Official: true,
		Natural: []string{"cooperative", "scheme", "period", "occasion", "as_of"},
		Fields: []Field{
			ref("cooperative", Cooperative).required().fixed(),
			text("period").required().fixed(),
			enum("occasion", "annual", "half_year", "entry", "exit").fixed(),
			date("as_of").fixed(),
			text("scheme").required().fixed(),
			whole("scheme_revision").between(1, 1_000_000),
			{Name: "facts", Type: TypeMap, Item: &Field{Type: TypeNumber, Scale: ScaleByScheme, Signed: true}},
			items("facts_state", enum("", "estimate", "copied", "confirmed")),
			number("months_active").between(0, 1200_00), number("months_stopped").between(0, 12_00),
			items("self", points), items("checked", points), items("approved", points),
			items("evidence", note("")), items("reason", note("")),
			items("cause", note("")), items("comments", note("")), items("flag", truth("")),
			date("received_on"),
			object("board_agreed", text("name"), date("on")),
			object("supervisor_agreed", text("name"), date("on")),
			text("document_no"),
			text("status").derived(),
		},
	},
	Attachment: {Kind: Attachment, Fields: []Field{
		object("owner", text("kind"), text("record"), text("item")), text("name").required(), text("media_type"),
		whole("size").between(0, 25<<20), text("sha256").required(),
	}},
	Decision: {Kind: Decision, Fields: []Field{
		object("about", text("kind"), text("record")), text("kind"), text("op"), note("reason"),
	}},
}

// points are hundredths of a point; a scheme's maxima are far below the bound.
var points = Field{Type: TypeNumber, Scale: 2, Min: 0, Max: 1000_00}
