package main

import (
	"context"
	"errors"
	"maps"
	"os"
	"runtime"
	gosync "sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"coopfield/store"
	"coopfield/sync/trust"
	"coopfield/tui"
	"coopfield/tui/assess"
	"coopfield/tui/conflict"
	"coopfield/tui/coop"
	"coopfield/tui/coops"
	"coopfield/tui/history"
	"coopfield/tui/home"
	"coopfield/tui/inbox"
	"coopfield/tui/keys"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/paper"
	"coopfield/tui/plan"
	"coopfield/tui/programme"
	"coopfield/tui/record/forms"
	"coopfield/tui/registration"
	tuireport "coopfield/tui/report"
	"coopfield/tui/seal"
	"coopfield/tui/telex"
	tuiterm "coopfield/tui/term"
	"coopfield/tui/text"
	"coopfield/tui/theme"
	"coopfield/tui/transfer"
	"coopfield/tui/unlock"
	"coopfield/tui/visit"
)

// app is one run of the interface: the store, once it is open, and the lights
// of the frame.
type app struct {
	e          *env
	mu         gosync.Mutex // protects store and site
	store      *env         // where the store is that is or will be opened
	site       *opened      // nil until unlocked
	lights     atomic.Pointer[page.Status]
	wake       chan struct{}
	told       int // notices of the store toldOf that were shown
	toldOf     *opened
	behind     atomic.Pointer[error] // why the second log is behind the store, nil if it is not
	toldBehind bool                  // on a home screen
	locked     atomic.Bool
	typing     atomic.Pointer[telex.Options] // nil until somebody chose
	idle       atomic.Int64                  // minutes until the screen locks by itself, 0 for never
	looks      atomic.Pointer[tui.Look]      // as chosen, nil if nobody chose
	spoken     text.Lang                     // the language that the store remembers, "" for none
	views      *viewer                       // copies of attached files for the system's programs
	dark       gosync.Mutex                  // held while the lights are counted, and while the keys go
}

// runInterface opens the store in e.data and shows the interface until the
// person leaves it.
func runInterface(e *env) error {
	if e.plain {
		return runPlain(e)
	}
	in, ok := e.stdin.(*os.File)
	out, outOK := e.stdout.(*os.File)
	if !ok || !outOK || !term.IsTerminal(int(in.Fd())) || !term.IsTerminal(int(out.Fd())) {
		return usage("màn hình làm việc cần một cửa sổ dòng lệnh", "chạy coopfield trực tiếp trong cửa sổ, hoặc dùng các lệnh trong coopfield --help")
	}
	needs, err := needsPassphrase(e.data)
	first := store.DetailOf(err) == "no-store" && mustBeEmpty(e.data) == nil
	if err != nil && !first {
		return err
	}
	a := &app{e: e, store: e, wake: make(chan struct{}, 1)}
	a.lights.Store(&page.Status{})
	start := "home"
	if first {
		start = "first"
	} else if needs {
		start = "unlock"
	} else if err := a.open(nil); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	go a.watch(ctx)
	detected := theme.Detect(os.Getenv, runtime.GOOS)
	m := tui.New(tui.Options{
		Lang: text.Lang(e.lang), Theme: theme.New(detected), Colours: detected.Colours, Look: a.look, OnLook: a.chooseLook,
		Pages: a.pages(), Start: start, Status: func() page.Status { return *a.lights.Load() }, Now: time.Now,
		Jumps: map[keys.Intent]page.Navigate{
			keys.Coops: {Page: "coops"}, keys.Bundle: {Page: "bundle"},
			keys.Conflict: {Page: "conflict"}, keys.Security: {Page: "security"},
			keys.Programme: {Page: "programme"}, keys.Reports: {Page: "report"},
		},
		Ready:   func() bool { return a.opened() != nil },
		Actions: a.actions, Lock: a.lock(), HelpPage: "lost",
		Input: a.input, OnInput: a.setInput,
	})
	err = tuiterm.Run(ctx, m, tuiterm.Options{In: in, Out: out, Flush: m.Flush})
	return errors.Join(err, a.close())
}

