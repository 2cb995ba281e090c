package text

// FirstRun are the words of the steps that make a store.
type FirstRun struct {
	Title string
	Steps [4]string // headings
	Step  string    // %d of 4, %s heading
	Leads [4]string // what each step is for

	Lang, Unit, Name, Role     string // labels
	Pass, Again, Backup        string
	NameHint, BackupHint       string
	UnitHint                   string
	Langs                      map[string]string
	Roles                      map[string]string
	NeedUnit, NeedName         string
	NeedRole, NeedPass, Differ string
	Short                      string
	SheetTip                   string
	SafeTip                    string
	Making                     string // progress
	Opening                    string // progress of the training store

	Made                   string // heading of the last page
	MadeAt                 string // %s folder
	Print                  string // label of the fingerprint
	CA                     string // label of the province's
	NextEnrol              string
	NextCA                 string // %s folder
	Sheet                  string // heading above the recovery sheet
	Training               string // what the training store is
	Keep                   string
	RestoreTip, KeyRestore string

	KeyNext, KeyMake, KeyField, KeyBack, KeyLeave, KeyHelp, KeyTraining, KeyDesk, KeyScroll, KeyInput string
}

var firstRunVI = FirstRun{
	Title: "Bắt đầu", Step: "Bước %d/4 · %s",
	Steps: [4]string{"Ngôn ngữ và đơn vị", "Người dùng", "Mật khẩu của kho", "Nơi cất bản sao lưu"},
	Leads: [4]string{
		"Máy này chưa có kho dữ liệu. Bốn bước ngắn để tạo; chưa ghi gì lên đĩa cho đến bước cuối. Chỉ muốn xem thử: F5.",
		"Tên và vai trò đi kèm mỗi thay đổi, để tỉnh biết ai đã ghi. Kho của tỉnh ghi tên cơ quan.",
		"Mật khẩu khóa mọi hồ sơ trên máy này. Bốn năm từ dễ nhớ tốt hơn tám ký tự khó; dấu tiếng Việt được tính. Đừng dán lên máy.",
		"USB hay thư mục thường dùng để sao lưu. Có thể để trống rồi chọn sau ở Bảo mật (F10).",
	},
	Lang: "Ngôn ngữ", Unit: "Đơn vị", Name: "Họ và tên", Role: "Vai trò", Pass: "Mật khẩu", Again: "Gõ lại", Backup: "Sao lưu vào",
	NameHint: "như Nguyễn Văn A", BackupHint: "chưa chọn", UnitHint: "Enter rồi gõ tên",
	Langs:    map[string]string{"vi": "Tiếng Việt", "en": "English"},
	Roles:    map[string]string{"officer": "cán bộ huyện", "advisor": "tư vấn viên Liên minh HTX", "province": "tỉnh (nhận và tổng hợp)"},
	NeedUnit: "chọn đơn vị trước", NeedName: "ghi họ và tên trước", NeedRole: "chọn vai trò trước", NeedPass: "đặt mật khẩu trước", Differ: "hai lần gõ không giống nhau",
	Short:    "mật khẩu ngắn quá: ít nhất 8 ký tự",
	SheetTip: "Tạo xong, chương trình cho xem tờ phục hồi để in. Cho đến khi tỉnh cấp quyền, chưa ai mở hộ được: quên mật khẩu lúc này là mất dữ liệu.",
	SafeTip:  "Bản sao lưu là một tệp đã mã hóa, mở bằng mật khẩu của kho. Cất ở nơi khác với máy này.",
	Making:   "Đang tạo kho và khóa của máy", Opening: "Đang mở dữ liệu tập huấn",
	Made: "Đã tạo kho dữ liệu", MadeAt: "Kho nằm ở %s", Print: "Dấu vân tay của máy", CA: "Dấu vân tay của tỉnh",
	NextEnrol:  "Việc tiếp theo: F9 ở bàn làm việc để xin tỉnh cấp quyền, và đọc dấu vân tay trên cho tỉnh qua điện thoại. Làm việc được ngay, không cần chờ.",
	NextCA:     "In dấu vân tay của tỉnh ra giấy, phát cho từng cán bộ. Chuyển thư mục %s vào USB cất trong két. Tờ phục hồi của tỉnh: F10.",
	Sheet:      "Tờ phục hồi của máy (in ở F10 ▸ Tờ phục hồi)",
	Training:   "Muốn tập trước: F5 mở kho tập huấn với hợp tác xã hư cấu; không lẫn vào kho thật, mở lại bằng lệnh coopfield demo.",
	Keep:       "Chưa tạo kho; những gì vừa ghi ở các bước sẽ không được giữ.",
	RestoreTip: "Đã có kho trên máy cũ và có tệp sao lưu (.age): F6 phục hồi, không phải tạo kho mới.", KeyRestore: "phục hồi",
	KeyNext: "tiếp", KeyMake: "tạo kho", KeyField: "ô sau", KeyBack: "bước trước", KeyLeave: "thoát", KeyHelp: "phím", KeyTraining: "dữ liệu tập huấn", KeyDesk: "vào bàn làm việc", KeyScroll: "cuộn", KeyInput: "bộ gõ",
}

