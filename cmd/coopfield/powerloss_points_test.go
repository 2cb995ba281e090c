//go:build linux && amd64 && !soak

package main

// everyPoint is the step over n points at which faults happen.
func everyPoint(n int) int { return max(n/4, 1) }
