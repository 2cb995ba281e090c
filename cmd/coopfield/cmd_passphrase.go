package main

import (
	"fmt"
	"os"

	"golang.org/x/term"

	"coopfield/store"
	"coopfield/sync/trust"
)

func passphraseCommand() command {
	return command{
		name: "passphrase", args: "[--new-passphrase-file FILE] [--ca]",
		about: [2]string{"đổi mật khẩu của kho, hoặc của khóa CA", "changes the passphrase of the store, or of the CA key"},
		more: [2]string{
			"--passphrase-file TỆP      mật khẩu đang dùng\n--new-passphrase-file TỆP  mật khẩu mới (nếu không, hỏi hai lần)\n--ca                       đổi mật khẩu của khóa CA; mật khẩu của kho giữ nguyên\n--ca-dir THƯ_MỤC           nơi giữ khóa CA (mặc định: ca trong kho)\n\nKhóa dữ liệu và khóa của máy đổi cùng một lúc: mất điện giữa chừng thì một trong hai mật khẩu vẫn mở được tất cả.",
			"--passphrase-file FILE      the present passphrase\n--new-passphrase-file FILE  the new one (else it is asked for twice)\n--ca                        changes the CA key's passphrase; the store's stays\n--ca-dir DIR                where the CA key is (default: ca in the store)\n\nData key and device key change in one step: after a power cut one of both passphrases opens all.",
		},
		setup: func(e *env) func([]string) error {
			fresh := e.fs.String("new-passphrase-file", "", "")
			ca := e.fs.Bool("ca", false, "")
			caDir := e.fs.String("ca-dir", "", "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh passphrase không nhận %q", "gõ coopfield passphrase --help", args[0])
				}
				return e.changePassphrase(*fresh, *ca || *caDir != "", *caDir)
			}
		},
	}
}

func (e *env) changePassphrase(freshFile string, ca bool, caDir string) error {
	if _, err := needsPassphrase(e.data); err != nil {
		return err
	}
	if caDir == "" {
		caDir = trust.CADir(e.data)
	}
	old, err := e.passphrase(false)
	if err != nil {
		return err
	}
	fresh, err := e.newPassphrase(freshFile)
	if err != nil {
		return err
	}
	what := "kho"
	if ca {
		what = "khóa CA"
		err = trust.ChangeCAPassphrase(caDir, old, fresh)
	} else {
		err = e.withStoreLocked(func() error { return trust.ChangePassphrase(e.data, old, fresh) }, old)
	}
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]string{"changed": map[bool]string{true: "ca", false: "store"}[ca]})
	}
	fmt.Fprintf(e.stdout, "Đã đổi mật khẩu của %s. Mật khẩu cũ không mở được nữa.\n", what)
	if !ca {
		fmt.Fprintln(e.stdout, "  = bản sao lưu cũ vẫn mở bằng mật khẩu lúc sao lưu; nên sao lưu lại")
	}
	return nil
}

// withStoreLocked holds the store open meanwhile, so that no other run of the
// program works under keys that change.
func (e *env) withStoreLocked(f func() error, pass []byte) error {
	s, err := e.unlock(pass)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }() // nothing was written to it
	return f()
}

// newPassphrase reads a new passphrase from a file, else asks for it twice.
func (e *env) newPassphrase(file string) ([]byte, error) {
	if file != "" {
		return passphraseFile(file)
	}
	tty, ok := e.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(tty.Fd())) {
		return nil, &store.Error{
			Code: store.Locked, Detail: "no-passphrase", Message: "cần mật khẩu mới nhưng không có bàn phím để hỏi",
			Kept: "mật khẩu cũ vẫn dùng được", Hint: "thêm --new-passphrase-file TỆP",
		}
	}
	return e.askTwice(tty, "Mật khẩu mới (không hiện khi gõ): ")
}

// askTwice asks until both are the same.
func (e *env) askTwice(tty *os.File, prompt string) ([]byte, error) {
	for {
		first, err := e.ask(tty, prompt)
		if err != nil {
			return nil, err
		}
		again, err := e.ask(tty, "Gõ lại mật khẩu: ")
		if err != nil {
			return nil, err
		}
		if string(first) == string(again) {
			return first, nil
		}
		fmt.Fprintln(e.stderr, "Hai lần gõ không giống nhau, hãy gõ lại.")
	}
}
