//go:build soak

package sync_test

// simSchedules is how many schedules the long run plays.
const simSchedules = 100_000