// bundlePage is what F9 opens: the inbox at the province, sealing elsewhere. It
// is asked when the key is pressed, since a locked store does not say which.
func (a *app) bundlePage(c *page.Context, id string, args page.Args) page.Screen {
	if a.opened().IsProvince() {
		return a.inside()["inbox"](c, id, args)
	}
	return a.inside()["seal"](c, id, args)
}

func (a *app) opened() *opened {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.site
}

// open unlocks the store. It is called once before the interface, or by the
// passphrase screen in a command.
func (a *app) open(pass []byte) error {
	a.mu.Lock()
	at := a.store
	a.mu.Unlock()
	s, err := at.unlock(pass)
	if err != nil {
		return err
	}
	a.mu.Lock()
	a.site = s
	a.views = newViewer(at.data)
	a.mu.Unlock()
	a.views.clean()
	a.readIdle()
	a.readInput()
	a.readLook()
	a.refresh()
	return nil
}

func (a *app) close() error {
	if s := a.opened(); s != nil {
		a.views.clean()
		return s.Close()
	}
	return nil
}

// poke asks for the lights to be counted anew.
func (a *app) poke() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// watch keeps the lights of the frame current without any I/O in the event
// loop: when poked, and now and then.
func (a *app) watch(ctx context.Context) {
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.wake:
		case <-tick.C:
		}
		a.refresh()
	}
}

func (a *app) refresh() {
	a.dark.Lock()
	defer a.dark.Unlock()
	s := a.opened()
	if s == nil || a.locked.Load() {
		return
	}
	a.noteBehind(s)
	me := s.Desk.Me()
	st := page.Status{Who: me.Person, Unit: me.Unit, Training: s.Self.Mode == trust.Training, Answers: s.IsProvince()}
	if u, ok := s.Desk.Units().ByID(me.Unit); ok {
		st.Unit = u.Name
	}
	if l, err := s.Lights(a.e.ctx); err == nil {
		st.Unsent, st.Conflicts = l.Unsent, l.Conflicts
	}
	a.lights.Store(&st)
}

// pages are the makers of all screens. While the store is locked every key that
// opens a page leads to the passphrase.
func (a *app) pages() map[string]tui.Maker {
	locked := func(c *page.Context, _ string, _ page.Args) page.Screen {
		return unlock.NewWith(c, a.open, page.Navigate{Page: "home", Root: true}, a.byRecovery(a.open))
	}
	out := a.inside()
	for name, open := range out {
		out[name] = func(c *page.Context, id string, args page.Args) page.Screen {
			if a.opened() == nil {
				return locked(c, id, args)
			}
			return open(c, id, args)
		}
	}
	out["unlock"] = locked
	out["first"] = a.first
	out["forgotten"] = a.forgottenBackup
	out["lost"] = func(c *page.Context, _ string, _ page.Args) page.Screen { return paper.Lost(c) }
	return out
}

