package course

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// The README says how many lessons and claims there are.
func TestReadmeCounts(t *testing.T) {
	all, err := lesson.Load(os.DirFS("../../testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	claims := 0
	for _, l := range all.Lessons {
		claims += len(l.Claims)
	}
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[int]string{16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty"}
	for _, want := range []string{numbers[len(all.Lessons)] + " lessons", fmt.Sprintf("%d claims", claims)} {
		if !strings.Contains(string(text), want) {
			t.Errorf("README.md does not say %q", want)
		}
	}
}
