package sqlite_test

import (
	"testing"

	"coopfield/store/sqlite"
)

func TestAFinalPathIsNamedAsPeopleNameIt(t *testing.T) {
	for in, want := range map[string]string{
		`\\?\C:\Kho dữ liệu`:          `C:\Kho dữ liệu`,
		`\\?\UNC\may-chu\chung\kho`:   `\\may-chu\chung\kho`,
		`C:\Kho`:                      `C:\Kho`,
		`\\may-chu\chung`:             `\\may-chu\chung`,
		`\\?\Volume{0102}\kho`:        `\\?\Volume{0102}\kho`,
		`\\?\GLOBALROOT\Device\x\kho`: `\\?\GLOBALROOT\Device\x\kho`,
	} {
		equal(t, sqlite.WithoutPrefix(in), want)
	}
}
