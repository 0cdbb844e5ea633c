package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

const tag = "v1.2.3"

// plugin is the part of a krew manifest (krew.googlecontainertools.github.com/v1alpha2) that krew
// needs for an installation.
type plugin struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec struct {
		Version          string `json:"version"`
		Homepage         string `json:"homepage"`
		ShortDescription string `json:"shortDescription"`
		Description      string `json:"description"`
		Caveats          string `json:"caveats"`
		Platforms        []struct {
			Selector struct {
				MatchLabels map[string]string `json:"matchLabels"`
			} `json:"selector"`
			Bin    string `json:"bin"`
			URI    string `json:"uri"`
			SHA256 string `json:"sha256"`
		} `json:"platforms"`
	} `json:"spec"`
}

// fill executes a template with the data of a release. As in krew's release bot, the address is a
// template itself, and the checksum is on a line of its own, indented by four spaces.
func fill(t *testing.T, text string, data map[string]string) string {
	t.Helper()
	funcs := template.FuncMap{"addURIAndSha": func(uri, tag string) string {
		return fmt.Sprintf("uri: %s\n    sha256: %s", fill(t, uri, map[string]string{"TagName": tag}), strings.Repeat("a", 64))
	}}
	parsed, err := template.New("").Option("missingkey=error").Funcs(funcs).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := parsed.Execute(&out, data); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// release is the part of the goreleaser file that names archives.
type release struct {
	Builds []struct {
		ID     string   `json:"id"`
		Binary string   `json:"binary"`
		GOOS   []string `json:"goos"`
		GOARCH []string `json:"goarch"`

		LDFlags []string `json:"ldflags"`
	} `json:"builds"`
	Archives []struct {
		IDs       []string `json:"ids"`
		Name      string   `json:"name_template"`
		Formats   []string `json:"formats"`
		Overrides []struct {
			GOOS    string   `json:"goos"`
			Formats []string `json:"formats"`
		} `json:"format_overrides"`
		Files []string `json:"files"`
	} `json:"archives"`
}

// krew downloads what goreleaser builds: every system and architecture, under the same name, with
// the program and the license in it.
func TestKrewFindsTheArchives(t *testing.T) {
	var want, got []string
	var r release
	readYAML(t, "../../.goreleaser.yaml", &r)
	for _, archive := range r.Archives {
		if !slices.Contains(archive.Files, "LICENSE") {
			t.Errorf("%s has no license", archive.Name)
		}
		for _, build := range r.Builds {
			if build.Binary != pluginName || !slices.Contains(archive.IDs, build.ID) {
				continue
			}
			for _, system := range build.GOOS {
				format, binary := archive.Formats[0], build.Binary
				for _, o := range archive.Overrides {
					if o.GOOS == system {
						format = o.Formats[0]
					}
				}
				if system == "windows" {
					binary += ".exe"
				}
				for _, arch := range build.GOARCH {
					name := fill(t, archive.Name, map[string]string{"Version": tag[1:], "Os": system, "Arch": arch})
					want = append(want, fmt.Sprintf("%s/%s: %s in %s/%s.%s", system, arch, binary, tag, name, format))
				}
			}
		}
	}
	for _, p := range manifest(t).Spec.Platforms {
		_, file, _ := strings.Cut(p.URI, "/releases/download/")
		labels := p.Selector.MatchLabels
		got = append(got, fmt.Sprintf("%s/%s: %s in %s", labels["os"], labels["arch"], p.Bin, file))
		if len(p.SHA256) != 64 {
			t.Errorf("%s: checksum %q", p.URI, p.SHA256)
		}
	}
	for _, build := range r.Builds {
		if !strings.Contains(strings.Join(build.LDFlags, " "), "-X main.version=") {
			t.Errorf("%s does not know its version", build.ID)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" || len(want) != 6 {
		t.Errorf("archives (- goreleaser, + krew), %d:\n%s", len(want), d)
	}
}

// The fields that krew's index requires.
func TestKrewManifest(t *testing.T) {
	m := manifest(t)
	if m.APIVersion != "krew.googlecontainertools.github.com/v1alpha2" || m.Kind != "Plugin" || m.Metadata.Name != "pulldoctor" || m.Spec.Version != tag {
		t.Errorf("%+v", m)
	}
	if d := m.Spec.ShortDescription; d == "" || len(d) > 50 || strings.HasSuffix(d, ".") {
		t.Errorf("short description %q", d)
	}
	if m.Spec.Description == "" || m.Spec.Homepage == "" {
		t.Error("no description or no homepage")
	}
}

func manifest(t *testing.T) plugin {
	t.Helper()
	text, err := os.ReadFile("../../.krew.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var m plugin
	if err := yaml.UnmarshalStrict([]byte(fill(t, string(text), map[string]string{"TagName": tag})), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}
