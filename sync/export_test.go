package sync

import "coopfield/sync/trust"

// Believe is believe, for tests of what a store does that was told otherwise.
func (s *Site) Believe(doc *trust.Document, reg *trust.Registry) { s.believe(doc, reg) }
