// Command coopfield is the field program for assessing cooperatives: a
// terminal interface over a local store, and the commands by which stores
// exchange signed bundles. See README.md.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	_ "coopfield/tui/term/quiet" // answers the background question before Bubble Tea asks the terminal
)

// version is set at release by -ldflags "-X main.version=…".
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
