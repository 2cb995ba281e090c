// Package record is the screen of one record as a form: sections at the left,
// the fields of one of them at the right. What a screen has to say of itself is
// a [Layout]: sections of rows, each an input for a leaf of the record, a line
// that the program computed, a mark, a line of several inputs, or a list whose
// items are added and removed. The [Model] does the rest, as every form does it:
//
//   - a field is durable when the cursor leaves it, and after a silence while it
//     is typed into; Ctrl+S and leaving the screen make one op of what was typed;
//   - after each field that was saved [Options.Read] is asked anew, so that
//     computed lines follow;
//   - what an earlier run of the program left typed is there again and said;
//   - Ctrl+Z takes back the last change, Ctrl+Y goes back to the opening;
//   - what the store refuses is said beside the field;
//   - a field that this person may not write is shown dim, and says why.
//
// A screen of its own kind is one call:
//
//	func New(c *page.Context, d *desk.Desk, id, coop string) page.Screen {
//		return record.New(c, d, record.Options{
//			Kind: store.Support, ID: id,
//			Start: func(ctx context.Context) (string, error) { return d.StartSupport(ctx, coop, "", "") },
//			Read: func(ctx context.Context, f *desk.Form) (func() record.Layout, error) {
//				card, err := d.CoopCard(ctx, f.Doc.Text("cooperative")) // reading is done here, in a command …
//				if err != nil {
//					return nil, err
//				}
//				return func() record.Layout { // … and words are chosen here, without any I/O
//					w := &c.Words.Record
//					return record.Layout{
//						Title: []string{card.Record.Doc.Text("name"), w.Titles["support"]},
//						Sections: []record.Section{{ID: "what", Title: w.Sections["what"], Rows: []record.Row{
//							{Path: "type", Label: w.Fields["type"], Choices: types(d)},
//							{Path: "disbursed", Label: w.Fields["disbursed"]},
//							{Label: w.Fields["left"], Say: []record.Said{{Text: left(f.Doc), Look: record.Dim}}},
//						}}},
//					}
//				}, nil
//			},
//		})
//	}
//
// A screen that does more embeds the *Model and answers further intents in
// [Options.Press]; [Model.Do] runs what it does there behind what was typed.
package record
