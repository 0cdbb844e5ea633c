package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Write writes the report to every output. The text for people is always
// written, unless it is to be quiet and nothing is wrong: to standard output, or
// to standard error when standard output has another format. A file that cannot be written does not keep the others from
// being written; the errors are joined.
func Write(res *diagnose.Result, o Options, stdout, stderr io.Writer) error {
	human := stdout
	for _, out := range o.Outputs {
		if out.File == "" && out.Format != "text" {
			human = stderr
		}
	}
	style := report.Style{Width: Width(human), Color: Color(human), ASCII: o.ASCII, Brief: o.Summary}
	if o.Color != "" {
		style.Color = o.Color == "always"
	}
	var errs []error
	if !o.Quiet || !report.Fine(res) || ExitCode(&res.Report, o.FailOn, false) != ExitOK {
		errs = append(errs, streamError(report.Text(human, res, style)))
	}
	for _, out := range o.Outputs {
		if out.File == "" && out.Format == "text" {
			continue
		}
		var b bytes.Buffer
		if err := report.FormatNamed(out.Format).Write(&b, res, report.Style{ASCII: o.ASCII}); err != nil {
			errs = append(errs, fmt.Errorf("the report cannot be written as %s: %w", out.Format, err))
			continue
		}
		if out.File == "" {
			_, err := stdout.Write(b.Bytes())
			errs = append(errs, streamError(err))
			continue
		}
		if err := writeFile(out.File, b.Bytes()); err != nil {
			errs = append(errs, fileError(out, err))
		}
	}
	return errors.Join(errs...)
}

// writeFile writes a report to a file that only its owner can read. It creates no
// file through a link, and empties none: whoever can write to the folder, as in
// /tmp, would choose which one. Devices and pipes, such as /dev/stdout, are links
// often.
func writeFile(path string, content []byte) error {
	flags := os.O_WRONLY | os.O_TRUNC
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	} else if info, err := os.Stat(path); err != nil || info.Mode().IsRegular() {
		flags |= noFollow
	}
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// CheckOutputs finds out early what Write could not write: a directory that
// does not exist, a file without write permission. It changes nothing.
func (o *Options) CheckOutputs() error {
	for _, out := range o.Outputs {
		if out.File == "" {
			continue
		}
		if o.reads(out.File) {
			return fmt.Errorf("%s is a file that -f reads: the report would overwrite it; choose another file for -o %s=FILE", out.File, out.Format)
		}
		info, err := os.Stat(out.File)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if info, err = os.Stat(filepath.Dir(out.File)); err == nil && !info.IsDir() {
				err = syscall.ENOTDIR
			}
		case err == nil && info.IsDir():
			err = syscall.EISDIR
		case err == nil && info.Mode().IsRegular(): // closing a pipe would end it
			var f *os.File
			if f, err = os.OpenFile(out.File, os.O_WRONLY|noFollow, 0); err == nil {
				err = f.Close()
			}
		}
		if err != nil {
			return fileError(out, err)
		}
	}
	return nil
}

// reads reports whether -f names a file.
func (o *Options) reads(file string) bool {
	to, err := os.Stat(file)
	if err != nil || !to.Mode().IsRegular() {
		return false
	}
	return slices.ContainsFunc(o.Files, func(f string) bool {
		from, err := os.Stat(f)
		return err == nil && os.SameFile(from, to)
	})
}

// fileError says why a file cannot be written, and what to do.
func fileError(out Output, err error) error {
	what, next := err, "check -o "+out.Format+"=FILE"
	var path *fs.PathError
	if errors.As(err, &path) {
		what = path.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && !isDir(filepath.Dir(out.File)):
		what, next = errors.New("the directory does not exist"), "create it first"
	case errors.Is(err, syscall.ELOOP):
		what, next = errors.New("it is a link"), "name the file itself"
	case errors.Is(err, syscall.ENOSPC):
		what, next = errors.New("the disk is full"), "free some space; the file is incomplete"
	}
	return fmt.Errorf("the report cannot be written to %s: %w; %s", out.File, what, next)
}

func streamError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the report cannot be printed: %w", err)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
