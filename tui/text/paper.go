package text

// Paper are the words of pages that are read, not filled in.
type Paper struct {
	Loading string
	Failed  string // could not be read; Enter tries again

	KeyScroll, KeyBack, KeyHelp string

	CodeAct, CodeBody, CodeLabel, CodeOpen string // the code of a printed paper

	LostTitle string
	Lost      []LostStep // what to do when data seem lost, in order
}

// LostStep is one step of what to do when data seem lost. A step without a
// sentence is a heading.
type LostStep struct{ Head, Say string }

var paperVI = Paper{
	Loading: "đang đọc…", Failed: "Chưa đọc được; Enter để đọc lại",
	KeyScroll: "cuộn", KeyBack: "về", KeyHelp: "phím",
	CodeAct: "Tra mã bản in", CodeBody: "Gõ 16 chữ ở chân trang của tờ giấy; dấu gạch và chữ hoa, thường không quan trọng.", CodeLabel: "Mã bản in", CodeOpen: "Mở hồ sơ",
	LostTitle: "Khi thấy mất dữ liệu",
	Lost: []LostStep{
		{"Dừng tay, đừng sửa gì", "Bình tĩnh: chương trình không xóa gì khi mất điện, treo máy hay tắt ngang. Mọi ô đã rời con trỏ đều nằm trên đĩa, và mỗi thay đổi được ghi hai nơi."},
		{"Xem lại đã mở đúng kho chưa", "Nhìn dòng đầu: tên người, đơn vị, có chữ TẬP HUẤN hay không. Vào F3 gõ tên HTX, bỏ hết bộ lọc, đổi năm ở bàn làm việc. Ctrl+R trên hồ sơ cho xem ai đã đổi gì, lúc nào."},
		{"Không cài lại, không tạo kho mới", "Đừng cài lại máy, đừng xóa thư mục kho, đừng tạo kho mới đè lên. Cài lại chương trình không làm dữ liệu quay lại."},
		{"Không chép tệp .db", "Đừng chép riêng tệp coopfield.db đi máy khác hay đè lên tệp cũ: tệp đó thiếu phần đang nằm ở tệp -wal và không có khóa. Muốn chép thì dùng sao lưu của chương trình."},
		{"Chạy kiểm tra kho", "Bảo mật ▸ Kiểm tra kho, hoặc lệnh: coopfield doctor. Lệnh này chỉ đọc, không đổi gì. Chép lại từng dòng nó báo."},
		{"Bản ghi thứ hai", "Thư mục oplog trong kho giữ từng thay đổi một lần nữa. Khi mở kho, chương trình tự lấy lại phần còn thiếu và báo cho biết. Nếu kiểm tra bảo sửa được: coopfield doctor --repair chỉ làm những việc không làm mất gì."},
		{"Bản sao lưu", "Nếu kho không mở được: tìm tệp sao lưu mới nhất trên USB (tên bắt đầu bằng sao-luu). Rút USB ra cất, chỉ cắm lại khi phục hồi."},
		{"Phục hồi", "Bảo mật ▸ Phục hồi từ bản sao lưu; trên máy mới bấm F6 ở màn hình bắt đầu; hoặc lệnh: coopfield restore TỆP. Kho cũ được dời sang bên cạnh, không bị xóa; phần mới hơn trong bản ghi thứ hai của kho cũ được lấy sang. Cần mật khẩu của kho lúc sao lưu."},
		{"Quên mật khẩu", "Dữ liệu còn nguyên. Ở trang hỏi mật khẩu bấm F6; với bản sao lưu, chọn nút “Quên mật khẩu…” ở chỗ hỏi mật khẩu. Tỉnh mở bằng USB khóa CA hoặc tờ phục hồi, ngay trên máy này, rồi đặt mật khẩu mới."},
		{"Phần tỉnh đã nhận thì không mất", "Những thay đổi có biên nhận đang nằm ở tỉnh. Đóng gói (F9) cho biết tỉnh đã nhận đến đâu."},
		{"Gọi ai", "Gọi văn phòng tỉnh, nơi giữ khóa phục hồi. Đọc cho họ: tên máy, mã cài đặt (Bảo mật ▸ Máy này), và các dòng kiểm tra kho đã báo. Giữ nguyên máy cho đến khi họ xem."},
	},
}

var paperEN = Paper{
	Loading: "reading…", Failed: "Could not be read; Enter tries again",
	KeyScroll: "scroll", KeyBack: "back", KeyHelp: "keys",
	CodeAct: "Look up the code of a paper", CodeBody: "Type the 16 letters at the foot of the page; dashes and capitals do not matter.", CodeLabel: "Code", CodeOpen: "Open the record",
	LostTitle: "When data seems lost",
	Lost: []LostStep{
		{"Stop, and change nothing", "Stay calm: a power cut, a hang or a forced end deletes nothing. Every field that the cursor has left is on the disk, and each change is written in two places."},
		{"See whether this is the right store", "Look at the first line: person, unit, and whether it says TRAINING. Press F3, type the cooperative's name, drop all filters, change the year on the desk. Ctrl+R on a record shows who changed what and when."},
		{"Do not reinstall, do not make a new store", "Do not reinstall the machine, do not delete the store's folder, do not make a new store over it. Reinstalling the program brings no data back."},
		{"Do not copy the .db file", "Do not copy coopfield.db alone to another machine or over the old one: it lacks what still lies in the -wal file, and the keys. To copy, use the program's backup."},
		{"Run the check", "Security ▸ Check the store, or the command: coopfield doctor. It only reads and changes nothing. Copy down each line that it tells."},
		{"The second log", "The folder oplog in the store holds each change once more. When the store is opened the program takes back what is missing and says so. Where the check says that it can repair: coopfield doctor --repair does only what loses nothing."},
		{"The backup", "If the store does not open: find the newest backup on a stick (its name begins with sao-luu). Put the stick away and plug it in for the restore alone."},
		{"Restore", "Security ▸ Restore from a backup; on a new machine press F6 on the first screen; or the command: coopfield restore FILE. The old store is moved aside, never deleted, and what its second log has beyond the backup is taken over. It needs the store's passphrase of that time."},
		{"A forgotten passphrase", "The data are all there. Press F6 where the passphrase is asked for; of a backup choose the button “Forgotten…” where its passphrase is asked for. The province opens it with the CA stick or its recovery sheet, on this machine, and a new passphrase is set."},
		{"What the province has is not lost", "Changes with a receipt are at the province. Seal (F9) tells how far it has received."},
		{"Whom to call", "Call the office of the province, which holds the recovery key. Tell them the machine's name, the install id (Security ▸ This machine) and the lines of the check. Leave the machine as it is until they have seen it."},
	},
}
