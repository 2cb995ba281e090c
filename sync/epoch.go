package sync

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// settingMachine keeps the hash of the machine that the store was last used on.
const settingMachine = "machine"

// Notice tells a person what happened to the store, what was kept, and what to
// do. Nothing failed.
type Notice struct {
	Detail  string `json:"detail"` // stable: log-ahead, fork, log-damaged, machine, receipt, restored, office-put-back
	Message string `json:"message"`
	Kept    string `json:"kept"`
	Hint    string `json:"hint"`
}

// The details of notices besides the words why an epoch was opened.
const (
	NoticeFork       = "fork"        // the second log parts from the database
	NoticeLogDamaged = "log-damaged" // lines of the second log that nobody can read or place
)

// MachineID returns what tells this machine from another, "" where it is not
// known. It says nothing of a person and is stored only as a hash.
func MachineID() string { return machineID() }

// Notices returns what was found when the store was opened, and since.
func (s *Site) Notices() []Notice {
	s.noticed.Lock()
	defer s.noticed.Unlock()
	return append([]Notice(nil), s.notices...)
}

func (s *Site) notice(n Notice) {
	s.noticed.Lock()
	defer s.noticed.Unlock()
	s.notices = append(s.notices, n)
}

// detect looks for signs that this store was put back from an older state or
// copied to another machine (sync protocol, Restored or cloned laptop). It takes
// back what the second log has, and then closes the epoch: another copy may be
// writing it.
func (s *Site) detect(ctx context.Context) error {
	if err := s.takeBack(ctx); err != nil {
		return err
	}
	return s.meetMachine(ctx)
}

// takeBack is the first detector: a second log ahead of the database. The log
// is written after the commit, so a crash never leaves it ahead.
func (s *Site) takeBack(ctx context.Context) error {
	l, ok := s.Log.(store.SecondLog)
	if !ok {
		return nil
	}
	ahead, err := l.Ahead(ctx)
	if err != nil {
		return err
	}
	if len(ahead.Ops) == 0 && len(ahead.Bad) == 0 {
		return nil
	}
	left := map[int64]int{}
	for _, ep := range ahead.Bad {
		left[ep]++
	}
	good := ahead.Ops[:0:0]
	me := &trust.Device{Key: s.Keys.Public(), Dev: s.Keys.Dev()}
	for i := range ahead.Ops {
		if o := &ahead.Ops[i]; o.Dev != me.Dev || checkAuthor(o, me) != nil {
			left[o.Ep]++
			continue
		}
		good = append(good, ahead.Ops[i])
	}
	taken, err := s.Desk.TakeBack(ctx, good)
	if err != nil {
		return err
	}
	for ep, n := range taken.Left {
		left[ep] += n
	}
	if len(left) > 0 {
		kept, err := l.GiveUpAhead(ctx, sortedEpochs(left)...)
		if err != nil {
			return err
		}
		s.notice(Notice{
			Detail: NoticeLogDamaged, Message: "bản ghi thứ hai (thư mục oplog) có dòng không đọc được hoặc không nối được với kho",
			Kept: fmt.Sprintf("tệp cũ được giữ nguyên ở %q; kho dữ liệu không bị sửa", kept), Hint: "chạy coopfield doctor và gửi kết quả cho tỉnh",
		})
	}
	if taken.Ops == 0 {
		return nil
	}
	return s.openAfterLoss(ctx, taken)
}

