package main

import (
	"net/url"
	"runtime/debug"
	"strings"
)

// bom is the part of CycloneDX 1.6 that is needed here. It holds neither a
// time nor a random number: the same program gives the same bytes.
type bom struct {
	Format       string       `json:"bomFormat"`
	SpecVersion  string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Hashes     []hash     `json:"hashes,omitempty"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// describe turns what a build wrote into its program into a bill of materials.
// version, unless empty, is that of the program; digest is its SHA-256.
func describe(info *debug.BuildInfo, version, digest string) bom {
	if version == "" {
		version = info.Main.Version
	}
	program := module("application", info.Main.Path, version)
	program.Hashes = []hash{{"SHA-256", digest}}
	for _, s := range info.Settings {
		if s.Key == "GOOS" || s.Key == "GOARCH" {
			program.Properties = append(program.Properties, property{"go:" + s.Key, s.Value})
		}
	}
	b := bom{Format: "CycloneDX", SpecVersion: "1.6", Version: 1, Metadata: metadata{program}}
	// The toolchain's version names the standard library: "go1.26.8", or with
	// experiments behind a blank.
	goVersion, _, _ := strings.Cut(info.GoVersion, " ")
	b.Components = append(b.Components, module("library", "std", strings.TrimPrefix(goVersion, "go")))
	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		c := module("library", dep.Path, dep.Version)
		if dep.Sum != "" {
			c.Properties = []property{{"go:sum", dep.Sum}} // as in go.sum
		}
		b.Components = append(b.Components, c)
	}
	refs := make([]string, len(b.Components))
	for i, c := range b.Components {
		refs[i] = c.Ref
	}
	b.Dependencies = []dependency{{program.Ref, refs}}
	return b
}

// module is a component that is found by its package URL
// (pkg:golang/PATH@VERSION).
func module(kind, path, version string) component {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	purl := "pkg:golang/" + strings.Join(parts, "/")
	if version != "" {
		purl += "@" + url.QueryEscape(version) // "+incompatible" has to be escaped
	}
	return component{Type: kind, Ref: purl, Name: path, Version: version, PURL: purl}
}
