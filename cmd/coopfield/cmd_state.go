package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

// change is a command that moves one record to another state.
func change(name, args string, about [2]string, needsReason bool, do func(e *env, d *desk.Desk, k store.Kind, id, why string) (store.Hash, error)) command {
	more := kindHelp
	if needsReason {
		more = [2]string{"--reason LÝ_DO  lý do, giữ trong lịch sử\n\n" + kindHelp[0], "--reason REASON  kept in the history\n\n" + kindHelp[1]}
	}
	return command{
		name: name, args: args, about: about, more: more,
		setup: func(e *env) func([]string) error {
			why := new(string)
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
					rev, err := do(e, d, kind, id, *why)
					if err != nil {
						return e.gaps(id, err)
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

// gaps writes what a finalise is missing for programs, and returns err.
func (e *env) gaps(id string, err error) error {
	var missing *desk.GapError
	if e.json && errors.As(err, &missing) {
		out := struct {
			ID      string     `json:"id"`
			Missing []desk.Gap `json:"missing"`
		}{id, missing.Gaps}
		if jerr := e.writeJSON(out); jerr != nil {
			return jerr
		}
	}
	return err
}

func finaliseCommand() command {
	return change("finalise", "KIND ID", [2]string{"chốt một hồ sơ; báo những gì còn thiếu", "finalises a record; tells what is missing"}, false,
		func(e *env, d *desk.Desk, k store.Kind, id, _ string) (store.Hash, error) {
			return d.Finalise(e.ctx, k, id)
		})
}

func voidCommand() command {
	return change("void", "KIND ID --reason REASON", [2]string{"hủy một hồ sơ ghi nhầm, giữ lại trong lịch sử", "voids a record made by mistake; it stays in the history"}, true,
		func(e *env, d *desk.Desk, k store.Kind, id, why string) (store.Hash, error) {
			return d.Void(e.ctx, k, id, why)
		})
}

func amendCommand() command {
	return change("amend", "KIND ID --reason REASON < PATCH.json", [2]string{"điều chỉnh hồ sơ đã chốt, có lý do", "amends a finalised record, with a reason"}, true,
		func(e *env, d *desk.Desk, k store.Kind, id, why string) (store.Hash, error) {
			patch, err := e.patch(d, k, id)
			if err != nil {
				return store.Hash{}, err
			}
			return d.Amend(e.ctx, k, id, patch, why)
		})
}

func noteCommand() command {
	return change("note", "KIND ID < PATCH.json", [2]string{"ghi số văn bản mà cơ quan cấp sau khi ký", "sets numbers that the office gives after signing"}, false,
		func(e *env, d *desk.Desk, k store.Kind, id, _ string) (store.Hash, error) {
			patch, err := e.patch(d, k, id)
			if err != nil {
				return store.Hash{}, err
			}
			return d.Note(e.ctx, k, id, patch)
		})
}

// patch reads the fields to change from stdin.
func (e *env) patch(d *desk.Desk, k store.Kind, id string) (store.Doc, error) {
	b, err := io.ReadAll(io.LimitReader(e.stdin, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("reading the patch: %w", err)
	}
	return d.ParsePatch(e.ctx, k, id, b)
}

func localTime(ms int64) string {
	return time.UnixMilli(ms).Format("02/01/2006 15:04")
}

// opWord says what an op does, as a person reads it.
func opWord(k store.OpKind) string {
	switch k {
	case store.OpPut:
		return "ghi"
	case store.OpFinalise:
		return "chốt"
	case store.OpAmend:
		return "điều chỉnh"
	case store.OpVoid:
		return "hủy"
	case store.OpReturn:
		return "trả lại"
	case store.OpAccept:
		return "chấp nhận"
	case store.OpResolve:
		return "quyết định lệch số liệu"
	case store.OpSameAs:
		return "nhập hai hồ sơ trùng"
	case store.OpAttach:
		return "đính kèm"
	case store.OpNote:
		return "ghi số văn bản"
	}
	return string(k)
}

// writePretty indents one JSON document for reading.
func writePretty(w io.Writer, b []byte) error {
	var v json.RawMessage = b
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("indenting the document: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s\n", out)
	return err
}
