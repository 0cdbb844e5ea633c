package app

import (
	"context"
	"math/rand/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/practice/classroom"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cli"
	"github.com/pulldoctor/pulldoctor/ui/course"
)

// classroom is the course of the practice cluster. Nothing of it is read before it is opened. asks
// says whether the screens may begin with the choice of what to practice.
func (p Program) classroom(o cli.Options, asks bool) (*ui.Classroom, error) {
	if !o.Train {
		return nil, nil
	}
	c := &ui.Classroom{
		Load: func() (*lesson.Course, error) { return lesson.Load(p.Cases) },
		Echo: prompt.Echo, File: course.DefaultFile(), Start: o.Lesson, Choice: asks && !o.Free,
		Seed: func() uint64 { return uint64(rand.IntN(1_000_000)) },
		Open: func(ctx context.Context, cases ...string) (*ui.Room, error) {
			r, err := classroom.Open(ctx, p.Cases, practice.Options{Only: cases})
			if err != nil {
				return nil, err
			}
			b := cluster.New(r.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceTraining})
			asking := func() ask.Options { return ask.Options{Transport: r.Transport()} }
			return &ui.Room{Backend: &asker{b, asking}, Login: r.Login, Kubectl: r.Kubectl, Look: r.Look, Close: r.Close}, nil
		},
	}
	if o.Seed != 0 {
		c.Seed, c.Fixed = func() uint64 { return o.Seed }, true
	}
	if o.Reset {
		return c, course.Reset(c.File)
	}
	return c, nil
}
