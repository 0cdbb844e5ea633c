package preference

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// file is the content of settings.yaml.
type file struct {
	Theme      string              `json:"theme"`
	View       string              `json:"view"`
	Sort       string              `json:"sort"`
	Columns    []string            `json:"columns"`
	Mouse      *bool               `json:"mouse"`
	Production []string            `json:"production"`
	Keys       map[string]keyNames `json:"keys"`
}

// keyNames are one key or several.
type keyNames []string

// UnmarshalJSON takes "F" and ["F", "f6"].
func (k *keyNames) UnmarshalJSON(text []byte) error {
	if s := string(text); s == "true" || s == "false" {
		return errors.New(`the keys y and n have to be in quotes: "y"`)
	}
	var one string
	if err := yaml.Unmarshal(text, &one); err == nil {
		*k = keyNames{one}
		return nil
	}
	var many []string
	if err := yaml.Unmarshal(text, &many); err != nil {
		return errors.New("a key is a text, or a list of texts")
	}
	*k = many
	return nil
}

// DefaultFile is the file in the user's folder for configuration; empty if this
// computer has none.
func DefaultFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pulldoctor", "settings.yaml")
}

// Read reads a file. One that is not there is no error. Of one that cannot be used,
// Notice says why, and everything else is as without it.
func Read(path string) ui.Preferences {
	if path == "" {
		return ui.Preferences{}
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return ui.Preferences{}
	}
	if err == nil {
		var p ui.Preferences
		if p, err = parse(text); err == nil {
			return p
		}
	}
	why := strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), "error unmarshaling JSON: while decoding JSON: ")), " ")
	return ui.Preferences{Notice: "using the defaults, " + path + " cannot be used: " + why}
}

var (
	sorts   = []string{"namespace", "cause", "registry", "pods", "age"}
	columns = []string{"registry", "pods", "age", "image", "owner", "node", "reason"}
)

func parse(text []byte) (ui.Preferences, error) {
	var f file
	if err := yaml.UnmarshalStrict(text, &f); err != nil {
		return ui.Preferences{}, err
	}
	switch {
	case f.Theme != "" && !slices.Contains(theme.Names, f.Theme):
		return ui.Preferences{}, notOne("theme", f.Theme, theme.Names)
	case f.View != "" && f.View != "pods" && f.View != "causes":
		return ui.Preferences{}, notOne("view", f.View, []string{"pods", "causes"})
	case f.Sort != "" && !slices.Contains(sorts, f.Sort):
		return ui.Preferences{}, notOne("sort", f.Sort, sorts)
	}
	for _, c := range f.Columns {
		if !slices.Contains(columns, c) {
			return ui.Preferences{}, notOne("columns", c, columns)
		}
	}
	p := ui.Preferences{Theme: f.Theme, Causes: f.View == "causes", Sort: f.Sort, Columns: f.Columns,
		Production: f.Production, NoMouse: f.Mouse != nil && !*f.Mouse}
	for name, keys := range f.Keys {
		if p.Keys == nil {
			p.Keys = map[string][]string{}
		}
		p.Keys[name] = keys
	}
	_, err := screen.NewKeymap(p.Keys)
	return p, err
}

func notOne(what, got string, of []string) error {
	return fmt.Errorf("%s %q is none of %s", what, got, strings.Join(of, ", "))
}
