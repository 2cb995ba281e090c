package visit

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
)

// windowsPath is a path with a drive or a share.
var windowsPath = regexp.MustCompile(`^([A-Za-z]:[\\/]|\\\\)`)

// cleanPath makes a path of what a person typed or pasted: Explorer's "copy as
// path" puts quotes around it, file managers give file:// addresses, and a
// terminal that a file is dropped on escapes spaces with a backslash. home is
// what ~ stands for, "" if nothing.
func cleanPath(typed, home string) string {
	s := strings.TrimSpace(typed)
	s = strings.TrimSpace(strings.TrimPrefix(s, "& ")) // PowerShell, of a dropped file
	for _, q := range []string{`""`, `''`, "“”"} {
		runes := []rune(q)
		if r := []rune(s); len(r) >= 2 && r[0] == runes[0] && r[len(r)-1] == runes[1] {
			return cleanAddress(string(r[1 : len(r)-1]))
		}
	}
	if strings.HasPrefix(strings.ToLower(s), "file:") {
		return cleanAddress(s)
	}
	if !windowsPath.MatchString(s) && strings.HasPrefix(s, "/") {
		s = unescape(s)
	}
	if rest, ok := strings.CutPrefix(s, "~/"); ok && home != "" {
		s = filepath.Join(home, unescape(rest))
	}
	return s
}

// cleanAddress makes a path of a file:// address; anything else stays.
func cleanAddress(s string) string {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(strings.ToLower(s), "file:") {
		return s
	}
	rest := s[len("file:"):]
	host := ""
	if after, ok := strings.CutPrefix(rest, "//"); ok {
		host, rest, _ = strings.Cut(after, "/")
		rest = "/" + rest
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	if windowsPath.MatchString(strings.TrimPrefix(rest, "/")) {
		rest = strings.TrimPrefix(rest, "/") // file:///C:/…
	}
	if host != "" && !strings.EqualFold(host, "localhost") {
		return "//" + host + rest
	}
	return rest
}

// unescape takes out the backslashes that a terminal puts before spaces and
// signs.
func unescape(s string) string {
	var b strings.Builder
	escaped := false
	for _, r := range s {
		if r == '\\' && !escaped {
			escaped = true
			continue
		}
		escaped = false
		b.WriteRune(r)
	}
	if escaped {
		b.WriteByte('\\')
	}
	return b.String()
}

// fileName is the last part of a path of any system.
func fileName(path string) string {
	path = strings.TrimRight(path, `/\`)
	if i := strings.LastIndexAny(path, `/\`); i >= 0 {
		return path[i+1:]
	}
	return path
}
