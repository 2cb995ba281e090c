package security

import (
	"errors"
	"io"
	"os"

	"coopfield/sync/bundle"
)

// maxDocument bounds what is read as a request, in bytes.
const maxDocument = 1 << 20

// readFile reads a small file.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxDocument {
		err = errors.New("too large")
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// writeFile writes a new file and reads it back.
func writeFile(path string, data []byte) error {
	_, err := bundle.WriteVerified(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}
