//go:build !windows

package media

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Drives returns the folders under which removable drives are mounted for
// writing, sorted.
// It reads a list that the system keeps and does not touch the drives, so that
// a broken one cannot make it wait.
func Drives() []string {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return volumes("/Volumes")
	}
	defer f.Close() //nolint:errcheck // only read from
	var out []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		parts := strings.Fields(lines.Text())
		if len(parts) < 6 || slices.Contains(strings.Split(parts[5], ","), "ro") {
			continue
		}
		if dir := unescape(parts[4]); carries(dir) {
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), most)]
}

// roots are where systems mount removable drives, with how many names deep.
var roots = map[string]int{"/media/": 2, "/run/media/": 2, "/mnt/": 1}

// carries reports whether dir is a place where removable drives are mounted.
func carries(dir string) bool {
	for root, deep := range roots {
		if rest, ok := strings.CutPrefix(dir, root); ok {
			return strings.Count(rest, "/") < deep
		}
	}
	return dir == "/mnt"
}

// unescape undoes the octal escapes of mountinfo, such as \040 for a space.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// volumes lists the folders in dir, where macOS mounts drives; the system's own
// disk is a link there.
func volumes(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && len(out) < most {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}
