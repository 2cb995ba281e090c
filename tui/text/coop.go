package text

// Coop are the words of one cooperative.
type Coop struct {
	Title string
}

var coopVI = Coop{
	Title: "Hồ sơ hợp tác xã",
}

var coopEN = Coop{
	Title: "Cooperative",
}
