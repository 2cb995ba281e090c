//go:build !linux

package security

// DiskOf cannot tell: asking the system needs the rights of an administrator.
func DiskOf(string) Disk { return DiskUnknown }
