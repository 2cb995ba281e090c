package sample

import (
	"math/bits"
	"math/rand/v2"
	"strconv"
	"time"

	"coopfield/store/vi"
)

// draw is the chance of one cooperative. Every number is made from 64 bits by
// integer arithmetic, which is the same on all processors; floating point and
// the ranges of math/rand are not promised to be.
type draw struct{ pcg *rand.PCG }

// newDraw returns the chance of the n-th cooperative. The factor, 2^64 by the
// golden ratio, keeps neighbours apart from their first number on.
func newDraw(seed, n uint64) draw { return draw{rand.NewPCG(seed, (n+1)*0x9e3779b97f4a7c15)} }

// below returns 0 to n-1.
func (d draw) below(n int64) int64 {
	hi, _ := bits.Mul64(d.pcg.Uint64(), uint64(n))
	return int64(hi)
}

// between returns lo to hi.
func (d draw) between(lo, hi int64) int64 { return lo + d.below(hi-lo+1) }

// percent is true p times in a hundred.
func (d draw) percent(p int64) bool { return d.below(100) < p }

// share returns lo to hi percent of n.
func (d draw) share(n, lo, hi int64) int64 { return n / 1000 * d.between(lo*10, hi*10) }

// deciles draws from a distribution given by its 0th, 10th … 100th percentile.
func (d draw) deciles(q *[11]int64) int64 {
	at := d.below(10_000)
	i, in := at/1000, at%1000
	return q[i] + (q[i+1]-q[i])*in/1000
}

func pick[T any](d draw, list []T) T { return list[d.below(int64(len(list)))] }

// weighted draws an index by weights that sum to 1000.
func (d draw) weighted(weights []int64) int {
	at := d.below(1000)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// day returns a day of a year from month lo to hi, YYYY-MM-DD.
func (d draw) day(year int, lo, hi int64) string {
	return date(year, int(d.between(lo, hi)), int(d.between(1, 28)))
}

func date(year, month, day int) string {
	b := strconv.AppendInt(make([]byte, 0, 10), int64(year), 10)
	b = append(b, '-', byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10))
	return string(b)
}

// id makes a version 7 UUID of an invented instant (RFC 9562).
func (d draw) id(ms int64) string {
	const hex = "0123456789abcdef"
	hi := uint64(ms)<<16 | 7<<12 | d.pcg.Uint64()>>52
	lo := d.pcg.Uint64()>>2 | 1<<63
	b := make([]byte, 0, 36)
	for i := range 16 {
		word := hi
		if i >= 8 {
			word = lo
		}
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b = append(b, '-')
		}
		c := byte(word >> (56 - 8*(i%8)))
		b = append(b, hex[c>>4], hex[c&15])
	}
	return string(b)
}

// instant returns noon of a day in Vietnam plus n seconds, in milliseconds UTC.
func instant(year, month, day, n int) int64 {
	const noon = 5 // UTC+7
	return time.Date(year, time.Month(month), day, noon, 0, 0, 0, time.UTC).UnixMilli() + int64(n)*1000
}

// months returns the whole months from a day to the end of a year, in
// hundredths.
func months(since string, year int) int64 {
	days, _ := vi.DaysBetween(since, vi.LastDay(year, 12))
	return int64(days) * 12 / 365 * 100
}
