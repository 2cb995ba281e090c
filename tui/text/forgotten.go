package text

// Forgotten are the words of the page that opens a store whose passphrase is
// forgotten with the province's recovery key.
type Forgotten struct {
	Title, Heading string
	Key            string    // of the key that leads here
	Button         string    // of a dialog that leads here
	Lead           string    // nothing is lost, and where the key is
	LeadBackup     string    // the same of a backup
	Need           [3]string // what is needed, and what happens then
	Ways           [2]string // the CA's folder, the sheet
	Call           string    // what to read to the province
	Install, Print string
	NoKey          string // nobody can open it

	CALead, CAFolder, CAPass   string
	CAPlaces                   string // ↑↓
	NoFolder, NoCA, WrongPass  string
	OtherProvince, Opening     string
	SheetLead                  string
	SheetLine                  string // %d
	SheetHave                  string // %d lines that are right
	SheetEmpty, SheetWrong     string // %d
	SheetOrder                 string // %d that was typed, %d that is wanted
	SheetNot                   string
	FreshLead, Fresh, Again    string
	Short, Differ, Setting     string
	Restoring                  string
	Done, DoneBackup           string
	After                      [3]string
	KeyChoose, KeyOpen, KeySet string
	KeyField, KeyStick, KeyAdd string
	KeyBack, KeyHelp, KeyGo    string
	KeyMove                    string
	Keep                       string
}

var forgottenVI = Forgotten{
	Title: "Quên mật khẩu", Heading: "Quên mật khẩu", Key: "quên mật khẩu", Button: "Quên mật khẩu…",
	Lead:       "Dữ liệu còn nguyên. Khóa phục hồi mở được kho này; khóa do tỉnh giữ và không rời tỉnh, nên mang máy đến nơi giữ khóa.",
	LeadBackup: "Dữ liệu trong tệp còn nguyên. Khóa phục hồi mở được tệp này; khóa do tỉnh giữ và không rời tỉnh, nên mang tệp đến nơi giữ khóa.",
	Need: [3]string{
		"Cần một trong hai, do người giữ khóa của tỉnh lấy ra:",
		"USB có thư mục khóa CA và mật khẩu của khóa đó, hoặc tờ phục hồi của tỉnh.",
		"Mở được thì đặt mật khẩu mới, gõ hai lần. Không có gì bị xóa.",
	},
	Ways:    [2]string{"USB có khóa CA của tỉnh", "Tờ phục hồi của tỉnh, gõ hoặc dán"},
	Call:    "Gọi văn phòng tỉnh, đọc cho họ:",
	Install: "Mã cài đặt", Print: "Dấu vân tay",
	NoKey: "Máy này chưa được tỉnh cấp quyền nên chưa có khóa phục hồi nào: không ai mở thay được. Hãy nhớ lại mật khẩu; Caps Lock và bộ gõ hay làm sai. Đừng xóa kho.",

	CALead: "Cắm USB giữ khóa CA của tỉnh.", CAFolder: "Thư mục khóa CA", CAPass: "Mật khẩu khóa CA", CAPlaces: "↑↓ chọn thư mục thấy trên USB",
	NoFolder: "Chưa ghi thư mục khóa CA.", NoCA: "Không thấy khóa CA trong thư mục này. Thư mục đúng có tệp ca.pub.",
	WrongPass:     "Mật khẩu khóa CA không đúng. Đó là mật khẩu lúc tạo kho của tỉnh, trừ khi đã đổi riêng.",
	OtherProvince: "Khóa này không mở được kho của máy này: đó là khóa của tỉnh khác, hoặc tệp khóa đã hỏng.", Opening: "Đang mở khóa của tỉnh",
	SheetLead: "Gõ từng dòng của tờ phục hồi, cả hai chữ sau dấu =, rồi Enter; hoặc dán cả tờ. Dấu cách và chữ hoa không quan trọng.",
	SheetLine: "Dòng %d", SheetHave: "%d dòng đã đúng", SheetEmpty: "Chưa gõ dòng %d.", SheetWrong: "Dòng %d chép chưa đúng: so lại từng chữ với tờ giấy.",
	SheetOrder: "Đây là dòng %d; đang cần dòng %d.", SheetNot: "Các dòng đều khớp nhưng đây không phải khóa phục hồi; gõ lại từ dòng 1.",
	FreshLead: "Đã mở được bằng khóa của tỉnh. Người dùng máy đặt mật khẩu mới: bốn, năm từ dễ nhớ tốt hơn tám dấu lạ.",
	Fresh:     "Mật khẩu mới", Again: "Gõ lại", Short: "Mật khẩu cần ít nhất 8 chữ.", Differ: "Hai lần gõ không giống nhau.",
	Setting: "Đang đặt mật khẩu mới", Restoring: "Đang kiểm tra, phục hồi và đặt mật khẩu mới",
	Done: "Đã đặt mật khẩu mới. Dữ liệu và khóa của máy còn nguyên.", DoneBackup: "Đã đặt mật khẩu mới cho kho được phục hồi.",
	After: [3]string{
		"Mật khẩu cũ không mở được kho này nữa; các bản sao lưu cũ vẫn mở bằng mật khẩu lúc đó, nên hãy sao lưu lại.",
		"Rút USB khóa CA, cất cả USB và tờ phục hồi vào két.",
		"Nếu đã chép tờ phục hồi vào một tệp thì xóa tệp đó.",
	},
	KeyChoose: "chọn", KeyOpen: "mở", KeySet: "đặt", KeyField: "ô sau", KeyStick: "USB", KeyAdd: "dòng sau", KeyBack: "về", KeyHelp: "phím", KeyGo: "vào kho", KeyMove: "cách khác",
	Keep: "đang đặt mật khẩu mới",
}

