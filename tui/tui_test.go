package tui_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// room is a screen for tests: a field, a note of what it was told, and commands.
type room struct {
	c      *page.Context
	id     string
	f      *field.Text
	typing bool
	w, h   int
	got    []string
	keep   string
	note   string
	next   func(keys.Intent) tea.Cmd
	flush  error
	listed []keys.Hint
}

func (r *room) Init() tea.Cmd    { return page.Do(note("init " + r.id)) }
func (r *room) SetSize(w, h int) { r.w, r.h = w, h }
func (r *room) Title() []string  { return []string{"Phòng", r.id} }
func (r *room) Typing() bool     { return r.typing }
func (r *room) Keep() string     { return r.keep }
func (r *room) Note() string     { return r.note }
func (r *room) Flush() error     { return r.flush }

func (r *room) Cursor() (int, int, bool) {
	x, y := r.f.Cursor()
	return x, y, r.typing
}

func (r *room) Keys() []keys.Hint {
	return append([]keys.Hint{keys.For(keys.Open, r.c.Words.Keys.Open), keys.For(keys.Finalise, r.c.Words.Keys.Finalise)}, r.listed...)
}

func (r *room) View() string {
	return page.Exact(r.f.View(r.w, r.typing)+"\n"+strings.Join(r.got, "\n"), r.w, r.h)
}

type note string

func (r *room) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case note:
		r.got = append(r.got, string(msg))
	case begin:
		return msg.work
	case page.Resumed:
		r.got = append(r.got, "resumed")
	case tea.KeyMsg:
		r.f.Update(msg)
	case tea.MouseMsg:
		r.got = append(r.got, "mouse")
	case keys.Press:
		r.got = append(r.got, keys.Label(msg.Intent))
		if r.next != nil {
			return r.next(msg.Intent)
		}
		if msg.Intent == keys.Back {
			return page.Do(page.Back{})
		}
	}
	return nil
}

// app drives the root model and runs every command at once.
type app struct {
	t    *testing.T
	m    *tui.Model
	now  time.Time
	quit bool
	room map[string]*room
}

type optional func(*tui.Options)

func open(t *testing.T, lang text.Lang, opts ...optional) *app {
	t.Helper()
	a := &app{t: t, now: pagetest.Now, room: map[string]*room{}}
	maker := func(name string) tui.Maker {
		return func(c *page.Context, id string, _ page.Args) page.Screen {
			r := &room{c: c, id: name + id, f: field.NewText(c, field.TextSpec{})}
			a.room[name] = r
			return r
		}
	}
	o := tui.Options{
		Lang: lang, Start: "home", Theme: theme.Plain(),
		Pages:  map[string]tui.Maker{"home": maker("home"), "coops": maker("coops"), "long": maker("Hợp tác xã Nông nghiệp Dịch vụ Tổng hợp Mẫu số một Đăk Hà ")},
		Jumps:  map[keys.Intent]page.Navigate{keys.Coops: {Page: "coops"}},
		Status: pagetest.Context(lang).Status,
		Now:    func() time.Time { return a.now },
		After:  func(time.Duration, tea.Msg) tea.Cmd { return nil },
		Actions: func(w *text.Words) []page.Action {
			return []page.Action{{Name: w.Coops.Title, Msg: page.Navigate{Page: "coops"}}}
		},
	}
	for _, f := range opts {
		f(&o)
	}
	a.m = tui.New(o)
	a.run(a.m.Init())
	return a
}

func (a *app) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			a.run(c)
		}
	case tea.QuitMsg:
		a.quit = true
	default:
		a.send(msg)
	}
}

func (a *app) send(msg tea.Msg) {
	_, cmd := a.m.Update(msg)
	a.run(cmd)
}

func (a *app) press(names ...string) {
	for _, n := range names {
		a.send(pagetest.Key(n))
	}
}

func (a *app) size(w, h int) { a.send(tea.WindowSizeMsg{Width: w, Height: h}) }

func (a *app) sees(texts ...string) {
	a.t.Helper()
	v := a.m.View()
	for _, s := range texts {
		if !strings.Contains(v, s) {
			a.t.Errorf("%q is not shown:\n%s", s, v)
		}
	}
}

func (a *app) seesNot(texts ...string) {
	a.t.Helper()
	v := a.m.View()
	for _, s := range texts {
		if strings.Contains(v, s) {
			a.t.Errorf("%q is shown:\n%s", s, v)
		}
	}
}

