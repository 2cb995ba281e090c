// Package quiet answers Bubble Tea's question for the background colour before
// it is asked. Bubble Tea v1 sends ESC ] 11 ; ? to the terminal in an init and
// may then wait five seconds, in every command, even --help.
//
// Go runs the inits of ready packages in import-path order. This package
// imports lipgloss alone and its path sorts before github.com/charmbracelet/
// bubbletea, so it wins; it must never reach bubbletea, even indirectly. It is
// imported for its init by every package main.
package quiet

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
