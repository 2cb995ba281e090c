package text

// Undo are the words of going back to the state in which a form was opened.
type Undo struct {
	Action    string // palette
	Title     string
	Body      string // %d fields
	Yes       string
	Done      string // %d fields
	Nothing   string
	BackTitle string
	BackBody  string // %d fields
	BackYes   string
	BackDone  string // %d fields
	Key       string
}

var undoVI = Undo{
	Action: "Trở về như lúc mở", Title: "Trở về như lúc mở?",
	Body: "%d trường đã sửa từ lúc mở sẽ trở về như cũ.\nKhông mất gì: phần lấy ra còn trong Lịch sử và Ctrl+Y lần nữa đưa trở lại.",
	Yes:  "Trở về", Done: "%d trường trở về như lúc mở; Ctrl+Y đưa trở lại", Nothing: "Chưa sửa gì từ lúc mở",
	BackTitle: "Đưa trở lại?", BackBody: "%d trường vừa trở về như lúc mở sẽ lại như đã sửa.",
	BackYes: "Đưa trở lại", BackDone: "%d trường lại như đã sửa", Key: "về lúc mở",
}

var undoEN = Undo{
	Action: "Back to the state at opening", Title: "Back to the state at opening?",
	Body: "%d fields changed since opening go back.\nNothing is lost: what is taken back stays in the history, and Ctrl+Y once more brings it back.",
	Yes:  "Go back", Done: "%d fields as at opening; Ctrl+Y brings them back", Nothing: "Nothing changed since opening",
	BackTitle: "Bring it back?", BackBody: "%d fields that went back to the opening will be as changed again.",
	BackYes: "Bring back", BackDone: "%d fields are as changed again", Key: "as opened",
}
