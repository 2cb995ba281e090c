package text

// Security are the words of what protects a store (Bảo mật).
type Security struct {
	Title string
	Rows  map[string]string // names of the rows
	Roles map[string]string
	Modes map[string]string

	Loading, Failed string
	EnterTo         map[string]string // what Enter does at a row, "" of none is left out

	Person, Unit, Role, Mode, Machine string // labels of the store's identity
	NotEnrolled                       string
	Print, Install, Province, CA      string
	RegistryAt                        string // %d version
	PrintTip                          string

	PassTip, PassTraining string
	PassOld, PassNew      string // labels
	PassAgain, PassDiffer string
	PassTitle, PassBody   string
	PassBusy, PassDone    string
	PassBackup            string // old backups keep the old passphrase

	SheetTip, SheetNoKey   string
	SheetTitle             string
	SheetSmall             string // the code does not fit the window
	SheetTo, SheetToLabel  string
	SheetDone              string // %s path
	SheetSecret            string
	KeyQR, KeyText, KeyOut string

	BackupLast          string // %s date, %s name, %s size
	BackupNone          string
	BackupSince         string // %s changes
	BackupOpen          string // %s changes, where there is no backup at all
	BackupAll           string // nothing changed since
	BackupTip           string
	BackupAsk, BackupTo string
	BackupBusy          string
	BackupDone          string // %s path
	BackupCarry         string
	BackupName          string // begins the file's name

	RestoreWhich, RestoreFile, RestoreOffer   string // choosing a backup
	RestoreAsk, RestoreBody, RestoreYes       string
	RestorePassBody, RestorePass, RestoreBusy string
	RestoreDone                               string // %s time of the backup
	RestoreAside                              string // %s folder of the store that was there
	RestoreWhole, RestoreProvince             string
	RestoreAlone                              string // not enrolled yet
	RestoreLater                              string // %d epoch
	KeyRestore                                string

	RestoreTip   string
	RestoreTitle string
	Restore      []LostStep

	CheckTip, CheckBusy  string
	CheckTitle           string
	CheckGood            string // %s changes, %s records
	CheckBad             string // %s findings
	CheckKept            string
	CheckRepair          string
	RepairAsk, RepairYes string
	RepairBody           string
	KeyRepair            string

	LockTip      string
	LockAfter    string // %d minutes
	LockNever    string
	LockTraining string
	LockSet      string // %s what was chosen

	DiskYes, DiskNo, DiskUnknown string
	DiskTip                      string

	NewsNone, NewsTitle string
	NewsCount           string // %d
	Happened, Kept      string
	Todo                string

	ApproveWhich, ApproveOffer string // several requests lie in the folder

	AccountTip, AccountBad                string
	AccountAsk, AccountBody, AccountLabel string
	AccountBusy, AccountName, KeyAccount  string
	AccountDone                           string // %s file

	CAFolder, CAFolderBody string // where the CA key is
	CAPass, CAPassBody     string

	DevicesTip     string // %d devices, %d active
	DevicesTitle   string
	Statuses       map[string]string
	DevName        string // columns
	DevPerson      string
	DevUnit        string
	DevRole        string
	DevStatus      string
	DevHeld        string
	DevAccepted    string // %s epoch:seq
	DevAcceptNone  string
	DevSuccessor   string // %s
	DevHeldAt      string // %s number of the last change
	DevHeldNone    string
	DevOffice      string
	KeyRevoke      string
	KeyApprove     string
	KeyChanges     string
	ApproveTip     string
	ApproveTitle   string
	ApproveBody    string
	ApproveLabel   string
	ApproveCompare string // %s person, %s unit, %s role, %s fingerprint
	ApproveYes     string
	ApproveBusy    string
	ApproveDone    string // %s name, %s path
	ApproveHand    string // %s fingerprint of the province

	RevokeTitle    string // %s device
	RevokeWhy      string
	RevokeState    string
	RevokeAccepted string
	RevokeHint     string // %s default
	RevokeSay      string // a compromised device must say
	RevokeBad      string
	RevokeNone     string // what is typed for nothing at all
	RevokeSucc     string
	RevokeReason   string
	RevokeAsk      string // %s device
	RevokeBody     string // %s status, %s accepted
	RevokeYes      string
	RevokeNeedWhy  string
	RevokeBusy     string
	RevokeDone     string // %s device, %d version
	RevokeBeyond   string // %s changes
	RevokeHanded   string // %s records
	RevokeAlready  string

	ChangesTip   string
	ChangesTitle string
	ChangesNone  string
	ChangeAt     string // %d version, %s what, %s device, %s date
	ChangeBy     string // %s by, %s why
	ChangeFirst  string // %d version
	Changes      map[string]string

	Keep                                       string
	KeyOpen, KeyField, KeyBack, KeyHelp, KeyAt string
	HomeKey                                    string
	Pages                                      map[string]string // entries of the palette
}