// openAfterLoss opens an epoch after ops were taken back, and says so.
func (s *Site) openAfterLoss(ctx context.Context, taken *desk.TakenBack) error {
	e, err := s.Desk.OpenEpoch(ctx, desk.WhyLogAhead)
	if err != nil {
		return err
	}
	if taken.Fork {
		s.notice(Notice{
			Detail:  NoticeFork,
			Message: fmt.Sprintf("kho dữ liệu đã bị thay bằng một bản cũ rồi ghi tiếp: bản ghi thứ hai còn giữ %d thay đổi mà kho không có", taken.Ops),
			Kept:    "cả hai nhánh đều được giữ, không thay đổi nào bị mất; một nhánh để riêng chờ tỉnh xem",
			Hint:    fmt.Sprintf("làm việc tiếp bình thường (kỳ ghi mới số %d); đóng gói gửi tỉnh và báo tỉnh biết", e.Epoch),
		})
		return nil
	}
	s.notice(Notice{
		Detail:  desk.WhyLogAhead,
		Message: fmt.Sprintf("kho dữ liệu đã bị thay bằng một bản cũ hoặc bị hỏng: thiếu %d thay đổi", taken.Ops),
		Kept:    fmt.Sprintf("đã lấy lại đủ %d thay đổi từ bản ghi thứ hai (thư mục oplog)", taken.Ops),
		Hint:    fmt.Sprintf("làm việc tiếp bình thường (kỳ ghi mới số %d); nhập lại các gói trả lời của tỉnh nếu thiếu", e.Epoch),
	})
	return nil
}

func sortedEpochs(m map[int64]int) []int64 {
	var out []int64
	for ep := range m {
		out = append(out, ep)
	}
	return out
}

// meetMachine is the second detector: another machine under the same install
// id. A machine that does not say who it is raises no alarm and is not noted.
func (s *Site) meetMachine(ctx context.Context) error {
	if s.Machine == "" {
		return nil
	}
	here := s.machineHash(s.Machine)
	var noted []byte
	err := s.Log.View(ctx, func(tx store.Tx) (err error) {
		noted, err = tx.Setting(settingMachine)
		return err
	})
	if err != nil || string(noted) == here {
		return err
	}
	if noted != nil {
		e, err := s.Desk.OpenEpoch(ctx, desk.WhyMachine)
		if err != nil {
			return err
		}
		s.notice(Notice{
			Detail:  desk.WhyMachine,
			Message: "kho dữ liệu này được chép hoặc chuyển từ máy khác sang",
			Kept:    "mọi hồ sơ còn nguyên; việc ghi từ nay được tách riêng để không lẫn với máy cũ",
			Hint:    fmt.Sprintf("làm việc tiếp bình thường (kỳ ghi mới số %d); đừng dùng tiếp kho trên máy cũ, và báo tỉnh biết", e.Epoch),
		})
	}
	// Last, so that a crash before it makes the next opening look again.
	return s.noteMachine(ctx, s.Machine)
}

// machineHash is what the store keeps of a machine: it tells two apart and
// says nothing of either.
func (s *Site) machineHash(id string) string {
	sum := sha256.Sum256([]byte("coopfield-machine v1\n" + s.Keys.Install() + "\n" + id))
	return hex.EncodeToString(sum[:])
}

// noteMachine keeps the machine that the store is on; an unknown one forgets
// what was noted.
func (s *Site) noteMachine(ctx context.Context, id string) error {
	var value []byte
	if id != "" {
		value = []byte(s.machineHash(id))
	}
	return s.Log.Update(ctx, func(tx store.Tx) error { return tx.SetSetting(settingMachine, value) })
}

// FoundRestored is the third detector: the province has a receipt for the op
// at p, which is not held here ([desk.Desk.Receipted] said "restored"). The
// epoch is closed unless an older one is meant, whose loss was found before; the
// notice is nil then.
func (s *Site) FoundRestored(ctx context.Context, p desk.Point) (*Notice, error) {
	if p.Epoch < s.Desk.Epoch() {
		return nil, nil
	}
	e, err := s.Desk.OpenEpochAfter(ctx, p.Epoch, desk.WhyReceipt)
	if err != nil {
		return nil, err
	}
	n := Notice{
		Detail:  desk.WhyReceipt,
		Message: fmt.Sprintf("tỉnh đã nhận đến thay đổi số %d của máy này, nhưng kho trên máy không có: kho đã được phục hồi từ bản cũ", p.Seq),
		Kept:    "mọi hồ sơ trên máy còn nguyên; phần đã gửi vẫn nằm ở tỉnh",
		Hint:    fmt.Sprintf("làm việc tiếp bình thường (kỳ ghi mới số %d); báo tỉnh để nhận lại phần còn thiếu", e.Epoch),
	}
	s.notice(n)
	return &n, nil
}
