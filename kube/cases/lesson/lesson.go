// Package lesson is the text of the course in the practice cluster: what each lesson tells and asks,
// what the learner is to do, what a lesson claims about Kubernetes and how that is proven.
//
// It holds plain values and reads them from YAML. It knows no cluster: State is what somebody else
// saw of one.
package lesson

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/glossary"
)

// Course is all lessons in their order, and the words that are explained.
type Course struct {
	Lessons []Lesson
	Exam    []Problem // what the final exam draws from
	Terms   []Term    // the glossary
}

// Lesson is one lesson.yaml, told in the cluster of its case.
type Lesson struct {
	Case      string     `json:"-"` // the folder's name
	Title     string     `json:"title"`
	Goal      string     `json:"goal"` // what one can do afterwards
	Namespace string     `json:"namespace"`
	Steps     []Step     `json:"steps"`
	Real      string     `json:"real"` // how it looks in a real cluster
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

// Answer is one to choose from, with what is said to whoever chose it.
type Answer struct {
	Text  string `json:"text"`
	Right bool   `json:"right"`
	Why   string `json:"why"`
}

// Task is something to do in the lesson's cluster. It is done when all of Until hold.
type Task struct {
	Text  string      `json:"text"`
	Until []Condition `json:"until"`
	Hints []string    `json:"hints"` // each says more than the one before
	Fix   string      `json:"fix"`   // what the best fix is, and why
	Way   []string    `json:"way"`   // kubectl commands that do it
	Key   bool        `json:"key"`   // the program's own first fix does it as well
}

// Command is one kubectl call that shows the problem.
type Command struct {
	Run   string `json:"run"`
	Look  string `json:"look"`  // what to look for in what it prints
	Shows string `json:"shows"` // a piece of what it prints
}

// excerpt is how many lines of what a command prints are told.
const excerpt = 7

// Excerpt is a piece of what the command printed: all of it if it is short, else its first line and
// those with Shows in them.
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

// Reaction is what the lesson says when the cluster comes into a state, at most once.
type Reaction struct {
	When []Condition `json:"when"`
	Says string      `json:"says"`
}

// Claim is a statement of the lesson about how Kubernetes behaves, with the play that proves it.
type Claim struct {
	Says string `json:"says"`
	Play []Act  `json:"play"`
}

// Act is one step of a play: exactly one of its fields is set, but for Shows, which goes with Run.
type Act struct {
	Run   string     `json:"run"`   // a kubectl call; POD in it stands for the name of the first pod of the namespace
	Shows string     `json:"shows"` // a piece of what it prints, its refusal included
	Until *Condition `json:"until"` // becomes true in the time that a node takes
	Holds *Condition `json:"holds"` // is true, and still is ten seconds of the node's time later
}

// Term is a term of the glossary.
type Term = glossary.Term

// Problem is one case of the final exam, told without its name.
type Problem struct {
	Case      string `json:"case"`
	Namespace string `json:"namespace"`
	Pod       string `json:"pod"`    // name, or the beginning of it
	Cause     string `json:"cause"`  // the right answer; the wrong ones are causes of other problems
	Tells     string `json:"tells"`  // what gives it away
	Lesson    string `json:"lesson"` // the case of the lesson to look at again
}
