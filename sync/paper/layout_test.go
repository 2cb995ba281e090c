package paper_test

import (
	"strings"
	"testing"

	"coopfield/sync/paper"
)

// Gia-rai and Ba-na write marks that no letter of Unicode has taken in. The PDF
// must put them over their letter, not beside it.
func TestMarksStandOnTheirLetter(t *testing.T) {
	doc := &paper.Document{Blocks: []paper.Block{paper.Para{Text: "Kơ̆ ư̆n ô̆ ê̆ x", Align: paper.Left}}, State: "x"}
	marks, _ := pdfMarks(t, pdf(t, doc))
	var last mark
	seen := 0
	for _, m := range marks {
		if m.text != "\u0306" {
			if m.y > 100 {
				last = m
			}
			continue
		}
		seen++
		end := last.x + last.width
		if m.x < end-12 || m.x > end+8 || m.y < last.y {
			t.Errorf("the breve at %.1f, %.1f does not stand on %q that ends at %.1f, %.1f", m.x, m.y, last.text, end, last.y)
		}
	}
	if seen != 4 {
		t.Errorf("%d breves, want 4", seen)
	}
}

func TestThePageIsThatOfTheDecree(t *testing.T) {
	for name, doc := range everyPaper(t) {
		marks, pages := pdfMarks(t, pdf(t, doc))
		numbers := map[int]string{}
		for _, m := range marks {
			if m.x < 30*mm-1 || m.x+m.width > pageWidth-15*mm+1 {
				t.Errorf("%s: %q stands from %.1f to %.1f, beyond the margins", name, m.text, m.x, m.x+m.width)
			}
			if m.y > pageHeight-20*mm && m.size == 13 {
				numbers[m.page] += m.text
				if mid := m.x + m.width/2; mid < pageWidth/2-1 || mid > pageWidth/2+1 {
					t.Errorf("%s: the page number is not in the middle", name)
				}
			}
		}
		for p := range pages {
			want := ""
			if p > 0 {
				want = string(rune('1' + p))
			}
			if numbers[p] != want {
				t.Errorf("%s: page %d bears %q, want %q", name, p+1, numbers[p], want)
			}
		}
		// Minutes are as long as the checklist, which is data.
		if want := map[string]int{"score sheet": 3, "minutes": pages, "consultation": 1, "list": 1, "handover": 2}[name]; pages != want || name == "minutes" && pages < 2 {
			t.Errorf("%s has %d pages, want %d", name, pages, want)
		}
	}
}

func TestLongTextsAndTablesGoOverPages(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Thành viên chưa được cấp giấy chứng nhận vốn góp. ", 200))
	table := paper.Table{Columns: []paper.Column{{Title: "TT", Width: 9, Align: paper.Centre}, {Title: "Nội dung", Width: 60, Align: paper.Left}, {Title: "Ghi nhận", Width: 96, Align: paper.Left}}}
	for range 60 {
		table.Rows = append(table.Rows, paper.Row{Cells: []string{"1", "Sổ đăng ký thành viên lập đúng mẫu và ghi đủ", ""}})
	}
	table.Rows = append(table.Rows, paper.Row{Cells: []string{"2", long, strings.Repeat("w", 500)}})
	doc := &paper.Document{State: "x", Blocks: []paper.Block{paper.Para{Text: long + "\n" + long}, table, paper.Para{Text: "hết./."}}}
	data := pdf(t, doc)
	marks, pages := pdfMarks(t, data)
	all, heads := "", 0
	for _, m := range marks {
		if m.y < 20*mm-1 && m.size > 9 || m.x+m.width > pageWidth-15*mm+1 {
			t.Fatalf("%q stands at %.1f, %.1f of page %d, beyond the margins", m.text, m.x, m.y, m.page+1)
		}
		all += squeeze(m.text)
		if m.text == "Ghi nhận" {
			heads++
		}
	}
	if pages < 6 || heads < 4 {
		t.Errorf("%d pages with %d headings", pages, heads)
	}
	if got, want := strings.Count(all, "Thànhviênchưađượccấp"), 3*200; got < want-3 || strings.Count(all, "w") != 500 {
		t.Errorf("%d of %d sentences, %d of 500 letters", got, want, strings.Count(all, "w"))
	}
}

// Whatever a field holds, a paper ends, and nothing is lost over its edge.
func TestEndlessTextsStillMakeAPaper(t *testing.T) {
	endless := strings.TrimSpace(strings.Repeat("rất dài ", 2500))
	word := strings.Repeat("W", 3000)
	doc := &paper.Document{
		State: "x", Header: paper.Header{Office: endless, Superior: word, Number: word, PlaceDay: endless, Kind: endless, About: []string{word, endless}},
		Blocks: []paper.Block{
			paper.Heading{Text: endless},
			paper.Pairs{Rows: [][]paper.Pair{{{Label: "a", Value: endless}, {Label: "b", Value: word}}, {{Label: endless, Value: word}}}},
			paper.List{Items: []string{word, endless}},
			paper.Table{Columns: []paper.Column{{Title: "a", Width: 6}, {Title: "b", Width: 94}}, Rows: []paper.Row{{Cells: []string{word, endless}}}},
		},
		Signatures: []paper.Signature{{Title: endless, Under: word, Name: endless}, {Title: "b"}, {Title: "c", Name: word}}, Recipients: []string{endless, word}, Notes: []string{word},
	}
	marks, _ := pdfMarks(t, pdf(t, doc))
	words, letters := 0, 0
	for _, m := range marks {
		if m.x+m.width > pageWidth-15*mm+1 || m.y < 20*mm-1 && m.size > 9 {
			t.Fatalf("%.20q stands at %.1f, %.1f of page %d", m.text, m.x, m.y, m.page+1)
		}
		words += strings.Count(m.text, "dài")
		letters += strings.Count(m.text, "W")
	}
	if words != 12*2500 || letters != 11*3000 {
		t.Errorf("%d words and %d letters are printed, want %d and %d", words, letters, 12*2500, 11*3000)
	}
	_ = docx(t, doc)
}
