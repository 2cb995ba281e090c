package main

import (
	"fmt"
	"os"

	"golang.org/x/term"

	"coopfield/sync"
	"coopfield/sync/qr"
	"coopfield/sync/trust"
)

func recoveryCommand() command {
	return command{
		name: "recovery", args: "--to FILE.txt | --qr | open --identity FILE",
		about: [2]string{"in tờ phục hồi; mở kho khi quên mật khẩu", "prints the recovery sheet; opens a store whose passphrase is forgotten"},
		more: [2]string{
			"--to TỆP         ghi tờ phục hồi: của tỉnh có khóa phục hồi, của máy có mã cài đặt và nơi gọi\n--qr             vẽ mã QR ra màn hình\n--ascii          vẽ bằng ## cho phông chữ cũ (hoặc biến COOPFIELD_ASCII)\n--ca-dir, --ca-passphrase-file  khóa CA của tỉnh\nopen             đặt mật khẩu mới cho kho bằng khóa phục hồi của tỉnh\n  --identity TỆP các dòng của tờ phục hồi, hoặc dòng AGE-SECRET-KEY-1…\n  --new-passphrase-file TỆP  mật khẩu mới (nếu không, hỏi hai lần)",
			"--to FILE        writes the sheet: a province's holds the recovery key, a laptop's whom to call\n--qr             draws the QR code on the terminal\n--ascii          draws it with ## for old fonts (or COOPFIELD_ASCII)\n--ca-dir, --ca-passphrase-file  the province's CA key\nopen             sets a new passphrase with the province's recovery key\n  --identity FILE  lines of the recovery sheet, or the line AGE-SECRET-KEY-1…\n  --new-passphrase-file FILE  the new passphrase (else it is asked for twice)",
		},
		setup: func(e *env) func([]string) error {
			var o enrolFlags
			e.fs.StringVar(&o.to, "to", "", "")
			e.fs.StringVar(&o.caDir, "ca-dir", "", "")
			e.fs.StringVar(&o.caPass, "ca-passphrase-file", "", "")
			draw := e.fs.Bool("qr", false, "")
			ascii := e.fs.Bool("ascii", os.Getenv("COOPFIELD_ASCII") != "", "")
			identity := e.fs.String("identity", "", "")
			fresh := e.fs.String("new-passphrase-file", "", "")
			return func(args []string) error {
				switch {
				case len(args) == 1 && args[0] == "open" && *identity != "":
					return e.recoveryOpen(*identity, *fresh)
				case len(args) == 0 && (o.to != "" || *draw):
					return e.recoverySheet(o, *draw, *ascii)
				}
				return usage("lệnh recovery cần --to TỆP, --qr, hoặc open --identity TỆP", "gõ coopfield recovery --help")
			}
		},
	}
}

func (e *env) recoverySheet(o enrolFlags, draw, ascii bool) error {
	return e.withSite(func(s *opened) error {
		var ca *trust.CA
		if s.IsProvince() {
			var err error
			if ca, err = e.openCA(s, o); err != nil {
				return err
			}
			defer ca.Close()
		}
		sheet, err := s.RecoverySheet(ca)
		if err != nil {
			return err
		}
		if draw {
			if err := e.drawCode(sheet.QR, ascii); err != nil {
				return err
			}
		}
		if o.to == "" {
			return nil
		}
		if err := writeOut(o.to, []byte(sheet.Text)); err != nil {
			return err
		}
		if e.json {
			return e.writeJSON(map[string]any{"path": o.to, "secret": sheet.Secret})
		}
		fmt.Fprintf(e.stdout, "Đã ghi tờ phục hồi: %s\n", o.to)
		if sheet.Secret {
			fmt.Fprintln(e.stdout, "  → in ra, giữ trong két, rồi xóa tệp này: ai có nó mở được dữ liệu của mọi máy")
		}
		return nil
	})
}

// drawCode draws black on white where colours are to be had, else as if letters
// were lighter than their ground.
func (e *env) drawCode(text string, ascii bool) error {
	o := qr.Options{ASCII: ascii, Light: true}
	on, off := "", ""
	if f, ok := e.stdout.(*os.File); ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && !ascii {
		o.Light, on, off = false, "\x1b[38;5;16;48;5;231m", "\x1b[0m"
	}
	if ascii {
		o.Margin = 2
	}
	lines, err := qr.Draw(text, o)
	if err != nil {
		return err
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(e.stdout, on+line+off); err != nil {
			return fmt.Errorf("drawing the code: %w", err)
		}
	}
	return nil
}

func (e *env) recoveryOpen(identity, freshFile string) error {
	if _, err := needsPassphrase(e.data); err != nil {
		return err
	}
	b, err := readIn(identity)
	if err != nil {
		return err
	}
	id, err := trust.ParseSheet(string(b))
	if err != nil {
		return err
	}
	fresh, err := e.newPassphrase(freshFile)
	if err != nil {
		return err
	}
	install, err := sync.OpenByRecovery(e.data, id, fresh)
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]string{"install": install})
	}
	fmt.Fprintf(e.stdout, "Đã đặt mật khẩu mới cho kho, mã cài đặt %s\n  → xóa tệp %s\n", install, identity)
	return nil
}
