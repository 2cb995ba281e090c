package text

// Seal are the words of sealing a bundle, and of enrolment before it.
type Seal struct {
	Title   string
	Loading string
	Failed  string // what goes could not be read; Enter tries again

	What      string // panel: %s bundle
	Count     string // %s changes, %s records
	Coop      string // columns
	Holds     string
	Records   string
	Changes   string
	NoCoop    string // records of no cooperative
	Share     string // %[1]s how many, %[2]s kind of record
	Sum       string // before the kinds
	Fresh     string // %s changes in no bundle yet
	Again     string // all were sealed before, the receipt is missing
	Drafts    string // %d records, which stay behind
	AndMore   string // %d
	Nothing   string
	NothingTo string // what to do then
	Ack       string // nothing waits, but the province does not know what came here
	AckWhy    string

	Where   string // panel
	Folder  string // label of the field
	Outbox  string // shown while the field is empty
	Room    string // %s needed at most, %s free
	Tight   string // the same where it does not fit
	NoRoom  string
	Name    string // %s
	Pieces  string // %d bundles
	Drives  string
	NoDrive string
	For     string // to whom it is encrypted
	Prov    string // %s province
	Keys    [2]string

	Earlier string // panel
	Number  string // columns
	Date    string
	File    string
	Size    string
	Answer  string
	Got     string
	Waits   string
	NoneYet string

	NoCopy    string // shown while the field of the second copy is empty
	Copy      string // label of the second copy
	Split     string // label of how it is split
	Whole     string
	Parts     string // %s size of a part
	SplitHow  string // which key changes it
	NoPlace   string // the second folder cannot be written to
	SamePlace string // both copies would go to one folder
	Free      string // %s free
	Epochs    string // %d runs of changes
	Run       string // %d epoch, %s first, %s last change
	Sealed    string // state of a bundle without a receipt
	AskCopy   string // %s second folder
	AskParts  string // %s size of a part
	AllParts  string // the province needs all parts
	MoreFiles string // %d further parts

	CodeTitle, CodeBody, CodeLabel string // typing a receipt code from the phone
	CodeNew                        string // %s last change that the province has
	CodeKnown                      string // %s the same, known before

	ReceiptsTitle                 string
	ReceiptsNone                  string // no answer and no code yet
	HasTo                         string // %s last change
	HasToEpoch                    string // %s last change, %d epoch
	Unreceipted                   string // %s changes without a receipt
	AllReceipted                  string
	NewestAnswer                  string // %s number, %s date
	MissingAnswer                 string // %s numbers
	ClockHead                     string
	ClockTip                      string
	HeldHead, HeldAt              string // %s first, %s last change
	WantedAt                      string // %s first, %s last change
	WantedTip                     string
	AsideHead, AsideAt            string // %s number of the change, %s record
	AsideRefused                  string
	ForkAt                        string // %s number of the change
	LostAt                        string // %s number of the change
	ReturnedHead                  string
	OtherHead, OtherTip           string // what the province decided otherwise, and where more stands
	ExpectedHead                  string // %s period, %s unit
	ExpectedLeft                  string // %d of %d
	BundlesHead                   string
	BundleAt                      string // %s number, %s first, %s last change, %s date
	ByCode                        string // a note where receipts come from
	KeyPart, KeyCode, KeyReceipts string

	Ask     string // title of the question
	AskBody string // %s name, %s folder, %s changes, %s size at most
	AskYes  string
	Writing string // title of the progress
	Keep    string // why not to quit now
	Done    string // only after the file was read back
	DoneNo  string // %s number, %s first, %s last change, %s size
	AskAck  string // %s name, %s folder: of a bundle without changes
	DoneAck string // %s number, %s size
	SHA     string
	Carry   string // what to do with it
	Partly  string // %d bundles were written before the error

	ProvinceHere string
	ProvinceTip  string

	Outside              string // panel
	Why                  string
	Waiting              string // %s changes that wait
	Step1                string
	Step1Tip             string
	Step2                string
	Step2Tip             string
	RequestTo            string // labels
	Grant                string
	CA                   string
	BadCA                string
	Asked                string // %s path
	NeedGrant            string
	Enrolling            string
	Enrolled             string // %s name in the registry
	NotWritten           string // %s path
	StillKept            string
	OtherGrant, OwnGrant string // the file is for another machine
	TryOther             string

	TakeAnswer, KeyAnswer                        string
	KeySeal, KeyZone, KeyInbox, KeyBack, KeyHelp string
	KeyRequest, KeyGrant, KeyField               string
}

