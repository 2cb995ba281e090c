// Package plain is the interface as a dialogue of lines, for screen readers and
// for terminals that cannot draw: the same records, the same inputs with the
// same remarks, and the same way of saving as the screens, one question after
// another. Nothing is drawn, coloured or moved; every answer is one line.
package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

// What a person may say instead of an answer.
var (
	errStop = errors.New("stopped")  // "." leaves the form; what was said is saved
	errBack = errors.New("one back") // "<"
)

// longest is how many bytes of one line are read; the rest of a longer one is
// told to be too long and not used.
const longest = 64 << 10

// talk is the dialogue: it writes questions and reads answers.
type talk struct {
	ctx   context.Context
	c     *page.Context
	w     *text.Plain
	out   *bufio.Writer
	lines <-chan string
	fail  error // of writing
}

func newTalk(ctx context.Context, c *page.Context, in io.Reader, out io.Writer) *talk {
	return &talk{ctx: ctx, c: c, w: &c.Words.Plain, out: bufio.NewWriter(out), lines: read(ctx, in)}
}

// read gives the lines of in until it ends. It reads by itself, so that an
// interrupted program does not wait for a line.
func read(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		r := bufio.NewReaderSize(in, longest)
		for {
			b, err := r.ReadSlice('\n')
			over := errors.Is(err, bufio.ErrBufferFull)
			s := string(b)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = r.ReadSlice('\n')
			}
			if over {
				s = strings.Repeat(".", longest) // told as too long
			}
			if s != "" || err == nil {
				select {
				case lines <- s:
				case <-ctx.Done():
					return
				}
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// say writes one line; a line break in what is said, such as in a note, begins
// another one.
func (t *talk) say(format string, args ...any) {
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		_, err := t.out.WriteString(strings.TrimRight(vi.Clean(line, false), " ") + "\n")
		t.fail = errors.Join(t.fail, err)
	}
}

// line asks for one line. io.EOF ends the dialogue: all that was said is saved.
func (t *talk) line(prompt string) (string, error) {
	for {
		_, err := t.out.WriteString(prompt + " ")
		if err = errors.Join(t.fail, err, t.out.Flush()); err != nil {
			return "", err
		}
		select {
		case <-t.ctx.Done():
			return "", t.ctx.Err()
		case s, more := <-t.lines:
			if !more {
				return "", io.EOF
			}
			if len(s) >= longest {
				t.say("%s", t.w.TooLong)
				continue
			}
			return strings.TrimSpace(vi.Clean(strings.TrimRight(s, "\r\n"), false)), nil
		}
	}
}

// question is one field of a form.
type question struct {
	id    string
	head  string // said before it, where a part begins
	label string
	note  func() string // more of the label, as it stands when it is asked; nil for nothing
	f     field.Field
	save  func() (string, error) // what is said when it is saved
}

// form asks the questions in order, saving each answer at once. It returns nil at
// the end and errStop when the person left earlier.
func (t *talk) form(qs []question) error {
	if len(qs) > 3 { // not before each item of a list
		t.say("%s", t.w.FormHint)
	}
	for i := 0; i < len(qs); {
		q := &qs[i]
		if q.head != "" {
			t.say("")
			t.say("%s", q.head)
		}
		to, err := t.ask(q, qs)
		switch {
		case errors.Is(err, errBack):
			i = max(i-1, 0)
		case err != nil:
			return err
		case to >= 0:
			i = to
		default:
			i++
		}
	}
	return nil
}

// ask asks one question until its answer can stand. to is the question that the
// person wants to go to, -1 for the next one.
func (t *talk) ask(q *question, qs []question) (to int, err error) {
	for {
		s, err := t.line(t.prompt(q))
		if err != nil {
			return -1, err
		}
		switch {
		case s == "":
			if q.f.Valid() != nil && strings.TrimSpace(q.f.Value()) == "" {
				t.say("%s", t.w.LeftOpen) // it may be answered later: finalising asks again
			}
			return -1, nil
		case s == ".":
			return -1, errStop
		case s == "<":
			return -1, errBack
		case s == "?":
			t.explain(q)
			continue
		case strings.HasPrefix(s, "/") && len(s) > 1:
			if to := find(qs, s[1:]); to >= 0 {
				return to, nil
			}
			t.say(t.w.NotFound, s[1:])
			continue
		case s == "-":
			s = ""
		case strings.HasPrefix(s, `\`):
			s = s[1:]
		}
		if t.take(q, s) {
			return -1, nil
		}
	}
}

// take gives an answer to the field and saves it; false if it can not stand.
func (t *talk) take(q *question, s string) bool {
	before := q.f.Value()
	if c, ok := q.f.(*field.Choice); ok && s != "" {
		id, said := t.pick(c, s)
		if said != "" {
			t.say("%s", said)
			return false
		}
		s = id
	}
	q.f.SetValue(s)
	if err := q.f.Valid(); err != nil {
		t.say("✗ %s", err)
		q.f.SetValue(before)
		return false
	}
	if back := q.f.ReadBack(); back != "" {
		t.say("= %s", back)
	}
	if f, ok := q.f.(interface{ Settle() }); ok {
		f.Settle()
	}
	said, err := q.save()
	if err != nil {
		t.tell(err)
		q.f.SetValue(before)
		return false
	}
	if said != "" {
		t.say("%s", said)
	}
	return true
}

// pick finds the option that s means: its number in the list, or words of it. said
// tells why none is.
func (t *talk) pick(c *field.Choice, s string) (id, said string) {
	opts := c.Options()
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= len(opts) {
		t.say("= %s", opts[n-1].Label)
		return opts[n-1].ID, ""
	}
	var found []field.Option
	want := vi.Fold(s)
	for _, o := range opts {
		if vi.Fold(o.Label) == want || o.ID == s {
			found = []field.Option{o}
			break
		}
		if strings.Contains(vi.Fold(o.Label), want) {
			found = append(found, o)
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Sprintf(t.w.NoOption, s)
	case 1:
		t.say("= %s", found[0].Label)
		return found[0].ID, ""
	}
	t.say(t.w.SeveralOptions, s)
	for i, o := range opts {
		if strings.Contains(vi.Fold(o.Label), want) {
			t.say("%d %s", i+1, o.Label)
		}
	}
	return "", t.w.SayNumber
}

// prompt is the question with the present answer.
func (t *talk) prompt(q *question) string {
	now := q.f.Value()
	if c, ok := q.f.(*field.Choice); ok && now != "" {
		now = c.Label()
	}
	if now == "" {
		now = t.w.Nothing
	}
	label := q.label
	if q.note != nil {
		label += q.note()
	}
	return fmt.Sprintf("%s [%s]:", label, strings.Join(strings.Fields(now), " "))
}

// explain lists what can be answered.
func (t *talk) explain(q *question) {
	if c, ok := q.f.(*field.Choice); ok {
		for i, o := range c.Options() {
			t.say("%d %s", i+1, o.Label)
		}
	}
	t.say("%s", t.w.Help)
}

// find returns the first question whose label has the words, or whose id they
// are, -1 if none has.
func find(qs []question, words string) int {
	want := vi.Fold(words)
	for i := range qs {
		if strings.EqualFold(qs[i].id, words) {
			return i
		}
	}
	for i := range qs {
		if strings.Contains(vi.Fold(qs[i].label+" "+qs[i].head), want) {
			return i
		}
	}
	return -1
}

// option is one line of a menu.
type option struct {
	name string
	do   func() error
}

// menu offers options by number until the person leaves it with 0, "." or "<".
// It is made anew each time, since what it does may change it.
func (t *talk) menu(title func() string, options func() ([]option, error)) error {
	return t.menuWith(t.w.Leave, title, options)
}

func (t *talk) menuWith(leave string, title func() string, options func() ([]option, error)) error {
	for {
		opts, err := options()
		if err != nil {
			return err
		}
		t.say("")
		t.say("%s", title())
		for i, o := range opts {
			t.say("%d %s", i+1, o.name)
		}
		t.say("0 %s", leave)
		s, err := t.line(t.w.Choose)
		if err != nil {
			return err
		}
		n, bad := strconv.Atoi(s)
		switch {
		case s == "0" || s == "." || s == "<":
			return nil
		case s == "":
			continue // the menu is told again
		case bad != nil || n < 1 || n > len(opts):
			t.say(t.w.NoNumber, s, len(opts))
			continue
		}
		if err := opts[n-1].do(); err != nil && !errors.Is(err, errStop) && !errors.Is(err, errBack) {
			if errors.Is(err, io.EOF) || t.fail != nil || t.ctx.Err() != nil {
				return err
			}
			t.tell(err)
		}
	}
}

// sure asks for the word that confirms what cannot be undone.
func (t *talk) sure(question string) (bool, error) {
	s, err := t.line(fmt.Sprintf(t.w.Sure, question, t.w.Yes))
	return vi.Fold(s) == vi.Fold(t.w.Yes), err
}

// tell says what went wrong: what happened, what was kept, what to do.
func (t *talk) tell(err error) {
	var list store.Faults
	if errors.As(err, &list) {
		for _, e := range list {
			t.one(e)
		}
		return
	}
	var e *store.Error
	if errors.As(err, &e) {
		t.one(e)
		return
	}
	t.say("✗ %s", t.w.Unexpected)
}

func (t *talk) one(e *store.Error) {
	t.say("✗ %s", leaf.Spoken(t.c.Words, "", e.Message))
	if e.Kept != "" {
		t.say("= %s", e.Kept)
	}
	if e.Hint != "" {
		t.say("→ %s", leaf.Spoken(t.c.Words, "", e.Hint))
	}
}
