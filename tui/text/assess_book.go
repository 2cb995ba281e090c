package text

// AssessBook are the words of what stands behind an assessment sheet: filters
// with their counts, the baseline of a pilot, the way to a target, figures that
// nobody has looked at, and other rules.
type AssessBook struct {
	Counts map[string]string // by filter, %d items
	NoneOf string            // no filter lets any item pass

	Baseline      string // %s period, %s column
	BaselineItem  string // %s points of the item
	BaselineCrit  string // %s points of the criterion
	BaselineAim   string // %s points that the plan aims at
	BaselineLost  string // the frozen sheet is not held
	Fallen        string // %s criterion, %s points, %s points before; the plan names it
	FallenOther   string // the same of a criterion that it does not name
	Cause         string // label
	GapCause      string // %s criterion, %s title
	FallenList    string // %s criteria without a cause
	Exit          string // of a pilot, before what it lacks to leave the stage of improvement
	ExitMet       string
	ExitOpen      string // not every item has its points
	ExitShort     string // %s points
	ExitBelow     string // %s criteria
	ExitUnknown   string // %s criteria without a baseline
	EstimatesNote string // %d figures of a finalised sheet
	FinalsNote    string // %d figures that the year's figures contradict
	NewerNote     string // %d revision
	AskCopied     string // %d figures, before chốt
	AskEstimates  string // %d figures, before chốt
	AskAgreed     string // nobody is named who agreed, before chốt

	Pages [4]string // titles: the way, the figures, other rules, the newer revision
	Close string    // hint of the book's frame

	WayTitle     string // %s points
	WayBand      string // %s points, %s band
	WayProgramme string // %s points, %s programme
	WayFrom      string // %s total, %s column
	WayNeed      string // %s points
	WayNone      string // no target is above the total
	WayExcluded  string
	Moves        string // heading
	NoMoves      string
	Move         string // %s figure, %s now, %s needed
	Unknown      string // a figure that is not known
	Gain         string // %s points, %s items
	WayEnough    string // %s points
	WayLacks     string // %s points reached, %s points lacking
	Offers       string // heading
	Offer        string // %s points now, %s points then
	OfferOr      string // between figures of which one does
	Open         string // heading
	OpenWhy      map[string]string
	OpenRoom     string // %s points at most
	OpenSum      string // %s points at most of all
	Facts        string // %s figures, that are not known

	FiguresHead [4]string // heads: figure, year before, this sheet, year's figures
	Settled     string
	FiguresHint string
	Copied      string // %d figures
	Confirmed   string // %d figures
	NoCopy      string
	NoConfirm   string
	TookFinal   string // %d figures
	NoFinal     string
	Estimate    string // %s, what a finalised sheet was signed with
	Contradicts string // %s what the year's figures say

	OtherHead   string // %s scheme, %d revision
	OtherSheet  string // this sheet
	OtherNone   string // no other rules are held
	OtherKept   string
	OtherLack   string // %s figures
	OtherUnused string // %s figures
	OtherFilled string // %s figures
	OtherHand   string // %s items
	NoRating    string

	MoveTitle  string // %d revision, %d revision
	MoveNone   string
	MoveTotal  string // %s before, %s after
	MoveSame   string // nothing differs
	What       map[string]string
	LostPoints string // %s columns
	LostFact   string
	MoveRefuse string // %s why
	MoveAsk    string // %d revision
	MoveBody   string // %s, %s totals; %d things that go
	MoveYes    string
	Moved      string // %d revision
	MoveDraft  string // only a draft moves

	ActWay, ActFigures, ActOther, ActMove, ActCopy, ActConfirm, ActFinal string
	KeyWay, KeyFigures, KeyPage, KeyTarget, KeyScheme, KeyGo, KeyOne,
	KeyAll, KeyCopy, KeyTake, KeyMove string
}

