package page

import tea "github.com/charmbracelet/bubbletea"

// Step is news of long work, made by [Work]. The root shows or renews the
// progress and waits for what follows; at the end it closes the progress and
// hands the screen End, both at once: no frame shows what came of the work while
// the progress still takes the keys.
type Step struct {
	Progress
	Next tea.Cmd // brings the step that follows; nil once the work has ended
	End  tea.Msg // what the work returned, for the screen that asked for it
}

// Work has the root show p and does the work in a command; what it returns goes
// to the screen when the progress is gone. tell renews the progress; when nobody
// has seen the news before, only the newest is shown. A panic of the work is one
// of the command, where the program stands ready for it.
func Work(p Progress, work func(tell func(done, total int64, item string)) tea.Msg) tea.Cmd {
	news := make(chan Progress, 1)
	end := make(chan func() tea.Msg, 1)
	var listen tea.Cmd
	listen = func() tea.Msg {
		select {
		case m := <-end:
			return Step{Progress: p, End: m()}
		case now := <-news:
			return Step{Progress: now, Next: listen}
		}
	}
	tell := func(done, total int64, item string) {
		now := p
		now.Done, now.Total = done, total
		if item != "" {
			now.Item = item
		}
		select {
		case <-news: // not seen yet
		default:
		}
		news <- now
	}
	begin := func() tea.Msg {
		go func() {
			defer func() {
				if v := recover(); v != nil {
					end <- func() tea.Msg { panic(v) }
				}
			}()
			m := work(tell)
			end <- func() tea.Msg { return m }
		}()
		return listen()
	}
	return Do(Step{Progress: p, Next: begin})
}