var sealVI = Seal{
	Title: "Đóng gói", Loading: "đang xem những gì sẽ gửi…", Failed: "Chưa đọc được; Enter để đọc lại",

	What: "Trong gói %s", Count: "%s thay đổi · %s hồ sơ",
	Coop: "Hợp tác xã", Holds: "Gồm", Records: "Hồ sơ", Changes: "Thay đổi", NoCoop: "(không thuộc HTX nào)", Share: "%[1]s %[2]s",
	Sum: "Cộng", Fresh: "%s thay đổi chưa nằm trong gói nào",
	Again:  "Mọi thay đổi đã nằm trong gói trước; gói này gửi lại vì chưa có biên nhận",
	Drafts: "%d hồ sơ còn gõ dở không nằm trong gói", AndMore: "và %d hồ sơ nữa",
	Ack:     "Không có thay đổi mới; gói này báo cho tỉnh biết máy đã nhận đến đâu.",
	AckWhy:  "Nhờ đó gói trả lời sau không gửi lại cái đã có, và gửi lại cái đã mất.",
	Nothing: "Chưa có thay đổi nào để đóng gói.", NothingTo: "Mọi thay đổi đã có biên nhận của tỉnh, hoặc chưa ghi gì.",

	Where: "Ghi vào", Folder: "Thư mục", Outbox: "hộp gửi của kho này", Room: "cần nhiều nhất %s · còn trống %s",
	Tight: "cần nhiều nhất %s · chỉ còn trống %s", NoRoom: "không đủ chỗ", Name: "tệp %s", Pieces: "thành %d gói",
	Drives: "↑↓ ổ", NoDrive: "không thấy USB nào; cắm vào rồi bấm ↓",
	For: "Chỉ tỉnh mở được", Prov: "tỉnh %s", Keys: [2]string{"khóa làm việc", "khóa dự phòng"},

	Earlier: "Các gói đã ghi", Number: "Gói", Date: "Ngày", File: "Tệp", Size: "Cỡ", Answer: "Biên nhận",
	Got: "tỉnh đã nhận", Waits: "chờ biên nhận", NoneYet: "Chưa ghi gói nào.",

	NoCopy: "không ghi bản thứ hai", Copy: "Bản hai", Split: "Chia tệp", Whole: "không, một tệp", Parts: "thành phần %s",
	SplitHow: "F4 đổi", NoPlace: "không ghi được", SamePlace: "trùng nơi với bản một", Free: "còn %s",
	Epochs: "%d đợt ghi, mỗi đợt một gói", Run: "kỳ %d: %s–%s", Sealed: "đã đóng gói",
	AskCopy: "Bản thứ hai ghi vào %s.", AskParts: "Chia thành các phần không quá %s; tỉnh cần đủ các phần.",
	AllParts: "Tỉnh cần đủ các phần mới mở được gói.", MoreFiles: "và %d phần nữa",

	CodeTitle: "Nhập mã biên nhận", CodeBody: "Gõ 12 chữ mà tỉnh đọc qua điện thoại. Gõ sai không hại gì; chữ hoa, chữ thường, dấu cách đều được.",
	CodeLabel: "Mã biên nhận", CodeNew: "Mã đúng: tỉnh đã nhận mọi thay đổi đến số %s", CodeKnown: "Mã đúng: đã biết tỉnh nhận đến số %s",

	ReceiptsTitle: "Tỉnh đã nhận gì", ReceiptsNone: "Chưa có biên nhận nào của tỉnh. Nhập gói trả lời ở hộp nhận, hoặc F6 gõ mã tỉnh đọc qua điện thoại.",
	HasTo: "Tỉnh đã nhận mọi thay đổi đến số %s", HasToEpoch: "Tỉnh đã nhận mọi thay đổi đến số %s của kỳ ghi %d",
	Unreceipted: "%s thay đổi chưa có biên nhận, sẽ đi trong gói tới", AllReceipted: "Mọi thay đổi của máy này đã có biên nhận.",
	NewestAnswer: "Gói trả lời mới nhất %s, nhập ngày %s", MissingAnswer: "chưa thấy gói trả lời %s; gói sau sẽ mang lại",
	ClockHead: "Đồng hồ: %s so với tỉnh", ClockTip: "Chỉnh lại ngày giờ của máy. Không hồ sơ nào bị hỏng vì giờ sai; chỉ ngày ghi trên đó sai.",
	HeldHead: "Đang chờ ở tỉnh", HeldAt: "thay đổi %s–%s đã đến tỉnh, đang chờ phần trước nó",
	WantedAt: "tỉnh chưa có thay đổi %s–%s", WantedTip: "Đóng gói gửi lại là đủ: gói mới mang mọi thay đổi chưa có biên nhận.",
	AsideHead: "Tỉnh để riêng, chưa tính", AsideAt: "thay đổi %s · %s", AsideRefused: "tỉnh đã xem và không nhận",
	ForkAt:    "lịch sử thứ hai của máy bắt đầu ở thay đổi %s",
	LostAt:    "tỉnh có thay đổi số %s mà máy này không có: máy đã được phục hồi từ bản sao hoặc sao chép",
	OtherHead: "Tỉnh quyết định khác với máy này", OtherTip: "Mở hồ sơ rồi Ctrl+R: cả hai bản và lý do; F11 ▸ Tỉnh đã quyết định.",
	ReturnedHead: "Tỉnh trả lại, cần sửa", ExpectedHead: "Kỳ %s · %s", ExpectedLeft: "còn %d trong %d HTX chưa nộp đủ",
	BundlesHead: "Gói tỉnh đã nhập", BundleAt: "gói %s · thay đổi %s–%s · %s",
	ByCode:  "Mã đọc qua điện thoại và gói trả lời đều là biên nhận.",
	KeyPart: "chia tệp", KeyCode: "gõ mã", KeyReceipts: "tỉnh đã nhận",

	Ask: "Đóng gói?", AskBody: "Ghi %s vào %s: %s thay đổi, nhiều nhất %s. Chương trình ghi, đọc lại và so từng byte.",
	AskAck: "Ghi %s vào %s: không có thay đổi mới, chỉ báo cho tỉnh biết máy đã nhận đến đâu.", DoneAck: "Gói %s · báo đã nhận, không có thay đổi · %s",
	AskYes: "Đóng gói", Writing: "Đang đóng gói, ghi và đọc lại", Keep: "một gói đang được ghi ra ngoài",
	Done: "Đã đóng gói, đã ghi và kiểm tra lại", DoneNo: "Gói %s · thay đổi %s–%s · %s",
	SHA:    "SHA-256",
	Carry:  "Rút USB an toàn, chuyển tệp cho tỉnh. Mục chỉ tính là đã nhận khi có biên nhận của tỉnh.",
	Partly: "%d gói đã ghi xong và kiểm tra lại trước khi dừng",

	ProvinceHere: "Kho của tỉnh nhận gói, không đóng gói gửi lên.", ProvinceTip: "Enter hoặc F9: mở hộp nhận để nhập gói của các máy.",

	Outside: "Máy này chưa được tỉnh cấp quyền",
	Why:     "Gói phải có chữ ký mà tỉnh tin và được mã hóa cho tỉnh, nên cần xin cấp quyền một lần.",
	Waiting: "%s thay đổi vẫn nằm an toàn trong kho và sẽ đi trong gói đầu tiên.",
	Step1:   "1. Xin cấp quyền", Step1Tip: "F9 ghi tệp yêu cầu. Chuyển tệp cho tỉnh và đọc dấu vân tay này qua điện thoại:",
	Step2:     "2. Nhập tệp cấp quyền",
	Step2Tip:  "Khi tỉnh gửi tệp lại: ghi đường dẫn, gõ dấu vân tay của tỉnh từ tờ giấy, bấm F5.",
	RequestTo: "Ghi yêu cầu vào", Grant: "Tệp cấp quyền", CA: "Dấu của tỉnh",
	BadCA: "cần 32 ký tự 0-9 a-f", Asked: "đã ghi %s", NeedGrant: "ghi tệp cấp quyền và dấu vân tay của tỉnh trước",
	Enrolling: "Đang nhập tệp cấp quyền", Enrolled: "Máy này đã được cấp quyền, tên máy %s",
	NotWritten: "không ghi được tệp yêu cầu vào %s", StillKept: "kho dữ liệu còn nguyên", OtherGrant: "tệp này không phải tệp cấp quyền cho máy này", OwnGrant: "chọn tệp cấp quyền do tỉnh ghi cho máy này; chỉ ghi tên thư mục thì chương trình tự tìm trong đó", TryOther: "cắm lại USB, hoặc chọn thư mục khác",

	TakeAnswer: "Nhập gói trả lời của tỉnh", KeyAnswer: "nhập trả lời",
	KeySeal: "đóng gói", KeyZone: "ô sau", KeyInbox: "hộp nhận", KeyBack: "về", KeyHelp: "phím",
	KeyRequest: "ghi yêu cầu", KeyGrant: "nhập cấp quyền", KeyField: "ô",
}

