package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/rules"
)

// Name is the name of the settings file.
const Name = ".pulldoctor.yaml"

// None is the value of --config for no settings file.
const None = "none"

// stdin is the file of what was read from standard input.
const stdin = "standard input"

// maxSize is how large a settings file or a baseline may be.
const maxSize = 16 << 20

// Settings are the rules of a settings file and where they are.
type Settings struct {
	rules.Rules
	folder string // absolute; patterns of Exclude begin here
}

// Load reads the settings file that --config names. Without one it is the first
// .pulldoctor.yaml in the folder of the first of the paths (without paths, in the
// working directory) or above it, up to the top of the Git repository. Without
// such a file, there are no rules. clean makes texts harmless for a terminal.
func Load(config string, paths []string, clean func(string) string) (*Settings, error) {
	if config == None {
		return &Settings{}, nil
	}
	if config == "" {
		config = find(paths)
	}
	if config == "" {
		return &Settings{}, nil
	}
	text, err := read(config, "a settings file")
	if err != nil {
		return nil, err
	}
	s := &Settings{}
	if s.folder, err = filepath.Abs(filepath.Dir(config)); err != nil {
		return nil, err
	}
	s.Rules, err = parse(filepath.ToSlash(config), text, clean)
	return s, err
}

// find is the path of the settings file, relative where it is in or below the
// working directory; empty for none.
func find(paths []string) string {
	start := "."
	if len(paths) > 0 && paths[0] != "-" {
		start = paths[0]
		if info, err := os.Stat(start); err != nil || !info.IsDir() {
			start = filepath.Dir(start)
		}
	}
	dir, err := filepath.Abs(start)
	if err != nil {
		return ""
	}
	for {
		file := filepath.Join(dir, Name)
		if _, err := os.Lstat(file); err == nil {
			return shown(file)
		}
		parent := filepath.Dir(dir)
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil || parent == dir {
			return ""
		}
		dir = parent
	}
}

// shown is a path relative to the working directory, unless that leads upward
// more than it shortens.
func shown(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || len(rel) > len(path) {
		return path
	}
	return rel
}

// read reads a file that a person names, as what it is for.
func read(path, what string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s cannot be read as %s: it does not exist", path, what)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read as %s: %w", path, what, cause(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s is a directory, not %s", path, what)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file, so it cannot be %s", path, what)
	case info.Size() > maxSize:
		return nil, fmt.Errorf("%s is too large for %s: more than %d MiB", path, what, maxSize>>20)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read as %s: %w", path, what, cause(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSize))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read as %s: %w", path, what, cause(err))
	}
	return text, nil
}

func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Exclusion says whether a manifest below a folder of -f is not to be read; nil
// where nothing is excluded.
func (s *Settings) Exclusion() func(path string) bool {
	if len(s.Exclude) == 0 {
		return nil
	}
	return func(path string) bool { return s.Excluded(relative(s.folder, path)) }
}

// relative is a path as seen from a folder, with slashes.
func relative(folder, path string) string {
	if path == stdin {
		return path
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	rel, err := filepath.Rel(folder, abs)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return strings.TrimPrefix(filepath.ToSlash(rel), "./")
}
