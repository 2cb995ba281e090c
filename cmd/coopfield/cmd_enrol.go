package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

func enrolCommand() command {
	return command{
		name: "enrol", args: "request | approve FILE | revoke DEVICE | change DEVICE | rekey-office | list",
		about: [2]string{"xin cấp quyền, cấp quyền, thu hồi, đổi và xem danh bạ máy; đổi khóa văn phòng", "asks for enrolment; approves, revokes, changes and lists devices; new office keys"},
		more: [2]string{
			"request            (máy cán bộ) ghi tệp yêu cầu, in dấu vân tay để đọc cho tỉnh\n  --to TỆP         tệp để ghi, của request và approve\napprove TỆP        (tỉnh) cấp chứng thư, ghi tệp cấp quyền cho máy đó\n  --as TÊN         tên máy, ví dụ dakha-01\n  --role, --unit   xác nhận vai trò và đơn vị; khác với yêu cầu thì từ chối\n  --coops TỆP      danh sách mã hợp tác xã giao cho tư vấn viên, mỗi dòng một mã\n  --ca-dir THƯ_MỤC nơi giữ khóa CA (mặc định: ca trong kho)\n  --ca-passphrase-file TỆP  mật khẩu của khóa CA nếu khác mật khẩu kho\nrevoke MÁY         (tỉnh) thu hồi máy mất, máy nghỉ hoặc lộ khóa\n  --status         lost (mặc định), retired, compromised\n  --accepted KỲ:SỐ kỳ ghi và số của thay đổi cuối còn chấp nhận (mặc định: thay đổi cuối đã nhận; compromised phải ghi rõ);\n                   máy có nhiều kỳ ghi: mỗi kỳ một mốc, ví dụ 1:1250,2:40; kỳ trước không ghi thì lấy thay đổi cuối đã nhận của kỳ đó, 0 là không gì\n  --accepted-none  không chấp nhận thay đổi nào của máy\n  --successor MÁY  máy kế nhiệm nhận việc còn dở\n  --reason         lý do, giữ trong lịch sử danh bạ\nchange MÁY         (tỉnh) đổi --unit, --role, --coops hoặc --person của máy\nrekey-office       (tỉnh) đổi khóa máy của văn phòng khi mất máy, lộ khóa hoặc đổi người; cần khóa CA (--ca-dir)\n  --status         khóa cũ là retired (mặc định), lost hay compromised\n  --person         họ tên người giữ văn phòng từ nay\n  --age            đổi cả khóa nhận gói; khóa cũ được giữ để đọc gói đã đóng trước đây\n  --reason         lý do, giữ trong lịch sử danh bạ\n  Việc khóa cũ đã ký vẫn có giá trị; máy cán bộ biết khóa mới từ gói trả lời tới và không nhận gói ký bằng khóa cũ nữa.\nlist               danh bạ máy\n\nTệp cấp quyền được nhập ở máy cán bộ bằng coopfield import.\n\nMất hoặc lộ khóa CA: không có lệnh đổi khóa CA, vì người lạ giữ khóa cũ cũng ký được lệnh ấy. Phải cấp quyền lại từ đầu:\n  1. Ở kho tỉnh cũ: nhập hết gói đang có, coopfield audit và coopfield backup; giữ kho cũ để tra cứu (hồ sơ, biên nhận, gói cũ vẫn kiểm tra được).\n  2. coopfield init --role province ở thư mục mới; in dấu vân tay CA mới ra giấy và giao tận tay.\n  3. Mỗi cán bộ tạo kho mới, gửi enrol request; tỉnh enrol approve; nhập tệp cấp quyền với dấu vân tay mới trên giấy.\n  Không chuyển được: lịch sử đã ký theo CA cũ; hồ sơ cũ đọc ở kho cũ, việc còn dở ghi lại ở kho mới.",
			"request            (laptop) writes the request, prints the fingerprint to read to the province\n  --to FILE        what to write, of request and of approve\napprove FILE       (province) certifies the device and writes its grant\n  --as NAME        principal such as dakha-01\n  --role, --unit   confirm role and unit; a mismatch with the request is refused\n  --coops FILE     ids of an advisor's cooperatives, one a line\n  --ca-dir DIR     where the CA key is (default: ca in the store)\n  --ca-passphrase-file FILE  the CA key's passphrase if it differs\nrevoke DEVICE      (province) ends a lost, retired or compromised device\n  --status         lost (default), retired, compromised\n  --accepted EPOCH:SEQ  last change still accepted (default: the last one held; compromised must say);\n                   several epochs: one each, such as 1:1250,2:40; an earlier one left out ends at the last held, 0 is none of it\n  --accepted-none  nothing of the device is accepted\n  --successor DEVICE  takes over the open work\n  --reason         kept in the history of the registry\nchange DEVICE      (province) changes --unit, --role, --coops or --person\nrekey-office       (province) a new device key for the office: lost, copied, or another officer; needs the CA key (--ca-dir)\n  --status         the old key is retired (default), lost or compromised\n  --person         who keeps the office from now on\n  --age            also a new recipient for bundles; the old identity stays to read old ones\n  --reason         kept in the history of the registry\n  What the old key signed stays valid; laptops learn the new one from the next answer and refuse the old one then.\nlist               the registry\n\nThe grant is taken in on the laptop with coopfield import.\n\nA lost or copied CA key: there is no command that exchanges it, since whoever has the old key could sign that too. Everybody enrols anew:\n  1. in the old province store import what there is, then coopfield audit and coopfield backup; keep it to look things up (records, receipts and old bundles stay verifiable).\n  2. coopfield init --role province in a new folder; print the new CA fingerprint and hand it over in person.\n  3. each officer makes a new store and an enrol request; the province approves; the grant is taken in with the new fingerprint from paper.\n  Not carried over: history signed under the old CA; old records are read in the old store, open work is written anew.",
		},
		setup: func(e *env) func([]string) error {
			var o enrolFlags
			var f revokeFlags
			f.declare(e)
			e.fs.BoolVar(&o.age, "age", false, "")
			e.fs.StringVar(&o.to, "to", "", "")
			e.fs.StringVar(&o.as, "as", "", "")
			e.fs.StringVar(&o.role, "role", "", "")
			e.fs.StringVar(&o.unit, "unit", "", "")
			e.fs.StringVar(&o.coops, "coops", "", "")
			e.fs.StringVar(&o.caDir, "ca-dir", "", "")
			e.fs.StringVar(&o.caPass, "ca-passphrase-file", "", "")
			return func(args []string) error {
				switch {
				case len(args) == 1 && args[0] == "request":
					return e.enrolRequest(o)
				case len(args) == 2 && args[0] == "approve":
					return e.enrolApprove(args[1], o)
				case len(args) == 2 && args[0] == "revoke":
					return e.enrolRevoke(args[1], o, f)
				case len(args) == 2 && args[0] == "change":
					return e.enrolChange(args[1], o, f)
				case len(args) == 1 && args[0] == "rekey-office":
					return e.enrolRekey(o, f)
				case len(args) == 1 && args[0] == "list":
					return e.enrolList()
				}
				return usage("lệnh enrol cần request, approve TỆP, revoke MÁY, change MÁY, rekey-office hoặc list", "gõ coopfield enrol --help")
			}
		},
	}
}

