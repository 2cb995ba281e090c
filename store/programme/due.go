package programme

// A Due is one deadline of one year.
type Due struct {
	Deadline Deadline
	Year     int    // that it is of; 0 for one that falls once
	On       string // YYYY-MM-DD, "" where the plan names no day
	// LastDay is the last day on which it is kept: the day before On where the plan
	// says "trước ngày", else On; "" where On is.
	LastDay string
	// Days left from the day asked for to LastDay: 0 = today is the last day,
	// negative = passed by so many days. It means nothing where On is "".
	Days int
}
