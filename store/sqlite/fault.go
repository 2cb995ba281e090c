package sqlite

import (
	"context"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"

	"coopfield/store"
)

// Result codes of SQLite (sqlite3.h); the low byte of an extended code.
const (
	codePerm     = 3
	codeBusy     = 5
	codeLocked   = 6
	codeReadOnly = 8
	codeIO       = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// fault turns an error of the driver into one that a person can read. doing
// says what was being done, for the log. Errors that are a store.Error already
// and ends of a context pass through.
func fault(doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *store.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := &store.Error{
		Code: store.Internal, Detail: "store",
		Message: "kho dữ liệu báo lỗi không mong đợi",
		Kept:    "thao tác này chưa ghi gì, dữ liệu đã lưu trước đó còn nguyên",
		Hint:    "thử lại; nếu vẫn lỗi, chạy coopfield doctor và gửi kết quả cho tỉnh",
		Err:     fmt.Errorf("%s: %w", doing, err),
	}
	var s *driver.Error
	if !errors.As(err, &s) {
		return e
	}
	switch s.Code() & 0xff {
	case codeFull:
		e.Detail = "disk-full"
		e.Message = "ổ đĩa đầy"
		e.Kept = "chưa ghi gì, dữ liệu đã lưu trước đó còn nguyên"
		e.Hint = "giải phóng dung lượng rồi thử lại"
	case codeIO:
		e.Detail = "disk-io"
		e.Message = "ổ đĩa không đọc ghi được"
		e.Kept = "chưa ghi gì, dữ liệu đã lưu trước đó còn nguyên"
		e.Hint = "kiểm tra dung lượng trống và ổ đĩa rồi thử lại; nếu vẫn lỗi, sao lưu ngay và báo tỉnh"
	case codeReadOnly, codePerm:
		e.Detail = "read-only"
		e.Message = "kho dữ liệu chỉ đọc được, không ghi được"
		e.Kept = "chưa ghi gì"
		e.Hint = "kiểm tra quyền ghi của thư mục dữ liệu rồi thử lại"
	case codeCantOpen:
		e.Detail = "cannot-open"
		e.Message = "không mở được tệp của kho dữ liệu"
		e.Kept = "chưa ghi gì"
		e.Hint = "kiểm tra thư mục dữ liệu có tồn tại và có quyền đọc, ghi không"
	case codeBusy, codeLocked:
		e.Code, e.Detail = store.Busy, "store-busy"
		e.Message = "kho dữ liệu đang được chương trình khác dùng"
		e.Kept = "chưa ghi gì"
		e.Hint = "đóng chương trình kia rồi thử lại"
	case codeCorrupt, codeNotADB:
		e.Code, e.Detail = store.Damaged, "store-damaged"
		e.Message = "tệp của kho dữ liệu bị hỏng"
		e.Kept = "chưa ghi gì; bản ghi thứ hai trong thư mục oplog còn đó"
		e.Hint = "đừng xóa tệp nào; chạy coopfield doctor, hoặc khôi phục từ bản sao lưu"
	}
	return e
}

func internal(message string) *store.Error {
	return &store.Error{Code: store.Internal, Detail: "store", Message: message, Kept: "chưa ghi gì", Hint: "đây là lỗi của chương trình, hãy báo tỉnh"}
}

func notFound(message string) *store.Error {
	return &store.Error{Code: store.NotFound, Message: message, Hint: "kiểm tra lại mã rồi thử lại"}
}

func damaged(what string, err error) *store.Error {
	return &store.Error{
		Code: store.Damaged, Detail: "store-damaged",
		Message: what + " trong kho dữ liệu không đọc được",
		Kept:    "chưa sửa gì",
		Hint:    "chạy coopfield doctor để dựng lại từ nhật ký",
		Err:     err,
	}
}
