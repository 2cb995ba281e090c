package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// review is a command by which the province answers a finalised record.
func review(name, args string, about [2]string, needsReason bool, do func(e *env, d *desk.Desk, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error)) command {
	reason := [2]string{}
	if needsReason {
		reason = [2]string{
			"--reason LÝ_DO       lý do, hiện trên cùng khi tác giả mở hồ sơ\n",
			"--reason REASON      stands on top when the author opens the record\n",
		}
	}
	return command{
		name: name, args: args, about: about,
		more: [2]string{
			reason[0] + "--comment TC=Ý_KIẾN  ý kiến về một tiêu chí (3) hoặc mục (3a) của bảng đánh giá, nhiều lần được\nTrên stdin: tài liệu JSON với approved, reason, comments.\n\n" + kindHelp[0],
			reason[1] + "--comment ITEM=TEXT  on a criterion (3) or item (3a) of an assessment, as often as needed\nOn stdin: a JSON document with approved, reason, comments.\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			why, comments := new(string), words(e, "comment")
			if needsReason {
				why = e.fs.String("reason", "", "")
			}
			return func(args []string) error {
				kind, id, err := kindAndID(name, args)
				if err != nil {
					return err
				}
				if needsReason && *why == "" {
					return usage("lệnh %s cần lý do", "thêm --reason \"…\"", name)
				}
				return e.withDesk(func(d *desk.Desk) error {
					patch, err := e.reviewPatch(d, kind, id, *comments)
					if err != nil {
						return err
					}
					rev, err := do(e, d, kind, id, patch, *why)
					if err != nil {
						return err
					}
					if e.json {
						return e.writeJSON(map[string]string{"id": id, "rev": rev.String()})
					}
					_, err = fmt.Fprintln(e.stdout, rev)
					return err
				})
			}
		},
	}
}

// reviewPatch joins the document on stdin, if there is one, and the comments of
// the command line.
func (e *env) reviewPatch(d *desk.Desk, kind store.Kind, id string, comments []string) (store.Doc, error) {
	patch := store.Doc{}
	b, err := e.given()
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(b)) > 0 {
		if patch, err = d.ParsePatch(e.ctx, kind, id, b); err != nil {
			return nil, err
		}
	}
	if len(comments) == 0 {
		return patch, nil
	}
	if kind != store.Assessment {
		return nil, usage("--comment chỉ dùng với bảng đánh giá", "ghi ý kiến vào --reason")
	}
	said := map[string]string{}
	for _, c := range comments {
		on, text, ok := strings.Cut(c, "=")
		if !ok || on == "" || strings.TrimSpace(text) == "" {
			return nil, usage("--comment %q cần TIÊU_CHÍ=Ý_KIẾN", "ví dụ: --comment \"3a=thiếu chứng từ\"", c)
		}
		if said[on] != "" {
			text = said[on] + "\n" + text
		}
		said[on] = text
	}
	more, err := d.Comments(e.ctx, id, said)
	if err != nil {
		return nil, err
	}
	patch.Apply(more)
	return patch, nil
}

// given reads stdin where something may stand there: not a terminal.
func (e *env) given() ([]byte, error) {
	if f, ok := e.stdin.(*os.File); ok {
		if info, err := f.Stat(); err != nil || info.Mode()&fs.ModeCharDevice != 0 {
			return nil, nil
		}
	}
	if e.stdin == nil {
		return nil, nil
	}
	b, err := io.ReadAll(io.LimitReader(e.stdin, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("reading the document: %w", err)
	}
	return b, nil
}

func returnCommand() command {
	return review("return", "KIND ID --reason REASON [--comment ITEM=TEXT]…", [2]string{"(tỉnh) trả lại hồ sơ kèm lý do và ý kiến", "(province) returns a record with a reason and comments"}, true,
		func(e *env, d *desk.Desk, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error) {
			return d.Return(e.ctx, k, id, patch, why)
		})
}

func acceptCommand() command {
	return review("accept", "KIND ID [--comment ITEM=TEXT]…", [2]string{"(tỉnh) chấp nhận hồ sơ đã chốt", "(province) accepts a finalised record"}, false,
		func(e *env, d *desk.Desk, k store.Kind, id string, patch store.Doc, _ string) (store.Hash, error) {
			return d.Accept(e.ctx, k, id, patch)
		})
}