func TestFrameIsExactAtEverySizeInBothLanguages(t *testing.T) {
	states := map[string]func(*app){
		"plain":   func(*app) {},
		"long":    func(a *app) { a.send(page.Navigate{Page: "long"}) },
		"help":    func(a *app) { a.press("f1") },
		"palette": func(a *app) { a.press("ctrl+p") },
		"error": func(a *app) {
			a.send(page.Fail{Err: &store.Error{Code: store.Conflict, Message: "bảng đánh giá năm 2024 đã chốt", Kept: "mọi điểm đã nhập vẫn còn", Hint: "chọn Điều chỉnh và ghi lý do"}})
		},
		"confirm": func(a *app) {
			a.send(page.Confirm{Title: "Chốt bảng đánh giá?", Body: strings.Repeat("Còn 2 tiêu chí. ", 12)})
		},
		"prompt": func(a *app) {
			a.send(page.Prompt{Title: "Lý do", Label: "Vì sao sửa", Lines: 3, Body: "Bảng đã chốt."})
		},
		"choices": func(a *app) {
			a.send(page.Prompt{
				Title: "Nhập gói", Label: "Tệp hoặc thư mục", Body: "Chỉ xem trước.", Offer: "chọn USB đang cắm",
				Choices: []string{"/media/canbo/KINGSTON", "/media/canbo/USB " + strings.Repeat("rất dài ", 12)},
			})
			a.press("down", "down")
		},
		"progress": func(a *app) {
			a.work(page.Progress{ID: "x", Title: "Nhập gói", Item: "dakha-01 x0041", Done: 3, Total: 10})
		},
		"toast": func(a *app) {
			a.send(page.Toast{Text: "Đã đóng gói " + strings.Repeat("rất dài ", 40), Level: page.Good})
		},
	}
	for name, state := range states {
		for _, lang := range []text.Lang{text.VI, text.EN} {
			for _, s := range pagetest.Sizes {
				a := open(t, lang)
				a.size(s.Width, s.Height)
				state(a)
				v := a.m.View()
				pagetest.Exact(t, v, s.Width, s.Height)
				if x, y, ok := a.m.Cursor(); ok && (x < 0 || y < 0 || x >= s.Width || y >= s.Height) {
					t.Errorf("%s: cursor at %d,%d", name, x, y)
				}
				pagetest.Golden(t, name+"-"+s.String()+"-"+string(lang), v)
			}
		}
	}
}

func TestTooSmallTerminalSaysSoAndLosesNothing(t *testing.T) {
	a := open(t, text.VI)
	a.room["home"].typing = true
	a.press("a")
	for _, s := range [][2]int{{59, 24}, {80, 19}, {10, 4}, {1, 1}} {
		a.size(s[0], s[1])
		pagetest.Exact(t, a.m.View(), s[0], s[1])
	}
	a.size(59, 24)
	a.sees("Cửa sổ quá nhỏ", "60×20", "59×24")
	a.press("b", "f8", "enter")
	a.size(80, 24)
	a.sees("[ab ")
	a.seesNot("F8\n")
	if got := a.room["home"].got; len(got) != 1 {
		t.Errorf("unseen commands: %v", got)
	}
}

func TestLettersAreCommandsOnlyWithoutAField(t *testing.T) {
	a := open(t, text.VI)
	a.press("c") // chốt
	a.room["home"].typing = true
	a.press("c", "h", "q", ":", "/", "?", "backspace", "ctrl+h", "ệ")
	if a.quit {
		t.Fatal("a letter quit the program while typing")
	}
	a.sees("[c", "F8", "[chq:ệ")
}

func TestBackspaceNeverNavigates(t *testing.T) {
	a := open(t, text.VI)
	a.press("f3", "backspace", "ctrl+h", "delete")
	a.sees("coops")
	a.press("esc")
	a.sees("Phòng ▸ home", "resumed")
	a.press("esc", "esc") // the first screen stays
	a.sees("Phòng ▸ home")
}

func TestPageKeysOpenPagesUnlessTheScreenHasThem(t *testing.T) {
	a := open(t, text.VI)
	a.room["home"].listed = []keys.Hint{keys.For(keys.Coops, "việc riêng")}
	a.press("f3")
	a.sees("Phòng ▸ home", "F3")
	a.room["home"].listed = nil
	a.press("f3")
	a.sees("Phòng ▸ coops")
}

