package sync

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
)

// sealing is what one seal writes and where.
type sealing struct {
	plan *SealPlan
	to   []string // files or folders
	part int64    // bytes of a part, 0 for no parts
}

// sealing plans the first place, whose faults stop a seal that has no other.
func (s *Site) sealing(p *desk.Pending, ack bool, o SealOptions) (*sealing, error) {
	job := &sealing{to: slices.Clone(o.To), part: o.PartSize}
	if len(job.to) == 0 {
		job.to = []string{""}
	}
	var firstErr error
	for i, to := range job.to {
		plan, err := s.plan(p, to)
		if err == nil {
			job.plan, firstErr = plan, nil
			job.to[i] = cmp.Or(to, plan.Folder)
			break
		}
		firstErr = cmp.Or(firstErr, err)
	}
	if firstErr != nil {
		return nil, firstErr
	}
	job.plan.Ack = ack
	if job.plan.Empty() && !ack {
		return nil, &store.Error{Code: store.NotFound, Detail: "nothing", Message: "chưa có thay đổi nào để đóng gói", Hint: "ghi hồ sơ trước; bản đang gõ dở chưa tính, hãy bấm Ctrl+S hoặc rời biểu mẫu"}
	}
	for i, to := range job.to {
		if job.to[i] = cmp.Or(to, s.OutboxDir()); !isFolder(job.to[i]) {
			if err := bundle.CheckTarget(to); err != nil {
				return nil, err
			}
		}
	}
	return job, nil
}

// fits refuses a file where several bundles are to be written.
func (j *sealing) fits(bundles int) error {
	for _, to := range j.to {
		if info, err := os.Stat(to); bundles > 1 && (err != nil || !info.IsDir()) {
			return usageError(fmt.Sprintf("cần %d gói, không ghi vừa một tệp", bundles), "chỉ một thư mục sau --to")
		}
	}
	return nil
}

// isFolder reports whether what was named gets the bundle's own name.
func isFolder(to string) bool {
	info, err := os.Stat(to)
	return err == nil && info.IsDir() || strings.HasSuffix(to, string(filepath.Separator))
}
