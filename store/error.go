package store

import (
	"errors"
	"strings"
)

// Code classifies an [Error] for programs. Codes are stable: other offices'
// scripts match them, never the text.
type Code string

// The codes, with the exit status that a command ends with.
const (
	Invalid  Code = "invalid"       // the input breaks a rule of the field or record; exit 1
	NotFound Code = "not-found"     // no such record, unit, scheme; exit 1
	Conflict Code = "conflict"      // the record's state forbids it, such as a finalised one; exit 1
	Denied   Code = "not-permitted" // the role or unit may not do this; exit 1
	Busy     Code = "busy"          // another process holds the store; exit 1
	Damaged  Code = "damaged"       // a file or row does not hash to what it says; exit 3 for bundles
	Usage    Code = "usage"         // the command line is wrong; exit 2
	Refused  Code = "refused"       // bad signature, untrusted, wrong address; exit 3
	Waiting  Code = "waiting"       // something waits for a person or for another bundle; exit 4
	Locked   Code = "locked"        // a passphrase is needed or was wrong; exit 1
	Internal Code = "internal"      // a fault of the program or the machine; exit 1
)

// Error is what a person is told when something did not happen. Message says
// what happened, Kept what was kept, Hint what to do; each is a whole
// Vietnamese sentence without a final period where it stands alone. Detail is
// a stable sub-code such as "bad-signature" (see sync.md), empty if none.
type Error struct {
	Code    Code
	Detail  string
	Message string
	Kept    string
	Hint    string
	Err     error // the cause, for the log; never shown alone
}

// Error joins the sentences for a terminal line.
func (e *Error) Error() string {
	parts := []string{e.Message}
	if e.Kept != "" {
		parts = append(parts, e.Kept)
	}
	if e.Hint != "" {
		parts = append(parts, e.Hint)
	}
	return strings.Join(parts, "; ")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first [Error] in err's chain, Internal for
// any other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// DetailOf returns the stable sub-code of the first [Error] in err's chain.
func DetailOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Detail
	}
	return ""
}

// ExitCode maps err to the status that every command documents: 0 done,
// 1 failed, 2 wrong usage, 3 refused, 4 something waits.
func ExitCode(err error) int {
	switch CodeOf(err) {
	case "":
		return 0
	case Usage:
		return 2
	case Refused, Damaged:
		return 3
	case Waiting:
		return 4
	default:
		return 1
	}
}
