package trust_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"coopfield/sync/trust"
)

// batch is kiem-tra.cmd as it is written for an auditor, without remarks: its
// lines, numbered from 1. What cmd reads wrongly without a word is looked for
// here, because no test has a Windows at hand.
func batch() map[int]string {
	lines := map[int]string{}
	for i, l := range strings.Split(string(trust.CheckBatch), "\r\n") {
		if word, _, _ := strings.Cut(strings.TrimSpace(l), " "); word != "rem" && word != "" {
			lines[i+1] = l
		}
	}
	return lines
}

// TestBatchIsReadAlikeByEveryCmd: cmd looks for labels from where it stands in
// the file, by bytes, and misses some in a file whose lines end in LF alone; and
// it reads bytes beyond ASCII by the code page of the machine.
func TestBatchIsReadAlikeByEveryCmd(t *testing.T) {
	b := trust.CheckBatch
	if n := bytes.Count(b, []byte("\r\n")); n < 100 || n != bytes.Count(b, []byte("\n")) || n != bytes.Count(b, []byte("\r")) || !bytes.HasSuffix(b, []byte("\r\n")) {
		t.Errorf("%d lines end in CR LF, of %d", n, bytes.Count(b, []byte("\n")))
	}
	for i, c := range b {
		if c > '~' || c < ' ' && c != '\r' && c != '\n' {
			t.Fatalf("byte %d is %#x", i, c)
		}
	}
	for n, l := range batch() {
		if len(l) > 1000 {
			t.Errorf("line %d is %d bytes long", n, len(l))
		}
		if strings.Count(l, `"`)%2 != 0 {
			t.Errorf("line %d: a quotation mark is left open: %s", n, l)
		}
	}
}

var (
	jump  = regexp.MustCompile(`\b(?:goto|call) +:?([a-z]+)`)
	label = regexp.MustCompile(`^:([a-z]+)$`)
	ends  = regexp.MustCompile(`^(exit /b( \S+)?|goto \S+)$`)
)

// TestBatchGoesNowhereElse: each label that is named is there, once, each that
// is there is named, and nothing runs into what is to be called.
func TestBatchGoesNowhereElse(t *testing.T) {
	lines, there, called := batch(), map[string]int{}, map[string]int{}
	before, depth := map[string]string{}, 0
	last := ""
	for n := 1; n <= bytes.Count(trust.CheckBatch, []byte("\n")); n++ {
		l, ok := lines[n]
		if !ok {
			continue
		}
		if m := label.FindStringSubmatch(l); m != nil {
			if there[m[1]] != 0 {
				t.Errorf("line %d: the label %s is there twice", n, m[1])
			}
			if depth != 0 {
				t.Errorf("line %d: a label in the middle of a block", n)
			}
			there[m[1]], before[m[1]] = n, last
		}
		bare := unquoted.ReplaceAllString(l, "")
		depth += strings.Count(bare, "(") - strings.Count(bare, ")")
		last = l
	}
	if depth != 0 {
		t.Errorf("%d blocks are left open", depth)
	}
	for n, l := range lines {
		for _, m := range jump.FindAllStringSubmatch(l, -1) {
			if there[m[1]] == 0 {
				t.Errorf("line %d goes to %s, which is nowhere", n, m[1])
			}
			called[m[1]] = n
			if strings.Contains(m[0], "call") && !ends.MatchString(before[m[1]]) {
				t.Errorf("line %d: what stands before :%s runs into it", there[m[1]], m[1])
			}
		}
	}
	for name, n := range there {
		if called[name] == 0 {
			t.Errorf("line %d: nothing goes to %s", n, name)
		}
	}
	if len(there) < 10 {
		t.Errorf("only %d labels were found", len(there))
	}
}

// unquoted is what stands between quotation marks, or single ones, in which for
// /f keeps a command.
var unquoted = regexp.MustCompile(`"[^"]*"|'[^']*'`)

// TestNoFileNameBecomesACommand: a name may have & and ( in it, and so may the
// folder; cmd puts a variable in before it looks for commands, but not between
// quotation marks. A variable of for is put in afterwards.
func TestNoFileNameBecomesACommand(t *testing.T) {
	fromOutside := regexp.MustCompile(`%(tarfile|name|here|work|TEMP)%|%~[a-z]*[0-9]|%\*`)
	for n, l := range batch() {
		for _, m := range fromOutside.FindAllString(unquoted.ReplaceAllString(l, ""), -1) {
			t.Errorf("line %d: %s stands outside of quotation marks: %s", n, m, l)
		}
		if strings.Contains(l, "echo") && regexp.MustCompile(`%(tarfile|name|here|work)%`).MatchString(l[strings.Index(l, "echo"):]) {
			t.Errorf("line %d prints a name that cmd reads first: %s", n, l)
		}
	}
}

// TestBatchUsesNothingOfABundleUnread: whatever comes from the names in the tar
// file or from MANIFEST is compared letter by letter with those that are harmless.
func TestBatchUsesNothingOfABundleUnread(t *testing.T) {
	b := string(trust.CheckBatch)
	sets := regexp.MustCompile(`eol=/ delims=([^"]*)" *\) *%%x|"eol=/ delims=([^"]+)" %%x`).FindAllStringSubmatch(b, -1)
	if len(sets) != 3 { // the names, read twice, and MANIFEST
		t.Fatalf("%d sets of letters", len(sets))
	}
	for _, s := range sets {
		if strings.ContainsAny(s[1]+s[2], "\"'&|<>^%()! ,;=:`~*?\\") {
			t.Errorf("the harmless letters are %q", s[1]+s[2])
		}
	}
	read := strings.Index(b, "if defined strange goto strangemanifest")
	for _, use := range []string{"%m_", "%from%", "%through%"} {
		if i := strings.Index(b, use); i < strings.Index(b, `set "m_%%k=%%b"`) {
			t.Errorf("%s is used before MANIFEST was read", use)
		}
	}
	if i := strings.Index(b, `"%m_ops%"`); read < 0 || i < read {
		t.Error("a value of MANIFEST is used before its letters were compared")
	}
	if i := strings.Index(b, `call :entry`); i < strings.Index(b, "if defined strange goto strangename") {
		t.Error("a name of the tar file is used before its letters were compared")
	}
	if strings.Contains(b, "| powershell") || regexp.MustCompile(`powershell[^"]*"[^"]*"[^|\r]*\|`).MatchString(b) {
		t.Error("a pipe of PowerShell changes bytes")
	}
}