func TestResultsReachTheScreenThatAsked(t *testing.T) {
	a := open(t, text.VI)
	var pending tea.Cmd
	a.room["home"].next = func(keys.Intent) tea.Cmd {
		return tea.Batch(func() tea.Msg { return note("đến chậm") }, nil)
	}
	_, pending = a.m.Update(pagetest.Key("f8"))
	a.press("f3")
	a.run(pending) // the answer comes when another screen is on top
	a.seesNot("đến chậm")
	a.press("esc")
	a.sees("đến chậm")

	// A screen that is closed by then is not replaced by another.
	a.press("f3")
	a.room["coops"].next = func(keys.Intent) tea.Cmd { return func() tea.Msg { return note("mồ côi") } }
	_, pending = a.m.Update(pagetest.Key("f8"))
	a.send(page.Back{})
	a.run(pending)
	a.seesNot("mồ côi")
}

func TestDialogIgnoresKeysAlreadyUnderWay(t *testing.T) {
	a := open(t, text.VI)
	done := 0
	a.room["home"].next = func(i keys.Intent) tea.Cmd {
		if i == keys.Finalise {
			return page.Do(page.Confirm{Title: "Chốt?", Then: func() tea.Msg { done++; return nil }})
		}
		return nil
	}
	a.press("f8", "enter")
	a.now = a.now.Add(200 * time.Millisecond)
	a.press("enter") // still no quiet since the last key
	a.now = a.now.Add(200 * time.Millisecond)
	a.press("enter")
	if done != 0 {
		t.Fatal("a key under way answered the dialog")
	}
	a.sees("Chốt?")
	a.now = a.now.Add(time.Second)
	a.press("enter")
	if done != 1 {
		t.Error("the dialog does not take its answer")
	}
	a.seesNot("Chốt?")
}

func TestEnterAloneNeverDoesWhatCannotBeUndone(t *testing.T) {
	a := open(t, text.VI)
	yes, no := 0, 0
	ask := page.Confirm{
		Title: "Xóa?", Danger: true,
		Then: func() tea.Msg { yes++; return nil }, Else: func() tea.Msg { no++; return nil },
	}
	a.send(ask)
	a.now = a.now.Add(time.Second)
	a.press("enter")
	a.send(ask)
	a.now = a.now.Add(time.Second)
	a.press("esc")
	if yes != 0 || no != 2 {
		t.Errorf("yes %d, no %d", yes, no)
	}
	a.send(ask)
	a.now = a.now.Add(time.Second)
	a.press("left", "enter")
	if yes != 1 {
		t.Errorf("yes %d", yes)
	}
}

func TestPromptTakesVietnameseAndRefusesNothing(t *testing.T) {
	a := open(t, text.VI)
	got := ""
	a.send(page.Prompt{Title: "Lý do", Required: true, Then: func(s string) tea.Cmd { got = s; return page.Do(note("lý do " + s)) }})
	a.press("ctrl+s")
	a.sees("không được để trống")
	for _, k := range []string{"s", "a", "i", "backspace", "backspace", "ai"} {
		a.press(k)
	}
	a.press("enter") // goes to the button, accepts nothing yet
	if got != "" {
		t.Fatal("the first Enter accepted")
	}
	a.press("enter")
	if got != "sai" {
		t.Errorf("got %q", got)
	}
	a.sees("lý do sai")
}

func TestAPromptOffersWhoCannotAnswerAnotherWay(t *testing.T) {
	a := open(t, text.VI)
	ask := func() {
		a.send(page.Prompt{
			Title: "Mật khẩu", Secret: true, Other: "Quên mật khẩu…", Instead: page.Do(note("đường khác")),
			Then: func(string) tea.Cmd { return page.Do(note("đã gõ")) }, Else: page.Do(note("đã hủy")),
		})
	}
	ask()
	a.press("tab", "tab")
	a.sees("[ Quên mật khẩu… ]")
	a.press("left")
	a.sees("[ Đồng ý ]")
	a.press("left")
	a.sees("[ Hủy ]")
	a.press("right", "right", "enter")
	a.sees("đường khác")
	a.seesNot("đã gõ", "đã hủy")
	ask()
	a.press("tab", "tab", "tab", "enter")
	a.sees("đã hủy")
	ask()
	a.press("up", "up", "up", "up", "x", "enter")
	a.sees("đã gõ")
}

