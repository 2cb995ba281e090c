package desk

// printVisit reads a visit and returns its day.
func (w *work) printVisit(p *Printed) (on string, err error) {
	if p.Visit, err = w.visit(p.ID); err != nil {
		return "", err
	}
	p.Doc, p.Cooperative, p.Typed = p.Visit.Doc, p.Visit.Cooperative, p.Visit.Drafted
	return p.Visit.On, nil
}

// printConsult reads a consultation and returns its day.
func (w *work) printConsult(p *Printed) (on string, err error) {
	if p.Consult, err = w.consult(p.ID); err != nil {
		return "", err
	}
	p.Doc, p.Cooperative, p.Typed = p.Consult.Doc, p.Consult.Cooperative, p.Consult.Drafted
	return p.Consult.On, nil
}