var assessBookVI = AssessBook{
	Counts: map[string]string{
		"unanswered": "%d chưa chấm", "flagged": "%d đánh dấu", "different": "%d lệch điểm", "below": "%d dưới ban đầu", "commented": "%d có ý kiến tỉnh",
	},
	NoneOf: "Không có mục chưa chấm, đánh dấu, lệch điểm hay dưới ban đầu",

	Baseline: "Ban đầu %s (%s)", BaselineItem: "mục %s", BaselineCrit: "tiêu chí %s", BaselineAim: "đích %s",
	BaselineLost: "Bảng ban đầu của kế hoạch chưa có trong máy này, chưa so được",
	Fallen:       "tiêu chí %s: %s điểm, dưới ban đầu %s; kế hoạch nêu tiêu chí này, phải ghi nguyên nhân",
	FallenOther:  "tiêu chí %s: %s điểm, dưới ban đầu %s; kế hoạch không nêu tiêu chí này",
	Cause:        "Nguyên nhân", GapCause: "%s chưa ghi nguyên nhân giảm: %s", FallenList: "Cần nguyên nhân: %s",
	Exit: "Hoàn thiện", ExitMet: "Đủ điều kiện kết thúc giai đoạn hoàn thiện", ExitOpen: "chưa đủ điểm các mục", ExitShort: "thiếu %s điểm",
	ExitBelow: "tiêu chí %s dưới ban đầu", ExitUnknown: "chưa biết ban đầu của tiêu chí %s",
	EstimatesNote: "%d số liệu còn là ước; có số chính thức thì F8 Điều chỉnh.",
	FinalsNote:    "Số liệu năm đã khác bảng ở %d chỉ tiêu: Ctrl+N xem.",
	NewerNote:     "Bộ tiêu chí đã có bản %d: Ctrl+F rồi Tab để xem và chuyển.",
	AskCopied:     "%d số liệu chép chưa ai xác nhận.", AskEstimates: "%d số liệu là ước.", AskAgreed: "Chưa ghi người thống nhất của hội đồng quản trị, ban kiểm soát.",

	Pages: [4]string{"Đường tới mức", "Số liệu chép, ước", "Theo bộ tiêu chí khác", "Bản mới của bộ tiêu chí"},
	Close: "Esc về bảng",

	WayTitle: "Tới %s điểm", WayBand: "Tới %s điểm, loại %s", WayProgramme: "Tới %s điểm, đích của chương trình %s",
	WayFrom: "Hiện có %s điểm, cột %s", WayNeed: "cần thêm %s", WayNone: "Không còn mức nào cao hơn.", WayExcluded: "Hợp tác xã không thuộc diện đánh giá.",
	Moves: "Số liệu đổi ít nhất mà đủ điểm", NoMoves: "Các mức điểm của bộ tiêu chí không cho thêm điểm nào.",
	Move: "%s: %s → %s", Unknown: "chưa có", Gain: "+%s (mục %s)",
	WayEnough: "Đủ: tới %s điểm.", WayLacks: "Chỉ theo mức điểm thì tới %s, còn thiếu %s.",
	Offers: "Từng mục còn lên được theo mức điểm", Offer: "%s lên %s điểm", OfferOr: "hoặc",
	Open: "Mục người chấm cho điểm: chưa có mức điểm, không tính trước được",
	OpenWhy: map[string]string{
		"by-hand": "đã cho điểm tay", "no-figures": "thiếu số liệu", "no-figure": "không số liệu nào một mình đủ",
	},
	OpenRoom: "còn tối đa %s", OpenSum: "Các mục này cho thêm nhiều nhất %s điểm.", Facts: "thiếu: %s",

	FiguresHead: [4]string{"Chỉ tiêu", "Năm trước", "Bảng này", "Số liệu năm"},
	Settled:     "Không còn số liệu chép hay ước nào.",
	FiguresHint: "Xem từng dòng; chép chỉ điền vào ô trống.",
	Copied:      "Đã chép %d số liệu của năm trước, chờ xác nhận", Confirmed: "Đã xác nhận %d số liệu",
	NoCopy: "Không còn ô trống nào có số liệu năm trước", NoConfirm: "Không còn số liệu chép nào chờ xác nhận",
	TookFinal: "Đã lấy %d số liệu năm chính thức", NoFinal: "Chưa có số liệu năm chính thức nào khác bảng",
	Estimate: "số ước đã chốt %s", Contradicts: "số liệu năm nay ghi %s",

	OtherHead: "%s, bản %d", OtherSheet: "Bảng này", OtherNone: "Máy này không có bộ tiêu chí nào khác.",
	OtherKept: "Chỉ để so: bảng đã lập và chữ ký giữ nguyên.", OtherLack: "Thiếu số liệu: %s", OtherUnused: "Không dùng: %s",
	OtherFilled: "Lấy thêm từ số liệu năm: %s", OtherHand: "Điểm chấm tay giữ nguyên ở mục %s",
	NoRating: "chưa xếp loại",

	MoveTitle: "Bản %d → bản %d", MoveNone: "Bảng đang theo bản mới nhất của bộ tiêu chí.", MoveTotal: "Tổng điểm %s → %s",
	MoveSame: "Không có mục hay chỉ tiêu nào khác.",
	What: map[string]string{
		"added": "mới", "gone": "bỏ", "title": "đổi tên", "max": "đổi điểm tối đa", "scored": "đổi cách cho điểm", "steps": "đổi mức điểm", "unit": "đổi đơn vị",
	},
	LostPoints: "bỏ điểm đã ghi: %s", LostFact: "bỏ số đã ghi",
	MoveRefuse: "Chưa chuyển được: %s", MoveAsk: "Chuyển bảng sang bản %d?",
	MoveBody: "Tổng điểm %s → %s. %d chỗ đã ghi sẽ bỏ, như trang này nêu; mọi chỗ khác giữ nguyên. Hoàn tác được bằng Ctrl+Y.",
	MoveYes:  "Chuyển", Moved: "Bảng theo bản %d của bộ tiêu chí", MoveDraft: "Chỉ bảng chưa chốt chuyển được sang bản mới",

	ActWay: "Đường tới mức điểm cần đạt", ActFigures: "Số liệu chép, ước và chính thức", ActOther: "Chấm thử theo bộ tiêu chí khác",
	ActMove: "Xem và chuyển sang bản mới của bộ tiêu chí", ActCopy: "Chép số liệu năm trước vào ô trống", ActConfirm: "Xem và xác nhận số liệu chép",
	ActFinal: "Lấy số liệu năm chính thức",
	KeyWay:   "đường tới mức", KeyFigures: "số chép, ước", KeyPage: "trang", KeyTarget: "đích khác", KeyScheme: "bộ khác", KeyGo: "tới mục", KeyOne: "xác nhận",
	KeyAll: "xác nhận hết", KeyCopy: "chép năm trước", KeyTake: "lấy số chính thức", KeyMove: "chuyển",
}

