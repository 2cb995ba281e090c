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

// Drives returns the folders under which removable drives are mounted, sorted.
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
		if len(parts) < 5 {
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

// carries reports whether systems mount removable drives at dir.
func carries(dir string) bool {
	for _, at := range []string{"/media/", "/run/media/", "/mnt/"} {
		if strings.HasPrefix(dir, at) {
			return true
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
