package store

// Redone is what a log's transaction can also tell: which records were written
// more than once.
type Redone interface {
	// Redone calls f with each record of a kind of which at least least ops of one
	// of the kinds ops are held, by id. What those ops came to is not asked.
	Redone(kind Kind, least int, ops []OpKind, f func(id string) error) error
}
