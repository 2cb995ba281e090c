package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// helpOf is what `coopfield help words…` writes in a language.
func helpOf(t *testing.T, lang string, words ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	args := append([]string{"--lang", lang, "help"}, words...)
	if code := run(context.Background(), args, strings.NewReader(""), &out, &errs); code != 0 || errs.Len() > 0 {
		t.Fatalf("coopfield %v: exit %d\n%s", args, code, errs.String())
	}
	return out.String()
}

// flagsOf are the flags that a command itself takes.
func flagsOf(c command) map[string]bool {
	e := &env{}
	common := map[string]bool{}
	e.flags("").VisitAll(func(f *flag.Flag) { common[f.Name] = true })
	e.fs = e.flags(c.name)
	c.setup(e)
	own := map[string]bool{}
	e.fs.VisitAll(func(f *flag.Flag) {
		if !common[f.Name] {
			own[f.Name] = true
		}
	})
	return own
}

// A command's help stands before what all of them have in common.
func ownHelp(t *testing.T, lang string, c command) string {
	t.Helper()
	own, common, found := strings.Cut(helpOf(t, lang, c.name), helpFlags[map[string]int{"vi": 0, "en": 1}[lang]])
	if !found || common != "" {
		t.Fatalf("%s: the common flags are not at the end", c.name)
	}
	return own
}

func TestEveryFlagIsInTheHelpOfItsCommandInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		for _, lang := range []string{"vi", "en"} {
			// What the first line names is told below it, in this language.
			_, told, _ := strings.Cut(ownHelp(t, lang, c), "\n")
			for name := range flagsOf(c) {
				if !regexp.MustCompile(`--` + name + `(?:[^a-z-]|$)`).MatchString(told) {
					t.Errorf("%s, %s: --%s is not explained", c.name, lang, name)
				}
			}
		}
	}
}

// mentioned finds flags in a help text.
var mentioned = regexp.MustCompile(`--([a-z][a-z-]*)`)

func TestHelpNamesNoFlagThatIsNotThere(t *testing.T) {
	t.Parallel()
	known := map[string]map[string]bool{}
	for _, c := range commands() {
		known[c.name] = flagsOf(c)
	}
	common := map[string]bool{"help": true, "data": true, "json": true, "lang": true, "passphrase-file": true, "version": true}
	for _, c := range commands() {
		for _, lang := range []string{"vi", "en"} {
			for line := range strings.Lines(ownHelp(t, lang, c)) {
				for _, m := range mentioned.FindAllStringSubmatch(line, -1) {
					if common[m[1]] || known[c.name][m[1]] {
						continue
					}
					// A line may name another command with its flag.
					of := false
					for name, flags := range known {
						of = of || flags[m[1]] && strings.Contains(line, name)
					}
					if !of {
						t.Errorf("%s, %s: there is no --%s: %s", c.name, lang, m[1], line)
					}
				}
			}
		}
	}
}

// foreign are names of things that the Vietnamese help calls otherwise.
var foreign = regexp.MustCompile(`\b(KIND|FILE|DIR|DEVICE|CODE|REASON|FIELD|VALUE|conflict|bundle|receipt|quarantine)\b`)

func TestHelpIsWholeInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"vi", "en"} {
		all := helpOf(t, lang)
		for _, c := range commands() {
			own := ownHelp(t, lang, c)
			if i := map[string]int{"vi": 0, "en": 1}[lang]; c.about[i] == "" || c.more[i] == "" {
				t.Errorf("%s says nothing in %s", c.name, lang)
			}
			if !strings.Contains(all, "  "+c.name) {
				t.Errorf("%s is not in the list of commands", c.name)
			}
			for _, text := range []string{own, all} {
				if !norm.NFC.IsNormalString(text) {
					t.Errorf("%s, %s: not in NFC", c.name, lang)
				}
			}
			if found := foreign.FindString(own); lang == "vi" && found != "" {
				t.Errorf("%s: %q in the Vietnamese help", c.name, found)
			}
		}
	}
}

// longRun finds a command of the README that runs some tests of one package.
var longRun = regexp.MustCompile("`go test -tags soak -run (\\S+)[^`]* \\./(\\S+)`")

func TestREADMEKnowsEveryLongRunByATestThatIsThere(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	names := testsOfTheTree(t)
	runs := longRun.FindAllStringSubmatch(string(readme), -1)
	if len(runs) < 8 {
		t.Errorf("%d long runs", len(runs))
	}
	for _, m := range runs {
		found := false
		for name := range names {
			pkg, test, _ := strings.Cut(name, ".")
			found = found || pkg == m[2] && strings.Contains(test, m[1])
		}
		if !found {
			t.Errorf("no test of %s matches %s", m[2], m[1])
		}
	}
}

// named finds commands with flags in the README's tables and blocks.
var named = regexp.MustCompile("(?m)(?:`(?:coopfield )?|^coopfield )([a-z][a-z-]+)((?: [^`\n]*)?)(?:`|$)")

func TestREADMENamesEveryCommandAndNoFlagThatIsNotThere(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range named.FindAllStringSubmatch(string(readme), -1) {
		c := commandNamed(m[1])
		if c == nil {
			continue
		}
		seen[c.name] = true
		flags := flagsOf(*c)
		for _, f := range mentioned.FindAllStringSubmatch(m[2], -1) {
			if name := f[1]; !flags[name] && name != "data" && name != "json" && name != "lang" && name != "help" {
				t.Errorf("%s has no --%s", c.name, name)
			}
		}
	}
	for _, c := range commands() {
		if !seen[c.name] {
			t.Errorf("%s is not in the README", c.name)
		}
	}
}
