package main

import (
	"slices"
	"strings"

	"coopfield/store"
)

// kindArg reads the KIND of a command line.
func kindArg(name string) (store.Kind, error) {
	k := store.Kind(name)
	if store.SpecOf(k) == nil {
		return "", usage("không có loại hồ sơ %q", strings.ReplaceAll(kindHelp[0], "\n", " "), name)
	}
	return k, nil
}

// kindAndID reads the KIND and ID that a command takes.
func kindAndID(command string, args []string) (store.Kind, string, error) {
	if len(args) != 2 {
		return "", "", usage("lệnh %s cần LOẠI và MÃ", "ví dụ: coopfield "+command+" assessment 018f…", command)
	}
	k, err := kindArg(args[0])
	return k, args[1], err
}

// derivedFields are what lists know of an assessment beyond its document.
var derivedFields = []string{"id", "rating", "excluded", "same_as"}

// knownField refuses a condition on a field that no record of the kind has:
// it would silently select nothing.
func knownField(kind store.Kind, path string) error {
	name, _, _ := strings.Cut(path, ".")
	spec := store.SpecOf(kind)
	if slices.Contains(derivedFields, name) || spec.Field(name) != nil {
		return nil
	}
	names := make([]string, len(spec.Fields))
	for i := range spec.Fields {
		names[i] = spec.Fields[i].Name
	}
	return usage("loại %s không có mục %q", "các mục: "+strings.Join(names, ", "), kind, path)
}
