package text

// Inbox are the words of the inbox of bundles.
type Inbox struct {
	Title string
}

var inboxVI = Inbox{
	Title: "Hộp nhận",
}

var inboxEN = Inbox{
	Title: "Inbox",
}
