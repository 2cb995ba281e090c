//go:build !soak

package sync_test

// simSchedules is how many schedules a short run plays.
const simSchedules = 2000

// simSeed is the seed of a short run: always the same one, so that a change is
// not stopped by the luck of another one. New ones are looked for in the soak.
func simSeed() string { return "1" }
