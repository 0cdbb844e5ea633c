package ui

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Classroom is what the course needs beside the screens.
type Classroom struct {
	// Load reads the lessons; it is called when the course is opened first.
	Load func() (*lesson.Course, error)

	// Open sets up a fresh practice cluster with these cases. It takes its time.
	Open func(ctx context.Context, cases ...string) (*Room, error)

	// Echo is a typed line as it may be shown and kept: without a password.
	Echo func(line string) string

	File   string        // where the progress is kept; empty: nowhere
	Seed   func() uint64 // of an exam
	Fixed  bool          // Seed gives the one that was asked for, not any
	Choice bool          // the screens begin with the choice of what to practice
	Start  string        // the lesson to open at once, by its name or number; "exam"; empty for none
}

// Room is a practice cluster that was opened for a lesson or an exam.
type Room struct {
	Backend Backend
	Login   func(registry string) (diagnose.Credentials, bool)
	Kubectl func(ctx context.Context, line string) string
	Look    func(ctx context.Context) (lesson.State, error)
	Close   func()
}
