// Command pulldoctor takes a pod stuck in ImagePullBackOff, shows why, and
// fixes it with one key.
package main

import (
	"embed"
	"io/fs"
	"os"
	"runtime/debug"

	"github.com/pulldoctor/pulldoctor/ui/app"
)

// The cases are the practice cluster's problems. What real nodes said of them (node.yaml) is for
// tests only, and more than half of the bytes.
//
//go:embed testdata/cases/*.yaml testdata/cases/*/[^n]*.yaml
var embedded embed.FS

// version is set at release; otherwise the build says it.
var version = ""

func main() {
	cases, err := fs.Sub(embedded, "testdata/cases")
	if err != nil {
		panic(err) // the name is wrong
	}
	stop := stopBySignal()
	program := app.Program{Cases: cases, Version: versionName(), Interactive: stop.interactive}
	code := program.Run(stop.ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	if signaled := stop.code.Load(); signaled != 0 {
		code = int(signaled)
	}
	os.Exit(code)
}

func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
