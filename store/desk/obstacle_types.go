package desk

// The states of an obstacle.
const (
	ObstacleOpen      = "open"      // chờ trả lời
	ObstacleAnswered  = "answered"  // đã trả lời
	ObstacleClosed    = "closed"    // đã tháo gỡ
	ObstacleWithdrawn = "withdrawn" // rút lại: it no longer stands in the visit
)

// ObstacleQuery selects obstacles; empty fields do not.
type ObstacleQuery struct {
	Cooperative string
	Visit       string
	Waiting     bool // only those without an answer, neither closed nor withdrawn
	Mine        bool // only cooperatives and units that are this person's work
	Limit       int  // 0 = all
}

// ObstacleLine is one obstacle (khó khăn, vướng mắc) in a list.
type ObstacleLine struct {
	ID          string
	Cooperative string // "" for one of a unit
	CoopName    string
	Unit        string // reporting unit
	UnitName    string
	Visit       string // id of the visit that raised it, "" if none did
	Text        string
	RaisedOn    string
	To          string
	State       string // as kept; "" counts as open
	Answer      string
	AnsweredOn  string
	Waits       int  // days since it was raised, while it waits for an answer
	Waiting     bool // for an answer
}
