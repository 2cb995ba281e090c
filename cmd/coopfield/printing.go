package main

import (
	"context"
	"os"
	"path/filepath"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/paper"
	tuireport "coopfield/tui/report"
)

// paperSetting is where the folder is kept to which papers went last.
const paperSetting = "ui.papers"

// printer writes the papers of the interface: DOCX to be worked on and PDF to be
// printed, into the folder where the last ones went.
type printer struct{ a *app }

// Folder is where papers went last, and whether it is there still: a stick may
// have been taken out. Before the first one it is the person's own.
func (p printer) Folder() (string, bool) {
	dir := ""
	_ = p.a.opened().db.View(p.a.e.ctx, func(tx store.Tx) error { // what cannot be read is asked for
		data, err := tx.Setting(paperSetting)
		dir = string(data)
		return err
	})
	if dir != "" {
		info, err := os.Stat(dir)
		return dir, err == nil && info.IsDir()
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", false
	}
	for _, name := range []string{"Documents", "Tài liệu"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name), false
		}
	}
	return home, false
}

// Print writes the paper of a record and remembers the folder.
func (p printer) Print(ctx context.Context, k store.Kind, id, dir string) ([]string, error) {
	s := p.a.opened()
	doc, err := paper.Plan(ctx, s.Desk, k, id)
	if err != nil {
		return nil, err
	}
	return p.save(ctx, doc, dir)
}

// save writes a paper into a folder, returns its files and remembers the folder.
func (p printer) save(ctx context.Context, doc *paper.Document, dir string) ([]string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	files, err := paper.Save(dir, doc)
	if err != nil {
		return nil, err
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	return paths, p.a.opened().db.Update(ctx, func(tx store.Tx) error { return tx.SetSetting(paperSetting, []byte(dir)) })
}

// listPrinter writes the lists of a programme, whose id is asked for in place of a
// record's: who applies, of an officer in its unit; or whom the province chose.
type listPrinter struct {
	printer
	chosen bool
}

// Print writes the list and remembers the folder.
func (p listPrinter) Print(ctx context.Context, _ store.Kind, programmeID, dir string) ([]string, error) {
	d := p.a.opened().Desk
	unit := ""
	if me := d.Me(); me.Role == store.Officer {
		unit = me.Unit
	}
	if p.chosen {
		list, err := d.PrintChosen(ctx, programmeID, unit)
		if err != nil {
			return nil, err
		}
		return p.save(ctx, paper.OfChosen(list), dir)
	}
	list, err := d.PrintRegistrations(ctx, programmeID, unit)
	if err != nil {
		return nil, err
	}
	return p.save(ctx, paper.OfRegistrations(list), dir)
}

// Open hands a paper to the system's program.
func (p printer) Open(path string) error { return p.a.views.open(path) }

// reportPrinter writes reports: a frozen one by its id, else what an order asks
// for, as a draft.
type reportPrinter struct{ printer }

// Print writes the report and remembers the folder.
func (p reportPrinter) Print(ctx context.Context, _ store.Kind, id, dir string) ([]string, error) {
	d := p.a.opened().Desk
	if o, ok := tuireport.ParseOrder(id); ok {
		r, err := d.Report(ctx, o)
		if err != nil {
			return nil, err
		}
		return p.save(ctx, paper.OfReport(r, d.Mode() == desk.Training), dir)
	}
	f, err := d.FrozenReport(ctx, id)
	if err != nil {
		return nil, err
	}
	return p.save(ctx, paper.OfFrozen(f), dir)
}
