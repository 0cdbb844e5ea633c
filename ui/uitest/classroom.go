package uitest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/practice/classroom"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
	"github.com/pulldoctor/pulldoctor/ui"
)

// courseSpeed makes the longest back-off three seconds.
const courseSpeed = 100

// Classroom is the one that the program makes, but for its speed and the file of the progress.
func Classroom(t testing.TB) *ui.Classroom {
	files := os.DirFS("../../testdata/cases")
	return &ui.Classroom{
		Load: loadOnce,
		Echo: prompt.Echo, File: filepath.Join(t.TempDir(), "course.json"), Seed: func() uint64 { return 1 },
		Open: func(ctx context.Context, cases ...string) (*ui.Room, error) {
			r, err := classroom.Open(ctx, files, practice.Options{Only: cases, Speed: courseSpeed})
			if err != nil {
				return nil, err
			}
			b := cluster.New(r.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceTraining})
			return &ui.Room{Backend: b, Login: r.Login, Kubectl: r.Kubectl, Look: r.Look, Close: r.Close}, nil
		},
	}
}

// loadOnce reads the lessons once for all tests of a package; nothing changes them.
var loadOnce = sync.OnceValues(func() (*lesson.Course, error) { return lesson.Load(os.DirFS("../../testdata/cases")) })

func Course(t testing.TB) *lesson.Course {
	t.Helper()
	c, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
