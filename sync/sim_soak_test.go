//go:build soak

package sync_test

import (
	"fmt"
	"math/rand/v2"
)

// simSchedules is how many schedules the long run plays.
const simSchedules = 100_000

// simSeed is a new seed at every run.
func simSeed() string { return fmt.Sprint(rand.Uint32()) }
