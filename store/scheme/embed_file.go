package scheme

import "fmt"

// EmbeddedFile returns the file of the embedded scheme of that id, to start an
// own revision from and to say what one changes.
func EmbeddedFile(id string) ([]byte, error) {
	file, err := data.ReadFile("data/scheme-" + id + ".toml")
	if err != nil {
		return nil, fmt.Errorf("reading the embedded scheme %s: %w", id, err)
	}
	return file, nil
}