var firstRunEN = FirstRun{
	Title: "Begin", Step: "Step %d of 4 · %s",
	Steps: [4]string{"Language and unit", "Who you are", "Passphrase of the store", "Where backups go"},
	Leads: [4]string{
		"This machine has no store yet. Four short steps make one; nothing is written until the last. Only to look: F5.",
		"Name and role go with every change, so that the province knows who wrote it. A province's store has the office's name.",
		"The passphrase locks every record on this machine. Four or five words are better than eight odd signs. Do not stick it to the machine.",
		"The stick or folder for backups. May stay empty and be chosen later in Security (F10).",
	},
	Lang: "Language", Unit: "Unit", Name: "Name", Role: "Role", Pass: "Passphrase", Again: "Again", Backup: "Back up to",
	NameHint: "as Nguyễn Văn A", BackupHint: "not chosen", UnitHint: "Enter, then type its name",
	Langs:    map[string]string{"vi": "Tiếng Việt", "en": "English"},
	Roles:    map[string]string{"officer": "district officer", "advisor": "advisor of the Alliance", "province": "province (receives and reports)"},
	NeedUnit: "choose the unit first", NeedName: "write the name first", NeedRole: "choose the role first", NeedPass: "set the passphrase first", Differ: "the two differ",
	Short:    "too short: at least 8 letters",
	SheetTip: "When the store is made, its recovery sheet is shown for printing. Until the province has enrolled this machine nobody can open it for you: a forgotten passphrase loses the data.",
	SafeTip:  "A backup is one encrypted file, opened by the store's passphrase. Keep it away from this machine.",
	Making:   "Making the store and the machine's key", Opening: "Opening the training data",
	Made: "The store is made", MadeAt: "It is in %s", Print: "This machine's fingerprint", CA: "The province's fingerprint",
	NextEnrol:  "Next: F9 on the desk asks the province to enrol this machine; read the fingerprint above over the phone. Work can begin at once.",
	NextCA:     "Print the province's fingerprint and give it to each officer. Move the folder %s to a stick in the safe. The province's recovery sheet: F10.",
	Sheet:      "Recovery sheet of this machine (print it at F10 ▸ Recovery sheet)",
	Training:   "To practise first: F5 opens a training store with invented cooperatives; it never mixes with this one, and opens again with coopfield demo.",
	Keep:       "No store was made; what was typed in the steps is not kept.",
	RestoreTip: "There was a store on an old machine and there is a backup (.age): F6 restores it; no new store is needed.", KeyRestore: "restore",
	KeyNext: "next", KeyMake: "make it", KeyField: "next field", KeyBack: "step back", KeyLeave: "leave", KeyHelp: "keys", KeyTraining: "training data", KeyDesk: "to the desk", KeyScroll: "scroll", KeyInput: "typing",
}
