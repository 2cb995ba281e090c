package desk

import (
	"io"

	"coopfield/store"
)

// The modes of a store.
const (
	Real     = "real"
	Training = "training" // invented data that can never enter a real bundle
)

// Options are what a Desk works with.
type Options struct {
	Log     store.Log
	Signer  store.Signer
	Me      store.Writer
	Mode    string // Real or Training
	Epoch   int64  // the device's open epoch, from 1
	Clock   store.Clock
	Rand    io.Reader
	App     string // program version, written into ops
	Session string // this run of the program, written into drafts
}

// A Desk is the use cases of one open store. It is safe for use by several
// goroutines; changes are made one after another.
type Desk struct {
	o Options
}