func TestErrorSaysWhatHappenedWhatWasKeptWhatToDo(t *testing.T) {
	a := open(t, text.VI)
	a.size(80, 24)
	a.send(page.Fail{Err: errors.New("disk I/O error")})
	a.sees("Chương trình gặp lỗi ngoài dự kiến.", "Đã giữ lại", "Việc cần làm", "disk I/O error")
	a.now = a.now.Add(time.Second)
	a.press("enter")
	a.send(page.Fail{Err: &store.Error{Code: store.Busy, Message: "kho đang mở ở nơi khác", Hint: "đóng chương trình kia"}})
	a.sees("Kho đang mở ở nơi khác.", "Những gì đã lưu trước đó vẫn còn nguyên.", "Đóng chương trình kia.")
}

func TestPaletteFindsWithoutMarksAndRuns(t *testing.T) {
	a := open(t, text.VI)
	a.press("ctrl+p")
	for _, r := range "hop tac" {
		a.press(string(r))
	}
	a.sees("Hợp tác xã")
	a.seesNot("Chốt")
	a.press("enter")
	a.sees("Phòng ▸ coops")
	a.press(":")
	for _, r := range "chot" {
		a.press(string(r))
	}
	a.press("enter")
	a.sees("F8") // the screen was told as if the key had been pressed
}

func TestHelpListsTheKeysOfTheScreen(t *testing.T) {
	a := open(t, text.VI)
	a.size(100, 30)
	a.press("?")
	a.sees("Ở màn hình này", "F8, c", "chốt", "● chưa đóng gói", "▲ lệch số liệu", "đã lưu 14:32", "mất điện")
	a.press("pgdown")
	a.sees("Ctrl+Q")
	a.press("f1")
	a.seesNot("Ở màn hình này")
}

func TestLanguageChangesAtOnce(t *testing.T) {
	var told tui.Look
	a := open(t, text.VI, func(o *tui.Options) {
		o.OnLook = func(l tui.Look) tea.Cmd { told = l; return nil }
	})
	a.press("ctrl+g")
	a.sees("Coop ▸", "saved 14:32:07", "Interface: English")
	a.press("x")
	a.sees("F8 finalise")
	if told.Lang != text.EN {
		t.Errorf("remembered %v", told)
	}
}

func TestQuitAsksOnlyWithAReason(t *testing.T) {
	a := open(t, text.VI)
	a.press("ctrl+q")
	if !a.quit {
		t.Fatal("ctrl+q does not quit")
	}
	a = open(t, text.VI)
	a.room["home"].keep = "một tệp gói đang được ghi"
	a.press("f3", "ctrl+q")
	a.sees("một tệp gói đang được ghi")
	a.now = a.now.Add(time.Second)
	a.press("enter") // stay
	if a.quit {
		t.Error("Enter alone quit")
	}
	a.press("ctrl+c")
	a.now = a.now.Add(time.Second)
	a.press("left", "enter")
	if !a.quit {
		t.Error("the answer does not quit")
	}
}

func TestAPathTakesThePlaceOfAnOfferedDrive(t *testing.T) {
	a := open(t, text.VI)
	got := ""
	ask := func() {
		got = ""
		a.send(page.Prompt{
			Title: "Nhập gói", Label: "Tệp", Required: true, Offer: "chọn USB", Choices: []string{"/media/A", "/media/B"},
			Then: func(s string) tea.Cmd { got = s; return nil },
		})
	}
	ask()
	a.sees("[     ", "↑↓ chọn USB", "  /media/A")
	a.press("down", "ctrl+s")
	if got != "/media/A" {
		t.Errorf("chosen %q", got)
	}
	ask()
	a.press("up", "/", "x", "ctrl+s")
	if got != "/x" {
		t.Errorf("typed over a choice %q", got)
	}
	ask()
	a.press("down", "end", "/", "x", "ctrl+s") // who edits the choice keeps it
	if got != "/media/A/x" {
		t.Errorf("edited a choice to %q", got)
	}
	ask()
	a.press("/", "y", "down", "down", "down", "ctrl+s") // around, back to the own text
	if got != "/y" {
		t.Errorf("the own text became %q", got)
	}
	ask()
	a.press("ctrl+s")
	a.sees("không được để trống")
}

