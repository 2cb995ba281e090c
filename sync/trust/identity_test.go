package trust_test

import (
	"fmt"
	"strings"
	"testing"

	"coopfield/sync/trust"
)

func TestAnIdentityOfEitherKindIsReadBackAndPrintsNoSecret(t *testing.T) {
	for _, kind := range []trust.AgeKind{trust.X25519, trust.Hybrid} {
		ca, err := trust.CreateCA(t.TempDir(), trust.Training, kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		id := ca.Recovery()
		again, err := trust.ParseIdentity(id.Secret())
		if err != nil || again.Recipient() != id.Recipient() || again.Kind() != kind {
			t.Errorf("%s: %v, %v", kind, again, err)
		}
		sheet, err := trust.ParseSheet(strings.ToLower(strings.Join(trust.SheetLines(id.Secret()), "\n")))
		if err != nil || sheet.Secret() != id.Secret() {
			t.Errorf("%s: from paper: %v", kind, err)
		}
		if sheet, err = trust.ParseSheet("# giữ kín\n" + id.Secret()); err != nil || sheet.Secret() != id.Secret() {
			t.Errorf("%s: in one line: %v", kind, err)
		}
		if out := fmt.Sprintf("%v %+v %#v %s", id, id, id, id); strings.Contains(out, id.Secret()) || strings.Contains(out, "SECRET") {
			t.Errorf("%s: printed %s", kind, out)
		}
	}
	if _, err := trust.CreateCA(t.TempDir(), trust.Training, "rsa", nil); err == nil {
		t.Error("a kind that there is not")
	}
	if _, err := trust.ParseIdentity("AGE-SECRET-KEY-PQ-1QQQQ"); err == nil {
		t.Error("half an identity")
	}
}
