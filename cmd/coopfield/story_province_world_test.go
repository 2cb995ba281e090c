package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"coopfield/store/unit"
)

// world is an invented province as the story's test knows it, apart from the
// program: what it recounts by itself is held against what the commands say.
type world struct {
	t    *testing.T
	data string
	chance
	coops []*coopWorld
}

// chance draws by integers alone.
type chance struct{ pcg *rand.PCG }

func (c chance) below(n int64) int64        { return int64(c.pcg.Uint64() % uint64(n)) }
func (c chance) percent(n int64) bool       { return c.below(100) < n }
func (c chance) between(lo, hi int64) int64 { return lo + c.below(hi-lo+1) }

// coopWorld is one cooperative with all that happens to it.
type coopWorld struct {
	n                    int
	id, name             string
	commune, district    string
	successor            string // reporting unit from 1/7/2025
	links                bool
	minority, households int64
	capital, undivided   map[int]int64 // at the end of a year
	profit               map[int]int64
	applies              bool
	model                string
	ticks                map[string]*bool // conditions that a person decides
	papers               map[string]*bool
	favours              []string // priorities and grounds that are ticked
	entry                *sheetWorld
	sheets               map[int]*sheetWorld // yearly, and 2025 the exit
	chosen               bool
	named                []string // criteria of the plan
	planned, spent       map[string]map[int]int64
	approved, disbursed  int64
	loan, repaid         int64
	registration, planID string
	obstacle             int
}

// sheetWorld is one sheet: points in hundredths by item.
type sheetWorld struct {
	id     string
	year   int
	points map[string]int64
	up     [2]int64 // what the figures give: capital and undivided property rose
}

// items are the items that a person scores, with the most that they get here, and
// the criterion that they belong to (Thông tư 01/2020/TT-BKHĐT, Phụ lục 2).
var items = []struct {
	id, criterion string
	most          int64
}{
	{"1a", "1", 600},
	{"2a", "2", 500},
	{"3a", "3", 400},
	{"3b", "3", 300},
	{"3c", "3", 400},
	{"4a", "4", 200},
	{"4b", "4", 200},
	{"4c", "4", 200},
	{"5", "5", 800},
	{"6", "6", 600},
	{"7a", "7", 200},
	{"7b", "7", 200},
	{"7c", "7", 200},
	{"8", "8", 600},
	{"9", "9", 400},
	{"10", "10", 650},
	{"11", "11", 650},
	{"12", "12", 650},
	{"13", "13", 650},
	{"14", "14", 650},
	{"15", "15", 650},
}

// total is the sum in hundredths, the two that the figures give among it.
func (s *sheetWorld) total() int64 {
	sum := s.up[0] + s.up[1]
	for _, n := range s.points {
		sum += n
	}
	return sum
}

// criteria sums by criterion.
func (s *sheetWorld) criteria() map[string]int64 {
	out := map[string]int64{"1": s.up[0], "2": s.up[1]}
	for _, it := range items {
		out[it.criterion] += s.points[it.id]
	}
	return out
}

// newWorld invents 240 cooperatives in the communes of the ten districts.
func newWorld(t *testing.T, data string) *world {
	t.Helper()
	units, err := unit.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, data: data, chance: chance{rand.NewPCG(1185, 2021)}}
	perDistrict := map[string][]unit.Unit{}
	var districts []string
	for _, u := range units.Units() {
		if u.Level == unit.LevelCommune && u.ValidTo == "2025-06-30" && u.Successor != "" {
			if perDistrict[u.Parent] == nil {
				districts = append(districts, u.Parent)
			}
			perDistrict[u.Parent] = append(perDistrict[u.Parent], u)
		}
	}
	if len(districts) != 10 {
		t.Fatalf("%d districts", len(districts))
	}
	for n := range 240 {
		district := districts[n%10]
		communes := perDistrict[district]
		u := communes[(n/10)%len(communes)]
		w.coops = append(w.coops, w.newCoop(n, u, district))
	}
	w.twins()
	return w
}

