package trust_test

import (
	"strings"
	"testing"

	"filippo.io/age"

	"coopfield/sync/trust"
)

func TestARecoverySheetIsReadBackFromPaper(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	lines := trust.SheetLines(id.String())
	if len(lines) != 5 || !strings.HasPrefix(lines[0], "1: AGE- SECR ET-K EY-1 = ") {
		t.Fatalf("%q", lines)
	}
	for name, text := range map[string]string{
		"as printed":  strings.Join(lines, "\n"),
		"lower case":  strings.ToLower(strings.Join(lines, "\n")) + "\n",
		"among words": "TỜ PHỤC HỒI\nGhi chú: giữ kín\n\n    " + strings.Join(lines, "\r\n    ") + "\n\nHết",
		"one line":    id.String() + "\n",
		"with remark": "# created: 2026\n" + id.String(),
	} {
		got, err := trust.ParseSheet(text)
		if err != nil || got.Secret() != id.String() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnyWrongLetterOfARecoverySheetIsFoundInItsLine(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	lines := trust.SheetLines(id.String())
	missed := 0
	for n, line := range lines {
		for i, c := range line {
			if i < 3 || c == ' ' || c == '=' {
				continue
			}
			bad := append([]string(nil), lines...)
			bad[n] = line[:i] + string("QZ"[b2i(c == 'Q')]) + line[i+1:]
			_, err := trust.ParseSheet(strings.Join(bad, "\n"))
			if err == nil {
				t.Fatalf("line %d, letter %d altered: read", n+1, i)
			}
			if !strings.Contains(err.Error(), "dòng "+string(rune('1'+n))) {
				missed++ // one of 961 pairs of check letters fits by chance; the key's own checksum refuses it
			}
		}
	}
	if missed > 2 {
		t.Errorf("%d altered letters were not traced to their line", missed)
	}
	for name, text := range map[string]string{
		"a line is missing": strings.Join(append(append([]string(nil), lines[:1]...), lines[2:]...), "\n"),
		"lines swapped":     strings.Join([]string{lines[1], lines[0], lines[2], lines[3], lines[4]}, "\n"),
		"the end is cut":    strings.Join(lines[:4], "\n"),
		"nothing":           "",
	} {
		_, err := trust.ParseSheet(text)
		hasDetail(t, err, "sheet")
		_ = name
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
