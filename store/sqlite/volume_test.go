package sqlite_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

func TestALiveStoreIsRefusedWhereACommitIsNotSafe(t *testing.T) {
	for _, weak := range []sqlite.Volume{
		// as Linux names them
		{Type: "vfat"},
		{Type: "msdos"},
		{Type: "exfat"},
		{Type: "nfs"},
		{Type: "nfs4"},
		{Type: "cifs"},
		{Type: "smb"},
		{Type: "smb2"},
		{Type: "smb3"},
		{Type: "9p"},
		{Type: "afs"},
		{Type: "ncp"},
		{Type: "coda"},
		{Type: "ceph"},
		{Type: "vboxsf"},
		{Type: "virtiofs"},
		{Type: "fuse.sshfs"},
		{Type: "fuse.rclone"},
		{Type: "fuse.gvfsd-fuse"},
		{Type: "fuse.s3fs"},
		{Type: "fuse.exfat"},
		{Type: "fuse.vmhgfs-fuse"},
		{Type: "fuse.jmtpfs"},
		{Type: "fuse.glusterfs"},
		{Type: "fuse.curlftpfs"},
		{Type: "fuse.onedriver"},
		{Type: "fuse.google-drive-ocamlfuse"},
		{Type: "fuseblk", Stick: true},
		// as macOS names them
		{Type: "smbfs"},
		{Type: "afpfs"},
		{Type: "webdav"},
		{Type: "msdos"},
		{Type: "macfuse", Network: true},
		// as Windows names them
		{Type: "FAT"},
		{Type: "FAT32"},
		{Type: "exFAT"},
		{Type: "NTFS", Network: true},
		{Type: "NTFS", Stick: true},
		{Network: true},
		{Stick: true},
	} {
		err := sqlite.RefusalOf(weak, "/kho")
		wantCode(t, err, store.Refused, "weak-volume")
		if !strings.Contains(err.Error(), "/kho") {
			t.Errorf("%+v: %v", weak, err)
		}
	}
	for _, fit := range []sqlite.Volume{
		{},
		{Type: "ext4"},
		{Type: "xfs"},
		{Type: "btrfs"},
		{Type: "f2fs"},
		{Type: "zfs"},
		{Type: "tmpfs"},
		{Type: "overlay"},
		{Type: "ntfs3"},
		{Type: "fuseblk"},
		{Type: "fuse.ecryptfs"},
		{Type: "fuse.gocryptfs"},
		{Type: "apfs"},
		{Type: "hfs"},
		{Type: "NTFS"},
		{Type: "ReFS"},
	} {
		must(t, sqlite.RefusalOf(fit, "/kho"))
	}
}