// twins makes the second of those that are eligible like the first in everything
// that ranks them.
func (w *world) twins() {
	list := w.ranked()
	a, b := list[0], list[1]
	b.links, b.minority, b.households, b.capital, b.undivided = a.links, a.minority, a.households, a.capital, a.undivided
	b.favours, b.entry.points, b.entry.up = a.favours, a.entry.points, a.entry.up
}

func (w *world) uuid(kind, n int) string {
	return fmt.Sprintf("0192%04x-%04x-7000-8000-%012x", kind, n, w.below(1<<40))
}

func (w *world) newCoop(n int, u unit.Unit, district string) *coopWorld {
	c := &coopWorld{
		n: n, id: w.uuid(1, n), name: fmt.Sprintf("HTX Mẫu %s %d", u.OfficialName, n+1), commune: u.ID, district: district, successor: u.Successor,
		links: w.percent(40), households: w.between(10, 80), capital: map[int]int64{}, undivided: map[int]int64{}, profit: map[int]int64{},
		sheets: map[int]*sheetWorld{}, applies: n/10 < 6,
	}
	c.minority = c.households * w.between(0, 60) / 100
	if w.percent(20) {
		c.minority = (c.households + 4) / 5 // one fifth, or just above
	}
	c.capital[2019], c.undivided[2019] = w.between(500, 9000)*1_000_000, w.between(50, 900)*1_000_000
	for y := 2018; y <= 2025; y++ {
		if c.profit[y] = w.between(5, 400) * 1_000_000; c.applies && w.percent(4) {
			c.profit[y] = -c.profit[y] / 10
		}
		if y > 2019 {
			c.capital[y] = c.capital[y-1] + w.between(-100, 300)*1_000_000/10
			c.undivided[y] = c.undivided[y-1] + w.between(-20, 60)*1_000_000/10
		}
	}
	if c.applies {
		w.newApplication(c)
	}
	for y := 2021; y <= 2024; y++ {
		c.sheets[y] = w.newSheet(c, y, w.between(550, 960))
	}
	return c
}

// newApplication decides what an application says, and what it leaves open.
func (w *world) newApplication(c *coopWorld) {
	yes, no := true, false
	answer := func(bad, open int64) *bool {
		switch x := w.below(100); {
		case x < bad:
			return &no
		case x < bad+open:
			return nil
		}
		return &yes
	}
	c.ticks = map[string]*bool{"law": answer(5, 3), "governance": answer(5, 3)}
	c.papers = map[string]*bool{}
	for _, id := range []string{"activity-report", "business-plan", "financial-reports", "self-assessment", "registration"} {
		c.papers[id] = answer(3, 1)
	}
	if c.model = []string{"A-a", "A-b", "A-e", "B-b", "B-d"}[w.below(5)]; w.percent(5) {
		c.model = ""
	}
	for _, id := range []string{"community", "scale", "women"} {
		if w.percent(50) {
			c.favours = append(c.favours, id)
		}
	}
	if w.percent(95) {
		c.entry = w.newSheet(c, 2020, w.between(640, 900))
	}
}

// newSheet gives points of about so many thousandths of the most.
func (w *world) newSheet(c *coopWorld, year int, quality int64) *sheetWorld {
	s := &sheetWorld{id: w.uuid(2, c.n*16+year%16), year: year, points: map[string]int64{}}
	for _, it := range items {
		n := it.most * (quality + w.between(-120, 120)) / 1000 / 50 * 50
		s.points[it.id] = min(max(n, 0), it.most)
	}
	s.rise(c)
	return s
}

// rise says what the figures give.
func (s *sheetWorld) rise(c *coopWorld) {
	for i, of := range []map[int]int64{c.capital, c.undivided} {
		if s.up[i] = 0; of[s.year] > of[s.year-1] {
			s.up[i] = 100
		}
	}
}

// jsonLine is one record as a line of JSON.
func jsonLine(doc map[string]any) string {
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return string(b) + "\n"
}

