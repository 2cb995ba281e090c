package tui_test

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/page"
	"coopfield/tui/text"
)

// begin asks a room for long work.
type begin struct{ work tea.Cmd }

// labour is long work that a test leads step by step.
type labour struct {
	a    *app
	tell chan page.Progress
	end  chan tea.Msg
	step chan tea.Msg // the one that follows
}

// work has the screen on top begin long work.
func (a *app) work(p page.Progress) *labour {
	a.t.Helper()
	l := &labour{a: a, tell: make(chan page.Progress), end: make(chan tea.Msg), step: make(chan tea.Msg, 1)}
	_, asks := a.m.Update(begin{page.Work(p, func(tell func(int64, int64, string)) tea.Msg {
		for {
			select {
			case p := <-l.tell:
				tell(p.Done, p.Total, p.Item)
			case msg := <-l.end:
				return msg
			}
		}
	})})
	l.follow(asks())
	return l
}

// follow gives the root a step and begins to wait for the next.
func (l *labour) follow(step tea.Msg) {
	_, next := l.a.m.Update(step)
	go func() { l.step <- next() }()
}

// tells has the work renew its progress.
func (l *labour) tells(done, total int64, item string) {
	l.tell <- page.Progress{Done: done, Total: total, Item: item}
	l.follow(<-l.step)
}

// ends has the work return msg; it returns what the program does then, and runs
// none of it yet.
func (l *labour) ends(msg tea.Msg) tea.Cmd {
	l.end <- msg
	_, cmd := l.a.m.Update(<-l.step)
	return cmd
}

func TestProgressIsShownAndCancelledOnce(t *testing.T) {
	a := open(t, text.VI)
	cancelled := 0
	l := a.work(page.Progress{ID: "nhập", Title: "Nhập gói", Item: "x0041", Done: 1, Total: 10, Cancel: func() { cancelled++ }})
	a.sees("Nhập gói", "x0041", "1 trên 10", "Esc dừng")
	a.now = a.now.Add(10 * time.Second)
	l.tells(5, 10, "x0042")
	a.sees("Nhập gói", "x0042", "5 trên 10", "còn khoảng 11 giây")
	a.press("esc", "esc", "enter")
	if cancelled != 1 {
		t.Errorf("cancelled %d times", cancelled)
	}
	a.sees("đang dừng")
	a.run(l.ends(note("xong")))
	a.seesNot("Nhập gói")
	a.sees("xong")
}

// An Esc that comes as fast as the box itself is meant for the work as well.
func TestEscStopsWorkFromItsFirstMoment(t *testing.T) {
	a := open(t, text.VI)
	cancelled := 0
	a.work(page.Progress{ID: "nhập", Title: "Nhập gói", Cancel: func() { cancelled++ }})
	a.press("esc")
	if cancelled != 1 {
		t.Errorf("cancelled %d times", cancelled)
	}
}

// The frame that shows what came of the work shows no progress above it, and the
// next key is the screen's, whatever else is still to be done.
func TestTheEndOfWorkIsShownWithoutItsProgressAndTakesKeysAtOnce(t *testing.T) {
	a := open(t, text.VI)
	l := a.work(page.Progress{ID: "gói", Title: "Đang ghi"})
	rest := l.ends(note("đã ghi và kiểm tra lại"))
	a.sees("đã ghi và kiểm tra lại")
	a.seesNot("Đang ghi")
	a.press("f8")
	a.sees("F8")
	a.run(rest)
	a.seesNot("Đang ghi")
}

// Work that tells much and ends at once leaves no box behind.
func TestWorkThatEndsAtOnceLeavesNoBox(t *testing.T) {
	a := open(t, text.VI)
	a.send(begin{page.Work(page.Progress{ID: "gói", Title: "Đang ghi"}, func(tell func(int64, int64, string)) tea.Msg {
		for n := range int64(5) {
			tell(n, 5, "")
		}
		return note("xong")
	})})
	a.sees("xong")
	a.seesNot("Đang ghi")
}

func TestAKeyThatWorkDoesNotTakeIsAnswered(t *testing.T) {
	a := open(t, text.VI)
	l := a.work(page.Progress{ID: "gói", Title: "Đang ghi"})
	a.seesNot("không có tác dụng")
	a.press("f8")
	a.sees("Đang ghi", "phím bấm lúc đang làm không có tác dụng")
	rest := l.ends(page.Toast{})
	a.seesNot("Đang ghi", "\nF8") // nothing is done later that was meant for an earlier moment
	a.run(rest)
	a.sees("phím bấm lúc đang làm không có tác dụng")
	a.send(page.Toast{Text: "Đã ghi", Level: page.Good})
	a.sees("✓ Đã ghi · phím bấm lúc đang làm không có tác dụng")
	a.press("enter")
	a.seesNot("không có tác dụng")

	// Long before the end it was read in the box.
	l = a.work(page.Progress{ID: "gói", Title: "Đang ghi"})
	a.press("f8")
	a.now = a.now.Add(3 * time.Second)
	a.run(l.ends(note("xong")))
	a.send(page.Toast{Text: "Đã ghi", Level: page.Good})
	a.sees("✓ Đã ghi")
	a.seesNot("không có tác dụng")
}

// Enter on its way while the work ended must not answer what opens then.
func TestAKeyOnItsWayAnswersNoQuestionBehindTheWork(t *testing.T) {
	a := open(t, text.VI)
	l := a.work(page.Progress{ID: "gói", Title: "Đang ghi"})
	a.press("enter")
	l.ends(note("xong"))
	a.send(page.Confirm{Title: "Xóa hết?", Then: page.Do(note("đã xóa"))})
	a.press("enter", "enter")
	a.sees("Xóa hết?")
	a.seesNot("đã xóa")
}