var forgottenEN = Forgotten{
	Title: "Passphrase forgotten", Heading: "Passphrase forgotten", Key: "forgotten", Button: "Forgotten…",
	Lead:       "The data are all there. A recovery key opens this store; the province keeps it and does not hand it out: take the machine there.",
	LeadBackup: "The data in the file are all there. A recovery key opens it; the province keeps it and does not hand it out: take the file there.",
	Need: [3]string{
		"One of two things, brought by who keeps the key:",
		"the CA stick with its passphrase, or the recovery sheet.",
		"Then a new passphrase is set, typed twice. Nothing is deleted.",
	},
	Ways:    [2]string{"Stick with the province's CA key", "The province's recovery sheet, typed or pasted"},
	Call:    "Call the office of the province and read to them:",
	Install: "Install id", Print: "Fingerprint",
	NoKey: "The province has not enrolled this machine, so there is no recovery key yet: nobody can open it for you. Try to remember the passphrase; Caps Lock and input methods often get in the way. Do not delete the store.",

	CALead: "Plug in the stick with the province's CA key.", CAFolder: "CA folder", CAPass: "Its passphrase", CAPlaces: "↑↓ choose a folder found on a stick",
	NoFolder: "Name the CA folder first.", NoCA: "There is no CA key in this folder. The right one holds a file ca.pub.",
	WrongPass:     "Not the passphrase of the CA key. It is that of the day the province's store was made, unless it was changed.",
	OtherProvince: "This key does not open this machine's store: it is another province's, or the key file is damaged.", Opening: "Opening the province's key",
	SheetLead: "Type the sheet line by line with the two letters behind =, then Enter; or paste all of it. Spaces and capitals do not matter.",
	SheetLine: "Line %d", SheetHave: "Lines that are right: %d", SheetEmpty: "Type line %d first.", SheetWrong: "Line %d is not copied right: compare each letter with the paper.",
	SheetOrder: "This is line %d; line %d is wanted.", SheetNot: "Every line fits, but this is no recovery key; type it again from line 1.",
	FreshLead: "The province's key opens it. The person who uses the machine sets a new passphrase: four or five words are better than eight odd signs.",
	Fresh:     "New passphrase", Again: "Again", Short: "A passphrase needs 8 letters at least.", Differ: "The two are not the same.",
	Setting: "Setting the new passphrase", Restoring: "Checking, restoring and setting the new passphrase",
	Done: "The new passphrase is set. Data and keys of the machine are as they were.", DoneBackup: "The new passphrase of the restored store is set.",
	After: [3]string{
		"The old passphrase does not open this store any more; old backups still open with the one of their time, so make a new one.",
		"Take out the CA stick and put it and the sheet back into the safe.",
		"If the sheet was copied into a file, delete that file.",
	},
	KeyChoose: "choose", KeyOpen: "open", KeySet: "set", KeyField: "next field", KeyStick: "stick", KeyAdd: "next line", KeyBack: "back", KeyHelp: "keys", KeyGo: "to the store", KeyMove: "another way",
	Keep: "a new passphrase is being set",
}
