package scheme

import (
	"bytes"
	"encoding/json"
)

// appendJSON appends the object that the score command prints. note is that
// of internal use, "" for none.
func (r *Result) appendJSON(b []byte, note string) []byte {
	b = append(b, `{"total": `...)
	b = append(b, r.Total.String()...)
	b = append(b, `, "max": `...)
	b = append(b, r.Max.String()...)
	b = append(b, `, "rating": `...)
	if r.Rating != nil {
		b = appendText(b, r.Rating.ID)
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `, "excluded": `...)
	if r.Excluded != nil {
		b = appendText(b, r.Excluded.ID)
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `, "partial": `...)
	if r.Partial {
		b = append(b, "true"...)
	} else {
		b = append(b, "false"...)
	}
	b = append(b, `, "groups": {`...)
	for i, g := range r.Groups {
		b = appendKey(b, i, g.ID)
		b = append(b, `{"points": `...)
		b = append(b, g.Points.String()...)
		b = append(b, `, "max": `...)
		b = append(b, g.Max.String()...)
		b = append(b, '}')
	}
	b = append(b, `}, "items": {`...)
	for i, it := range r.Items {
		b = appendKey(b, i, it.ID)
		b = append(b, `{"points": `...)
		b = appendPoints(b, it.Points)
		b = append(b, `, "max": `...)
		b = appendPoints(b, it.Max)
		b = append(b, `, "how": `...)
		b = appendText(b, string(it.How))
		if it.How == Given && it.Computed != nil {
			b = append(b, `, "computed": `...)
			b = appendPoints(b, it.Computed)
		}
		b = append(b, '}')
	}
	b = append(b, `}, "missing": [`...)
	for i, id := range r.Missing {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendText(b, id)
	}
	b = append(b, ']')
	if note != "" {
		b = append(b, `, "internal_note": `...)
		b = appendText(b, note)
	}
	return append(b, '}')
}

func appendKey(b []byte, i int, key string) []byte {
	if i > 0 {
		b = append(b, ", "...)
	}
	return append(appendText(b, key), ": "...)
}

func appendPoints(b []byte, p *Points) []byte {
	if p == nil {
		return append(b, "null"...)
	}
	return append(b, p.String()...)
}

// appendText writes a JSON string and leaves Vietnamese, < and & readable.
func appendText(b []byte, text string) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil { // a string always encodes
		return append(b, `""`...)
	}
	return append(b, bytes.TrimRight(out.Bytes(), "\n")...)
}
