package trial

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// source is what the report says about where it comes from.
var source = diagnose.Source{Kind: diagnose.SourceCluster, Context: "node-test"}

// Diagnose reads the cluster and diagnoses it, as the program does.
func (w *World) Diagnose(ctx context.Context) (*diagnose.Result, error) {
	var scope kube.Scope
	if w.only != "" {
		scope.Namespaces = []string{w.only}
	}
	snapshot, err := read.Collect(ctx, w.Client, scope, source, nil)
	if err != nil {
		return nil, err
	}
	return engine.Run(snapshot, diagnose.Options{Version: "node-test"}), nil
}

// Program is the built binary.
type Program string

// program is the module that this one tests.
const program = "github.com/pulldoctor/pulldoctor"

// BuildProgram builds pulldoctor in its own module, with the versions that its users get.
func BuildProgram(ctx context.Context, path string) (Program, error) {
	dir, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", program).Output()
	if err != nil {
		return "", fmt.Errorf("finding module %s: %w", program, err)
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", path, ".")
	cmd.Dir = strings.TrimSpace(string(dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building pulldoctor: %w\n%s", err, out)
	}
	return Program(path), nil
}

// incomplete is the exit code of a report that lacks something which could not be read.
const incomplete = 4

// Report runs the binary against the cluster and reads the report that it prints.
func (p Program) Report(ctx context.Context, w *World) (*diagnose.Report, error) {
	args := []string{"--kubeconfig=" + w.Kubeconfig, "--report", "--output=json", "--fail-on=none"}
	if w.only != "" {
		args = append(args, "--namespace="+w.only, "--as="+w.as)
	} else {
		args = append(args, "--all-namespaces")
	}
	cmd := exec.CommandContext(ctx, string(p), args...)
	cmd.Env = []string{"HOME=/nonexistent"}
	var errors bytes.Buffer
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if cmd.ProcessState != nil && cmd.ProcessState.ExitCode() == incomplete {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("pulldoctor --report: %w: %s", err, errors.Bytes())
	}
	r, err := Printed(out)
	if err != nil {
		return nil, fmt.Errorf("pulldoctor --report: %w", err)
	}
	return r, nil
}
