package trust

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"coopfield/store"
)

// A recovery sheet carries a secret on paper: the text in lines of four groups
// of four characters, each line with its number and two letters that check both,
// so that who copies it by hand learns which line is wrong.

const (
	sheetLine  = 16 // characters of the secret in a line
	sheetAlpha = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
)

// SheetLines returns the lines of a secret for paper: number, groups, check
// letters, such as "2: QQPZ RY9X 8GF2 TVDW = KQ".
func SheetLines(secret string) []string {
	var lines []string
	for n := 1; secret != ""; n++ {
		part := secret[:min(sheetLine, len(secret))]
		secret = secret[len(part):]
		var groups []string
		for g := part; g != ""; {
			k := min(4, len(g))
			groups, g = append(groups, g[:k]), g[k:]
		}
		lines = append(lines, fmt.Sprintf("%d: %s = %s", n, strings.Join(groups, " "), lineCheck(n, part)))
	}
	return lines
}

func lineCheck(n int, part string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "coopfield-sheet v1\n%d\n%s", n, part))
	return string([]byte{sheetAlpha[int(sum[0])%len(sheetAlpha)], sheetAlpha[int(sum[1])%len(sheetAlpha)]})
}

// ParseSheet reads a recovery identity: the lines of [SheetLines] among any other
// text, in either case, or the identity in one line as age writes it. It is
// Invalid, detail "sheet", and names the line that is wrong.
func ParseSheet(text string) (*Identity, error) {
	secret, err := joinSheet(text)
	if err != nil {
		return nil, err
	}
	id, err := ParseIdentity(secret)
	if err != nil {
		return nil, badSheet("đây không phải khóa phục hồi của tỉnh", "chép đủ các dòng từ tờ phục hồi, hoặc quét mã QR", err)
	}
	return id, nil
}

func joinSheet(text string) (string, error) {
	var b strings.Builder
	next := 1
	for line := range strings.Lines(text) {
		line = strings.ToUpper(strings.TrimSpace(line))
		if (strings.HasPrefix(line, "AGE-SECRET-KEY-1") || strings.HasPrefix(line, hybridSecret)) && !strings.ContainsAny(line, " =") {
			return line, nil
		}
		var n int
		head, rest, isLine := strings.Cut(line, ":")
		if _, err := fmt.Sscanf(head, "%d", &n); !isLine || err != nil || head != fmt.Sprint(n) {
			continue // words around the lines
		}
		part, check, ok := strings.Cut(rest, "=")
		part = strings.Join(strings.Fields(part), "")
		switch {
		case n != next:
			return "", badSheet(fmt.Sprintf("thiếu dòng %d của tờ phục hồi", next), "chép lại đủ các dòng theo thứ tự", nil)
		case !ok || strings.TrimSpace(check) != lineCheck(n, part):
			return "", badSheet(fmt.Sprintf("dòng %d của tờ phục hồi chép chưa đúng", n), "so lại dòng này với tờ giấy", nil)
		}
		b.WriteString(part)
		next++
	}
	return b.String(), nil
}

func badSheet(message, hint string, cause error) error {
	if cause == nil {
		cause = errors.New("check letters do not match")
	}
	return &store.Error{Code: store.Invalid, Detail: "sheet", Message: message, Kept: "chưa mở gì", Hint: hint, Err: cause}
}
