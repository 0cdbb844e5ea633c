package cli_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"text/template"

	"sigs.k8s.io/yaml"
)

const tag = "v1.2.3"

// krewPlatforms renders the krew manifest as the release bot does.
func krewPlatforms(t *testing.T) []string {
	t.Helper()
	render := func(text string, funcs template.FuncMap) string {
		tmpl, err := template.New("").Funcs(funcs).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := tmpl.Execute(&b, map[string]string{"TagName": tag}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text, err := os.ReadFile("../../.krew.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rendered := render(string(text), template.FuncMap{"addURIAndSha": func(uri, _ string) string {
		return "uri: " + render(uri, nil) + "\n    sha256: " + strings.Repeat("a", 64)
	}})
	var m struct {
		Metadata struct{ Name string }
		Spec     struct {
			Version, ShortDescription string
			Platforms                 []struct {
				Selector         struct{ MatchLabels map[string]string }
				URI, SHA256, Bin string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(rendered), &m); err != nil {
		t.Fatal(err)
	}
	if m.Metadata.Name != "pulldoctor" || m.Spec.Version != tag || len(m.Spec.ShortDescription) > 50 {
		t.Errorf("%+v", m)
	}
	var names []string
	for _, p := range m.Spec.Platforms {
		os := p.Selector.MatchLabels["os"]
		if want := map[bool]string{true: "kubectl-pulldoctor.exe", false: "kubectl-pulldoctor"}[os == "windows"]; p.Bin != want || p.SHA256 == "" {
			t.Errorf("%+v", p)
		}
		names = append(names, p.URI[strings.LastIndex(p.URI, "/")+1:])
	}
	return names
}

// The krew manifest names just the archives that a release makes.
func TestKrewNamesTheArchives(t *testing.T) {
	text, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var release struct {
		Builds []struct {
			ID                                string
			Goos, Goarch, Env, Flags, Ldflags []string
		}
		Archives []struct {
			IDs          []string
			NameTemplate string `json:"name_template"`
		}
	}
	if err := yaml.Unmarshal(text, &release); err != nil {
		t.Fatal(err)
	}
	plugin, archive := release.Builds[0], release.Archives[0]
	if plugin.ID != archive.IDs[0] || !strings.Contains(plugin.Ldflags[0], "-X main.version=") {
		t.Fatalf("%+v %+v", plugin, archive)
	}
	var want []string
	for _, os := range plugin.Goos {
		for _, arch := range plugin.Goarch {
			ext := map[bool]string{true: ".zip", false: ".tar.gz"}[os == "windows"]
			want = append(want, strings.NewReplacer("v{{ .Version }}", tag, "{{ .Os }}", os, "{{ .Arch }}", arch).Replace(archive.NameTemplate)+ext)
		}
	}
	if got := krewPlatforms(t); !slices.Equal(got, want) {
		t.Errorf("krew\n%s\nrelease\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
