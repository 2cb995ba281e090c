// Package term is the only place that starts a Bubble Tea program. It mends
// what Bubble Tea v1 leaves open for people who type Vietnamese:
//
//   - A letter that is split over two reads, or over the edge of Bubble Tea's
//     256-byte buffer, is held back until it is whole ([Reader]).
//   - The terminal's own cursor is parked where the text cursor stands after
//     each frame ([Writer]), since the candidate windows of input methods and
//     screen readers follow it.
//   - The terminal is not asked for its background (package quiet), so the first
//     frame does not wait for one that never answers.
//   - A panic restores the screen, keeps the drafts and says so in Vietnamese.
//   - On Windows, where pasted text arrives key by key, a newline within a burst
//     of letters is a newline of the text, not Enter.
package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/mattn/go-runewidth"
	xterm "golang.org/x/term"

	"coopfield/store"
	_ "coopfield/tui/term/quiet" // answers the background question before it is asked
)

// Model is what Run runs: a Bubble Tea model that says where its text cursor
// stands after the last View, from 0.
type Model interface {
	tea.Model
	Cursor() (x, y int, ok bool)
}

// Options say where and how to run.
type Options struct {
	In, Out *os.File // os.Stdin and os.Stdout if nil
	// Flush makes durable what the model still holds. It is called after the
	// program ended in any way: quit, signal, error or panic.
	Flush func() error
	// Rescue, if set, is told of a panic after the screen was restored and
	// Flush was called. It returns where it kept the report, "" if nowhere.
	Rescue func(fault any, stack []byte) (report string)
	// Debug, if set, gets a line for each message: its time and type, never
	// what was typed.
	Debug io.Writer
}

// patience is how long a clean end may take after a signal before the program
// is stopped where it stands.
const patience = 3 * time.Second

// Run shows the model on the alternate screen until it quits, ctx is done, or
// SIGHUP, SIGTERM or SIGINT arrives; all of these return nil. After a panic it
// returns a *store.Error with the code Internal and the detail "panic", whose
// sentences say what was kept and what to do; the caller prints it.
func Run(ctx context.Context, m Model, o Options) error {
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	runewidth.DefaultCondition.EastAsianWidth = false // one cell for ─│… in every locale

	g := &guard{m: m, debug: o.Debug}
	if w, h, err := xterm.GetSize(int(o.Out.Fd())); err == nil && w > 0 && h > 0 {
		g.Update(tea.WindowSizeMsg{Width: w, Height: h}) // the first frame is the right size
	}
	noise := filter{burst: burst{on: pasteByKeys, now: time.Now}}
	p := tea.NewProgram(
		g,
		tea.WithInput(NewReader(o.In)), tea.WithOutput(NewWriter(o.Out)),
		tea.WithAltScreen(), tea.WithMouseCellMotion(), tea.WithoutSignalHandler(),
		tea.WithFilter(noise.filter),
	)
	var asked atomic.Bool
	done := make(chan struct{})
	watching := watch(ctx, p, &asked, done)
	_, err := p.Run()
	close(done)
	<-watching
	return g.end(o, err, asked.Load())
}

// watch ends the program when ctx is done or a signal arrives: first by asking,
// then by force.
func watch(ctx context.Context, p *tea.Program, asked *atomic.Bool, done <-chan struct{}) <-chan struct{} {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		defer signal.Stop(signals)
		select {
		case <-done:
			return
		case <-ctx.Done():
		case <-signals:
		}
		asked.Store(true)
		go p.Quit() // may block while Update is busy
		select {
		case <-done:
		case <-time.After(patience):
			p.Kill()
		}
	}()
	return gone
}

// end flushes, tells of a panic, and turns what happened into Run's result.
func (g *guard) end(o Options, err error, asked bool) error {
	flushed := flush(o.Flush)
	if f := g.fault.Load(); f != nil {
		return f.tell(o, flushed)
	}
	if errors.Is(err, tea.ErrProgramPanic) {
		return (&fault{value: err}).tell(o, flushed)
	}
	if flushed != nil {
		return fmt.Errorf("saving what was being typed: %w", flushed)
	}
	if asked || err == nil {
		return nil
	}
	return &store.Error{
		Code: store.Internal, Detail: "terminal",
		Message: "cửa sổ lệnh không dùng được nữa nên chương trình đã dừng",
		Kept:    "mọi ô đã nhập được giữ trong bản nháp",
		Hint:    "mở lại chương trình để làm tiếp",
		Err:     fmt.Errorf("running the interface: %w", err),
	}
}

// flush calls f, which runs code of screens that may have just panicked.
func flush(f func() error) (err error) {
	if f == nil {
		return nil
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic while saving: %v", v)
		}
	}()
	return f()
}
