package sync

import (
	"fmt"
	"path/filepath"
	"slices"

	"coopfield/store"
	"coopfield/sync/bundle"
)

// wholeOf returns what to read when a person names one part of a split bundle:
// the bundle, joined in place from the parts that lie beside it and in the inbox.
// While some are missing it is Waiting with detail "part".
func (s *Site) wholeOf(path string) (*source, error) {
	h, _, err := openPart(path)
	if err != nil {
		return nil, err
	}
	id := h.Bundle.String()
	set, err := s.openSet(id)
	if err != nil {
		return nil, err
	}
	defer set.close()
	beside, err := sources([]string{path, filepath.Dir(path)})
	if err != nil {
		return nil, err
	}
	for i, f := range beside {
		if !beginsAsPart(f.path) {
			continue
		}
		if other, _, err := openPart(f.path); err != nil || other.Bundle != h.Bundle {
			continue // it is not what was asked about
		}
		if i > 0 && filepath.Clean(f.path) == filepath.Clean(path) {
			continue
		}
		if err := set.add(f.path); err != nil {
			return nil, err
		}
	}
	parts, err := bundle.Join(set.parts)
	if err != nil {
		return nil, err
	}
	if parts == nil {
		return nil, &store.Error{
			Code: store.Waiting, Detail: bundle.DetailPart,
			Message: fmt.Sprintf("đây là phần %d/%d của một gói chia nhỏ, nguyên vẹn; %s", h.Index, h.Count, MissingParts(set.missing(), h.Count)),
			Kept:    "không có gì thay đổi trên máy này", Hint: "chép các phần còn thiếu vào cùng thư mục",
		}
	}
	whole := &source{path: path, sum: id, label: wholeName(path), named: true}
	for i := range parts {
		at := slices.IndexFunc(set.parts, func(p bundle.Part) bool { return p.File == parts[i].File })
		whole.parts = append(whole.parts, set.paths[at])
	}
	return whole, nil
}
