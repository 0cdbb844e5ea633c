package lesson

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"path"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose/glossary"
)

// The names of the files, the first in the root of the cases, the second in the folder of a case.
const (
	CourseFile = "course.yaml"
	LessonFile = "lesson.yaml"
)

// Load reads course.yaml and the lesson.yaml of every case that it names. fsys is the root of a
// testdata/cases folder. An error names the file, and the field where it can.
func Load(fsys fs.FS) (*Course, error) {
	var file struct {
		Lessons []string  `json:"lessons"`
		Exam    []Problem `json:"exam"`
	}
	if err := read(fsys, CourseFile, &file); err != nil {
		return nil, err
	}
	c := &Course{Exam: file.Exam, Terms: glossary.Terms()}
	for _, name := range file.Lessons {
		l := Lesson{Case: name}
		file := path.Join(name, LessonFile)
		if err := read(fsys, file, &l); err != nil {
			return nil, err
		}
		if err := l.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		l.shuffle()
		c.Lessons = append(c.Lessons, l)
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", CourseFile, err)
	}
	return c, nil
}

func read(fsys fs.FS, file string, into any) error {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("cannot read the course: %w", err)
	}
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// shuffle puts the answers into an order that says nothing about which is right:
// the same in every session.
func (l *Lesson) shuffle() {
	for i, step := range l.Steps {
		if step.Ask == nil {
			continue
		}
		h := fnv.New64a()
		fmt.Fprintf(h, "%s %d", l.Case, i)
		a := step.Ask.Answers
		rand.New(rand.NewPCG(h.Sum64(), 0)).Shuffle(len(a), func(i, j int) { a[i], a[j] = a[j], a[i] })
	}
}
