package text

// Assess are the words of the assessment sheet.
type Assess struct {
	Title string
}

var assessVI = Assess{
	Title: "Đánh giá",
}

var assessEN = Assess{
	Title: "Assessment",
}
