package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDescribe(t *testing.T) {
	info := &debug.BuildInfo{
		GoVersion: "go1.26.8 X:boringcrypto",
		Main:      debug.Module{Path: "example.com/us/tool", Version: "(devel)"},
		Deps: []*debug.Module{
			{Path: "k8s.io/api", Version: "v0.37.2", Sum: "h1:abc="},
			{Path: "example.com/old", Version: "v1.0.0+incompatible"},
			{Path: "example.com/gone", Version: "v1.0.0", Replace: &debug.Module{Path: "example.com/fork", Version: "v1.0.1", Sum: "h1:def="}},
		},
		Settings: []debug.BuildSetting{{Key: "-trimpath", Value: "true"}, {Key: "GOARCH", Value: "arm64"}, {Key: "GOOS", Value: "linux"}},
	}
	b := describe(info, "1.2.3", "00ff")
	var got []string
	for _, c := range append([]component{b.Metadata.Component}, b.Components...) {
		line := []string{c.Type, c.Name, c.Version, c.PURL}
		for _, h := range c.Hashes {
			line = append(line, h.Algorithm+" "+h.Content)
		}
		for _, p := range c.Properties {
			line = append(line, p.Name+" "+p.Value)
		}
		got = append(got, strings.Join(line, ", "))
	}
	want := []string{
		"application, example.com/us/tool, 1.2.3, pkg:golang/example.com/us/tool@1.2.3, SHA-256 00ff, go:GOARCH arm64, go:GOOS linux",
		"library, std, 1.26.8, pkg:golang/std@1.26.8",
		"library, k8s.io/api, v0.37.2, pkg:golang/k8s.io/api@v0.37.2, go:sum h1:abc=",
		"library, example.com/old, v1.0.0+incompatible, pkg:golang/example.com/old@v1.0.0%2Bincompatible",
		"library, example.com/fork, v1.0.1, pkg:golang/example.com/fork@v1.0.1, go:sum h1:def=",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(b.Dependencies) != 1 || len(b.Dependencies[0].DependsOn) != len(b.Components) {
		t.Errorf("dependencies: %+v", b.Dependencies)
	}
}

// The test program is a Go program too.
func TestWrite(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var texts [2]string
	for i := range texts {
		file := filepath.Join(t.TempDir(), "sbom.json")
		if err := write(self, file, ""); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	if texts[0] != texts[1] {
		t.Error("the same program gives two bills")
	}
	var b bom
	if err := json.Unmarshal([]byte(texts[0]), &b); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(b.Components, func(c component) bool { return c.Name == "std" && c.Version != "" }) {
		t.Errorf("the standard library is missing: %s", texts[0])
	}
	if hashes := b.Metadata.Component.Hashes; len(hashes) != 1 || len(hashes[0].Content) != 64 {
		t.Errorf("hashes: %v", hashes)
	}
}

func TestWriteSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte("not a program"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{text, filepath.Join(dir, "missing")} {
		out := filepath.Join(dir, "sbom.json")
		if err := write(file, out, ""); err == nil {
			t.Errorf("%s: no error", file)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: a bill is written", file)
		}
	}
}
