package store

import (
	"encoding/json"
	"fmt"
)

// MarshalText writes the 64 hex digits of [Hash.String].
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what [ParseHash] reads.
func (h *Hash) UnmarshalText(b []byte) (err error) {
	*h, err = ParseHash(string(b))
	return err
}

// UnmarshalJSON reads the hex digits, and the list of 32 numbers that stores of
// early versions hold.
func (h *Hash) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		var list [32]byte
		if err := json.Unmarshal(b, &list); err != nil {
			return fmt.Errorf("reading a hash: %w", err)
		}
		*h = list
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("reading a hash: %w", err)
	}
	return h.UnmarshalText([]byte(s))
}
