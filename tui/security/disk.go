package security

// Disk says whether the disk that a store lies on is encrypted as a whole.
type Disk int

// What is known of a disk.
const (
	DiskUnknown Disk = iota
	DiskPlain
	DiskEncrypted
)
