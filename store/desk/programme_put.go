package desk

import (
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
)

// inProgramme checks what a registration or plan newly names of its programme:
// the programme is held, the model is one of it, and a decision says one of the
// results that everything here counts by. What stood there before is left as it
// was, and what comes in with a bundle is not asked: its pack may come later.
func (w *work) inProgramme(k store.Kind, doc, before store.Doc) error {
	id := doc.Text("programme")
	p := w.cat.programmes()[id]
	if p == nil && id != before.Text("programme") {
		return &store.Error{
			Code: store.Invalid, Detail: "programme", Message: fmt.Sprintf("mục programme: không có chương trình %q", id),
			Hint: "các chương trình đang có: " + strings.Join(sortedKeys(w.cat.programmes()), ", "),
		}
	}
	if k != store.Registration {
		return nil
	}
	if model := doc.Text("model"); p != nil && model != "" && model != before.Text("model") {
		if _, ok := p.Model(model); !ok {
			ids := make([]string, 0, len(p.Models))
			for _, m := range p.Models {
				ids = append(ids, m.ID)
			}
			return &store.Error{
				Code: store.Invalid, Detail: "model", Message: fmt.Sprintf("mục model: chương trình %s không có mô hình %q", id, model),
				Hint: "các mô hình: " + strings.Join(ids, ", "),
			}
		}
	}
	for _, field := range []string{"district_decision", "province_decision"} {
		at := store.Path(field + ".result")
		if r := doc.Text(at); r != "" && r != before.Text(at) && !slices.Contains([]string{ResultChosen, ResultRefused}, r) {
			return &store.Error{
				Code: store.Invalid, Detail: string(at), Message: fmt.Sprintf("mục %s: %q không có trong danh mục", at, r),
				Hint: "các giá trị: chosen (được chọn), refused (không được chọn)",
			}
		}
	}
	return nil
}
