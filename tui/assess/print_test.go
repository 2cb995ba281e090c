package assess_test

import (
	"context"
	"testing"

	"coopfield/store"
	"coopfield/tui/assess"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// printed stands for the printing of papers.
type printed struct{ wrote, opened []string }

func (p *printed) Folder() (string, bool) { return "/giấy", true }
func (p *printed) Print(_ context.Context, k store.Kind, id, dir string) ([]string, error) {
	p.wrote = append(p.wrote, string(k)+" "+id)
	return []string{dir + "/bang.docx", dir + "/bang.pdf"}, nil
}
func (p *printed) Open(path string) error { p.opened = append(p.opened, path); return nil }

func TestF7PutsTheSheetOnPaperWithTheLastKey(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	p := &printed{}
	s := pagetest.Open80(t, func(c *page.Context) page.Screen { return assess.NewWith(c, d, id, assess.With{Printer: p}) })
	s.Type("2")
	s.Press("f7")
	if doc, _ := held(t, d, id); doc.At("self.3b") != int64(200) || len(p.wrote) != 1 || p.wrote[0] != "assessment "+id {
		t.Errorf("wrote %v, held %v", p.wrote, doc.At("self.3b"))
	}
	c := sent[page.Confirm](s)
	if len(c) != 1 || c[0].Body != "/giấy/bang.docx\n/giấy/bang.pdf" {
		t.Fatalf("told %+v", s.Sent)
	}
	s.Run(c[0].Then)
	if len(p.opened) != 1 || p.opened[0] != "/giấy/bang.pdf" || !said(s, "Đang mở bang.pdf") {
		t.Errorf("opened %v", p.opened)
	}
	s = open(t, d, id)
	s.Press("f7")
	if !said(s, "Chưa in được") {
		t.Errorf("told %+v", s.Sent)
	}
}
