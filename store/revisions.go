package store

// OpPlace names an op and the record that it is of.
type OpPlace struct {
	Hash Hash
	Kind Kind
	ID   string
}