func TestTheWordsOfTheLightsStayWhereThereIsRoom(t *testing.T) {
	a := open(t, text.VI, func(o *tui.Options) {
		o.Status = func() page.Status {
			return page.Status{Who: "Cán bộ mẫu", Unit: "huyện Đắk Hà", Unsent: 219, Saved: pagetest.Now, Training: true}
		}
	})
	a.sees("Cán bộ mẫu · đã lưu 14:32:07 TẬP HUẤN ●219 chưa đóng gói ▲0")
	a.size(60, 20)
	a.sees("●219 ▲0")
}

func TestLightsCountAndTheTimeIsOfTheLastCommit(t *testing.T) {
	st := page.Status{Who: "Cán bộ 1", Unit: "Phòng TC-KH Đăk Hà"}
	a := open(t, text.VI, func(o *tui.Options) { o.Status = func() page.Status { return st } })
	a.size(120, 24)
	a.sees("●0 ▲0", "chưa lưu gì")
	st.Unsent, st.Conflicts = 1234, 2
	a.send(page.Saved{At: pagetest.Now.Add(time.Second)})
	a.sees("●1.234 chưa đóng gói ▲2 lệch số liệu", "đã lưu 14:32:08", "Phòng TC-KH Đăk Hà")
	a.size(60, 20)
	a.sees("●1.234 ▲2", "14:32:08")
	a.room["home"].note = "5 gói"
	a.sees("5 gói")
}

func TestToastGoesWithTheNextKey(t *testing.T) {
	a := open(t, text.VI)
	a.send(page.Toast{Text: "Đã đóng gói", Level: page.Good})
	a.sees("✓ Đã đóng gói")
	a.press("down")
	a.seesNot("Đã đóng gói")
	a.sees("F1 phím")
}

func TestMouseStaysOutOfTheFrame(t *testing.T) {
	a := open(t, text.VI)
	a.send(tea.MouseMsg{X: 3, Y: 0})
	a.send(tea.MouseMsg{X: 3, Y: 23})
	a.seesNot("mouse")
	a.send(tea.MouseMsg{X: 3, Y: 5})
	a.sees("mouse")
}

func TestCursorFollowsTheFieldOnTop(t *testing.T) {
	a := open(t, text.VI)
	a.room["home"].typing = true
	a.press("v", "i", "ệ", "t")
	a.m.View()
	if x, y, ok := a.m.Cursor(); !ok || x != 5 || y != 1 {
		t.Errorf("cursor at %d,%d,%t", x, y, ok)
	}
	a.press("ctrl+p", "x")
	a.m.View()
	if x, y, ok := a.m.Cursor(); !ok || y < 2 || x < 6 {
		t.Errorf("palette's cursor at %d,%d,%t", x, y, ok)
	}
	a.press("esc", "f1")
	a.m.View()
	if _, _, ok := a.m.Cursor(); ok {
		t.Error("the help has a cursor")
	}
}

func TestFlushReachesEveryScreen(t *testing.T) {
	a := open(t, text.VI)
	a.press("f3")
	a.room["home"].flush = errors.New("đĩa đầy")
	if err := a.m.Flush(); err == nil || err.Error() != "đĩa đầy" {
		t.Errorf("flush: %v", err)
	}
}

func TestUnknownPageIsSaidNotLost(t *testing.T) {
	a := open(t, text.VI)
	a.send(page.Navigate{Page: "không-có"})
	a.sees("Chưa có màn hình không-có", "Phòng ▸ home")
}

func TestEveryIntentHasAWord(t *testing.T) {
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for i := keys.Open; i <= keys.Quit; i++ {
			if tui.Word(pagetest.Context(lang), i) == "" {
				t.Errorf("%s: intent %d has no word", lang, i)
			}
		}
	}
}

// BenchmarkKeyToFrame measures what one letter costs from the key event to the
// finished frame at 80×24.
func BenchmarkKeyToFrame(b *testing.B) {
	c := &app{now: pagetest.Now, room: map[string]*room{}}
	m := tui.New(tui.Options{
		Start: "home", Theme: theme.New(theme.Options{Colours: 256}), Now: func() time.Time { return c.now },
		Pages: map[string]tui.Maker{"home": func(pc *page.Context, _ string, _ page.Args) page.Screen {
			return &room{c: pc, f: field.NewText(pc, field.TextSpec{}), typing: true}
		}},
		Status: pagetest.Context(text.VI).Status,
	})
	m.Init()
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	k, del := pagetest.Key("ệ"), pagetest.Key("backspace")
	for b.Loop() {
		m.Update(k)
		_ = m.View()
		m.Update(del)
		_ = m.View()
	}
}
