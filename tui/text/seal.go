package text

// Seal are the words of sealing a bundle.
type Seal struct {
	Title string
}

var sealVI = Seal{
	Title: "Đóng gói",
}

var sealEN = Seal{
	Title: "Seal",
}
