package desk_test

import (
	"testing"

	"coopfield/store/desk"
)

func TestObstaclesAreSummedByYearAndUnit(t *testing.T) {
	line := func(on, unit, state, answer string) desk.ObstacleLine {
		return desk.ObstacleLine{RaisedOn: on, Unit: unit, UnitName: "Huyện " + unit, State: state, Answer: answer, Waiting: answer == "" && state == ""}
	}
	got := desk.SumObstacles([]desk.ObstacleLine{
		line("2023-01-05", "B", "", ""), line("2023-12-31", "B", "answered", "đã xử lý"), line("2024-01-01", "B", "closed", "xong"),
		line("2024-02-01", "A", "closed", ""), line("2024-02-01", "A", "withdrawn", ""), line("", "A", "", ""),
	})
	equal(t, got, []desk.ObstacleSum{
		{Year: "2024", Unit: "A", UnitName: "Huyện A", All: 1, Closed: 1},
		{Year: "2024", Unit: "B", UnitName: "Huyện B", All: 1, Answered: 1, Closed: 1},
		{Year: "2023", Unit: "B", UnitName: "Huyện B", All: 2, Waiting: 1, Answered: 1},
		{Unit: "A", UnitName: "Huyện A", All: 1, Waiting: 1},
	})
}
