// Command pulldoctor takes a pod stuck in ImagePullBackOff, shows why, and
// fixes it with one key.
package main

import (
	"context"
	"embed"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

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
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	program := app.Program{Cases: cases, Version: versionName()}
	code := program.Run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	stop()
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
