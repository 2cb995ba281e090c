package text

// Unlock are the words of the passphrase screen.
type Unlock struct {
	Title string
}

var unlockVI = Unlock{
	Title: "Mở kho",
}

var unlockEN = Unlock{
	Title: "Unlock",
}
