// Package scheme loads scoring schemes (bộ tiêu chí) and scores sheets by them.
//
// A scheme is a TOML file: groups of criteria with their maxima, the figures
// (facts, chỉ tiêu) that a sheet carries, expressions that turn figures into
// points, rating bands, exclusions and validity dates. The circulars change
// and a province may replace them, so no rule is written in Go: [Load] checks
// a file whole and names every fault with its line, and [Scheme.Score] needs
// nothing but the scheme and the sheet. Two schemes are embedded: tt01-2020
// (Thông tư 01/2020/TT-BKHĐT) and, in part, tt09-2017 (Thông tư
// 09/2017/TT-BNNPTNT). The package is pure: no clock, no file, no database. A
// loaded scheme is read-only and safe for use by several goroutines.
//
// # Numbers
//
// Points are hundredths ([Points]). A fact is an integer by the scale of its
// unit: đồng, người and năm have none, every other unit has two decimals
// ([store.ScaleOf]). A fact may reach ±10^15 of its scaled integers. Expressions see
// decimals as float64, in which all of these are exact or correctly rounded,
// and every number in an expression is a float64 too, so that a 32-bit build
// computes the same. Where one side of a comparison is the rounded result of a
// division or of a decimal factor, four units in the last place count as
// equal: 29 of 100 reaches a step from 29 %, however the expression was
// written. Two whole numbers are always compared exactly.
//
// # How an item gets its points
//
// The column (tự chấm, huyện rà soát, tỉnh rà soát) is chosen once for the
// sheet: the one asked for, else "checked" where it has any points, else
// "self". A point given in that column wins, and what the facts would give
// stands beside it as computed; the two may differ only with a reason, which
// [Result.Unexplained] lists. Score itself does not refuse for want of a
// reason, since a draft is scored at every key; finalising does. With no point
// given the computed one counts, in whichever column. An item is missing when
// nothing was given and it cannot be computed: its kind is "points", a fact
// that its expression names outside prev is absent, or the computation fails,
// is no finite number or reaches no step. A failed computation explains itself
// in [ItemResult.Problem]; it never stops the sheet.
//
// The points given in every column are checked, chosen or not: none may be
// negative, above the item's maximum or off the scheme's point step, and in no
// column may a criterion or group exceed its own maximum. An exclusion
// holds only when everything it names is known.
//
// # Documents
//
// [Scheme.ScoreDocument] is the score command: an assessment document in, one
// JSON object out. Fields of an assessment that do not bear on the points are
// ignored; a field that no assessment has, a duplicate key and a value of the
// wrong type are refused, and null stands for absent. When the document has a
// period, the scheme's validity is tested on the period's last day: a refused
// period is an error, and internal use adds "internal_note" to the object.
package scheme
