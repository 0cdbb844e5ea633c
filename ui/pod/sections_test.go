package pod

import (
	"strings"
	"testing"
)

func TestBulletsKeepIndentedFactsTogether(t *testing.T) {
	got := strings.Join(bullets([]string{"decoded:", "  {", `    "auths": {`, "next"}, 40), "|")
	if want := `· decoded:|  {|    "auths": {|· next`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
