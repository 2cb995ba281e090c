// Command bare is the least Bubble Tea program that opens a SQLite file and
// echoes what is typed: the measure of what a first frame and a key cost at
// best. It is run by the benchmarks alone.
package main

import (
	"database/sql"
	"fmt"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	_ "modernc.org/sqlite"

	_ "coopfield/tui/term/quiet" // a terminal that never answers would cost it five seconds
)

type model struct{ text []rune }

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Ping(); err != nil {
		return err
	}
	_, err = tea.NewProgram(model{}, tea.WithAltScreen()).Run()
	return err
}

func (m model) Init() tea.Cmd { return nil }
func (m model) View() string {
	return strings.Repeat("trống\n", 22) + "Tên [" + string(m.text)
}

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch k.Type {
		case tea.KeyCtrlC:
			return m, tea.Quit
		case tea.KeyRunes, tea.KeySpace:
			m.text = append(m.text, k.Runes...)
		case tea.KeyBackspace:
			m.text = m.text[:max(len(m.text)-1, 0)]
		}
	}
	return m, nil
}
