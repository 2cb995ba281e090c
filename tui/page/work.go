package page

import tea "github.com/charmbracelet/bubbletea"

// Step is news of long work under way: a screen that gets one returns its Cmd.
type Step struct{ Cmd tea.Cmd }

// Work shows p and does the work in a command; what it returns goes to the
// screen, which then asks for the end of the progress. tell renews the progress;
// when nobody has seen the news before, only the newest is shown. The work
// waits until the showing is under way, so that its end cannot overtake it. A
// panic of the work is one of the command, where the program stands ready for it.
func Work(p Progress, work func(tell func(done, total int64, item string)) tea.Msg) tea.Cmd {
	news := make(chan Progress, 1)
	end := make(chan func() tea.Msg, 1)
	var listen tea.Cmd
	show := func(p Progress) tea.Cmd {
		shown := make(chan struct{})
		return tea.Batch(
			func() tea.Msg { close(shown); return p },
			func() tea.Msg { <-shown; return listen() },
		)
	}
	listen = func() tea.Msg {
		select {
		case m := <-end:
			return m()
		case p := <-news:
			return Step{show(p)}
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
	started := make(chan struct{})
	return tea.Batch(
		func() tea.Msg { close(started); return p },
		func() tea.Msg {
			<-started
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
		},
	)
}
