package text

// Otherwise are the words that tell an officer where the province decided
// otherwise than this machine wrote.
type Otherwise struct {
	Chosen    string // %s how many fields or items, %s which
	Refused   string // %s how many changes
	RefusedOf string // %s how many changes, %s which fields
	SameAs    string // %s the record that is kept
	See       string // which key shows more
	Values    string // %s field, %s what the province chose, %s what was written here
	Stands    string // of a refused change: %s field, %s what counts, %s what was written here
	Nothing   string // for a value that is absent
}

var otherwiseVI = Otherwise{
	Chosen:  "Tỉnh chọn giá trị khác với máy này ở %s mục: %s.",
	Refused: "Tỉnh không nhận %s thay đổi của máy này.", RefusedOf: "Tỉnh không nhận %s thay đổi của máy này: %s.",
	SameAs: "Tỉnh coi hồ sơ này là trùng và giữ: %s.", See: "Ctrl+R xem cả hai và lý do.",
	Values: "%s: tỉnh chọn %s, máy này ghi %s", Stands: "%s: đang tính %s, máy này ghi %s", Nothing: "để trống",
}

var otherwiseEN = Otherwise{
	Chosen:  "The province chose another value than this machine, fields: %s (%s).",
	Refused: "Changes of this machine that the province refused: %s.", RefusedOf: "Changes of this machine that the province refused: %s (%s).",
	SameAs: "The province takes this record for a duplicate and keeps: %s.", See: "Ctrl+R shows both and the reason.",
	Values: "%s: the province chose %s, this machine wrote %s", Stands: "%s: %s counts, this machine wrote %s", Nothing: "nothing",
}
