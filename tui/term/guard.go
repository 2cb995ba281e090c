package term

import (
	"fmt"
	"io"
	"reflect"
	"runtime/debug"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
)

// guard stands between Bubble Tea and the model: it catches panics in the model
// and in its commands, and adds the cursor's place to each frame.
type guard struct {
	m     tea.Model
	fault atomic.Pointer[fault]
	last  string // last whole frame
	debug io.Writer
}

// fault is a panic that was caught.
type fault struct {
	value any
	stack []byte
}

// faultMsg brings a fault from a command to the event loop.
type faultMsg struct{ f *fault }

func (g *guard) caught(v any) *fault {
	f := &fault{value: v, stack: debug.Stack()}
	g.fault.CompareAndSwap(nil, f)
	return f
}

// Init starts the model.
func (g *guard) Init() (cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			g.caught(v)
			cmd = tea.Quit
		}
	}()
	return g.wrap(g.m.Init())
}

// Update hands the message to the model.
func (g *guard) Update(msg tea.Msg) (same tea.Model, cmd tea.Cmd) {
	same = g // also after a panic
	if g.debug != nil {
		fmt.Fprintf(g.debug, "%s %s\n", time.Now().Format("15:04:05.000"), describe(msg))
	}
	if _, ok := msg.(faultMsg); ok || g.fault.Load() != nil {
		return g, tea.Quit
	}
	defer func() {
		if v := recover(); v != nil {
			g.caught(v)
			cmd = tea.Quit
		}
	}()
	m, cmd := g.m.Update(msg)
	g.m = m
	return g, g.wrap(cmd)
}

// View draws the model and appends the place of the cursor, which [Writer] takes
// out again.
func (g *guard) View() (s string) {
	if g.fault.Load() != nil {
		return g.last
	}
	defer func() {
		if v := recover(); v != nil {
			g.caught(v)
			s = g.last
		}
	}()
	s = g.m.View()
	if c, ok := g.m.(interface{ Cursor() (int, int, bool) }); ok {
		s += mark(c.Cursor())
	}
	g.last = s
	return s
}

var cmdsType = reflect.TypeFor[[]tea.Cmd]()

// wrap makes a panic in cmd a message. Batches and sequences carry further
// commands, which are wrapped in their turn.
func (g *guard) wrap(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				msg = faultMsg{g.caught(v)}
			}
		}()
		msg = cmd()
		if msg == nil {
			return nil
		}
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().ConvertibleTo(cmdsType) {
			for i := range v.Len() {
				if c, _ := v.Index(i).Interface().(tea.Cmd); c != nil {
					v.Index(i).Set(reflect.ValueOf(g.wrap(c)))
				}
			}
		}
		return msg
	}
}

// describe names a message without what was typed or read: passphrases and
// personal data pass here.
func describe(msg tea.Msg) string {
	if k, ok := msg.(tea.KeyMsg); ok {
		if k.Type == tea.KeyRunes {
			return fmt.Sprintf("key letters=%d paste=%t alt=%t", len(k.Runes), k.Paste, k.Alt)
		}
		return "key " + k.String()
	}
	return fmt.Sprintf("%T", msg)
}

// tell reports the panic and returns the sentences for the person.
func (f *fault) tell(o Options, flushed error) error {
	report := ""
	if o.Rescue != nil {
		report = o.Rescue(f.value, f.stack)
	}
	e := &store.Error{
		Code: store.Internal, Detail: "panic",
		Message: "chương trình gặp lỗi ngoài dự kiến và đã dừng",
		Kept:    "mọi ô đã nhập được giữ trong bản nháp",
		Hint:    "mở lại chương trình để làm tiếp, nếu lỗi lặp lại thì báo cho người phụ trách",
		Err:     fmt.Errorf("panic: %v", f.value),
	}
	if flushed != nil {
		e.Kept = "những ô đã rời khỏi được giữ trong bản nháp, ô đang nhập dở có thể chưa kịp lưu"
		e.Err = fmt.Errorf("%w; saving what was being typed: %w", e.Err, flushed)
	}
	if report != "" {
		e.Hint += "; chi tiết ở " + report
	}
	return e
}
