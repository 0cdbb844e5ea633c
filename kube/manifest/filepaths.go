package manifest

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// inputFile is one file to read.
type inputFile struct {
	path  string // "-" for standard input
	err   error  // why a folder below a named one cannot be read
	found bool   // found in a folder, not named by the user: it may be other YAML
}

// shown returns the path for people.
func (f inputFile) shown() string {
	if f.path == "-" {
		return "standard input"
	}
	return clean.Line(f.path)
}

// findFiles turns paths into files, folders into the manifests below them in
// sorted order, except for what is excluded; exclude may be nil. Links inside
// folders are not followed, so there is no loop.
func findFiles(paths []string, exclude func(path string) bool) ([]inputFile, error) {
	if len(paths) == 0 {
		return nil, kube.UsageErrorf(nil, "No file given: name a manifest, a folder, or - for standard input.")
	}
	var out []inputFile
	for _, p := range paths {
		if p == "-" {
			out = append(out, inputFile{path: p})
			continue
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil, kube.UsageErrorf(err, "%s cannot be read: %s.", p, reason(err))
		}
		if info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0 && p != "/dev/stdin" {
			return nil, kube.UsageErrorf(nil, "%s cannot be read: it is a device or a socket, not a file.", p)
		}
		if info.Mode()&fs.ModeNamedPipe != 0 && !strings.HasPrefix(p, "/dev/") && !strings.HasPrefix(p, "/proc/") { // <(...) of a shell is there
			return nil, kube.UsageErrorf(nil, "%s cannot be read: it is a named pipe, which may never end. Pipe into -f - instead.", p)
		}
		if !info.IsDir() {
			out = append(out, inputFile{path: p})
			continue
		}
		below, err := manifestsBelow(p, exclude)
		if err != nil {
			return nil, kube.UsageErrorf(err, "%s cannot be read: %s.", p, reason(err))
		}
		if len(below) == 0 {
			return nil, kube.UsageErrorf(nil, "The folder %s contains no .yaml, .yml or .json file%s.", p, map[bool]string{true: " that the settings do not exclude"}[exclude != nil])
		}
		out = append(out, below...)
	}
	return out, nil
}

// settingsFile is ours, not a manifest.
const settingsFile = ".pulldoctor.yaml"

func manifestsBelow(folder string, exclude func(path string) bool) ([]inputFile, error) {
	var out []inputFile
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if p == folder {
				return err
			}
			out = append(out, inputFile{path: p, found: true, err: err}) // the rest is judged
			return fs.SkipDir
		}
		if d.IsDir() && p != folder && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir // .git and the like
		}
		if exclude != nil && p != folder && exclude(p) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Name() == settingsFile {
			return nil
		}
		exts := []string{".yaml", ".yml", ".json"}
		if !d.IsDir() && slices.Contains(exts, strings.ToLower(filepath.Ext(p))) {
			if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
				out = append(out, inputFile{path: p, found: true})
			}
		}
		return nil
	})
	return out, err
}

// errChanged is the reason for not judging a file that another program was writing.
var errChanged = errors.New("it changed while it was read: run this again when nothing writes it")

// whileRead is called when a file was read; a test changes the file then.
var whileRead = func(path string) {}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, err
	}
	b, err := readAll(f)
	whileRead(path)
	if after, statErr := os.Stat(path); err == nil && statErr == nil && before.Mode().IsRegular() &&
		(before.Size() != after.Size() || !before.ModTime().Equal(after.ModTime()) || !os.SameFile(before, after)) {
		return nil, errChanged
	}
	return b, err
}

// readAll reads slightly more than the limit, so that a later check can
// refuse the file by name. It stops at a piece that no text has: /dev/zero has no
// end.
func readAll(r io.Reader) ([]byte, error) {
	const piece = 1 << 20
	r = io.LimitReader(r, document.MaxFile+1)
	var b bytes.Buffer
	for {
		n, err := io.CopyN(&b, r, piece)
		if err == io.EOF {
			return b.Bytes(), nil
		}
		if err != nil {
			return b.Bytes(), err
		}
		if read := b.Bytes(); bytes.Count(read[len(read)-int(n):], []byte{0}) == piece {
			return read, nil
		}
	}
}

// reason returns a file error in plain words.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, errChanged):
		return errChanged.Error()
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return connect.Short(err)
}

func shownAll(paths []string) string {
	var out []string
	for _, p := range paths {
		out = append(out, inputFile{path: p}.shown())
	}
	return strings.Join(out, ", ")
}
