package sqlite

// Devs returns the devices of which ops are held, and how many ops.
func (t *tx) Devs() (map[string]int, error) {
	const doing = "counting ops by device"
	counts := map[string]int{}
	err := t.each(doing, "SELECT dev, count(*) FROM op GROUP BY dev", nil, func(scan func(...any) error) error {
		var dev string
		var n int
		if err := scan(&dev, &n); err != nil {
			return fault(doing, err)
		}
		counts[dev] = n
		return nil
	})
	return counts, err
}