var assessBookEN = AssessBook{
	Counts: map[string]string{
		"unanswered": "%d unanswered", "flagged": "%d flagged", "different": "%d different", "below": "%d below baseline", "commented": "%d commented",
	},
	NoneOf: "No item is unanswered, flagged, different or below baseline",

	Baseline: "Baseline %s (%s)", BaselineItem: "item %s", BaselineCrit: "criterion %s", BaselineAim: "aim %s",
	BaselineLost: "The plan's frozen sheet is not held here: nothing to compare",
	Fallen:       "criterion %s: %s points, below its baseline of %s; the plan names it, so say why",
	FallenOther:  "criterion %s: %s points, below its baseline of %s; the plan does not name it",
	Cause:        "Cause", GapCause: "%s has fallen without a cause: %s", FallenList: "Cause needed: %s",
	Exit: "Exit rule", ExitMet: "Ready to end the stage of improvement", ExitOpen: "not every item has points", ExitShort: "%s points short",
	ExitBelow: "criterion %s below baseline", ExitUnknown: "baseline of criterion %s not known",
	EstimatesNote: "%d figures are estimates; with the final ones F8 corrects.",
	FinalsNote:    "The year's figures differ from the sheet in %d: Ctrl+N shows them.",
	NewerNote:     "Revision %d of the scheme is here: Ctrl+F, then Tab shows it.",
	AskCopied:     "%d copied figures were confirmed by nobody.", AskEstimates: "%d figures are estimates.", AskAgreed: "Nobody of board and supervisors is named as agreeing.",

	Pages: [4]string{"The way up", "Copied and estimated", "Under other rules", "Newer revision"},
	Close: "Esc back to the sheet",

	WayTitle: "To %s points", WayBand: "To %s points, %s", WayProgramme: "To %s points, where programme %s ends",
	WayFrom: "%s points now, column %s", WayNeed: "%s more", WayNone: "There is no higher band.", WayExcluded: "The cooperative is not assessed.",
	Moves: "The least change of figures that does it", NoMoves: "The scheme's steps give no more points.",
	Move: "%s: %s → %s", Unknown: "not known", Gain: "+%s (items %s)",
	WayEnough: "Enough: reaches %s points.", WayLacks: "By steps alone it reaches %s, %s are lacking.",
	Offers: "Items that the steps can still raise", Offer: "%s up to %s points", OfferOr: "or",
	Open: "Items that the assessor scores: no steps, so not known beforehand",
	OpenWhy: map[string]string{
		"by-hand": "scored by hand", "no-figures": "figures missing", "no-figure": "no figure alone does it",
	},
	OpenRoom: "%s more at most", OpenSum: "These can give %s more points at most.", Facts: "missing: %s",

	FiguresHead: [4]string{"Figure", "Year before", "This sheet", "Year's figures"},
	Settled:     "No copied figures and no estimates.",
	FiguresHint: "Look at each row; copying fills empty fields only.",
	Copied:      "%d figures copied from last year, to be confirmed", Confirmed: "%d figures confirmed",
	NoCopy: "No empty field has a figure of last year", NoConfirm: "No copied figure waits to be confirmed",
	TookFinal: "%d final figures of the year taken", NoFinal: "No final figure of the year differs from the sheet",
	Estimate: "finalised as the estimate %s", Contradicts: "the year's figures say %s",

	OtherHead: "%s, revision %d", OtherSheet: "This sheet", OtherNone: "No other scheme is held here.",
	OtherKept: "To compare only: the sheet and its signature stay.", OtherLack: "Figures missing: %s", OtherUnused: "Not used: %s",
	OtherFilled: "From the year's figures: %s", OtherHand: "Points by hand stay at %s",
	NoRating: "no rating",

	MoveTitle: "Revision %d → %d", MoveNone: "The sheet is made with the newest revision.", MoveTotal: "Total %s → %s",
	MoveSame: "No item and no figure differs.",
	What: map[string]string{
		"added": "new", "gone": "gone", "title": "renamed", "max": "other maximum", "scored": "scored otherwise", "steps": "other steps", "unit": "other unit",
	},
	LostPoints: "points taken out: %s", LostFact: "figure taken out",
	MoveRefuse: "Cannot move yet: %s", MoveAsk: "Move the sheet to revision %d?",
	MoveBody: "Total %s → %s. %d entries go, as listed; all others stay. Ctrl+Y takes it back.",
	MoveYes:  "Move", Moved: "The sheet is under revision %d", MoveDraft: "Only a sheet that is not finalised moves",

	ActWay: "The way to the points needed", ActFigures: "Copied, estimated and final figures", ActOther: "Score the figures under another scheme",
	ActMove: "See and move to the newer revision", ActCopy: "Copy last year's figures into empty fields", ActConfirm: "See and confirm copied figures",
	ActFinal: "Take the year's final figures",
	KeyWay:   "way up", KeyFigures: "copied figures", KeyPage: "page", KeyTarget: "other target", KeyScheme: "other scheme", KeyGo: "to item", KeyOne: "confirm",
	KeyAll: "confirm all", KeyCopy: "copy last year", KeyTake: "take final ones", KeyMove: "move",
}
