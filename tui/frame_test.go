package tui_test

import (
	"testing"

	"coopfield/tui"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

func TestTheLightOfTheProvinceCountsWhatIsInNoAnswer(t *testing.T) {
	a := open(t, text.VI, func(o *tui.Options) {
		o.Status = func() page.Status { return page.Status{Who: "Sở KH&ĐT", Unsent: 1, Answers: true} }
	})
	a.size(100, 30)
	a.sees("●1 chưa ghi trả lời")
	a.press("f1")
	a.sees("thay đổi của tỉnh chưa ghi vào gói trả lời nào")
}
