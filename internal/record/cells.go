package record

import "math"

// Cells of the globe that have terms, in degrees, the finest first.
var (
	cellSizes = []float64{0.1, 1, 10}
	cellField = []string{"cell .1", "cell 1", "cell 10"}
)

// maxCells is how many cells a box may be looked up by.
const maxCells = 120

// cell numbers the cell of a size in which a point lies.
func cell(lat, lon, size float64) int {
	wide := int(math.Round(360 / size))
	x := min(max(int(math.Floor((lon+180)/size)), 0), wide-1)
	y := min(max(int(math.Floor((lat+90)/size)), 0), int(math.Round(180/size))-1)
	return y*wide + x
}

// boxTerms are the terms of the cells that touch a box; west > east crosses 180.
func boxTerms(west, south, east, north float64) []Node {
	if west > east {
		return append(boxTerms(west, south, 180, north), boxTerms(-180, south, east, north)...)
	}
	for level, size := range cellSizes {
		c0, c1 := cell(south, west, size), cell(north, east, size)
		wide := int(math.Round(360 / size))
		x0, x1, y0, y1 := c0%wide, c1%wide, c0/wide, c1/wide
		if (x1-x0+1)*(y1-y0+1) > maxCells && level < len(cellSizes)-1 {
			continue
		}
		var out []Node
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				out = append(out, Node{Term: termOf(cellField[level], y*wide+x)})
			}
		}
		return out
	}
	return nil
}

// circleBox is the box around a circle.
func circleBox(lat, lon, km float64) (west, south, east, north float64) {
	const kmPerDegree = 111.19 // of a great circle of earthRadius
	d := km / kmPerDegree
	south, north = lat-d, lat+d
	if south <= -90 || north >= 90 || d >= 90 {
		return -180, max(south, -90), 180, min(north, 90)
	}
	// The widest place of the circle lies on the pole's side of its centre.
	w := math.Asin(min(1, math.Sin(d*math.Pi/180)/math.Cos(lat*math.Pi/180))) * 180 / math.Pi
	if w >= 180 || math.IsNaN(w) {
		return -180, south, 180, north
	}
	west, east = lon-w, lon+w
	if west < -180 {
		west += 360
	}
	if east > 180 {
		east -= 360
	}
	return west, south, east, north
}

const earthRadius = 6371.0 // km

// Distance is the great-circle distance of two points in km.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}
