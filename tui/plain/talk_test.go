package plain

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// said runs a dialogue over lines and returns what was written.
func said(t *testing.T, lines string, do func(*talk) error) (string, error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	c := &page.Context{Words: &text.Vietnamese, Theme: theme.Plain(), Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }}
	var out strings.Builder
	k := newTalk(ctx, c, strings.NewReader(lines), &out)
	err := do(k)
	if ferr := k.out.Flush(); ferr != nil {
		t.Fatal(ferr)
	}
	return out.String(), err
}

// three questions with what was saved of them.
func three(c *page.Context, saved map[string]string) []question {
	choice := field.NewChoice(c, field.ChoiceSpec{Options: func() []field.Option {
		return []field.Option{{ID: "htx", Label: "hợp tác xã"}, {ID: "lhhtx", Label: "liên hiệp hợp tác xã"}, {ID: "tht", Label: "tổ hợp tác"}}
	}})
	qs := []question{
		{id: "name", label: "Tên", f: field.NewText(c, field.TextSpec{Required: true})},
		{id: "capital", label: "Vốn điều lệ", f: field.NewMoney(c, field.MoneySpec{})},
		{id: "type", label: "Loại hình", f: choice},
	}
	for i := range qs {
		q := &qs[i]
		q.save = func() (string, error) { saved[q.id] = q.f.Value(); return "", nil }
	}
	return qs
}

func TestAFormIsAnsweredLineByLine(t *testing.T) {
	for _, x := range []struct {
		name, lines string
		want        map[string]string
		says        string
		err         error
	}{
		{"in order", "HTX Mẫu\n3,5 tỷ\ntổ hợp\n", map[string]string{"name": "HTX Mẫu", "capital": "3.500.000.000", "type": "tht"}, "= 3.500.000.000 đ", nil},
		{"kept", "\n\n\n", map[string]string{}, "để trống", nil},
		{"a number that is none is asked again", "A\nba tỷ\n450tr\n1\n", map[string]string{"name": "A", "capital": "450.000.000", "type": "htx"}, "✗", nil},
		{"one back", "A\n<\nB\n\n\n", map[string]string{"name": "B"}, "", nil},
		{"a word leads to its question", "/loai hinh\n2\n", map[string]string{"type": "lhhtx"}, "= liên hiệp hợp tác xã", nil},
		{"no question has the word", "/xyz\nA\n\n\n", map[string]string{"name": "A"}, "không có câu hỏi", nil},
		{"several options have the word", "\n\nhop tac\n3\n", map[string]string{"type": "tht"}, "gõ số của lựa chọn", nil},
		{"cleared", "A\n1000\n<\n-\n\n", map[string]string{"name": "A", "capital": ""}, "", nil},
		{"a sign as an answer", "\\-\n\n\n", map[string]string{"name": "-"}, "", nil},
		{"stopped", "A\n.\n", map[string]string{"name": "A"}, "", errStop},
		{"the input ends", "A\n", map[string]string{"name": "A"}, "", io.EOF},
		{"the last line has no end", "A\n\n3", map[string]string{"name": "A", "type": "tht"}, "", nil},
		{"decomposed letters and a bell", "To\u0302\u0309 ho\u031b\u0323p\a\n\n\n", map[string]string{"name": "Tổ hợp"}, "", nil},
		{"Windows line ends", "A\r\n\r\n\r\n", map[string]string{"name": "A"}, "", nil},
		{"the list", "?\nA\n\n?\n1\n", map[string]string{"name": "A", "type": "htx"}, "2 liên hiệp hợp tác xã", nil},
		{"too long", strings.Repeat("a", longest) + "\nB\n\n\n", map[string]string{"name": "B"}, "dòng quá dài", nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := map[string]string{}
			out, err := said(t, x.lines, func(k *talk) error { return k.form(three(k.c, got)) })
			if !errors.Is(err, x.err) {
				t.Errorf("ended with %v, want %v", err, x.err)
			}
			for id, want := range x.want {
				if v, ok := got[id]; !ok || v != want {
					t.Errorf("%s is %q, want %q", id, v, want)
				}
			}
			if len(got) != len(x.want) {
				t.Errorf("saved %q, want %q", got, x.want)
			}
			if !strings.Contains(out, x.says) {
				t.Errorf("did not say %q:\n%s", x.says, out)
			}
		})
	}
}

func TestWhatIsWrittenCannotMoveTheTerminal(t *testing.T) {
	out, _ := said(t, "", func(k *talk) error {
		k.say("%s", "a\x1b]52;c;eA==\a\x1b[2J\u202eb")
		return nil
	})
	for _, r := range []string{"\x1b", "\a", "\u202e"} {
		if strings.Contains(out, r) {
			t.Errorf("%q came through in %q", r, out)
		}
	}
}

func TestAFaultSaysWhatHappenedWhatWasKeptAndWhatToDo(t *testing.T) {
	out, _ := said(t, "A\n.\n", func(k *talk) error {
		qs := three(k.c, map[string]string{})
		qs[0].save = func() (string, error) {
			return "", &store.Error{Code: store.Denied, Message: "không được ghi", Kept: "hồ sơ giữ nguyên", Hint: "hỏi tỉnh"}
		}
		return k.form(qs)
	})
	for _, want := range []string{"✗ không được ghi\n", "= hồ sơ giữ nguyên\n", "→ hỏi tỉnh\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("did not say %q:\n%s", want, out)
		}
	}
}

func TestOnlyTheWordConfirms(t *testing.T) {
	for line, want := range map[string]bool{"đồng ý": true, "dong y": true, "ĐỒNG Ý": true, "": false, "y": false, "1": false} {
		_, err := said(t, line+"\n", func(k *talk) error {
			ok, err := k.sure("Chốt?")
			if ok != want {
				t.Errorf("%q confirms: %v, want %v", line, ok, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
