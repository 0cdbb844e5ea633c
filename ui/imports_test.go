package ui_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/edges"
)

// imports lists the packages below ui that each package below ui imports. It must point downward.
var imports = map[string]string{
	"ui":             "",
	"app":            "ui cli course line preference settings tui",
	"tui":            "ui cell export fix list pod present screen theme train",
	"line":           "ui cell course export present screen theme train",
	"list":           "ask cell export pod present screen theme",
	"train":          "ui cell course present screen theme",
	"pod":            "ask cell export fix present screen theme",
	"ask":            "ui cell present screen theme",
	"fix":            "ui ask cell export present screen theme",
	"export":         "present report screen",
	"present":        "ui cell theme",
	"preference":     "ui screen theme",
	"screen":         "ui cell theme",
	"cell":           "",
	"theme":          "",
	"cli":            "explain report settings",
	"explain":        "report",
	"settings":       "",
	"report":         "report/metrics report/wire",
	"report/metrics": "",
	"report/wire":    "",
	"course":         "",
	"uitest":         "ui",
	"shots":          "e2e/terminal",
	"e2e/terminal":   "",
}

// clusterPackages may import package kube and below; all others know the values
// of package diagnose and the Backend only.
var clusterPackages = []string{"app", "uitest"}

func TestImports(t *testing.T) {
	edges.Check(t, edges.Room{Name: "ui", Imports: imports, Outside: true, Allowed: allowed, MaxFiles: 20})
}

// allowed keeps the cluster out of the screens. The lessons are values too, and cli parses selectors.
func allowed(name, path string) bool {
	switch {
	case slices.Contains(clusterPackages, name), path == "kube/cases/lesson":
		return true
	case strings.HasPrefix(path, "kube"):
		return false
	}
	return !strings.HasPrefix(path, "k8s.io/") || name == "cli"
}