var securityVI = Security{
	Title: "Bảo mật",
	Rows: map[string]string{
		"self": "Máy này", "pass": "Mật khẩu", "sheet": "Tờ phục hồi", "backup": "Sao lưu", "restore": "Phục hồi", "check": "Kiểm tra kho",
		"lock": "Khóa màn hình", "disk": "Mã hóa ổ đĩa", "news": "Tin về kho", "devices": "Các máy", "approve": "Cấp quyền máy", "changes": "Lịch sử danh bạ", "account": "Bảng đối chiếu",
	},
	Roles:   map[string]string{"officer": "cán bộ huyện", "advisor": "tư vấn viên Liên minh HTX", "province": "tỉnh"},
	Modes:   map[string]string{"real": "kho thật", "training": "kho tập huấn"},
	Loading: "đang đọc…", Failed: "Chưa đọc được; Enter để đọc lại",
	EnterTo: map[string]string{
		"pass": "đổi mật khẩu", "sheet": "xem tờ phục hồi", "backup": "sao lưu ngay", "restore": "xem và phục hồi", "check": "kiểm tra",
		"lock": "đổi thời gian", "news": "đọc lại", "devices": "xem các máy", "approve": "chọn tệp yêu cầu", "changes": "xem lịch sử", "account": "xem và ghi ra để in",
	},
	Person: "Người dùng", Unit: "Đơn vị", Role: "Vai trò", Mode: "Loại kho", Machine: "Tên máy", NotEnrolled: "(chưa được tỉnh cấp quyền)",
	Print: "Dấu vân tay", Install: "Mã cài đặt", Province: "Tỉnh", CA: "Dấu của tỉnh", RegistryAt: "Danh bạ máy bản %d",
	PrintTip: "Đọc dấu vân tay cho tỉnh theo từng nhóm bốn ký tự khi tỉnh hỏi.",

	PassTip: "Mật khẩu khóa mọi hồ sơ trong kho. Đổi khi nghi có người biết; máy và dữ liệu giữ nguyên.", PassTraining: "Kho tập huấn không có mật khẩu.",
	PassOld: "Mật khẩu đang dùng", PassNew: "Mật khẩu mới", PassAgain: "Gõ lại mật khẩu mới", PassDiffer: "hai lần gõ không giống nhau; mật khẩu cũ vẫn dùng",
	PassTitle: "Đổi mật khẩu", PassBody: "Nên dài: bốn năm từ dễ nhớ tốt hơn tám ký tự khó. Dấu tiếng Việt được tính.",
	PassBusy: "Đang đổi mật khẩu", PassDone: "Đã đổi mật khẩu; mật khẩu cũ không mở được nữa",
	PassBackup: "Bản sao lưu cũ vẫn mở bằng mật khẩu lúc sao lưu: nên sao lưu lại.",

	SheetTip:   "In ra, cất cùng giấy tờ của máy. Tờ này cho biết gọi ai và đọc gì khi quên mật khẩu hoặc máy hỏng.",
	SheetNoKey: "Máy chưa được tỉnh cấp quyền nên chưa có khóa phục hồi: quên mật khẩu lúc này là mất dữ liệu.",
	SheetTitle: "Tờ phục hồi", SheetSmall: "Cửa sổ thấp hơn mã QR: phóng to cửa sổ rồi mới quét.",
	ApproveWhich: "Trong thư mục có nhiều tệp yêu cầu. Chọn một; màn hình sau cho biết là của ai.", ApproveOffer: "chọn tệp yêu cầu",
	AccountTip: "Mọi thay đổi mà tỉnh đã nhận, từng máy một: bao nhiêu được tính, bao nhiêu để riêng, ai nhận hay từ chối và vì sao; gói nào đến, biên nhận nào đã trả. Trang này dành cho kiểm toán.",
	AccountBad: "Các số cộng chưa khớp; xem những dòng đánh dấu trong bảng và chạy Kiểm tra kho.",
	AccountAsk: "Ghi bảng đối chiếu để in", AccountBody: "Ghi bảng đối chiếu (HTML và văn bản) cùng các tệp để kiểm toán tự kiểm tra chữ ký bằng công cụ có sẵn. Không ghi khóa nào ra ngoài.",
	AccountLabel: "Ghi vào thư mục", AccountBusy: "Đang ghi bảng đối chiếu", AccountName: "doi-chieu", KeyAccount: "ghi ra để in",
	AccountDone: "Đã ghi %s\n\nMở tệp này bằng trình duyệt rồi in. Các tệp bên cạnh để kiểm tra chữ ký của từng gói (kiem-tra).",
	SheetTo:     "Ghi tờ phục hồi ra tệp", SheetToLabel: "Thư mục hoặc tệp", SheetDone: "Đã ghi tờ phục hồi: %s",
	SheetSecret: "In ra, cất vào két, rồi xóa tệp: ai có tờ này mở được dữ liệu của mọi máy.",
	KeyQR:       "mã QR", KeyText: "chữ", KeyOut: "ghi ra tệp",

	BackupLast: "Lần cuối %s: %s, %s, đã đọc lại và kiểm tra", BackupNone: "Chưa sao lưu lần nào.", BackupSince: "%s thay đổi được ghi từ sau lần đó", BackupOpen: "%s thay đổi chỉ có trong kho này",
	BackupAll: "Từ đó đến nay chưa ghi gì thêm.",
	BackupTip: "Cả kho vào một tệp đã mã hóa, mở bằng mật khẩu của kho lúc sao lưu. Cất ở nơi khác với máy này.",
	BackupAsk: "Sao lưu", BackupTo: "Thư mục trên USB, hoặc tên tệp", BackupBusy: "Đang sao lưu, đọc lại và kiểm tra",
	BackupDone: "Đã sao lưu và kiểm tra lại: %s", BackupCarry: "Rút USB an toàn và cất ở nơi khác với máy này.", BackupName: "sao-luu",

	RestoreWhich: "Tệp sao lưu (tên bắt đầu bằng sao-luu, đuôi .age). Cắm USB để chọn tệp trên đó.", RestoreFile: "Tệp sao lưu", RestoreOffer: "chọn tệp trên USB đang cắm",
	RestoreAsk: "Phục hồi đè lên kho đang mở?", RestoreBody: "Kho đang mở được dời nguyên vẹn sang thư mục bên cạnh, không bị xóa. Những gì ghi sau lần sao lưu mà bản ghi thứ hai còn giữ được lấy sang; máy mở kỳ ghi mới.", RestoreYes: "Phục hồi",
	RestorePassBody: "Mật khẩu của kho lúc sao lưu; để trống nếu là kho tập huấn. Gõ sai không làm hỏng gì.", RestorePass: "Mật khẩu lúc sao lưu", RestoreBusy: "Đang giải nén, kiểm tra và phục hồi",
	RestoreDone: "Đã phục hồi kho từ bản sao lưu lúc %s.", RestoreAside: "Kho cũ còn nguyên ở %s",
	RestoreWhole: "Bản sao lưu đủ: sau lần đó máy chưa ghi gì thêm.", RestoreProvince: "Gói nhận sau bản sao lưu: nhập lại nếu còn tệp; nếu không, cứ ghi gói trả lời, gói đó hỏi lại từng máy phần còn thiếu.",
	RestoreAlone: "Máy chưa được cấp quyền: những gì ghi sau bản sao lưu không có ở nơi nào khác, xem lại và ghi lại phần thiếu.",
	RestoreLater: "Máy mở kỳ ghi %d, công việc tiếp tục bình thường. Những gì ghi sau bản sao lưu mà tỉnh đã nhận sẽ về: F9 đóng gói gửi tỉnh, rồi nhập gói trả lời.",
	KeyRestore:   "phục hồi từ tệp",
	RestoreTip:   "Lấy lại cả kho từ tệp sao lưu. Trên máy mới: ở màn hình bắt đầu bấm F6. Kho đang có được dời sang bên, không bị xóa.", RestoreTitle: "Phục hồi từ bản sao lưu",
	Restore: []LostStep{
		{"Khi nào cần", "Khi kho không mở được nữa, hoặc máy hỏng, mất và làm tiếp trên máy khác. Nếu kho còn mở được thì chưa cần: xem “Khi thấy mất dữ liệu”."},
		{"Trên máy mới", "Chạy coopfield; ở màn hình bắt đầu bấm F6, chọn tệp trên USB, gõ mật khẩu của kho lúc sao lưu. Quên mật khẩu: chọn nút “Quên mật khẩu…” ở đó; tỉnh mở bằng khóa phục hồi."},
		{"Trên máy này", "F8 ngay tại đây. Kho không mở được nữa thì chạy lệnh coopfield restore ĐƯỜNG_DẪN_TỆP, làm cùng việc đó."},
		{"Điều chương trình làm", "Giải nén và kiểm tra bên cạnh trước; chỉ khi mọi thứ khớp mới đặt vào chỗ. Kho đang có được dời sang thư mục bên cạnh, không bị xóa. Những gì ghi sau lần sao lưu mà bản ghi thứ hai của kho cũ còn giữ thì được lấy sang."},
		{"Sau khi phục hồi", "Đọc tin hiện ra. Kho mở kỳ ghi mới, công việc tiếp tục bình thường. Đóng gói gửi tỉnh để hai bên khớp lại."},
		{"Không làm", "Không chép đè tệp coopfield.db, không chạy hai máy từ cùng một bản sao lưu."},
	},

	CheckTip:  "Đọc lại toàn bộ kho: từng thay đổi, chữ ký, chuỗi, tệp đính kèm, bản ghi thứ hai. Không đổi gì; có thể mất vài phút.",
	CheckBusy: "Đang kiểm tra toàn bộ kho", CheckTitle: "Kết quả kiểm tra kho", CheckGood: "Không thấy lỗi: đã đọc %s thay đổi, dựng lại và so %s hồ sơ.",
	CheckBad: "Có %s điều không khớp.", CheckKept: "Chưa xóa hay sửa gì. Chép lại các dòng dưới đây; giữ nguyên thư mục kho cho đến khi tỉnh xem.",
	CheckRepair: "F8 sửa những điều sửa được mà không làm mất gì.",
	RepairAsk:   "Sửa phần an toàn?", RepairYes: "Sửa",
	RepairBody: "Chương trình lấy lại từ bản ghi thứ hai, dựng lại bảng từ nhật ký thay đổi, ghi lại bản ghi thứ hai và dọn tệp tạm. Không thay đổi nào bị xóa.",
	KeyRepair:  "sửa phần an toàn",

	LockTip:   "Màn hình tự khóa khi không ai gõ phím; chữ đang gõ được lưu trước. Ctrl+L khóa ngay.",
	LockAfter: "sau %d phút không dùng", LockNever: "không tự khóa", LockTraining: "Kho tập huấn không có mật khẩu nên không khóa.", LockSet: "Tự khóa: %s",

	DiskYes: "Ổ đĩa chứa kho được mã hóa.", DiskNo: "Ổ đĩa chứa kho KHÔNG được hệ điều hành mã hóa.", DiskUnknown: "Chưa biết ổ đĩa có được mã hóa hay không.",
	DiskTip: "Hồ sơ trong kho luôn được mã hóa bằng mật khẩu. Mã hóa cả ổ (BitLocker trên Windows, LUKS trên Linux) còn che bản in, tệp tải về và bộ nhớ tạm; hỏi người quản trị máy.",

	NewsNone: "Không có tin gì về kho kể từ lúc mở.", NewsTitle: "Tin về kho", NewsCount: "%d tin kể từ lúc mở", Happened: "Đã xảy ra", Kept: "Đã giữ lại", Todo: "Việc cần làm",

	CAFolder: "Khóa CA của tỉnh", CAFolderBody: "Cắm USB giữ khóa CA rồi ghi thư mục của nó.", CAPass: "Mật khẩu khóa CA", CAPassBody: "Khóa CA cất trong két; mật khẩu của nó là mật khẩu lúc tạo kho, trừ khi đã đổi riêng.",

	DevicesTip: "%d máy trong danh bạ, %d đang dùng.", DevicesTitle: "Các máy",
	Statuses: map[string]string{"active": "đang dùng", "lost": "mất máy", "retired": "nghỉ", "compromised": "lộ khóa"},
	DevName:  "Máy", DevPerson: "Người dùng", DevUnit: "Đơn vị", DevRole: "Vai trò", DevStatus: "Tình trạng", DevHeld: "Đã nhận",
	DevAccepted: "chấp nhận đến thay đổi %s", DevAcceptNone: "không chấp nhận thay đổi nào", DevSuccessor: "máy kế nhiệm %s",
	DevHeldAt: "tỉnh có đến thay đổi %s", DevHeldNone: "tỉnh chưa nhận thay đổi nào của máy", DevOffice: "khóa của văn phòng tỉnh; không thu hồi ở đây",
	KeyRevoke: "thu hồi", KeyApprove: "cấp quyền", KeyChanges: "lịch sử",
	ApproveTip:   "Nhận tệp yêu cầu của một máy, so dấu vân tay qua điện thoại, rồi ghi tệp cấp quyền cho máy đó.",
	ApproveTitle: "Cấp quyền cho một máy", ApproveBody: "Tệp yêu cầu do máy cán bộ ghi ra (F9 trên máy đó), tên đuôi .coopreq.", ApproveLabel: "Tệp yêu cầu",
	ApproveCompare: "%s · %s · %s\nGọi cho người này, để họ ĐỌC dấu vân tay trên máy họ, so từng nhóm:\n%s\nKhác một ký tự là không cấp.",
	ApproveYes:     "Khớp, cấp quyền", ApproveBusy: "Đang cấp quyền", ApproveDone: "Đã cấp quyền cho %s, tệp cấp quyền: %s",
	ApproveHand: "Chuyển tệp cho máy đó. Người dùng gõ dấu vân tay của tỉnh từ tờ giấy: %s",

	RevokeTitle: "Thu hồi %s", RevokeWhy: "Thu hồi theo số thay đổi, không theo ngày: những gì máy ghi đến số này vẫn tính, phần sau để riêng chờ người quyết định.",
	RevokeState: "Lý do thu hồi", RevokeAccepted: "Tính đến", RevokeHint: "kỳ:số; để trống là %s",
	RevokeSay: "máy lộ khóa phải ghi rõ tính đến đâu, hoặc 0 nếu không tính gì", RevokeBad: "ghi như 1:1190", RevokeNone: "0",
	RevokeSucc: "Máy kế nhiệm", RevokeReason: "Ghi chú", RevokeAsk: "Thu hồi %s?",
	RevokeBody:    "Tình trạng: %s. Tính đến: %s.\nMáy không gửi được gói mới nữa. Danh bạ mới đi theo gói trả lời tới mọi máy.",
	RevokeYes:     "Thu hồi",
	RevokeNeedWhy: "ghi vài chữ vì sao thu hồi", RevokeBusy: "Đang thu hồi và xét lại thay đổi đã nhận", RevokeDone: "Đã thu hồi %s, danh bạ bản %d",
	RevokeBeyond: "%s thay đổi đã nhận nằm sau điểm đó, nay để riêng: xem Đối chiếu số liệu.", RevokeHanded: "%s hồ sơ còn việc dở được giao cho máy kế nhiệm.",
	RevokeAlready: "máy này đã thu hồi; có thể đổi tình trạng hoặc điểm tính đến",

	ChangesTip: "Mỗi lần cấp quyền, đổi hay thu hồi máy là một bản danh bạ có chữ ký.", ChangesTitle: "Lịch sử danh bạ", ChangesNone: "Chưa có thay đổi nào được ghi lại.",
	ChangeAt: "Bản %d · %s %s · %s", ChangeBy: "người làm: %s%s", ChangeFirst: "Bản %d · lập danh bạ khi tạo kho của tỉnh",
	Changes: map[string]string{"approve": "cấp quyền", "change": "đổi", "revoke": "thu hồi", "rekey-office": "đổi khóa văn phòng"},

	Keep:    "đang ghi hoặc kiểm tra kho",
	KeyOpen: "làm", KeyField: "ô sau", KeyBack: "về", KeyHelp: "phím", KeyAt: "mục", HomeKey: "bảo mật",
	Pages: map[string]string{
		"backup": "Sao lưu ngay", "check": "Kiểm tra kho", "pass": "Đổi mật khẩu", "sheet": "Xem tờ phục hồi", "devices": "Các máy đã cấp quyền",
		"approve": "Cấp quyền cho một máy", "news": "Đọc lại tin về kho", "lock": "Đặt thời gian tự khóa",
	},
}

