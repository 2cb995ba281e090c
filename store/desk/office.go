package desk

// Offices returns the bodies of a programme with what they do and receive (Kế
// hoạch 1185/KH-UBND, VII), in the order of its file; nil of one that is not
// held. For "" it is the one that is held.
func (d *Desk) Offices(programmeID string) []OfficeLine {
	p, err := d.catalog().programmeNamed(programmeID)
	if err != nil {
		return nil
	}
	out := make([]OfficeLine, 0, len(p.Offices))
	for _, o := range p.Offices {
		out = append(out, OfficeLine{Office: o, Mine: o.Role != "" && o.Role == d.Me().Role})
	}
	return out
}
