//go:build !soak

package sync_test

// simSchedules is how many schedules a short run plays. Each new kind of
// accident still finds something now and then after some thousand; until the
// long run has gone through, a change is not stopped by the luck of another one.
const simSchedules = 250
