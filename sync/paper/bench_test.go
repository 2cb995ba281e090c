package paper_test

import (
	"io"
	"testing"

	"coopfield/store"
	"coopfield/sync/paper"
)

// BenchmarkScoreSheetPDF is one score sheet of a whole scheme to PDF, from the
// store on. 3.500 of them must take less than 60 s, 17 ms each.
func BenchmarkScoreSheetPDF(b *testing.B) {
	d := laptop(b)
	id := sheetOf(b, d, coopOf(b, d))
	b.ReportAllocs()
	for b.Loop() {
		must(b, paper.PDF(io.Discard, printed(b, d, store.Assessment, id)))
	}
}

func BenchmarkScoreSheetDOCX(b *testing.B) {
	d := laptop(b)
	id := sheetOf(b, d, coopOf(b, d))
	b.ReportAllocs()
	for b.Loop() {
		must(b, paper.DOCX(io.Discard, printed(b, d, store.Assessment, id)))
	}
}