type enrolFlags struct {
	to, as, role, unit, coops, caDir, caPass string
	age                                      bool
}

func (e *env) enrolRequest(o enrolFlags) error {
	return e.withSite(func(s *opened) error {
		file, fp, err := s.EnrolRequest()
		if err != nil {
			return err
		}
		to := o.to
		if to == "" {
			to = "yeu-cau-" + fp[:8] + ".coopreq"
		}
		if err := writeOut(to, file); err != nil {
			return err
		}
		if e.json {
			return e.writeJSON(map[string]string{"path": to, "fingerprint": fp})
		}
		fmt.Fprintf(e.stdout, "Đã ghi yêu cầu: %s\nDấu vân tay: %s\n  → gửi tệp cho tỉnh và đọc dấu vân tay qua điện thoại để tỉnh so\n", to, trust.FormatFingerprint(fp))
		return nil
	})
}

// writeOut writes a request, a grant or a sheet so that it is really on its
// medium.
func writeOut(path string, data []byte) error {
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return &store.Error{Code: store.Internal, Message: "không ghi được tệp " + path, Kept: "kho dữ liệu còn nguyên", Hint: "kiểm tra đường dẫn và chỗ trống", Err: err}
	}
	_, err := bundle.WriteVerified(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}

func readIn(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxDocument {
		err = errors.New("too large")
	}
	var b []byte
	if err == nil {
		b, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, &store.Error{Code: store.NotFound, Message: "không đọc được tệp " + path, Hint: "kiểm tra đường dẫn", Err: err}
	}
	return b, nil
}