// inside are the makers that need the store.
func (a *app) inside() map[string]tui.Maker {
	out := map[string]tui.Maker{
		"home": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return a.tell(home.New(c, a.opened().Desk))
		},
		"coops": func(c *page.Context, _ string, args page.Args) page.Screen {
			return coops.New(c, a.opened().Desk, args)
		},
		"coop": func(c *page.Context, id string, args page.Args) page.Screen {
			return coop.NewTelling(c, a.opened().Desk, id, args, a.teller())
		},
		"assess": func(c *page.Context, id string, _ page.Args) page.Screen {
			return assess.NewWith(c, a.opened().Desk, id, assess.With{Printer: printer{a}, Teller: a.teller()})
		},
		"visit":        a.table(store.Visit),
		"consultation": a.table(store.Consultation),
		"record": func(c *page.Context, id string, args page.Args) page.Screen {
			return a.telling(forms.New(c, a.opened().Desk, id, args))
		},
		"conflict": func(c *page.Context, _ string, args page.Args) page.Screen {
			return conflict.New(c, a.opened().Desk, args)
		},
		"compare": func(c *page.Context, id string, args page.Args) page.Screen {
			return conflict.OpenCase(c, a.opened().Desk, id, args, a.poke)
		},
		"aside": func(c *page.Context, id string, _ page.Args) page.Screen {
			return conflict.OpenAside(c, a.opened().Desk, id, a.poke)
		},
		"history": func(c *page.Context, id string, args page.Args) page.Screen {
			return history.New(c, a.opened().Desk, id, args, a.teller())
		},
		"programme": func(c *page.Context, _ string, args page.Args) page.Screen {
			return programme.New(c, a.opened().Desk, args, programme.Prints{
				Registered: listPrinter{printer{a}, false}, Chosen: listPrinter{printer{a}, true},
			})
		},
		"plan": func(c *page.Context, id string, args page.Args) page.Screen {
			return a.telling(plan.New(c, a.opened().Desk, id, args, printer{a}))
		},
		"registration": func(c *page.Context, id string, args page.Args) page.Screen {
			return a.telling(registration.New(c, a.opened().Desk, id, args))
		},
		"transfer": func(c *page.Context, _ string, args page.Args) page.Screen {
			return transfer.New(c, a.opened().Desk, args, transfer.Options{Print: printer{a}, Changed: a.poke})
		},
		"report": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return tuireport.New(c, a.opened().Desk, reportPrinter{printer{a}})
		},
		"bundle": a.bundlePage,
		"seal": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return seal.New(c, a.opened().Site, a.poke)
		},
		"inbox": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return inbox.New(c, a.opened().Site, a.poke)
		},
	}
	maps.Copy(out, a.guarding())
	return out
}

// teller says where the province decided otherwise than this store wrote.
func (a *app) teller() *otherwise.Teller { return otherwise.New(a.opened().Desk, a.opened().Log) }

// telling lets a form say so of its record.
func (a *app) telling(s page.Screen) page.Screen {
	if form, ok := s.(interface{ Tell(t *otherwise.Teller) }); ok {
		form.Tell(a.teller())
	}
	return s
}

// table is the screen of what is recorded at a cooperative's table.
func (a *app) table(k store.Kind) tui.Maker {
	return func(c *page.Context, id string, args page.Args) page.Screen {
		return visit.New(c, a.opened().Desk, k, id, args, visit.Options{Show: a.views.show, Print: printer{a}, Teller: a.teller()})
	}
}

// actions are the palette's entries that open a page from everywhere.
func (a *app) actions(w *text.Words) []page.Action {
	lost := page.Action{Name: w.Paper.LostTitle, Msg: page.Navigate{Page: "lost"}}
	if a.opened() == nil {
		return []page.Action{lost}
	}
	out := []page.Action{
		{Name: w.Home.Title, Msg: page.Navigate{Page: "home", Root: true}},
		{Name: w.Coops.Title, Key: keys.Label(keys.Coops), Msg: page.Navigate{Page: "coops"}},
		{Name: w.Programme.Title, Key: keys.Label(keys.Programme), Msg: page.Navigate{Page: "programme"}},
		{Name: w.Report.Title, Key: keys.Label(keys.Reports), Msg: page.Navigate{Page: "report"}},
		{Name: w.Inbox.Title, Msg: page.Navigate{Page: "inbox"}},
		{Name: w.Conflict.OpenList, Key: keys.Label(keys.Conflict), Msg: page.Navigate{Page: "conflict"}},
	}
	out = append(out, lost, a.askPaper(w))
	if a.opened().Self.Mode == trust.Real {
		out = append(out, page.Action{Name: w.Keys.LockScreen, Key: keys.Label(keys.Lock), Msg: page.LockNow{}})
	}
	out = append(out, a.guards(w)...)
	if a.opened().IsProvince() {
		out = append(out, page.Action{Name: w.Transfer.Begin, Msg: page.Navigate{Page: "transfer"}})
	}
	if !a.opened().IsProvince() {
		out = append(out, page.Action{Name: w.Seal.ReceiptsTitle, Msg: page.Navigate{Page: "receipts"}})
		out = append(out, page.Action{Name: w.Seal.Title, Key: keys.Label(keys.Bundle), Msg: page.Navigate{Page: "seal"}})
	}
	return out
}
