//go:build !windows

package term

// pasteByKeys: these terminals mark pasted text.
const pasteByKeys = false
