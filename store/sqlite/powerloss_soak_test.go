//go:build soak

package sqlite_test

// How many crash states of each flow are tried, as recorded through the VFS and
// through strace.
const (
	powerStates  = 20_000
	tracedStates = 20_000
)
