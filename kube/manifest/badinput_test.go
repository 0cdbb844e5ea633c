package manifest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
)

// Whatever is in a folder, the good manifest beside it is judged, and what is bad has
// one clear sentence.
func TestBadInputBesideGood(t *testing.T) {
	bad := strings.Replace(podText, "image: nginx", "image: Nginx", 1)
	for _, tt := range []struct {
		name string
		make func(t *testing.T, path string)
		says string // of one problem; empty for none
	}{
		{"Windows line ends", text(strings.ReplaceAll(podText, "\n", "\r\n")), ""},
		{"line ends of an old Mac", text(strings.ReplaceAll(podText, "\n", "\r")), ""},
		{"a byte order mark", text("\ufeff" + podText), ""},
		{"UTF-16", text("\xff\xfea\x00:\x00"), "this is UTF-16 text"},
		{"a tab", text("apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n"), "indented with a tab"},
		{"half a letter", text("apiVersion: v1\nkind: Pod\nmetadata: {name: \"\xc3\"}\n"), "not UTF-8"},
		{"zeros", text("apiVersion: v1\nkind: Pod\n" + strings.Repeat("\x00", 10_000)), "this is not text"},
		{"an anchor", text(strings.Replace(podText, "spec: {", "x-y: &a [b]\nspec: {tolerations: *a, ", 1)), ""},
		{"an unknown anchor", text(podText + "x: *nowhere\n"), "there is no anchor of that name"},
		{"an alias bomb", text("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\na: &a [x,x,x,x,x,x,x,x,x]\n" + bomb()), "aliases too often"},
		{"an alias of itself", text("apiVersion: v1\nkind: Pod\na: &a [*a]\n"), ""},
		{"deep brackets", text("apiVersion: v1\nkind: Pod\na: " + strings.Repeat("[", 50_000)), "not YAML"},
		{"a bracket missing", text("apiVersion: v1\nkind: Pod\nmetadata: {name: x\n"), "not YAML"},
		{"an empty file", text(""), ""},
		{"comments only", text("# nothing\n---\n# here\n"), ""},
		{"a list of Ansible", text("- hosts: all\n  tasks: []\n"), "not a Kubernetes manifest and was skipped"},
		{"a compose file", text("services:\n  web: {image: nginx}\n"), "not a Kubernetes manifest and was skipped"},
		{"plain text", text("some words\nand more\n"), "not a Kubernetes manifest and was skipped"},
		{"a binary file", text("\x7fELF\x02\x01\x01\x00\x00"), "this is not text"},
		{"a link to nothing", func(t *testing.T, p string) { must(t, os.Symlink("nowhere", p)) }, ""},
		{"a link to the folder", func(t *testing.T, p string) { must(t, os.Symlink(".", p)) }, ""},
		{"a folder of that name", func(t *testing.T, p string) { must(t, os.Mkdir(p, 0o755)) }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeTree(t, map[string]string{"good.yaml": bad})
			tt.make(t, filepath.Join(dir, "other.yaml"))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s, problems, err := ReadFilesIn([]string{dir}, nil, kube.Scope{})
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n > 200 {
				t.Errorf("%d MiB were allocated", n)
			}
			found := 0
			for _, f := range engine.Run(s, diagnose.Options{}).Report.Failures {
				if f.Findings[0].Check == diagnose.CheckInvalidImageName {
					found++
				}
			}
			if found != 1 {
				t.Errorf("the good document was judged %d times", found)
			}
			var said []string
			for _, p := range problems {
				if len(p.Text) > 300 {
					t.Errorf("%d characters: %s", len(p.Text), p.Text)
				}
				said = append(said, p.String())
			}
			all := strings.Join(said, "\n")
			if tt.says == "" && all != "" && tt.name != "an alias of itself" && tt.name != "an anchor" || !strings.Contains(all, tt.says) || tt.says != "" && len(problems) != 1 {
				t.Errorf("%s, want %q", all, tt.says)
			}
		})
	}
}

func text(s string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		must(t, os.WriteFile(path, []byte(strings.NewReplacer("name: web", "name: other", "Nginx", "nginx").Replace(s)), 0o644))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bomb is nine levels of aliases, each nine times the one before.
func bomb() string {
	var b strings.Builder
	for i := range 9 {
		one := fmt.Sprintf("*%c,", 'a'+i)
		fmt.Fprintf(&b, "%c: &%c [%s]\n", 'b'+i, 'b'+i, strings.TrimSuffix(strings.Repeat(one, 9), ","))
	}
	return b.String()
}

// A file that is written while it is read is not judged by half.
func TestFileThatChanges(t *testing.T) {
	dir := writeTree(t, map[string]string{"good.yaml": podText, "growing.yaml": podText})
	whileRead = func(path string) {
		if strings.HasSuffix(path, "growing.yaml") {
			must(t, os.WriteFile(path, []byte(podText+"---\n"+podText), 0o644))
		}
	}
	defer func() { whileRead = func(string) {} }()
	s, problems, err := ReadFilesIn([]string{dir}, nil, kube.Scope{})
	if err != nil || len(problems) != 1 || !problems[0].Unread || !strings.Contains(problems[0].Text, "it changed while it was read") || len(s.Pods) != 1 {
		t.Errorf("%v %v, %d pods", problems, err, len(s.Pods))
	}
}

// endless is a stream of zeros, as from a disk.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return len(p), nil
}

// What never ends is refused at once.
func TestEndlessInput(t *testing.T) {
	var zeros endless
	_, problems, err := ReadFilesIn([]string{"-"}, &zeros, kube.Scope{})
	if err == nil || !strings.Contains(err.Error(), "this is not text") || len(problems) != 1 || zeros.read > 8<<20 {
		t.Errorf("%v, %v after %d bytes", err, problems, zeros.read)
	}
	if _, _, err := ReadFilesIn([]string{"/dev/zero"}, nil, kube.Scope{}); runtime.GOOS == "linux" && (err == nil || !strings.Contains(err.Error(), "it is a device")) {
		t.Error(err)
	}
	pipe := filepath.Join(writeTree(t, map[string]string{"good.yaml": podText}), "pipe.yaml")
	if err := exec.Command("mkfifo", pipe).Run(); err != nil {
		t.Skip("no mkfifo")
	}
	if _, _, err := ReadFilesIn([]string{pipe}, nil, kube.Scope{}); err == nil || !strings.Contains(err.Error(), "it is a named pipe, which may never end") {
		t.Error(err)
	}
	if s, problems, err := ReadFilesIn([]string{filepath.Dir(pipe)}, nil, kube.Scope{}); err != nil || len(problems) > 0 || len(s.Pods) != 1 {
		t.Error(problems, err)
	}
}
