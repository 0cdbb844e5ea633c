// Command shots makes the pictures of the README from the program itself: it
// plays the practice cluster in a pseudo-terminal, from the keyboard, and
// renders what the terminal shows.
//
//	go run ./ui/shots -o testdata/shots
//
// The renderer, freeze, is built once in the user's cache folder.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	out := flag.String("o", filepath.Join("testdata", "shots"), "folder for the pictures")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

func run(out string) error {
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
	for _, s := range stories {
		frames, err := s.play(program)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := r.write(filepath.Join(out, s.name), s, frames); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}
