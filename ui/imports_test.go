package ui

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows are the packages below ui that each package below ui imports. A new
// one is a decision: it must point downward.
var arrows = map[string]string{
	"ui":              "",
	"ui/app":          "ui ui/cli ui/course ui/line ui/settings ui/tui",
	"ui/tui":          "ui ui/cell ui/export ui/fix ui/list ui/pod ui/present ui/screen ui/theme ui/train",
	"ui/line":         "ui ui/cell ui/course ui/export ui/present ui/screen ui/theme ui/train",
	"ui/list":         "ui/ask ui/cell ui/export ui/pod ui/present ui/screen ui/theme",
	"ui/train":        "ui ui/cell ui/course ui/present ui/screen ui/theme",
	"ui/pod":          "ui/ask ui/cell ui/export ui/fix ui/present ui/screen ui/theme",
	"ui/ask":          "ui ui/cell ui/present ui/screen ui/theme",
	"ui/fix":          "ui ui/ask ui/cell ui/export ui/present ui/screen ui/theme",
	"ui/export":       "ui/present ui/report ui/screen",
	"ui/present":      "ui ui/cell ui/theme",
	"ui/screen":       "ui ui/cell ui/theme",
	"ui/cell":         "",
	"ui/theme":        "",
	"ui/cli":          "ui/explain ui/report ui/settings",
	"ui/explain":      "ui/report",
	"ui/settings":     "",
	"ui/report":       "ui/report/wire",
	"ui/report/wire":  "",
	"ui/course":       "",
	"ui/uitest":       "ui",
	"ui/shots":        "ui/e2e/terminal",
	"ui/e2e/terminal": "",
}

// clusterPackages may import package kube and below; all others know the values
// of package diagnose and the Backend only. The lessons are values too.
var clusterPackages = []string{"ui/app", "ui/uitest"}

const lessons = "kube/cases/lesson"

// mostFiles is how many source files a package has at most.
const mostFiles = 20

func TestImports(t *testing.T) {
	const own = "github.com/pulldoctor/pulldoctor/"
	imports, files := map[string][]string{}, map[string]int{}
	err := fs.WalkDir(os.DirFS(".."), "ui", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/testdata/") {
			return err
		}
		pkg := path.Dir(name)
		files[pkg]++
		f, err := parser.ParseFile(token.NewFileSet(), "../"+name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			to, _ := strconv.Unquote(i.Path.Value)
			rest, ours := strings.CutPrefix(to, own)
			switch {
			case ours && (rest == "ui" || strings.HasPrefix(rest, "ui/")):
				if !slices.Contains(imports[pkg], rest) {
					imports[pkg] = append(imports[pkg], rest)
				}
			case ours && rest != lessons && strings.HasPrefix(rest, "kube") && !slices.Contains(clusterPackages, pkg),
				strings.HasPrefix(to, "k8s.io/") && pkg != "ui/cli" && !slices.Contains(clusterPackages, pkg): // cli parses selectors
				t.Errorf("%s imports %s", name, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, n := range files {
		slices.Sort(imports[pkg])
		if want, ok := arrows[pkg]; !ok || want != strings.Join(imports[pkg], " ") {
			t.Errorf("%s imports %q, and %q is allowed", pkg, strings.Join(imports[pkg], " "), want)
		}
		if n > mostFiles {
			t.Errorf("%s has %d source files: split it", pkg, n)
		}
	}
	for pkg := range arrows {
		if files[pkg] == 0 {
			t.Errorf("there is no package %s", pkg)
		}
	}
}
