package programme

import "fmt"

// EmbeddedFile returns the file of the embedded programme of that id, to start
// an own revision from and to say what one changes.
func EmbeddedFile(id string) ([]byte, error) {
	file, err := data.ReadFile("data/programme-" + id + ".toml")
	if err != nil {
		return nil, fmt.Errorf("reading the embedded programme %s: %w", id, err)
	}
	return file, nil
}
