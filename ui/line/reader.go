package line

import (
	"bufio"
	"context"
	"io"
	"os"
	"strings"

	tty "golang.org/x/term"
)

// lineReader reads a line when it is asked for one, so that a password can be
// read from the terminal itself.
type lineReader struct {
	in      io.Reader
	buf     *bufio.Reader
	answers chan answer
	pending bool // a line was asked for and has not come yet
}

type answer struct {
	text string
	err  error
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: in, buf: bufio.NewReader(in), answers: make(chan answer, 1)}
}

// ask begins to read a line unless one is awaited already.
func (r *lineReader) ask() <-chan answer {
	if !r.pending {
		r.pending = true
		go func() {
			text, err := r.buf.ReadString('\n')
			if err != nil && text != "" {
				err = nil // the last line has no break
			}
			r.answers <- answer{text, err}
		}()
	}
	return r.answers
}

// line reads one line. The end of the input is errQuit.
func (r *lineReader) line(ctx context.Context) (string, error) {
	select {
	case a := <-r.ask():
		return r.took(a)
	case <-ctx.Done():
		return "", errQuit
	}
}

// took notes that the awaited line has come.
func (r *lineReader) took(a answer) (string, error) {
	r.pending = false
	if a.err != nil {
		return "", errQuit
	}
	return strings.TrimRight(a.text, "\r\n"), nil
}

// terminal is the input as one, if somebody types there.
func (r *lineReader) terminal() (*os.File, bool) {
	f, ok := r.in.(*os.File)
	return f, ok && tty.IsTerminal(int(f.Fd()))
}

// password reads a line without showing it, on a terminal; in a pipe nothing
// is shown anyway. The terminal is given back as it was, also when ctx ends.
func (r *lineReader) password(ctx context.Context) (string, error) {
	f, ok := r.terminal()
	if !ok || r.buf.Buffered() > 0 {
		return r.line(ctx)
	}
	before, err := tty.GetState(int(f.Fd()))
	if err != nil {
		return "", err
	}
	typed := make(chan answer, 1)
	go func() {
		b, err := tty.ReadPassword(int(f.Fd()))
		typed <- answer{string(b), err}
	}()
	select {
	case a := <-typed:
		if a.err != nil {
			return "", errQuit
		}
		return a.text, nil
	case <-ctx.Done():
		_ = tty.Restore(int(f.Fd()), before)
		return "", errQuit
	}
}
