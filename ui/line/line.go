package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// session is the program line by line, for screen readers and pipes: the same
// content and the same fixes, nothing drawn, nothing repainted, the word first.
type session struct {
	ctx     context.Context
	backend ui.Backend
	o       ui.Options
	in      *lineReader
	out     io.Writer
	known   *latest
	result  *diagnose.Result
	answers screen.Answers // of registries
	course  train.State    // of the course
}

// errQuit ends the conversation: q, or no more input.
var errQuit = errors.New("the user leaves")

// Run asks and answers in lines of text until the input ends or q is
// typed. It needs no terminal; on one, a password is typed without being shown.
// Nothing is applied unless y was typed in a line of its own.
func Run(ctx context.Context, b ui.Backend, o ui.Options) error {
	o = screen.FromEnvironment(o, os.Getenv)
	if o.Input == nil {
		o.Input = os.Stdin
	}
	if o.Output == nil {
		o.Output = os.Stdout
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := &session{ctx: ctx, backend: b, o: o, in: newLineReader(o.Input), out: o.Output, known: follower(b.Watch(ctx))}
	err := p.run()
	if errors.Is(err, errQuit) || ctx.Err() != nil {
		return nil
	}
	return err
}

func (p *session) run() error {
	p.say("pulldoctor %s, %s, %s.", p.o.Version, p.contextName(), p.o.Namespace)
	if p.o.Practice {
		p.say("Nothing here is real: this cluster is for practice.")
	}
	if c := p.o.Course; c != nil && c.Start != "" {
		if err := p.courseMenu(c.Start); err != nil {
			return err
		}
	}
	if err := p.firstReading(); err != nil {
		return err
	}
	if err := p.rescue(); err != nil {
		return err
	}
	for {
		if err := p.list(); err != nil {
			return err
		}
	}
}

func (p *session) contextName() string {
	if p.o.Practice {
		return "practice cluster"
	}
	return p.o.Context
}

// say prints one line.
func (p *session) say(format string, args ...any) {
	text := cell.Clean(strings.TrimRight(fmt.Sprintf(format, args...), " \n"))
	if p.o.ASCII {
		text = theme.ASCII(text)
	}
	fmt.Fprintln(p.out, text)
}

// says prints a text that may have several lines, each behind the word.
func (p *session) says(word, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			p.say("%s: %s", word, line)
		}
	}
}

// ask prints a question and reads the answer. It is errQuit for q and at the
// end of the input.
func (p *session) ask(question string) (string, error) {
	fmt.Fprint(p.out, cell.Clean(question)+" ")
	answer, err := p.in.line(p.ctx)
	if err != nil {
		fmt.Fprintln(p.out)
		return "", err
	}
	answer = strings.TrimSpace(answer)
	if _, typed := p.in.terminal(); !typed { // there the terminal shows what is typed
		if p.o.Course != nil { // a kubectl line may hold a password
			answer := p.o.Course.Echo(answer)
			p.say("%s", answer)
		} else {
			p.say("%s", answer)
		}
	}
	if answer == "q" {
		return "", errQuit
	}
	return answer, nil
}

// diagnose judges the newest snapshot.
func (p *session) diagnose() {
	u, _ := p.known.get()
	fresh, old := p.answers.Fresh(p.now())
	p.answers = fresh
	if u.Snapshot != nil && (old || p.result == nil || p.result.Snapshot != u.Snapshot) {
		p.judge(u.Snapshot)
	}
}

// judge diagnoses a snapshot, with what registries answered.
func (p *session) judge(s *diagnose.Snapshot) {
	p.result = present.Engine.Run(p.answers.In(s, p.now()), diagnose.Options{Version: p.o.Version})
	p.result.Snapshot = s
}

func (p *session) now() time.Time {
	if p.o.Clock != nil {
		return p.o.Clock()
	}
	return time.Now()
}
