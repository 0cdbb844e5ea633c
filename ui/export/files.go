package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// mostCopies bounds how many names are tried before giving up.
const mostCopies = 1000

// copyName is the nth name for a file: "report.json", "report-2.json".
func copyName(name string, n int) string {
	if n <= 1 {
		return name
	}
	ext := filepath.Ext(name)
	return fmt.Sprintf("%s-%d%s", name[:len(name)-len(ext)], n, ext)
}

// writeNew writes a file that only its owner can read. It takes the first name
// that is free and never writes over anything; the name is returned.
func writeNew(folder, name string, content []byte) (string, error) {
	for n := 1; n <= mostCopies; n++ {
		path := filepath.Join(folder, copyName(name, n))
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fileError(path, err)
		}
		_, err = f.Write(content)
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(path) // half a file is worse than none
			return "", fileError(path, err)
		}
		return path, nil
	}
	return "", fmt.Errorf("there are already %d files like %s; remove some", mostCopies, name)
}

// newFolder makes a folder that only its owner can open, under the first name
// that is free.
func newFolder(parent, name string) (string, error) {
	for n := 1; n <= mostCopies; n++ {
		path := filepath.Join(parent, copyName(name, n))
		err := os.Mkdir(path, 0o700)
		switch {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrExist):
			return "", fileError(path, err)
		}
	}
	return "", fmt.Errorf("there are already %d folders like %s; remove some", mostCopies, name)
}

// fileError is one sentence: what could not be written, why, what to do.
func fileError(path string, err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		err = e.Err
	}
	what := "start the program in another folder"
	if errors.Is(err, syscall.ENOSPC) {
		what = "free some space"
	}
	return fmt.Errorf("%s cannot be written: %w; %s", path, err, what)
}
