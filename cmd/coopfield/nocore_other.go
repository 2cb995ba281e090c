//go:build !linux

package main

// keepMemoryPrivate keeps what this process has decrypted out of core files,
// where the system has such files.
func keepMemoryPrivate() { noCore() }
