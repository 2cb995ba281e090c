package unit

import "bytes"

// EmbeddedFile returns the file of [Embedded], to say what another one changes.
func EmbeddedFile() []byte { return bytes.Clone(embeddedFile) }
