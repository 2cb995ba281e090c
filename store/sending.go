package store

// Sending sums own ops of one kind about one cooperative.
type Sending struct {
	Kind  Kind
	Coop  string // "" of records that name none
	Ops   int
	Bytes int64 // of the lines as the database keeps them, with a newline each
}
