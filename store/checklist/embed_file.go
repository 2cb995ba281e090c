package checklist

import "fmt"

// EmbeddedFile returns the file of the embedded checklist of that id, to start
// an own revision from and to say what one changes.
func EmbeddedFile(id string) ([]byte, error) {
	file, err := files.ReadFile("data/" + id + ".toml")
	if err != nil {
		return nil, fmt.Errorf("reading the embedded checklist %s: %w", id, err)
	}
	return file, nil
}
