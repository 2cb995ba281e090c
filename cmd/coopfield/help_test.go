package main

import (
	"bytes"
	"context"
	"flag"
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
