package lesson

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/glossary"
)

// Course is all lessons in their order, and the glossary.
type Course struct {
	Lessons []Lesson
	Exam    []Problem // what the final exam draws from
	Terms   []Term    // the glossary
}

// Lesson is one lesson.yaml, which runs in the cluster of its case.
type Lesson struct {
	Case      string     `json:"-"` // the folder's name
	Title     string     `json:"title"`
	Goal      string     `json:"goal"` // what the learner can do afterwards
	Namespace string     `json:"namespace"`
	Steps     []Step     `json:"steps"`
	Real      string     `json:"real"` // what it looks like in a real cluster
	Kubectl   []Command  `json:"kubectl"`
	Reactions []Reaction `json:"reactions"`
	Claims    []Claim    `json:"claims"`
}

// Step is one page of a lesson: exactly one of its fields is set.
type Step struct {
	Read string    `json:"read"`
	Ask  *Question `json:"ask"`
	Do   *Task     `json:"do"`
}

// Question has one right answer.
type Question struct {
	Text    string   `json:"text"`
	Answers []Answer `json:"answers"`
}

// Right is the index of the right answer, -1 if there is none.
func (q *Question) Right() int {
	for i := range q.Answers {
		if q.Answers[i].Right {
			return i
		}
	}
	return -1
}

// Answer is one to choose from, with the reply to it.
type Answer struct {
	Text  string `json:"text"`
	Right bool   `json:"right"`
	Why   string `json:"why"`
}

// Task is something to do in the lesson's cluster. It is done when all of Until hold.
type Task struct {
	Text  string      `json:"text"`
	Until []Condition `json:"until"`
	Hints []string    `json:"hints"` // each more specific than the one before
	Fix   string      `json:"fix"`   // what the best fix is, and why
	Way   []string    `json:"way"`   // kubectl commands that do it
	Key   bool        `json:"key"`   // the program's own first fix does the same
}

// Command is one kubectl command that shows the problem.
type Command struct {
	Run   string `json:"run"`
	Look  string `json:"look"`  // what to look for in its output
	Shows string `json:"shows"` // part of its output
}

// excerpt is how many lines of a command's output are shown.
const excerpt = 7

// Excerpt returns part of the command's output: all of it if it is short, else its first line and
// those that contain Shows.
func (c *Command) Excerpt(out string) string {
	lines := strings.Split(strings.TrimRight(out, "\n"), "\n")
	if len(lines) <= excerpt {
		return strings.Join(lines, "\n")
	}
	short := lines[:1:1]
	for i, l := range lines[1:] {
		if strings.Contains(l, c.Shows) && len(short) < excerpt {
			if i > 0 && short[len(short)-1] != "..." && lines[i] != short[len(short)-1] {
				short = append(short, "...")
			}
			short = append(short, l)
		}
	}
	return strings.Join(append(short, "..."), "\n")
}

// Reaction is what the lesson says when the cluster reaches a state, at most once.
type Reaction struct {
	When []Condition `json:"when"`
	Says string      `json:"says"`
}

// Claim is a statement of the lesson about how Kubernetes behaves, with the steps that prove it.
type Claim struct {
	Says string `json:"says"`
	Play []Act  `json:"play"`
}

// Act is one step of a proof: exactly one of its fields is set, except Shows, which goes with Run.
type Act struct {
	Run   string     `json:"run"`   // a kubectl command; POD in it means the name of the first pod of the namespace
	Shows string     `json:"shows"` // part of its output, including an error
	Until *Condition `json:"until"` // becomes true while the node works
	Holds *Condition `json:"holds"` // is true, and still is after ten seconds of the node's time
}

// Term is a term of the glossary.
type Term = glossary.Term

// Problem is one case of the final exam, described without its name.
type Problem struct {
	Case      string `json:"case"`
	Namespace string `json:"namespace"`
	Pod       string `json:"pod"`    // name, or the beginning of it
	Cause     string `json:"cause"`  // the right answer; the wrong ones are causes of other problems
	Tells     string `json:"tells"`  // what reveals it
	Lesson    string `json:"lesson"` // the case of the lesson to look at again

	// Not are other problems whose cause a strict reader may call true here, too; it
	// is not among the choices.
	Not []string `json:"not"`
}
