package trust

import (
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// ParseRecipient reads an age recipient: X25519 ("age1…") or hybrid
// post-quantum ("age1pq…"). Text that age would read but not write is refused,
// because a recipient's fingerprint is taken from its text.
func ParseRecipient(s string) (age.Recipient, error) {
	if kindOf(s) == Hybrid {
		r, err := age.ParseHybridRecipient(s)
		if err == nil && r.String() != s {
			err = errors.New("not in canonical form")
		}
		if err != nil {
			return nil, fmt.Errorf("reading a hybrid age recipient: %w", err)
		}
		return r, nil
	}
	r, err := age.ParseX25519Recipient(s)
	if err == nil && r.String() != s {
		err = errors.New("not in canonical form")
	}
	if err != nil {
		return nil, fmt.Errorf("reading an age recipient: %w", err)
	}
	return r, nil
}

// Encrypt returns a writer that encrypts to all recipients. The file is whole
// only after Close. Classic and hybrid recipients cannot be mixed.
func Encrypt(dst io.Writer, recipients ...string) (io.WriteCloser, error) {
	rs := make([]age.Recipient, 0, len(recipients))
	for _, s := range recipients {
		r, err := ParseRecipient(s)
		if err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	w, err := age.Encrypt(dst, rs...)
	if err != nil {
		return nil, fmt.Errorf("encrypting to %d recipients: %w", len(rs), err)
	}
	return w, nil
}

// DecryptAt opens an encrypted file for reading at any place without keeping a
// plain copy; the size returned is authenticated. Each read is authenticated
// by itself, so a caller who acts must first have read everything once.
//
// It is Refused: DetailRecipient when none of ids opens it, DetailDamaged when
// the file is not whole.
func DecryptAt(src io.ReaderAt, size int64, ids ...age.Identity) (io.ReaderAt, int64, error) {
	r, n, err := age.DecryptReaderAt(src, size, ids...)
	if err != nil {
		return nil, 0, ageError(err)
	}
	return r, n, nil
}

// Decrypt reads an encrypted file to its end and returns at most limit bytes.
// Errors are those of [DecryptAt], and DetailLimit for a longer one.
func Decrypt(src io.Reader, limit int64, ids ...age.Identity) ([]byte, error) {
	r, err := age.Decrypt(src, ids...)
	if err != nil {
		return nil, ageError(err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, ageError(err)
	}
	if int64(len(plain)) > limit {
		return nil, refuse(DetailLimit, "tệp lớn hơn mức cho phép", "không dùng tệp này; hỏi lại người gửi", nil)
	}
	return plain, nil
}

func ageError(err error) error {
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return refuse(DetailRecipient, "gửi nhầm nơi: tệp này không mã hóa cho máy này, hoặc phần đầu tệp đã hỏng",
			"kiểm tra nơi nhận; nếu đúng nơi, đề nghị người gửi sao lại tệp", err)
	}
	return refuse(DetailDamaged, "tệp bị hỏng hoặc chép chưa hết",
		"sao lại tệp từ máy gửi, dùng thẻ nhớ khác nếu lỗi lặp lại", err)
}
