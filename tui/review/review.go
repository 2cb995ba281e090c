// Package review is the province's review of a finalised sheet (chấp nhận, trả
// lại): the questions, and what is done with the answer. The points and comments
// that the province types stand in the draft of the sheet, so that nothing of
// them is lost before the decision, and go with it.
package review

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// Writer is what a review reads and writes; *desk.Desk serves it.
type Writer interface {
	Edit(ctx context.Context, k store.Kind, id string) (*desk.Form, error)
	Accept(ctx context.Context, k store.Kind, id string, patch store.Doc) (store.Hash, error)
	Return(ctx context.Context, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error)
	Discard(ctx context.Context, k store.Kind, id string) error
}

// Fields are what a review sets beside the decision.
//
// Source: sync protocol, Correction.
var Fields = []string{"approved", "reason", "comments"}

// Sheet is what the questions say about a sheet.
type Sheet struct {
	ID      string
	Title   string // the cooperative
	Period  string
	Verdict string // points and rating
	With    store.Doc
}

// Belongs reports whether a leaf is one that a review sets.
func Belongs(p store.Path) bool {
	group, _, _ := strings.Cut(p, ".")
	for _, f := range Fields {
		if f == group {
			return true
		}
	}
	return false
}

// Patch is what of a draft goes with a decision; other says whether the draft
// holds anything else, such as an unfinished correction.
func Patch(draft store.Doc) (patch store.Doc, other bool) {
	patch = store.Doc{}
	draft.Leaves(func(p store.Path, v any) {
		if Belongs(p) {
			patch.Put(p, v)
		} else {
			other = true
		}
	})
	return patch, other
}

// counts are the points and comments of a patch.
func counts(patch store.Doc) (points, comments int) {
	patch.Leaves(func(p store.Path, _ any) {
		switch group, _, _ := strings.Cut(p, "."); group {
		case "approved":
			points++
		case "comments":
			comments++
		}
	})
	return points, comments
}

func with(c *page.Context, patch store.Doc) string {
	points, comments := counts(patch)
	if points+comments == 0 {
		return ""
	}
	return "\n" + fmt.Sprintf(c.Words.Review.With, points, comments)
}

// AskAccept asks whether to accept a sheet.
func AskAccept(c *page.Context, s Sheet, then tea.Cmd) tea.Cmd {
	w := &c.Words.Review
	return page.Do(page.Confirm{
		Title: w.AcceptTitle, Body: fmt.Sprintf(w.AcceptBody, s.Title, s.Period, s.Verdict) + with(c, s.With), Yes: w.AcceptYes, Danger: true,
		Then: then,
	})
}

// Unsent is a reason that was typed and not used yet.
type Unsent struct{ ID, Why string }

// AskReturn asks for the reason to give a sheet back. What is typed and not
// accepted comes back to the screen as [Unsent], for [Keep].
func AskReturn(c *page.Context, s Sheet, then func(why string) tea.Cmd) tea.Cmd {
	w := &c.Words.Review
	value, _ := c.Kept[kept(s.ID)].(string)
	return page.Do(page.Prompt{
		Title: w.ReturnTitle, Body: fmt.Sprintf(w.ReturnBody, s.Title, s.Period) + with(c, s.With), Label: w.ReturnLabel, Value: value,
		Required: true, Lines: 3, Then: then,
		Keep: func(why string) tea.Cmd { return page.Do(Unsent{s.ID, why}) },
	})
}

func kept(id string) string { return "return/" + id }

// Keep remembers a reason for the next question.
func Keep(c *page.Context, u Unsent) {
	if c.Kept == nil {
		return
	}
	if strings.TrimSpace(u.Why) == "" {
		delete(c.Kept, kept(u.ID))
		return
	}
	c.Kept[kept(u.ID)] = u.Why
}

// Accept accepts a sheet with what its draft holds for it.
func Accept(ctx context.Context, d Writer, id string) error {
	patch, err := drafted(ctx, d, id)
	if err != nil {
		return err
	}
	if _, err := d.Accept(ctx, store.Assessment, id, patch); err != nil {
		return fmt.Errorf("accepting: %w", err)
	}
	return forget(ctx, d, id)
}

// Return gives a sheet back with what its draft holds for it.
func Return(ctx context.Context, d Writer, id, why string) error {
	patch, err := drafted(ctx, d, id)
	if err != nil {
		return err
	}
	if _, err := d.Return(ctx, store.Assessment, id, patch, why); err != nil {
		return fmt.Errorf("giving back: %w", err)
	}
	return forget(ctx, d, id)
}

func drafted(ctx context.Context, d Writer, id string) (store.Doc, error) {
	f, err := d.Edit(ctx, store.Assessment, id)
	if err != nil {
		return nil, fmt.Errorf("reading what was typed: %w", err)
	}
	typed := store.Doc{}
	for _, e := range f.Draft {
		if e.Raw == "" || e.Value != nil {
			typed.Put(e.Path, e.Value)
		}
	}
	patch, _ := Patch(typed)
	return patch, nil
}

// forget drops the draft, all of which went with the decision or was in its way.
func forget(ctx context.Context, d Writer, id string) error {
	if err := d.Discard(ctx, store.Assessment, id); err != nil {
		return fmt.Errorf("forgetting what was typed: %w", err)
	}
	return nil
}
