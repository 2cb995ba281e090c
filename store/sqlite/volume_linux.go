package sqlite

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// magics name the file systems that a store is refused on (statfs(2)).
var magics = map[uint32]string{
	unix.MSDOS_SUPER_MAGIC: "vfat",
	unix.EXFAT_SUPER_MAGIC: "exfat",
	unix.NFS_SUPER_MAGIC:   "nfs",
	unix.SMB_SUPER_MAGIC:   "smb",
	unix.CIFS_SUPER_MAGIC:  "cifs",
	unix.SMB2_SUPER_MAGIC:  "smb2",
	unix.AFS_SUPER_MAGIC:   "afs",
	unix.AFS_FS_MAGIC:      "afs",
	unix.NCP_SUPER_MAGIC:   "ncp",
	unix.CODA_SUPER_MAGIC:  "coda",
	unix.CEPH_SUPER_MAGIC:  "ceph",
	unix.V9FS_MAGIC:        "9p",
	0x786f4256:             "vboxsf",
	0xbacbacbc:             "vmhgfs",
	0x7c7c6673:             "prl_fs",
	0x0bd00bd0:             "lustre",
}

// volumeOf asks the system about the file system that dir is on.
func volumeOf(dir string) (Volume, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return Volume{}, fmt.Errorf("statfs %s: %w", dir, err)
	}
	magic := uint32(s.Type) // 32 bits on every machine
	if magic == unix.FUSE_SUPER_MAGIC {
		v := Volume{Type: fuseType(dir)}
		// fuseblk is NTFS or exFAT in user space; a removable one is a stick.
		v.Stick = v.Type == "fuseblk" && removable(dir)
		return v, nil
	}
	return Volume{Type: magics[magic]}, nil
}

// removable reports whether the block device that dir is on can be taken out, as
// the kernel says; false where it does not say.
func removable(dir string) bool {
	var st unix.Stat_t
	if unix.Stat(dir, &st) != nil {
		return false
	}
	device := fmt.Sprintf("/sys/dev/block/%d:%d/", unix.Major(st.Dev), unix.Minor(st.Dev))
	for _, name := range []string{device + "removable", device + "../removable"} { // of a partition the disk says
		if b, err := os.ReadFile(name); err == nil {
			return strings.TrimSpace(string(b)) == "1"
		}
	}
	return false
}

// fuseType finds what kind of FUSE file system dir is on, such as fuse.sshfs or
// fuseblk.
func fuseType(dir string) string {
	var st unix.Stat_t
	if unix.Stat(dir, &st) != nil {
		return "fuse"
	}
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return "fuse"
	}
	defer func() { _ = f.Close() }()
	device := fmt.Sprintf("%d:%d", unix.Major(st.Dev), unix.Minor(st.Dev))
	for lines := bufio.NewScanner(f); lines.Scan(); {
		left, right, ok := strings.Cut(lines.Text(), " - ")
		fields, kind := strings.Fields(left), strings.Fields(right)
		if ok && len(fields) > 2 && len(kind) > 0 && fields[2] == device {
			return kind[0]
		}
	}
	return "fuse"
}
