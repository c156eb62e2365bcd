package date

import "strings"

// months are the names of the months and their short forms in English,
// French, Spanish, German, Italian and Portuguese.
var months = names(
	"january jan janvier janv enero ene januar jänner gennaio gen janeiro",
	"february feb février fevrier févr fevr febrero februar febbraio febb fevereiro fev",
	"march mar mars marzo märz maerz mrz março marco",
	"april apr avril avr abril abr aprile",
	"may mai mayo maggio mag maio",
	"june jun juin junio juni giugno giu junho",
	"july jul juillet juil julio juli luglio lug julho",
	"august aug août aout agosto ago",
	"september sep sept septembre septiembre setiembre settembre set setembro",
	"october oct octobre octubre oktober okt ottobre ott outubro out",
	"november nov novembre noviembre novembro",
	"december dec décembre decembre déc diciembre dic dezember dez dicembre dezembro",
)

var weekdays = set(`monday mon tuesday tue tues wednesday wed weds thursday thu thur thurs friday fri saturday sat sunday sun
	lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
	lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié jue vie sáb
	montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so
	lunedì martedì mercoledì giovedì venerdì domenica segunda terça quarta quinta sexta feira`)

// noise stands in dates and tells nothing of them.
var noise = set("on at of the de del le la published posted date um à às kl klo o")

// zones are the abbreviations with one meaning in the news, in hours from UTC.
// Those of North America as RFC 822 has them. Left out, since they are used of
// several zones: IST, BST of Bangladesh counts as British, AST, GST, PST of the
// Philippines counts as American.
var zones = map[string]float64{"z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
	"nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "clt": -4, "cot": -5, "pet": -5,
	"bst": 1, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "sast": 2, "cat": 2, "wat": 1, "eat": 3, "msk": 3, "trt": 3,
	"irst": 3.5, "pkt": 5, "npt": 5.75, "wib": 7, "ict": 7, "hkt": 8, "sgt": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13}

func names(lines ...string) map[string]int {
	out := map[string]int{}
	for i, l := range lines {
		for w := range set(l) {
			out[w] = i + 1
		}
	}
	return out
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
