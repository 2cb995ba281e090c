package visit

import (
	"errors"
	"os"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// OpenTyped opens the file at a path as a person typed, pasted or dropped it, to
// be put beside a record, and returns it with its name. The error says what is
// wrong with the path in the words of the interface.
func OpenTyped(c *page.Context, typed string) (*os.File, string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // then ~ stands for nothing
	}
	path := cleanPath(typed, home)
	f, err := openPath(path)
	if err == nil {
		return f, fileName(path), nil
	}
	w := &c.Words.Visit
	var large sizeError
	text := ""
	switch {
	case errors.Is(err, errNone):
		text = w.FileNone
	case errors.Is(err, errFolder):
		text = w.FileFolder
	case errors.Is(err, errEmpty):
		text = w.FileEmpty
	case errors.As(err, &large):
		text = sprintf(w.FileLarge, media.Size(large.size))
	default:
		return nil, "", err
	}
	return nil, "", &store.Error{Code: store.NotFound, Detail: "file", Message: text}
}
