package text

// Coops are the words of the list of cooperatives.
type Coops struct {
	Title string
}

var coopsVI = Coops{
	Title: "Hợp tác xã",
}

var coopsEN = Coops{
	Title: "Cooperatives",
}
