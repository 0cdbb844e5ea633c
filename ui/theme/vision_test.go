package theme

import (
	"math"
	"strconv"
	"testing"
)

// Colours that must be distinguishable are compared as people with one kind of cone
// missing see them (Viénot, Brettel and Mollon 1999, on linear light), by their
// distance in CIE L*a*b* (CIE76). A distance above 20 is seen at a glance.
const apart = 20

type vec [3]float64

func (m matrix) times(v vec) (out vec) {
	for i := range out {
		for j := range v {
			out[i] += m[i][j] * v[j]
		}
	}
	return out
}

type matrix [3]vec

var visions = map[string]matrix{
	"all cones": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protan":    {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
	"deutan":    {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
	"tritan":    {{1, 0.14461, -0.14461}, {0, 0.85924, 0.14076}, {0, 0.85924, 0.14076}},
}

func linear(t *testing.T, hex string) (v vec) {
	t.Helper()
	for i := range v {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("colour %q: %v", hex, err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			v[i] = c / 12.92
		} else {
			v[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return v
}

// lab is CIE L*a*b* under D65.
func lab(v vec) vec {
	xyz := matrix{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}.times(v)
	f := func(x float64) float64 {
		if x > 216.0/24389 {
			return math.Cbrt(x)
		}
		return (24389.0/27*x + 16) / 116
	}
	x, y, z := f(xyz[0]/0.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return vec{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(t *testing.T, a, b string, sees matrix) float64 {
	p, q := lab(sees.times(linear(t, a))), lab(sees.times(linear(t, b)))
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestColoursStayApart(t *testing.T) {
	for name, p := range map[string]palette{"dark": dark, "light": light} {
		for vision, sees := range visions {
			for pair, c := range map[string][2]string{
				"ok and broken": {p.ok, p.broken}, "ok and warning": {p.ok, p.warning}, "warning and broken": {p.warning, p.broken},
			} {
				if d := distance(t, c[0], c[1], sees); d < apart {
					t.Errorf("%s, %s: %s are %.0f apart, want %d", name, vision, pair, d, apart)
				}
			}
		}
	}
}

// TestDistance holds the measure to a known pair: black and white are 100
// apart for everyone.
func TestDistance(t *testing.T) {
	for vision, sees := range visions {
		if d := distance(t, "#000000", "#ffffff", sees); math.Abs(d-100) > 0.5 {
			t.Errorf("%s: black and white are %.1f apart, want 100", vision, d)
		}
	}
}
