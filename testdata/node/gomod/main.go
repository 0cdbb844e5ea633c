// Command gomod writes the go.mod that builds Kubernetes' own programs from the Go module proxy.
//
//	go run ./gomod v1.36.3 > build/k8s/go.mod
//	go run ./gomod -module k8s-older v1.34.4 kubelet > build/k8s-older/go.mod
//
// The module k8s.io/kubernetes takes its libraries (k8s.io/api, k8s.io/kubelet, ...) from folders
// of its own tree, which the proxy's archive does not hold. The same libraries are published as
// v0.X.Y beside every v1.X.Y, so the requirements are turned to those.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

const kubernetes = "k8s.io/kubernetes"

// programs are the commands that the cluster on loopback is made of, unless others are named.
var programs = []string{"kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kubelet"}

// goMod is what "go mod edit -json" prints, as far as it is needed.
type goMod struct {
	Go      string
	Godebug []struct{ Key, Value string }
	Require []struct {
		Path, Version string
		Indirect      bool
	}
	Replace []struct {
		Old, New struct{ Path, Version string }
	}
}

func main() {
	folder := flag.String("module", "k8s", "folder below build/ that the go.mod is for")
	flag.Parse()
	version := flag.Arg(0)
	if !strings.HasPrefix(version, "v1.") {
		fmt.Fprintln(os.Stderr, "usage: gomod [-module FOLDER] v1.X.Y [PROGRAM...] > go.mod")
		os.Exit(2)
	}
	if flag.NArg() > 1 {
		programs = flag.Args()[1:]
	}
	if err := run(*folder, version, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gomod:", err)
		os.Exit(1)
	}
}

func run(folder, version string, out io.Writer) error {
	var download struct{ GoMod string }
	if err := goJSON(&download, "mod", "download", "-json", kubernetes+"@"+version); err != nil {
		return err
	}
	var src goMod
	if err := goJSON(&src, "mod", "edit", "-json", download.GoMod); err != nil {
		return err
	}
	_, err := io.WriteString(out, translate(src, folder, version))
	return err
}

// translate writes the go.mod of a module that builds the programs of that version.
func translate(src goMod, folder, version string) string {
	staging := "v0." + strings.TrimPrefix(version, "v1.")
	var b strings.Builder
	fmt.Fprintf(&b, "module github.com/pulldoctor/pulldoctor/testdata/node/build/%s\n\ngo %s\n\n", folder, src.Go)
	for _, d := range src.Godebug {
		fmt.Fprintf(&b, "godebug %s=%s\n\n", d.Key, d.Value)
	}
	b.WriteString("tool (\n")
	for _, p := range programs {
		fmt.Fprintf(&b, "\t%s/cmd/%s\n", kubernetes, p)
	}
	fmt.Fprintf(&b, ")\n\nrequire (\n\t%s %s\n", kubernetes, version)
	for _, r := range src.Require {
		v := r.Version
		if v == "v0.0.0" {
			v = staging
		}
		fmt.Fprintf(&b, "\t%s %s", r.Path, v)
		if r.Indirect {
			b.WriteString(" // indirect")
		}
		b.WriteString("\n")
	}
	b.WriteString(")\n\n// Every version of these, v0.0.0 included, is the published one.\nreplace (\n")
	var names []string
	for _, r := range src.Replace {
		if strings.HasPrefix(r.New.Path, "./staging/") {
			names = append(names, r.Old.Path)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(&b, "\t%s => %s %s\n", n, n, staging)
	}
	b.WriteString(")\n")
	return b.String()
}

// goJSON runs the go command outside any module and decodes what it prints.
func goJSON(into any, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Dir = os.TempDir()
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	return json.Unmarshal(out, into)
}
