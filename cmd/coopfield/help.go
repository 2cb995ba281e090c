package main

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"coopfield/tui/page"
	"coopfield/tui/text"
)

// line picks the language of e.
func (e *env) line(pair [2]string) string {
	if e.lang == "en" && pair[1] != "" {
		return pair[1]
	}
	return pair[0]
}

var helpHead = [2]string{
	`coopfield: đánh giá, kiểm tra và tổng hợp hợp tác xã, làm việc không cần mạng.

Cách dùng:
  coopfield                     mở màn hình làm việc
  coopfield --plain             hỏi đáp từng dòng, cho máy đọc màn hình và cửa sổ không vẽ được
  coopfield LỆNH [tùy chọn]     chạy một lệnh; coopfield LỆNH --help xem riêng lệnh đó
  coopfield help mat-du-lieu    khi thấy mất dữ liệu: làm gì, theo thứ tự nào
`,
	`coopfield: assesses, inspects and reports on cooperatives, without a network.

Usage:
  coopfield                     opens the interface
  coopfield --plain             a dialogue of lines, for screen readers and terminals that cannot draw
  coopfield COMMAND [flags]     runs a command; coopfield COMMAND --help tells about it
  coopfield help data-lost      when data seems lost: what to do, in which order
`,
}

var helpFlags = [2]string{
	`
Tùy chọn chung (đứng trước hoặc sau tên lệnh):
  --data THƯ_MỤC          kho dữ liệu (mặc định: thư mục cấu hình của người dùng)
  --lang vi|en            ngôn ngữ
  --json                  kết quả cho máy đọc ra stdout; lời cho người ra stderr
  --passphrase-file TỆP   tệp chứa mật khẩu của kho (hoặc biến COOPFIELD_PASSPHRASE_FILE)
  --version               phiên bản

Mã kết thúc: 0 xong · 1 không làm được · 2 dòng lệnh sai
             3 bị từ chối (chữ ký sai, không tin cậy, hỏng) · 4 còn việc chờ người quyết định
`,
	`
Common flags (before or after the command):
  --data DIR              the store (default: the user's config directory)
  --lang vi|en            language
  --json                  machine output on stdout; words for people on stderr
  --passphrase-file FILE  file with the store's passphrase (or COOPFIELD_PASSPHRASE_FILE)
  --version               version

Exit codes: 0 done · 1 failed · 2 wrong usage
            3 refused (bad signature, untrusted, damaged) · 4 something waits for a person
`,
}

// inVietnamese are the words that stand for what a person puts in their place.
var inVietnamese = map[string]string{
	"KIND": "LOẠI", "ID": "MÃ", "OP": "MÃ", "FILE": "TỆP", "DIR": "THƯ_MỤC", "DEVICE": "MÁY", "CODE": "MÃ_BIÊN_NHẬN",
	"FINGERPRINT": "VÂN_TAY", "SCHEME": "BỘ_TIÊU_CHÍ", "DOC": "BẢNG", "PATCH": "SỬA", "KEPT": "MÃ_GIỮ", "OTHER": "MÃ_TRÙNG",
	"FIELD": "MỤC", "VALUE": "GIÁ_TRỊ", "REASON": "LÝ_DO", "TEXT": "Ý_KIẾN", "PERIOD": "KỲ", "NAME": "TÊN", "UNIT": "ĐƠN_VỊ", "WORDS": "TỪ",
	"ITEM": "TC", "LETTERS": "MÃ_BẢN_IN", "PROGRAMME": "CHƯƠNG_TRÌNH", "PAPER": "GIẤY",
}

// placeholder finds such a word.
var placeholder = regexp.MustCompile(`[A-Z]{2,}`)

// usageOf is a command with what follows its name.
func (e *env) usageOf(c *command) string {
	args := c.args
	if e.lang != "en" {
		args = placeholder.ReplaceAllStringFunc(args, func(w string) string { return cmp.Or(inVietnamese[w], w) })
	}
	return strings.TrimSpace(c.name + " " + args)
}

// help writes the help of the program or of one command to stdout.
func (e *env) help(args []string) error {
	if len(args) == 0 {
		fmt.Fprint(e.stdout, e.line(helpHead))
		fmt.Fprintln(e.stdout, e.line([2]string{"\nLệnh:", "\nCommands:"}))
		for _, c := range commands() {
			for i, l := range page.Wrap(e.line(c.about), 66) {
				fmt.Fprintf(e.stdout, "  %-11s %s\n", []string{c.name, ""}[min(i, 1)], l)
			}
		}
		fmt.Fprint(e.stdout, e.line(helpFlags))
		return nil
	}
	if args[0] == "mat-du-lieu" || args[0] == "data-lost" {
		e.helpLost()
		return nil
	}
	c := commandNamed(args[0])
	if c == nil {
		return usage("không có lệnh %q", "gõ coopfield --help để xem các lệnh", args[0])
	}
	fmt.Fprintf(e.stdout, "coopfield %s\n\n%s\n", e.usageOf(c), e.line(c.about))
	if more := e.line(c.more); more != "" {
		fmt.Fprintf(e.stdout, "\n%s\n", more)
	}
	fmt.Fprint(e.stdout, e.line(helpFlags))
	return nil
}

// helpLost writes what to do when data seem lost.
func (e *env) helpLost() {
	w := &text.For(text.Lang(e.lang)).Paper
	fmt.Fprintln(e.stdout, w.LostTitle)
	for i, s := range w.Lost {
		fmt.Fprintf(e.stdout, "\n%2d. %s\n", i+1, s.Head)
		for _, l := range page.Wrap(s.Say, 74) {
			fmt.Fprintf(e.stdout, "    %s\n", l)
		}
	}
}

func commandNamed(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return &c
		}
	}
	return nil
}
