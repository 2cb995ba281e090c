package text

// Classes are the words of a cooperative's size and service classes.
type Classes struct {
	Title    string
	NoRule   string
	Unknown  string // %s why
	Year     string // %d that the figures are of
	Estimate string
	Service  string
}

var classesVI = Classes{
	Title: "Phân loại", NoRule: "không có quy định phân loại đang có hiệu lực", Unknown: "chưa rõ: %s", Year: "số liệu năm %d", Estimate: "số ước",
	Service: "Cung ứng",
}

var classesEN = Classes{
	Title: "Classes", NoRule: "no rule on classes is in force", Unknown: "not known: %s", Year: "figures of %d", Estimate: "an estimate",
	Service: "Supplies",
}
