package sqlite

import (
	"strings"

	"coopfield/store"
)

// Volume is what is known of the file system that a folder is on.
type Volume struct {
	Type    string // as the system names it: ext4, vfat, exFAT, nfs …; "" if unknown
	Network bool   // reached over a network
	Stick   bool   // a removable drive
}

// weakTypes are the file systems on which a commit may be lost or a lock may
// not hold: FAT has neither journal nor safe rename, network file systems and
// folders shared with a host lie about locks and fsync, and what stands before a
// phone or a cloud drive writes whole files when it likes. A name also stands for
// those that begin with it, and for the same below fuse.
var weakTypes = []string{
	"msdos", "vfat", "fat", "exfat",
	"nfs", "smb", "cifs", "afp", "afs", "ncp", "coda", "ceph", "9p", "webdav", "davfs", "ftp", "gluster", "lustre",
	"vboxsf", "vmhgfs", "prl_fs", "virtiofs", "drvfs",
	"sshfs", "rclone", "gvfs", "drivefs", "s3fs", "curlftpfs", "mtpfs", "jmtpfs", "simple-mtpfs", "ifuse", "google-drive", "onedriver",
}

// refusal returns why a live store must not be on v, nil if it may.
func (v Volume) refusal(dir string) error {
	name := strings.ToLower(v.Type)
	why := ""
	switch {
	case v.Network:
		why = "ổ đĩa mạng"
	case v.Stick:
		why = "thẻ nhớ hoặc ổ đĩa rời"
	}
	for _, t := range weakTypes {
		if name == t || strings.HasPrefix(name, t) || strings.HasPrefix(name, "fuse."+t) {
			why = "hệ tệp " + v.Type
			break
		}
	}
	if why == "" {
		return nil
	}
	return &store.Error{
		Code: store.Refused, Detail: "weak-volume",
		Message: "không đặt kho dữ liệu trên " + why + ": rút ổ hoặc mất mạng giữa chừng sẽ mất dữ liệu",
		Kept:    "chưa tạo, chưa sửa gì trong " + dir,
		Hint:    "chọn một thư mục trên ổ cứng của máy; chỉ gói và bản sao lưu mới chép ra thẻ nhớ",
	}
}