func (e *env) enrolApprove(path string, o enrolFlags) error {
	return e.withSite(func(s *opened) error {
		b, err := readIn(path)
		if err != nil {
			return err
		}
		q, err := s.ReadRequest(b)
		if err != nil {
			return err
		}
		coops, err := readCoops(o.coops)
		if err != nil {
			return err
		}
		if o.to != "" { // before the registry is raised
			if err := bundle.CheckTarget(o.to); err != nil {
				return err
			}
		}
		ca, err := e.openCA(s, o)
		if err != nil {
			return err
		}
		defer ca.Close()
		a, err := s.Approve(e.ctx, q, sync.ApproveOptions{As: o.as, Role: store.Role(o.role), Unit: o.unit, Coops: coops, CA: ca})
		if err != nil {
			return err
		}
		to := o.to
		if to == "" {
			to = filepath.Join(filepath.Dir(path), "cap-quyen-"+a.Device.Principal+".coop")
		}
		if err := writeOut(to, a.Grant); err != nil {
			return err
		}
		if e.json {
			return e.writeJSON(map[string]any{
				"path": to, "device": a.Device.Principal, "dev": a.Device.Dev, "serial": a.Device.Serial, "unit": a.Device.Unit, "role": a.Device.Role,
			})
		}
		fmt.Fprintf(e.stdout, "Máy %s của %s (%s), dấu vân tay %s\nĐã ghi tệp cấp quyền: %s\n  → chỉ giao tệp sau khi đã so dấu vân tay qua điện thoại\n",
			a.Device.Principal, a.Device.Person, a.Device.Unit, trust.FormatFingerprint(a.Device.Dev), to)
		return nil
	})
}

func readCoops(path string) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	b, err := readIn(path)
	if err != nil {
		return nil, err
	}
	var ids []string
	for i, line := range strings.Split(strings.TrimPrefix(string(b), "\ufeff"), "\n") { // Notepad writes one
		id := strings.TrimSpace(line)
		if id == "" {
			continue
		}
		if !store.ValidID(id) {
			return nil, &store.Error{Code: store.Invalid, Message: fmt.Sprintf("dòng %d của %s không phải mã hợp tác xã", i+1, path), Kept: "chưa cấp quyền", Hint: "mỗi dòng một mã như lệnh put đã in"}
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// openCA opens the CA key: with no passphrase in a training store, with its own
// one if a file is named, else with the store's.
func (e *env) openCA(s *opened, o enrolFlags) (*trust.CA, error) {
	dir := o.caDir
	if dir == "" {
		dir = trust.CADir(e.data)
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, &store.Error{Code: store.NotFound, Detail: "ca", Message: "không thấy khóa CA ở " + dir, Kept: "danh bạ máy không thay đổi", Hint: "cắm USB giữ khóa CA và thêm --ca-dir THƯ_MỤC", Err: err}
	}
	if s.Self.Mode == trust.Training {
		return trust.OpenCA(dir, nil)
	}
	var pass []byte
	var err error
	if o.caPass != "" {
		pass, err = passphraseFile(o.caPass)
	} else {
		pass, err = e.passphrase(false)
	}
	if err != nil {
		return nil, err
	}
	return trust.OpenCA(dir, pass)
}
