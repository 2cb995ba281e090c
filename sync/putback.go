package sync

import (
	"context"

	"coopfield/store"
)

// settingPutBack is where a province's store keeps that it was put back from a
// backup, until its office has a new key.
const settingPutBack = "office.put-back"

// NoticePutBack tells a province's office that its store was put back.
const NoticePutBack = "office-put-back"

// A province that is put back lacks what it signed since the backup: versions of
// the registry, which laptops hold and of which none is ever replaced by another
// text with its number, and decisions on which they may have gone on. No log says
// that nothing is lacking, for an approval is no op. What makes it whole is a new
// key of the office ([Site.RekeyOffice]): the registry that it signs speaks for
// itself, and says up to where the key so far is believed, so that all stores set
// the same decisions aside. Until then the office is told at every opening.

// markPutBack keeps that this store was put back.
func (s *Site) markPutBack(ctx context.Context) error {
	if !s.IsProvince() || s.Registry() == nil {
		return nil
	}
	return s.Log.Update(ctx, func(tx store.Tx) error { return tx.SetSetting(settingPutBack, []byte("1")) })
}

// tellPutBack says so when the store is opened.
func (s *Site) tellPutBack(ctx context.Context) error {
	if !s.IsProvince() {
		return nil
	}
	var kept []byte
	err := s.Log.View(ctx, func(tx store.Tx) (err error) {
		kept, err = tx.Setting(settingPutBack)
		return err
	})
	if err == nil && len(kept) > 0 {
		s.notice(putBack())
	}
	return err
}

func putBack() Notice {
	return Notice{
		Detail:  NoticePutBack,
		Message: "kho của tỉnh đã được phục hồi từ bản sao lưu: danh bạ máy và quyết định ghi sau bản sao lưu không còn ở đây, nhưng các máy có thể đã nhận",
		Kept:    "mọi thứ trong bản sao lưu còn nguyên; các máy vẫn giữ việc của mình",
		Hint: "trước khi cấp quyền, thu hồi hay trả lời: đổi khóa văn phòng (cắm USB khóa CA, coopfield enrol rekey-office --reason \"phục hồi kho\"), " +
			"cấp quyền lại máy thiếu trong danh bạ, rồi coopfield answer; nếu không, máy có danh bạ mới hơn sẽ từ chối gói trả lời",
	}
}

// forgetNotice takes a notice back whose cause is gone.
func (s *Site) forgetNotice(detail string) {
	s.noticed.Lock()
	defer s.noticed.Unlock()
	rest := s.notices[:0:0]
	for _, n := range s.notices {
		if n.Detail != detail {
			rest = append(rest, n)
		}
	}
	s.notices = rest
}
