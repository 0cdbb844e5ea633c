package symptom

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Wordings of runtimes and registries with neutral names, each written down with its class before it was
// read for the first time. How many were read right then is at the head of each file; in the first it was
// 85 of 87, and in the other two it was the class written down that was wrong (a proxy that refuses, and a
// host that is no registry).
func TestUnseenMessages(t *testing.T) {
	files, err := filepath.Glob("testdata/blind*.tsv")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files of wordings: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) { readUnseen(t, file) })
	}
}

func readUnseen(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	total, right := 0, 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			t.Fatalf("not three fields: %q", line)
		}
		total++
		r := Read(f[1], strings.ReplaceAll(f[2], `\n`, "\n"))
		if r.Class == Class(f[0]) {
			right++
			continue
		}
		t.Errorf("%s (%s), want %s: %s", r.Class, r.Rule, f[0], f[2])
	}
	t.Logf("%d of %d", right, total)
	if total < 20 {
		t.Errorf("only %d wordings", total)
	}
}
