package report

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
)

func TestZZ(t *testing.T) {
	dirs, _ := filepath.Glob("../../testdata/cases/*/node.yaml")
	var paths []string
	for _, d := range dirs {
		paths = append(paths, filepath.Join(filepath.Dir(d), "manifests.yaml"), d)
	}
	s, p, err := kube.ReadFiles(paths, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Log(p)
	f, _, _ := kube.ReadFiles(paths[:0:0], nil, "")
	_ = f
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool { return p.Template })
	s.Source.Kind = diagnose.SourceCluster
	s.Source.Context = "kind-dev"
	Text(os.Stdout, diagnose.Run(s, diagnose.Options{Version: "t"}), Style{})
	var only []string
	for i := 0; i < len(paths); i += 2 {
		only = append(only, paths[i])
	}
	s, p, err = kube.ReadFiles(only, nil, "")
	t.Log(p, err)
	Text(os.Stdout, diagnose.Run(s, diagnose.Options{Version: "t"}), Style{})
}
