//go:build !soak

package sync_test

// simSchedules is how many schedules a short run plays.
const simSchedules = 2000
