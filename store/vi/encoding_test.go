package vi

import (
	"strings"
	"testing"
)

func TestUnconvertedTextIsNoticed(t *testing.T) {
	for s, want := range map[string]string{
		"Hîp t¸c x·":                       TCVN3,
		"Hîp t¸c x· N«ng nghiÖp §¨k Hµ":    TCVN3,
		"Kinh doanh dÞch vô":               TCVN3,
		"Hôïp taùc xaõ":                    VNI,
		"HÔÏP TAÙC XAÕ NOÂNG NGHIEÄP":      VNI,
		"Ñaêk Haø, tænh Kon Tum":           VNI,
		"Hợp tác xã Nông nghiệp Đăk Hà":    "",
		"HỢP TÁC XÃ":                       "",
		"Hòa Hoà hóa hoá quê thuở khuỷu":   "",
		"Ya Xiêr, Đắk PXi, Ia H'Drai":      "",
		"Đăk Hà · Kon Tum":                 "",
		"«Mẫu» 5 m² 20°C 5µm":              "",
		"José Müller, Nestlé, café":        "",
		"HTX 1":                            "",
		"":                                 "",
		"Pờ Ê, Rờ Kơi, Măng Bút, Hơ Moong": "",
	} {
		if got := OldEncoding(s); got != want {
			t.Errorf("OldEncoding(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestOldTablesGiveTheTextBack(t *testing.T) {
	const want = "Hợp tác xã Nông nghiệp Đăk Hà, tỉnh Kon Tum"
	if got := fromTCVN3("Hîp t¸c x· N«ng nghiÖp §¨k Hµ, tØnh Kon Tum"); got != want {
		t.Errorf("TCVN3: %q", got)
	}
	if got := fromVNI("Hôïp taùc xaõ Noâng nghieäp Ñaêk Haø, tænh Kon Tum"); got != want {
		t.Errorf("VNI: %q", got)
	}
	if n := len(tcvn3Letters()); n != 67+7 {
		t.Errorf("TCVN3 has %d letters, the standard 74", n)
	}
}

func TestEverySyllableOfTheLandIsOne(t *testing.T) {
	for word := range strings.FieldsSeq(`hợp tác xã nghiệp người giữa quyết quyền nguyễn khuya khuỷu thuở quốc
		giếng gì yến yêu oan hoạch ngoằn tuần tuyết rượu hươu chuối xoong loại xoáy ngoéo khoai phường Đường HUYỆN`) {
		if !isSyllable(word) {
			t.Errorf("%q is refused", word)
		}
	}
	for _, word := range []string{"hîp", "x·", "xaõ", "class", "áá", "Đăk", "", "b"} {
		if isSyllable(word) {
			t.Errorf("%q passes for a syllable", word)
		}
	}
}