// put stores lines of a kind with the command.
func (w *world) put(kind string, lines ...string) {
	w.t.Helper()
	if got := strings.Count(must(w.t, strings.Join(lines, ""), "put", kind, "--data", w.data), "\n"); got != len(lines) {
		w.t.Fatalf("put %s: %d of %d", kind, got, len(lines))
	}
}

// get runs a command with --json and reads its lines.
func get[T any](w *world, args ...string) []T {
	w.t.Helper()
	var out []T
	for l := range strings.Lines(must(w.t, "", append(args, "--json", "--data", w.data)...)) {
		var x T
		if err := json.Unmarshal([]byte(l), &x); err != nil {
			w.t.Fatalf("%v: %v in %s", args, err, l)
		}
		out = append(out, x)
	}
	return out
}

// sheet is a sheet as put takes it.
func (c *coopWorld) sheet(s *sheetWorld, occasion string, more map[string]any) string {
	points := map[string]any{}
	for id, n := range s.points {
		points[id] = float64(n) / 100
	}
	y := s.year
	doc := map[string]any{
		"id": s.id, "cooperative": c.id, "scheme": "tt01-2020", "period": fmt.Sprint(y), "occasion": occasion, "months_active": 60, "months_stopped": 0,
		"self": points, "checked": points, "facts": map[string]any{
			"capital_begin": c.capital[y-1], "capital_end": c.capital[y], "undivided_begin": c.undivided[y-1], "undivided_end": c.undivided[y],
		},
	}
	for k, v := range more {
		doc[k] = v
	}
	return jsonLine(doc)
}

// state is met, not met or unknown, as the plan's conditions are (III.2.a).
type state int

const (
	unmet state = iota
	open
	met
)

func ticked(b *bool) state {
	switch {
	case b == nil:
		return open
	case *b:
		return met
	}
	return unmet
}

func (s state) String() string { return [...]string{"not_met", "unknown", "met"}[s] }

// eligible recounts the five conditions of the plan (III.2.a).
func (c *coopWorld) eligible() (all state, each map[string]state) {
	each = map[string]state{"law": ticked(c.ticks["law"]), "governance": ticked(c.ticks["governance"]), "model": unmet, "profit": unmet}
	if c.model != "" {
		each["model"] = met
	}
	if c.profit[2018] > 0 && c.profit[2019] > 0 && c.profit[2020] > 0 {
		each["profit"] = met
	}
	papers := met
	for _, b := range c.papers {
		papers = min(papers, ticked(b))
	}
	// Not known while the sheet or a paper is.
	anyOpen := slices.ContainsFunc([]string{"activity-report", "business-plan", "financial-reports", "self-assessment", "registration"}, func(id string) bool { return c.papers[id] == nil })
	switch {
	case c.entry == nil, anyOpen && papers != unmet:
		each["dossier"] = open
	case papers == met && c.entry.total() >= 6500:
		each["dossier"] = met
	default:
		each["dossier"] = unmet
	}
	all = met
	for _, s := range each {
		all = min(all, s)
	}
	return all, each
}

// priorities recounts the five of III.2.b.
func (c *coopWorld) priorities() int {
	n := len(c.favours)
	if c.links {
		n++
	}
	if c.minority*5 >= c.households {
		n++
	}
	return n
}

// leaves recounts the exit rule (VI.2.a): the total, and each named criterion
// against its baseline.
func (c *coopWorld) leaves(s *sheetWorld) (all bool, falls []string) {
	was, now := c.entry.criteria(), s.criteria()
	for _, id := range c.named {
		if now[id] < was[id] {
			falls = append(falls, id)
		}
	}
	return s.total() >= 8000 && len(falls) == 0, falls
}

// hundredths reads points of JSON, -1 for none.
func hundredths(n *json.Number) int64 {
	if n == nil {
		return -1
	}
	f, _ := n.Float64()
	return int64(f*100 + 0.5)
}

func sum(of map[string]map[int]int64) (n int64) {
	for _, years := range of {
		for _, x := range years {
			n += x
		}
	}
	return n
}
