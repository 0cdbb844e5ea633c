package keyring

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wellKnown are registries with similar names: one is not a misspelling of another.
var wellKnown = []string{
	"docker.io", "index.docker.io", "ghcr.io", "gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io", "k8s.gcr.io", "icr.io", "us.icr.io",
	"uk.icr.io", "de.icr.io", "nvcr.io", "lscr.io", "quay.io", "ocir.io", "cgr.dev", "mcr.microsoft.com", "public.ecr.aws",
	"registry.k8s.io", "registry.gitlab.com", "docker.elastic.co", "registry.redhat.io", "registry.access.redhat.com", "xpkg.upbound.io",
}

// maxTyped is the length in bytes up to which hosts are compared letter by letter; DNS allows 253.
const maxTyped = 253

// typo looks for a host that differs from the image's by a few letters.
func (q question) typo(key string) repair {
	host := keyHost(key)
	names := []string{q.target.host()}
	if q.onHub() {
		names = []string{hubRegistry, hubHost}
	}
	best, name := maxTyped, ""
	for _, n := range names {
		if d := Edits(host, n); d < best {
			best, name = d, n
		}
	}
	if best == 0 || !alike(host, name) || numeric(host) && numeric(name) ||
		slices.Contains(wellKnown, host) || q.otherRegion(host) {
		return repair{}
	}
	return repair{q.wanted(key), "the host differs from " + visible(name) + " by " + wordEdits(host, name, best), MissTypo, distanceTypo * best}
}

// topLevel looks for a host that is the image's in another top-level domain:
// registry.gitlab.io for registry.gitlab.com. Names of two labels are too short
// to mean one owner.
func (q question) topLevel(key string) repair {
	host, name := keyHost(key), q.target.host()
	have, _, _ := cutLast(host)
	want, _, long := cutLast(name)
	if !long || have != want || host == name || !strings.Contains(want, ".") || strings.Contains(host, "*") || numeric(host) || slices.Contains(wellKnown, host) {
		return repair{}
	}
	return repair{q.wanted(key), "the host differs from " + visible(name) + " by its top-level domain", MissTypo, distanceTopLevel}
}

// cutLast splits a host before its last label.
func cutLast(host string) (rest, label string, ok bool) {
	i := strings.LastIndexByte(host, '.')
	if i < 0 {
		return "", host, false
	}
	return host[:i], host[i+1:], true
}

// alike reports whether one host may be a misspelling of the other. They are compared part by part,
// because the long common suffix of app.example.com and reg.example.com proves nothing; a missing or
// extra dot is a typo if everything else is equal.
func alike(host, right string) bool {
	if strings.Contains(host, "*") {
		return false
	}
	have, want := strings.Split(host, "."), strings.Split(right, ".")
	if len(have) != len(want) {
		return Edits(host, right) == 1
	}
	for i := range want {
		if have[i] != want[i] && Edits(have[i], want[i]) > allowedEdits(want[i]) {
			return false
		}
	}
	return true
}

// allowedEdits returns how many letters of a part may differ before it is a different name.
func allowedEdits(part string) int {
	switch n := utf8.RuneCountInString(part); {
	case n <= 1:
		return 0
	case n <= 6:
		return 1
	case n <= 12:
		return 2
	}
	return 3
}

// numeric reports whether a host is an IP address, where another digit is another machine.
func numeric(host string) bool {
	return host != "" && strings.Trim(host, "0123456789.:abcdef[]") == "" && strings.ContainsAny(host, "0123456789")
}

// Edits counts the letters to change, add, remove or swap with their neighbour to turn a into b
// (optimal string alignment); a large number for names that are too long to compare.
func Edits(a, b string) int {
	if len(a) > maxTyped || len(b) > maxTyped {
		return maxTyped
	}
	x, y := []rune(a), []rune(b)
	before, above, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, above, row = above, row, before
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}

// wordEdits describes the n edits between the key's host and the right one.
func wordEdits(host, right string, n int) string {
	if n > 1 {
		return fmt.Sprintf("%d letters", n)
	}
	x, y := []rune(host), []rune(right)
	i := 0
	for i < min(len(x), len(y)) && x[i] == y[i] {
		i++
	}
	switch {
	case len(x) < len(y) && y[i] == '.':
		return "a missing dot"
	case len(x) > len(y) && x[i] == '.':
		return "an extra dot"
	case len(x) < len(y):
		return "one missing letter: " + string(y[i])
	case len(x) > len(y) && x[i] >= utf8.RuneSelf:
		return fmt.Sprintf("one extra character (U+%04X)", x[i])
	case len(x) > len(y):
		return "one extra letter: " + visible(string(x[i]))
	case i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i]:
		return "two swapped letters"
	case x[i] >= utf8.RuneSelf:
		return fmt.Sprintf("one look-alike character (U+%04X for %c)", x[i], y[i])
	case unicode.IsDigit(x[i]) && unicode.IsDigit(y[i]):
		return fmt.Sprintf("one digit: %c for %c", x[i], y[i])
	}
	return fmt.Sprintf("one letter: %s for %c", visible(string(x[i])), y[i])
}
