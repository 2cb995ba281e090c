package desk

// SupportLine is one support given to a cooperative.
type SupportLine struct {
	ID           string
	Type         string // id of [SupportTypes], or words
	TypeName     string // Vietnamese
	Source       string
	On           string
	Approved     *int64 // đồng, nil = not known
	Disbursed    *int64
	Repaid       *int64 // of a loan
	Due          string // of a loan
	Status       string
	Note         string
	Plan         string // id, "" if it is under none
	Consultation string // id of the consultation it was given from, "" if from none
	Typing       bool   // it stands in no op yet
}

// SupportType is one kind of support (kế hoạch, V.3).
type SupportType struct {
	ID    string
	Title string // Vietnamese
	Loan  bool   // it has a rate, a due date and what was repaid
}