var sealEN = Seal{
	Title: "Seal", Loading: "looking at what would go…", Failed: "Could not be read; Enter tries again",

	What: "In bundle %s", Count: "changes: %s · records: %s",
	Coop: "Cooperative", Holds: "What", Records: "Records", Changes: "Changes", NoCoop: "(of no cooperative)", Share: "%[2]s: %[1]s",
	Sum: "Sum", Fresh: "Changes in no bundle yet: %s",
	Again:  "Every change was in a bundle before; this one goes again, for want of a receipt",
	Drafts: "Records still being typed, which are not in the bundle: %d", AndMore: "and %d more",
	Ack:     "No change waits; this bundle tells the province what came here.",
	AckWhy:  "So the next answer repeats nothing, and gives back what was lost.",
	Nothing: "There is no change to seal.", NothingTo: "The province has acknowledged every change, or nothing was saved yet.",

	Where: "Write to", Folder: "Folder", Outbox: "the outbox of this store", Room: "needs at most %s · free %s",
	Tight: "needs at most %s · only %s free", NoRoom: "not enough room", Name: "file %s", Pieces: "as bundles: %d",
	Drives: "↑↓ drives", NoDrive: "no stick found; plug it in and press ↓",
	For: "Only for", Prov: "province %s", Keys: [2]string{"working key", "recovery key"},

	Earlier: "Bundles written", Number: "Bundle", Date: "Date", File: "File", Size: "Size", Answer: "Receipt",
	Got: "received", Waits: "no receipt yet", NoneYet: "No bundle written yet.",

	NoCopy: "no second copy", Copy: "Copy 2", Split: "Split", Whole: "no, one file", Parts: "into parts of %s",
	SplitHow: "F4 changes", NoPlace: "not writable", SamePlace: "same place as copy 1", Free: "free %s",
	Epochs: "Runs of changes, one bundle each: %d", Run: "epoch %d: %s–%s", Sealed: "sealed",
	AskCopy: "A second copy goes to %s.", AskParts: "Split into parts of at most %s; the province needs all of them.",
	AllParts: "The province needs all parts to open the bundle.", MoreFiles: "and further parts: %d",

	CodeTitle: "Type a receipt code", CodeBody: "Type the 12 letters that the province reads over the phone. A mistake does no harm; case and spaces do not matter.",
	CodeLabel: "Receipt code", CodeNew: "Right: the province has every change up to %s", CodeKnown: "Right: known before, up to change %s",

	ReceiptsTitle: "What the province has", ReceiptsNone: "No receipt of the province yet. Take in an answer in the inbox, or press F6 and type the code read over the phone.",
	HasTo: "The province has every change up to %s", HasToEpoch: "The province has every change up to %s of epoch %d",
	Unreceipted: "Changes without a receipt, which go with the next bundle: %s", AllReceipted: "Every change of this machine has its receipt.",
	NewestAnswer: "Newest answer %s, taken in on %s", MissingAnswer: "answers that did not come: %s; the next one brings what they held",
	ClockHead: "Clock: %s (as compared with the province)", ClockTip: "Set this machine's date and time. No record is harmed by a wrong clock; only the dates on it are wrong.",
	HeldHead: "Waiting at the province", HeldAt: "changes %s–%s came, and wait for what precedes them",
	WantedAt: "the province lacks changes %s–%s", WantedTip: "To seal again is enough: the new bundle carries every change without a receipt.",
	AsideHead: "Set aside by the province, not counted yet", AsideAt: "change %s · %s", AsideRefused: "the province has looked and refused it",
	ForkAt:    "a second history of this machine begins at change %s",
	LostAt:    "the province has change %s and this machine has not: it was restored from a backup or copied",
	OtherHead: "The province decided otherwise than this machine", OtherTip: "Open the record, then Ctrl+R: both versions and the reason; F11 ▸ Decided by the province.",
	ReturnedHead: "Returned by the province, to be corrected", ExpectedHead: "Period %s · %s", ExpectedLeft: "cooperatives still to come: %d of %d",
	BundlesHead: "Bundles that the province took in", BundleAt: "bundle %s · changes %s–%s · %s",
	ByCode:  "A code read over the phone and an answer are both receipts.",
	KeyPart: "split", KeyCode: "type code", KeyReceipts: "receipts",

	Ask: "Seal?", AskBody: "Write %s to %s: changes %s, at most %s. The file is written, read back and compared byte by byte.",
	AskAck: "Write %s to %s: no changes, it only tells the province what came here.", DoneAck: "Bundle %s · a receipt, no changes · %s",
	AskYes: "Seal", Writing: "Sealing, writing and reading back", Keep: "a bundle is being written",
	Done: "Sealed, written and read back", DoneNo: "Bundle %s · changes %s–%s · %s",
	SHA:    "SHA-256",
	Carry:  "Eject the stick safely and take the file to the province. It counts as received when the receipt comes back.",
	Partly: "Bundles written and read back before it stopped: %d",

	ProvinceHere: "The province receives bundles and seals none.", ProvinceTip: "Enter or F9: open the inbox to import bundles.",

	Outside: "This machine is not enrolled yet",
	Why:     "A bundle is signed by a key that the province trusts and encrypted to it; for that this machine enrols once.",
	Waiting: "%s changes stay safe in the store and go with the first bundle.",
	Step1:   "1. Ask", Step1Tip: "F9 writes the request. Take it to the province and read this fingerprint over the phone:",
	Step2:     "2. Take in the grant",
	Step2Tip:  "When the province sends a file back: its path, the province's fingerprint from paper, then F5.",
	RequestTo: "Write request to", Grant: "Grant file", CA: "Province's print",
	BadCA: "needs 32 digits 0-9 a-f", Asked: "written %s", NeedGrant: "name the grant file and the province's fingerprint first",
	Enrolling: "Taking in the grant", Enrolled: "This machine is enrolled as %s",
	NotWritten: "the request could not be written to %s", StillKept: "the store is unharmed", OtherGrant: "this is no grant for this machine", OwnGrant: "take the grant that the province wrote for it; name the folder alone and the program looks there", TryOther: "plug the stick in again, or choose another folder",

	TakeAnswer: "Take in the province's answer", KeyAnswer: "take answer",
	KeySeal: "seal", KeyZone: "next part", KeyInbox: "inbox", KeyBack: "back", KeyHelp: "keys",
	KeyRequest: "write request", KeyGrant: "take in grant", KeyField: "field",
}
