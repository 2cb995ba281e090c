// Package media names what a bundle travels on: the drives that are plugged in,
// the path that a person typed, and sizes as people read them.
package media

import (
	"os"
	"path/filepath"
	"strings"

	"coopfield/store/vi"
)

// most bounds how many drives are offered; more would not fit a screen.
const most = 8

// Path returns what a person typed or pasted as a path of this system: spaces
// and the quotes of a file manager around it are left out, and a leading ~ is
// the person's own folder.
func Path(typed string) string {
	s := strings.TrimSpace(typed)
	for _, q := range []string{`"`, `'`} {
		if len(s) >= 2 && strings.HasPrefix(s, q) && strings.HasSuffix(s, q) {
			s = s[1 : len(s)-1]
		}
	}
	if rest, ok := strings.CutPrefix(s, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return s
}

// Size writes a number of bytes as "1,2 MB". It never says less than there is.
func Size(n int64) string {
	units := []string{"KB", "MB", "GB", "TB"}
	if n < 1<<10 {
		return vi.FormatInt(n) + " byte"
	}
	unit := int64(1 << 10)
	i := 0
	for ; i < len(units)-1 && n >= unit<<10; i++ {
		unit <<= 10
	}
	whole, rest := n/unit, n%unit
	tenths := whole*10 + (rest*10+unit-1)/unit
	if tenths >= 100 {
		return vi.FormatInt((tenths+9)/10) + " " + units[i]
	}
	return vi.FormatScaled(tenths*10, 2) + " " + units[i]
}
