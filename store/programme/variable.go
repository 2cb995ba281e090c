package programme

import (
	"math"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// titles name the variables of checks that are no yearly figure.
var titles = map[string]string{
	varCoopType: "loại hình", varModel: "mô hình đăng ký", varProfitYears: "số năm có lãi liên tục", varDossier: "hồ sơ nộp đầy đủ",
	varEntryScore: "điểm đánh giá khi đăng ký",
	"name":        "tên hợp tác xã", "tax_code": "mã số thuế", "registration_no": "số giấy chứng nhận đăng ký", "registered_on": "ngày đăng ký",
	"status": "tình trạng hoạt động", "stopped_on": "ngày tạm ngừng", "ended_on": "ngày chấm dứt", "unit": "xã, phường",
	"reporting_unit": "đơn vị báo cáo", "area": "khu vực", "address": "địa chỉ", "phone": "điện thoại", "email": "thư điện tử",
	"chair": "chủ tịch hội đồng quản trị", "director": "giám đốc", "controller": "trưởng ban kiểm soát", "field": "ngành (VSIC cấp 1)",
	"report_field": "ngành báo cáo", "service_class": "sản phẩm, dịch vụ cung ứng cho thành viên", "products": "sản phẩm",
	"link_contracts": "hợp đồng liên kết", "youth_founded": "do thanh niên khởi nghiệp", "notes": "ghi chú",
}

// A Variable is one name that a check may use.
type Variable struct {
	Name  string
	Title string // Vietnamese, lower case
	Unit  string // of a yearly figure: đồng, người, hộ …; "" for others
	Type  string // "number", "text", "bool" or "items"
}

// variable returns what a name of [Variables] stands for.
func variable(name string) Variable {
	v := Variable{Name: name, Title: titles[name], Type: "text"}
	if f, ok := store.FigureByID(name); ok {
		v.Title, v.Unit, v.Type = lower(f.Title), f.Unit, "number"
		return v
	}
	switch name {
	case varProfitYears:
		v.Unit, v.Type = "năm", "number"
		return v
	case varEntryScore:
		v.Unit, v.Type = "điểm", "number"
		return v
	case varDossier:
		v.Type = "bool"
		return v
	}
	if f := store.SpecOf(store.Cooperative).Field(name); f != nil {
		switch f.Type {
		case store.TypeBool:
			v.Type = "bool"
		case store.TypeMap, store.TypeObject:
			v.Type = "items"
		case store.TypeNumber:
			v.Type = "number"
		}
	}
	return v
}

// Described returns the variables that a check may use, by name.
func Described() []Variable {
	names := Variables()
	out := make([]Variable, len(names))
	for i, n := range names {
		out[i] = variable(n)
	}
	return out
}

// lower writes a title inside a sentence.
func lower(s string) string {
	for _, r := range s {
		first := string(r)
		return strings.ToLower(first) + s[len(first):]
	}
	return s
}

// said writes the values that names stand for, as a person reads them: "số năm có
// lãi liên tục: 3 năm; hồ sơ nộp đầy đủ: có".
func (p *Programme) said(names []string, values map[string]any) string {
	var out []string
	for _, n := range names {
		if v, ok := values[n]; ok {
			out = append(out, variable(n).Title+": "+p.value(n, v))
		}
	}
	return strings.Join(out, "; ")
}

func (p *Programme) value(name string, v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "có"
		}
		return "không"
	case float64:
		x := variable(name)
		s := decimal(v)
		if x.Unit != "" {
			s += " " + x.Unit
		}
		return s
	case map[string]any:
		if len(v) == 0 {
			return "không có"
		}
		return decimal(float64(len(v))) + " mục"
	case string:
		if name == varModel {
			if m, ok := p.Model(v); ok {
				return m.Title
			}
		}
		if v == "" {
			return "chưa chọn"
		}
		return vi.FormatDate(v) // anything but a date stays as it is
	}
	return ""
}

// decimal writes a number with two decimals at most.
func decimal(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
		return vi.FormatInt(int64(v))
	}
	return vi.FormatScaled(int64(math.Round(v*100)), 2)
}

// named lists the titles of variables.
func named(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = variable(n).Title
	}
	return strings.Join(out, ", ")
}

// pointsValue is what a check sees of points.
func pointsValue(p scheme.Points) float64 { return float64(p) / 100 }
