package text

// Home are the words of the first screen.
type Home struct {
	Title string
}

var homeVI = Home{
	Title: "Bàn làm việc",
}

var homeEN = Home{
	Title: "Desk",
}
