package main

import (
	"time"

	"coopfield/sync/trust"
	"coopfield/tui/plain"
	"coopfield/tui/text"
)

// runPlain is the interface as a dialogue of lines on stdin and stdout. It asks
// for no terminal, so that a screen reader, a pipe or a line printer will do.
func runPlain(e *env) error {
	return e.withSite(func(s *opened) error {
		unit := s.Self.Unit
		if u, ok := s.Desk.Units().ByID(unit); ok {
			unit = u.FullName()
		}
		return plain.Run(e.ctx, plain.Options{
			Desk: s.Desk, Lang: text.Lang(e.lang), Person: s.Self.Person, Unit: unit,
			Training: s.Self.Mode == trust.Training, Now: time.Now, In: e.stdin, Out: e.stdout,
		})
	})
}
