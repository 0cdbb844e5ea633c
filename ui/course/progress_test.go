package course

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProgressIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "deep", "course.json")
	p, err := Read(file)
	if err != nil || len(p.Lessons) != 0 {
		t.Fatalf("no file: %+v, %v", p, err)
	}
	r := p.Of("first")
	r.Step = 2
	r.wrong(1)
	r.hint(2)
	p.Exams = append(p.Exams, ExamResult{Seed: 1 << 63, Points: 3, Of: 10, Missed: []string{"first"}})
	if err := p.Write(file); err != nil {
		t.Fatal(err)
	}
	again, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, again); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if runtime.GOOS != "windows" {
		for name, want := range map[string]os.FileMode{file: 0o600, filepath.Dir(file): 0o700} {
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v %v, want %v", name, info.Mode().Perm(), err, want)
			}
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(file)); len(left) != 1 {
		t.Errorf("%d files are left", len(left))
	}
	if err := Reset(file); err != nil {
		t.Fatal(err)
	}
	if err := Reset(file); err != nil {
		t.Errorf("nothing to forget: %v", err)
	}
	if p, err := Read(file); err != nil || len(p.Lessons) != 0 {
		t.Errorf("after the reset: %+v %v", p, err)
	}
}

// TestDamagedProgress: there is always one to go on with, and a sentence about what was wrong.
func TestDamagedProgress(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing in it":     {"", "damaged"},
		"cut short":         {`{"version":1,"lessons":{"a":{"st`, "damaged"},
		"another type":      {`{"version":1,"lessons":[]}`, "damaged"},
		"another version":   {`{"version":2,"lessons":{"a":{"step":1}}}`, "another version"},
		"no version":        {`{}`, "another version"},
		"a step before all": {`{"version":1,"lessons":{"a":{"step":-4}}}`, ""},
		"an empty lesson":   {`{"version":1,"lessons":{"a":null}}`, ""},
		"null":              {`{"version":1}`, ""},
	} {
		file := filepath.Join(t.TempDir(), "course.json")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := Read(file)
		if p == nil || p.Lessons == nil || len(p.Lessons) != 0 || p.Version != version {
			t.Errorf("%s: %+v", name, p)
			continue
		}
		if (err != nil) != (c.want != "") || err != nil && (!strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), file)) {
			t.Errorf("%s: %v", name, err)
		}
		if kept, _ := os.ReadFile(file + ".old"); c.want != "" && string(kept) != c.text {
			t.Errorf("%s: %q is kept", name, kept)
		}
		p.Of("x").Step = 1
		if err := p.Write(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestProgressNowhere(t *testing.T) {
	p, err := Read("")
	if err != nil || p.Write("") != nil || Reset("") != nil {
		t.Errorf("%v: no folder is no error", err)
	}
	file := filepath.Join(t.TempDir(), "course.json")
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	if p, err = Read(file); err == nil || p == nil {
		t.Error("a folder was read")
	}
	if err := p.Write(filepath.Join(file, "..", "course.json")); err == nil || !strings.Contains(err.Error(), "cannot save the course progress") {
		t.Errorf("written over a folder: %v", err)
	}
}
