package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/term"

	"coopfield/store"
	"coopfield/store/vi"
)

// passphraseEnv names a file with the passphrase, for scripts.
const passphraseEnv = "COOPFIELD_PASSPHRASE_FILE"

// maxPassphrase bounds what is read from a passphrase file, in bytes.
const maxPassphrase = 4096

// passphrase returns the store's passphrase: from --passphrase-file, from the
// file that the environment names, or from the terminal without echo. With
// confirm it is asked for twice. It is brought to NFC, so that the same words
// typed by another input method open the same store. From here on the process
// leaves no core.
func (e *env) passphrase(confirm bool) ([]byte, error) {
	keepMemoryPrivate()
	file := e.passFile
	if file == "" {
		file = os.Getenv(passphraseEnv)
	}
	if file != "" {
		return passphraseFile(file)
	}
	tty, ok := e.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(tty.Fd())) {
		return nil, &store.Error{
			Code: store.Locked, Detail: "no-passphrase",
			Message: "cần mật khẩu của kho nhưng không có bàn phím để hỏi",
			Hint:    "thêm --passphrase-file TỆP hoặc đặt biến " + passphraseEnv,
		}
	}
	for {
		first, err := e.ask(tty, "Mật khẩu của kho (không hiện khi gõ): ")
		if err != nil || !confirm {
			return first, err
		}
		again, err := e.ask(tty, "Gõ lại mật khẩu: ")
		if err != nil {
			return nil, err
		}
		if bytes.Equal(first, again) {
			return first, nil
		}
		fmt.Fprintln(e.stderr, "Hai lần gõ không giống nhau, hãy gõ lại.")
	}
}

func (e *env) ask(tty *os.File, prompt string) ([]byte, error) {
	fd := int(tty.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, fmt.Errorf("reading the terminal's state: %w", err)
	}
	fmt.Fprint(e.stderr, prompt)
	b, err := await(e.ctx, func() ([]byte, error) { return term.ReadPassword(fd) })
	fmt.Fprintln(e.stderr)
	if e.ctx.Err() != nil {
		return nil, errors.Join(e.ctx.Err(), term.Restore(fd, before)) // with echo again
	}
	if err != nil {
		return nil, fmt.Errorf("reading the passphrase: %w", err)
	}
	return []byte(vi.NFC(string(b))), nil
}

// await returns what read returns, or earlier when ctx is cancelled: a read
// from the terminal does not end by Ctrl+C alone.
func await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type answer struct {
		v   T
		err error
	}
	got := make(chan answer, 1)
	go func() {
		v, err := read()
		got <- answer{v, err}
	}()
	select {
	case a := <-got:
		return a.v, a.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func passphraseFile(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, &store.Error{Code: store.Locked, Detail: "no-passphrase", Message: fmt.Sprintf("không đọc được tệp mật khẩu %s", file), Hint: "kiểm tra đường dẫn của tệp", Err: err}
	}
	if len(b) > maxPassphrase {
		return nil, &store.Error{Code: store.Locked, Detail: "no-passphrase", Message: fmt.Sprintf("tệp mật khẩu %s quá dài", file), Hint: "tệp chỉ chứa một dòng mật khẩu"}
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff")) // Notepad writes one, which nobody types
	line, _, _ := bytes.Cut(b, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	return []byte(vi.NFC(string(line))), nil
}
