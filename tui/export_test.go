package tui

// IdleTick is what makes the root look whether the keyboard is in use.
var IdleTick = idleTick{}
