//go:build !linux && !darwin && !windows

package sync

// machineID is unknown here.
func machineID() string { return "" }
