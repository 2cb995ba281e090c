package scheme

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/vi"
)

// ErrPartial is returned by [Scheme.Rate] for a scheme that holds only a part
// of its circular. It is a [store.Error]; test it with errors.Is.
var ErrPartial error = &store.Error{
	Code:    store.Invalid,
	Detail:  "partial-scheme",
	Message: "bộ tiêu chí này chỉ có một phần thang điểm nên không dùng để xếp loại",
	Hint:    "dùng bộ tiêu chí đầy đủ để xếp loại",
}

// Rate returns the rating band of points under s, which are hundredths of a
// point. It returns [ErrPartial] when s scores only part of its circular:
// such a scheme may be shown but gives no rating. Points below 0 or above the
// scheme's maximum are [store.Invalid].
//
// Source: Thông tư 01/2020/TT-BKHĐT, Điều 8.
func (s *Scheme) Rate(p Points) (Band, error) {
	if s.Partial {
		return Band{}, ErrPartial
	}
	if p < 0 || p > s.Max {
		return Band{}, invalid("points-above-max",
			fmt.Sprintf("tổng điểm %s nằm ngoài thang điểm 0–%s", p, s.Max), "kiểm tra lại tổng điểm")
	}
	i := s.band(p)
	return s.Ratings[i], nil
}

// band returns the index of the band that p >= 0 reaches.
func (s *Scheme) band(p Points) int {
	for i, b := range s.Ratings {
		if p >= b.From {
			return i
		}
	}
	return len(s.Ratings) - 1
}

// ValidityState says whether a scheme may be used for a period.
type ValidityState string

// The states of validity.
const (
	InForce     ValidityState = "valid"    // in force on the period's last day
	InternalUse ValidityState = "internal" // repealed, but kept as an internal assessment
	NotInForce  ValidityState = "refused"  // not in force and not kept
)

// Validity is the answer of [Scheme.Valid].
type Validity struct {
	State ValidityState
	Note  string // must stand on every sheet of InternalUse
	Err   error  // *store.Error with the reason, exactly when State is NotInForce
}

// Valid tests s for a period by the period's last day, YYYY-MM-DD. A scheme
// without dates is always valid.
//
// Source: a sheet of year N is made under the rules in force when the year
// ends, so 2020 belongs to Thông tư 01/2020/TT-BKHĐT, in force from 1/4/2020,
// and 2025 does not, since Thông tư 78/2025/TT-BTC repealed it from 18/9/2025.
func (s *Scheme) Valid(lastDay string) Validity {
	refuse := func(why, hint string) Validity {
		return Validity{State: NotInForce, Err: invalid("scheme-not-valid", why, hint)}
	}
	if !vi.ValidDate(lastDay) {
		return refuse(fmt.Sprintf("ngày cuối kỳ %q không phải là ngày", lastDay), "ghi ngày theo dạng 2024-12-31")
	}
	switch {
	case s.ValidFrom != "" && lastDay < s.ValidFrom:
		return refuse(fmt.Sprintf("bộ tiêu chí %s có hiệu lực từ %s, sau ngày cuối kỳ đánh giá %s",
			s.ID, vi.FormatDate(s.ValidFrom), vi.FormatDate(lastDay)), "chọn bộ tiêu chí có hiệu lực vào ngày cuối kỳ")
	case s.ValidTo == "" || lastDay <= s.ValidTo:
		return Validity{State: InForce}
	case s.InternalFrom != "" && lastDay >= s.InternalFrom:
		return Validity{State: InternalUse, Note: s.InternalNote}
	}
	why := fmt.Sprintf("bộ tiêu chí %s hết hiệu lực sau %s, trước ngày cuối kỳ đánh giá %s",
		s.ID, vi.FormatDate(s.ValidTo), vi.FormatDate(lastDay))
	if s.RepealedBy != "" {
		why += "; bãi bỏ bởi " + s.RepealedBy
	}
	return refuse(why, "chọn bộ tiêu chí có hiệu lực vào ngày cuối kỳ")
}

// LastDay returns the last day of a period as YYYY-MM-DD: "2024" ends on
// 2024-12-31, "2024-H1" on 2024-06-30, "2024-H2" on 2024-12-31. Anything else,
// and years outside 1900–2999, is [store.Invalid].
func LastDay(period string) (string, error) {
	if len(period) >= 4 {
		year, rest := period[:4], period[4:]
		if vi.ValidDate(year+"-01-01") && year >= "1900" && year <= "2999" {
			switch rest {
			case "", "-H2":
				return year + "-12-31", nil
			case "-H1":
				return year + "-06-30", nil
			}
		}
	}
	return "", invalid("bad-period", fmt.Sprintf("kỳ đánh giá %q không đúng", period),
		"ghi năm như 2024, hoặc nửa năm như 2024-H1, 2024-H2")
}

// invalid makes the error that a person sees for input that breaks a rule.
func invalid(detail, message, hint string) *store.Error {
	return &store.Error{Code: store.Invalid, Detail: detail, Message: message, Hint: hint}
}
