package course

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// version of the file. A file of another one is not read.
const version = 1

// Progress is what is kept of the course between sessions.
type Progress struct {
	Version int                `json:"version"`
	Lessons map[string]*Record `json:"lessons"` // by the name of the case
	Exams   []ExamResult       `json:"exams,omitempty"`
	Exam    *OpenExam          `json:"exam,omitempty"` // that was left before its end; nil for none
	Last    string             `json:"last,omitempty"` // what was chosen last: "course", "exam" or "free"
}

// Record is how far one is in a lesson, and how it went.
type Record struct {
	Step  int         `json:"step"`
	Done  bool        `json:"done,omitempty"`
	Wrong map[int]int `json:"wrong,omitempty"` // step: wrong answers
	Hints map[int]int `json:"hints,omitempty"` // step: hints that were asked for

	// Solved are the steps that were answered or done, so that they need not be again
	// when one leaves and returns.
	Solved map[int]bool `json:"solved,omitempty"`
}

// ExamResult is one exam that was taken to its end.
type ExamResult struct {
	Seed   uint64   `json:"seed"`
	Points int      `json:"points"`
	Of     int      `json:"of"`
	Missed []string `json:"missed,omitempty"` // cases of the lessons to look at again
}

// OpenExam is an exam that was begun. What was fixed of the problem that is open is not kept, since
// its cluster is a new one the next time.
type OpenExam struct {
	Seed   uint64   `json:"seed"`
	At     int      `json:"at"`     // index of the problem
	Chosen int      `json:"chosen"` // for it, -1 for nothing
	Points int      `json:"points"`
	Missed []string `json:"missed,omitempty"`
}

func (r *Record) wrong(step int) {
	if r.Wrong == nil {
		r.Wrong = map[int]int{}
	}
	r.Wrong[step]++
}

func (r *Record) solve(step int) {
	if r.Solved == nil {
		r.Solved = map[int]bool{}
	}
	r.Solved[step] = true
}

func (r *Record) hint(step int) {
	if r.Hints == nil {
		r.Hints = map[int]int{}
	}
	r.Hints[step]++
}

// Of is the record of a lesson, made when there is none.
func (p *Progress) Of(name string) *Record {
	r := p.Lessons[name]
	if r == nil {
		r = &Record{}
		p.Lessons[name] = r
	}
	return r
}

// Started says whether anything was done in a lesson.
func (p *Progress) Started(name string) bool {
	r := p.Lessons[name]
	return r != nil && (r.Step > 0 || r.Done)
}

// DefaultFile is the file of the progress: in the user's folder for configuration. Empty if this
// computer has none.
func DefaultFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pulldoctor", "course.json")
}

// Read reads the progress. It always gives one to go on with: a new one when there is no file, and
// a new one with an error when there is a file that cannot be used, which is then kept beside it.
func Read(file string) (*Progress, error) {
	p := &Progress{Version: version, Lessons: map[string]*Record{}}
	if file == "" {
		return p, nil
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	var found Progress
	switch {
	case err != nil:
		return p, fmt.Errorf("starting the course over: its progress cannot be read: %w", err)
	case json.Unmarshal(text, &found) != nil:
		return p, fmt.Errorf("starting the course over: its progress is damaged; %s", keep(file))
	case found.Version != version:
		return p, fmt.Errorf("starting the course over: its progress is from another version; %s", keep(file))
	}
	for name, r := range found.Lessons {
		if r != nil && r.Step >= 0 {
			p.Lessons[name] = r
		}
	}
	p.Exams, p.Exam, p.Last = found.Exams, found.Exam, found.Last
	return p, nil
}

// keep puts a file that cannot be used out of the way of the next Save, and says where it is.
func keep(file string) string {
	old := file + ".old"
	if err := os.Rename(file, old); err != nil {
		return "the file is " + file
	}
	return "the file is kept as " + old
}

// Write keeps the progress in a file, see Save.
func (p *Progress) Write(file string) error {
	text, err := p.Encode()
	if err != nil {
		return err
	}
	return Save(file, text)
}

// Encode is the content of the file as of now.
func (p *Progress) Encode() ([]byte, error) { return json.MarshalIndent(p, "", "  ") }

// Save writes what Encode gave, for its owner only. The file is there whole or as it was before. No
// file is no error.
func Save(file string, text []byte) error {
	if file == "" {
		return nil
	}
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return notKept(err)
	}
	tmp, err := os.CreateTemp(dir, ".course-*") // made with mode 0600
	if err != nil {
		return notKept(err)
	}
	_, err = tmp.Write(append(text, '\n'))
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return notKept(err)
	}
	return nil
}

func notKept(err error) error {
	return fmt.Errorf("cannot save the course progress: %w", err)
}

// Reset forgets the progress. That there is none is no error.
func Reset(file string) error {
	if file == "" {
		return nil
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot reset the course progress: %w", err)
	}
	return nil
}
