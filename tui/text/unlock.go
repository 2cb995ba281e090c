package text

// Unlock are the words of the passphrase screen.
type Unlock struct {
	Title    string
	Heading  string // in the panel's border
	Lead     string // what is asked, and why
	Label    string // beside the field
	Opening  string
	Wrong    string // beside the field
	WrongTip string // below it
	Missing  string // Enter on an empty field
	Safe     string // nothing is lost by a wrong passphrase
	Forgot   string // where help is
	// ForgotKey is Forgot where a key leads to the province's recovery key.
	ForgotKey string

	Open, Leave, Help string // key line
}

var unlockVI = Unlock{
	Title: "Mở kho", Heading: "Mở kho dữ liệu",
	Lead:  "Kho dữ liệu trên máy này được khóa bằng mật khẩu. Gõ mật khẩu rồi bấm Enter.",
	Label: "Mật khẩu", Opening: "đang mở…", Wrong: "mật khẩu không đúng",
	WrongTip:  "Kiểm tra Caps Lock và bộ gõ tiếng Việt (UniKey), rồi gõ lại.",
	Missing:   "chưa gõ mật khẩu",
	Safe:      "Gõ sai không làm mất gì; được gõ lại bao nhiêu lần cũng được.",
	Forgot:    "Quên mật khẩu: hỏi người phụ trách của tỉnh; đừng xóa hay tạo kho mới đè lên kho này.",
	ForgotKey: "Quên mật khẩu: bấm F6, tỉnh giữ khóa mở được kho này. Đừng xóa hay tạo kho mới đè lên.",
	Open:      "mở kho", Leave: "thoát", Help: "phím",
}

var unlockEN = Unlock{
	Title: "Unlock", Heading: "Unlock the store",
	Lead:  "The store on this machine is locked with a passphrase. Type it and press Enter.",
	Label: "Passphrase", Opening: "opening…", Wrong: "wrong passphrase",
	WrongTip:  "Check Caps Lock and the input method, then type it again.",
	Missing:   "type the passphrase first",
	Safe:      "A wrong passphrase loses nothing; try as often as needed.",
	Forgot:    "Forgotten: ask the province; do not delete this store or make a new one over it.",
	ForgotKey: "Forgotten: press F6; the province keeps a key that opens this store. Do not delete it or make a new one over it.",
	Open:      "unlock", Leave: "leave", Help: "keys",
}