var securityEN = Security{
	Title: "Security",
	Rows: map[string]string{
		"self": "This machine", "pass": "Passphrase", "sheet": "Recovery sheet", "backup": "Backup", "restore": "Restore", "check": "Check the store",
		"lock": "Screen lock", "disk": "Disk encryption", "news": "News of the store", "devices": "Devices", "approve": "Approve a device", "changes": "Registry history", "account": "Account",
	},
	Roles:   map[string]string{"officer": "district officer", "advisor": "advisor of the Alliance", "province": "province"},
	Modes:   map[string]string{"real": "real store", "training": "training store"},
	Loading: "reading…", Failed: "Could not be read; Enter tries again",
	EnterTo: map[string]string{
		"pass": "change it", "sheet": "show the sheet", "backup": "back up now", "restore": "read and restore", "check": "check now",
		"lock": "change the time", "news": "read again", "devices": "list them", "approve": "choose a request", "changes": "read it", "account": "read and write it out",
	},
	Person: "Person", Unit: "Unit", Role: "Role", Mode: "Store", Machine: "Device", NotEnrolled: "(not enrolled yet)",
	Print: "Fingerprint", Install: "Install id", Province: "Province", CA: "Its print", RegistryAt: "Registry version %d",
	PrintTip: "Read the fingerprint to the province in groups of four when it asks.",

	PassTip: "The passphrase locks every record of the store. Change it when someone may know it; machine and data stay.", PassTraining: "A training store has no passphrase.",
	PassOld: "Present passphrase", PassNew: "New passphrase", PassAgain: "New passphrase again", PassDiffer: "the two differ; the old passphrase stays",
	PassTitle: "Change the passphrase", PassBody: "Make it long: four or five words are better than eight odd signs.",
	PassBusy: "Changing the passphrase", PassDone: "Changed; the old passphrase opens nothing any more",
	PassBackup: "Old backups still open with the passphrase of their time: make a new one.",

	SheetTip:   "Print it and keep it with the machine's papers. It says whom to call and what to read to them.",
	SheetNoKey: "Not enrolled, so there is no recovery key yet: a forgotten passphrase now loses the data.",
	SheetTitle: "Recovery sheet", SheetSmall: "The window is lower than the code: enlarge it before scanning.",
	ApproveWhich: "There are several requests in the folder. Choose one; the next screen says whose it is.", ApproveOffer: "choose a request",
	AccountTip: "Every change that the province was handed, device by device: how many count, how many were set aside, who admitted or refused them and why; which bundles came and which receipts went. The page is for an auditor.",
	AccountBad: "The sums do not agree; see the marked lines of the page, and check the store.",
	AccountAsk: "Write the account for printing", AccountBody: "Writes the account (HTML and text) and what an auditor needs to check signatures with stock tools. No key leaves the store.",
	AccountLabel: "Folder", AccountBusy: "Writing the account", AccountName: "account", KeyAccount: "write it out",
	AccountDone: "Written: %s\n\nOpen it in a browser and print it. The files beside it check the signature of each bundle (kiem-tra).",
	SheetTo:     "Write the sheet to a file", SheetToLabel: "Folder or file", SheetDone: "Recovery sheet written: %s",
	SheetSecret: "Print it, put it in the safe, then delete the file: whoever has it opens the data of every machine.",
	KeyQR:       "QR code", KeyText: "text", KeyOut: "to a file",

	BackupLast: "Last on %s: %s, %s, read back and checked", BackupNone: "No backup yet.", BackupSince: "Changes written since: %s", BackupOpen: "Changes that are in this store alone: %s",
	BackupAll: "Nothing was written since.",
	BackupTip: "The whole store in one encrypted file, opened by the passphrase of its time. Keep it away from this machine.",
	BackupAsk: "Back up", BackupTo: "Folder on a stick, or a file name", BackupBusy: "Backing up, reading back and checking",
	BackupDone: "Backed up and checked: %s", BackupCarry: "Eject the stick safely and keep it away from this machine.", BackupName: "sao-luu",

	RestoreWhich: "A backup file (sao-luu…, ending in .age). Plug in the stick to choose from it.", RestoreFile: "Backup file", RestoreOffer: "choose a file on the stick",
	RestoreAsk: "Restore over the open store?", RestoreBody: "The open store is moved aside as it is, never deleted. What was written after the backup and stands in the second log is taken over; the machine opens a new epoch.", RestoreYes: "Restore",
	RestorePassBody: "The store's passphrase at the time of the backup; empty for a training store. A mistake does no harm.", RestorePass: "Passphrase of the backup", RestoreBusy: "Unpacking, checking and restoring",
	RestoreDone: "The store is back, from the backup of %s.", RestoreAside: "The old store is untouched in %s",
	RestoreWhole: "The backup is complete: nothing was written after it.", RestoreProvince: "Bundles received after the backup: import them again if the files are there; else write the answers, which ask each laptop for what is missing.",
	RestoreAlone: "The machine was not enrolled: what was written after the backup is nowhere else; look through it and write it again.",
	RestoreLater: "The machine opened epoch %d and work goes on. What was written after the backup and the province has comes back: F9 seals for the province, then take in its answer.",
	KeyRestore:   "restore from a file",
	RestoreTip:   "Takes the whole store back from a backup. On a new machine: F6 on the first screen. A store that is there is moved aside, never deleted.", RestoreTitle: "Restore from a backup",
	Restore: []LostStep{
		{"When", "When the store opens no more, or the machine is broken or gone and work goes on elsewhere. If it still opens, read “When data seems lost” first."},
		{"On a new machine", "Run coopfield; on the first screen press F6, choose the file on the stick, type the store's passphrase of that time. If forgotten, choose the button “Forgotten…” there; the province opens it with its recovery key."},
		{"On this machine", "F8 here. If the store opens no more, the command coopfield restore FILE does the same."},
		{"What the program does", "It unpacks and checks beside the store, and puts it in place only when all fits. The store that is there is moved aside, never deleted. What its second log has beyond the backup is taken over."},
		{"Afterwards", "Read the news that is shown. The store opens a new epoch and work goes on. Seal a bundle so that both sides agree."},
		{"Never", "Never copy coopfield.db over another, never run two machines from one backup."},
	},

	CheckTip:  "Reads the whole store: every change, signature, chain, attachment, and the second log. Changes nothing; may take minutes.",
	CheckBusy: "Checking the whole store", CheckTitle: "What the check found", CheckGood: "Nothing wrong: changes read %s, records rebuilt and compared %s.",
	CheckBad: "Things that do not fit: %s.", CheckKept: "Nothing was deleted or changed. Copy down the lines below; leave the store's folder until the province has seen it.",
	CheckRepair: "F8 puts right what can be without losing anything.",
	RepairAsk:   "Repair what is safe?", RepairYes: "Repair",
	RepairBody: "What is missing is taken back from the second log, tables are rebuilt from the log of changes, the second log is written anew, and temporary files are removed. No change is deleted.",
	KeyRepair:  "repair",

	LockTip:   "The screen locks when nobody types; what is being typed is saved first. Ctrl+L locks at once.",
	LockAfter: "after %d minutes without use", LockNever: "never by itself", LockTraining: "A training store has no passphrase and never locks.", LockSet: "Lock: %s",

	DiskYes: "The disk of the store is encrypted.", DiskNo: "The system does NOT encrypt the disk of the store.", DiskUnknown: "Whether the disk is encrypted is not known.",
	DiskTip: "Records in the store are always encrypted under the passphrase. Encrypting the disk (BitLocker on Windows, LUKS on Linux) also covers prints, downloads and swap; ask whoever looks after the machine.",

	NewsNone: "No news of the store since it was opened.", NewsTitle: "News of the store", NewsCount: "News since it was opened: %d", Happened: "What happened", Kept: "What was kept", Todo: "What to do",

	CAFolder: "The province's CA key", CAFolderBody: "Plug in the stick with the CA key and name its folder.", CAPass: "Passphrase of the CA key", CAPassBody: "The CA key is kept in a safe; its passphrase is that of the day the store was made, unless it was changed.",

	DevicesTip: "Devices in the registry: %d, active: %d.", DevicesTitle: "Devices",
	Statuses: map[string]string{"active": "active", "lost": "lost", "retired": "retired", "compromised": "compromised"},
	DevName:  "Device", DevPerson: "Person", DevUnit: "Unit", DevRole: "Role", DevStatus: "Status", DevHeld: "Received",
	DevAccepted: "accepted up to change %s", DevAcceptNone: "no change is accepted", DevSuccessor: "successor %s",
	DevHeldAt: "the province has up to change %s", DevHeldNone: "nothing of it was received", DevOffice: "the key of the office; not revoked here",
	KeyRevoke: "revoke", KeyApprove: "approve", KeyChanges: "history",
	ApproveTip:   "Takes a machine's request, has its fingerprint compared by phone, and writes the grant for it.",
	ApproveTitle: "Approve a device", ApproveBody: "The request was written by the officer's machine (F9 there); its name ends in .coopreq.", ApproveLabel: "Request",
	ApproveCompare: "%s · %s · %s\nCall this person, have them READ the fingerprint on their machine, and compare each group:\n%s\nOne wrong digit means no.",
	ApproveYes:     "Same, approve", ApproveBusy: "Approving", ApproveDone: "%s is enrolled, grant: %s",
	ApproveHand: "Take the file to that machine. Its user types the province's fingerprint from paper: %s",

	RevokeTitle: "Revoke %s", RevokeWhy: "A device is revoked at a number of its own changes, not at a date: what it wrote up to there counts, the rest is set aside for a person to decide.",
	RevokeState: "Status", RevokeAccepted: "Counts up to", RevokeHint: "epoch:number; empty is %s",
	RevokeSay: "for a compromised device say up to where, or 0 for nothing", RevokeBad: "write 1:1190", RevokeNone: "0",
	RevokeSucc: "Successor", RevokeReason: "Why", RevokeAsk: "Revoke %s?",
	RevokeBody:    "Status: %s. Counts up to: %s.\nThe device can send no new bundle. The new registry goes to every machine with its answer.",
	RevokeYes:     "Revoke",
	RevokeNeedWhy: "say in a few words why", RevokeBusy: "Revoking and judging what was received", RevokeDone: "%s is revoked, registry version %d",
	RevokeBeyond: "Received changes beyond that point, set aside now: %s. See Compare.", RevokeHanded: "Records with open work, handed to the successor: %s.",
	RevokeAlready: "revoked already; status or point may be changed",

	ChangesTip: "Each approval, change or revocation is a signed version of the registry.", ChangesTitle: "Registry history", ChangesNone: "No change was recorded.",
	ChangeAt: "Version %d · %s %s · %s", ChangeBy: "by %s%s", ChangeFirst: "Version %d · made with the province's store",
	Changes: map[string]string{"approve": "approved", "change": "changed", "revoke": "revoked", "rekey-office": "new office key"},

	Keep:    "the store is being written or checked",
	KeyOpen: "do it", KeyField: "next field", KeyBack: "back", KeyHelp: "keys", KeyAt: "row", HomeKey: "security",
	Pages: map[string]string{
		"backup": "Back up now", "check": "Check the store", "pass": "Change the passphrase", "sheet": "Show the recovery sheet", "devices": "Enrolled devices",
		"approve": "Approve a device", "news": "Read the news of the store again", "lock": "Set the time of the screen lock",
	},
}
