package quiet_test

import (
	"os/exec"
	"strings"
	"testing"
)

func TestNeverReachesBubbleTea(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "coopfield/tui/term/quiet").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 10 {
		t.Fatalf("go list names only %d packages", len(deps))
	}
	for _, d := range deps {
		if strings.HasPrefix(d, "github.com/charmbracelet/bubbletea") || strings.HasPrefix(d, "github.com/charmbracelet/bubbles") {
			t.Errorf("imports %s: its init would no longer come first", d)
		}
	}
}

// Go initialises ready packages in import-path order, so our path must be the
// smaller one.
func TestSortsBeforeBubbleTea(t *testing.T) {
	if "coopfield/tui/term/quiet" >= "github.com/charmbracelet/bubbletea" {
		t.Fatal("the module path sorts after bubbletea")
	}
}
