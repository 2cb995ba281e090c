package oplog_test

import (
	"bytes"
	"maps"
	"slices"

	"coopfield/store"
)

const goldenHash = "1d6f6f9a4fe44f872159597049adf70ea0112bd1a4afa694bfb1d89a2878d8b2"

func sortedKeys(m map[store.Hash]bool) []store.Hash {
	if len(m) == 0 {
		return nil
	}
	return slices.SortedFunc(maps.Keys(m), func(a, b store.Hash) int { return bytes.Compare(a[:], b[:]) })
}
