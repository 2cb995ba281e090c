package sync

import (
	"context"
	"testing"
)

// KnowsCode reports whether a code is one of this laptop's, by the same look-up
// as TakeCode.
func (s *Site) KnowsCode(ctx context.Context, tb testing.TB, typed string) bool {
	code, ok := parseCode(typed)
	if !ok {
		tb.Fatalf("%q is no code", typed)
	}
	if s.codes == nil {
		if err := s.learnCodes(ctx); err != nil {
			tb.Fatal(err)
		}
	}
	_, ok = s.codes.by[code]
	return ok
}
