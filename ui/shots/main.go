// Command shots makes the pictures of the README from the program itself: it
// plays the practice cluster in a pseudo-terminal, from the keyboard, and
// renders what the terminal shows.
//
//	go run ./ui/shots -o testdata/shots
//	go run ./ui/shots -all -o /tmp/screens
//
// With -all it draws every screen, in two sizes and on two backgrounds, for
// people who change the screens and want to see what became of them.
//
// The renderer, freeze, is built once in the user's cache folder.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	out := flag.String("o", filepath.Join("testdata", "shots"), "folder for the pictures")
	all := flag.Bool("all", false, "every screen, for a look at them, instead of the README's pictures")
	only := flag.String("only", "", "with -all: the pictures that have this in their size and background, such as 80x24.dark")
	flag.Parse()
	played := stories
	if *all {
		played = slices.DeleteFunc(gallery(), func(s story) bool { return !strings.Contains(s.name, *only) })
	}
	if err := run(*out, played); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

func run(out string, played []story) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "pulldoctor-shots")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	program := filepath.Join(work, "pulldoctor")
	if text, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, text)
	}
	r, err := newRenderer(work)
	if err != nil {
		return err
	}
	for _, s := range played {
		frames, wrong := s.play(program)
		if err := r.write(out, s, frames); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if wrong != nil { // what was seen before it is of use
			return fmt.Errorf("%s: %w", s.name, wrong)
		}
	}
	return nil
}
