package course

import (
	"math/rand/v2"
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

const (
	examProblems = 5 // of one exam
	examChoices  = 5 // causes to choose from

	// passMark is how many of its points pass an exam: 70 of 100.
	passMark = 70
)

// Exam is one exam: problems without a name, drawn by a seed.
type Exam struct {
	Seed  uint64
	Items []Item

	At     int  // the item that is shown
	Chosen int  // the cause that was chosen for it, -1 before
	Fixed  bool // its pods run
	points int
	missed []string
}

// Item is one problem with the causes to choose from.
type Item struct {
	lesson.Problem
	Choices []string
	Right   int // index in Choices
}

// Draw makes an exam. The same course and seed give the same one.
func Draw(c *lesson.Course, seed uint64) *Exam {
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	e := &Exam{Seed: seed, Chosen: -1}
	for _, at := range draw(c, r) {
		e.Items = append(e.Items, item(c, at, r))
	}
	return e
}

// draw picks the problems. Those that no lesson played come first: what is asked
// is whether a cause is found, not whether a pod is remembered.
func draw(c *lesson.Course, r *rand.Rand) []int {
	var fresh, played []int
	for _, at := range r.Perm(len(c.Exam)) {
		if slices.ContainsFunc(c.Lessons, func(l lesson.Lesson) bool { return l.Case == c.Exam[at].Case }) {
			played = append(played, at)
		} else {
			fresh = append(fresh, at)
		}
	}
	all := append(fresh, played...)
	return all[:min(examProblems, len(all))]
}

// Passed says whether a result passes.
func (r ExamResult) Passed() bool { return r.Of > 0 && 100*r.Points >= passMark*r.Of }

// PassPoints is how many points pass an exam of so many.
func PassPoints(of int) int { return (passMark*of + 99) / 100 }

// Kept is the exam as it is kept between sessions.
func (e *Exam) Kept() *OpenExam {
	points := e.points
	if e.Fixed && e.Chosen == e.Item().Right {
		points--
	}
	return &OpenExam{Seed: e.Seed, At: e.At, Chosen: e.Chosen, Points: points, Missed: slices.Clone(e.missed)}
}

// Resume goes on with an exam that was kept; nil if it does not fit this course.
func Resume(c *lesson.Course, k *OpenExam) *Exam {
	if k == nil {
		return nil
	}
	e := Draw(c, k.Seed)
	if k.At < 0 || k.At >= len(e.Items) || k.Chosen < -1 || k.Chosen >= len(e.Items[k.At].Choices) || k.Points < 0 || k.Points > 2*k.At+1 {
		return nil
	}
	e.At, e.Chosen, e.points, e.missed = k.At, k.Chosen, k.Points, slices.Clone(k.Missed)
	return e
}

// item adds causes of other problems to the right one.
func item(c *lesson.Course, at int, r *rand.Rand) Item {
	x := Item{Problem: c.Exam[at]}
	x.Choices = []string{x.Cause}
	for _, i := range r.Perm(len(c.Exam)) {
		if slices.Contains(x.Not, c.Exam[i].Case) || slices.Contains(c.Exam[i].Not, x.Case) {
			continue
		}
		if other := c.Exam[i].Cause; len(x.Choices) < examChoices && !slices.Contains(x.Choices, other) {
			x.Choices = append(x.Choices, other)
		}
	}
	r.Shuffle(len(x.Choices), func(i, j int) { x.Choices[i], x.Choices[j] = x.Choices[j], x.Choices[i] })
	x.Right = slices.Index(x.Choices, x.Cause)
	return x
}

// Item is the problem that is shown; nil at the end.
func (e *Exam) Item() *Item {
	if e.At >= len(e.Items) {
		return nil
	}
	return &e.Items[e.At]
}

// Answer takes the cause with this index, once for each problem.
func (e *Exam) Answer(i int) bool {
	x := e.Item()
	if x == nil || e.Chosen >= 0 || i < 0 || i >= len(x.Choices) {
		return false
	}
	e.Chosen = i
	if i == x.Right {
		e.points++
	} else {
		e.miss(x)
	}
	return true
}

// Look takes what is seen of the cluster, and says whether that fixed the problem.
// A fix counts only after the right cause: without it the key for the fix is a
// guess.
func (e *Exam) Look(now lesson.State) bool {
	x := e.Item()
	if x == nil || e.Fixed || e.Chosen < 0 {
		return false
	}
	yes := true
	is := lesson.Condition{Pod: x.Pod, Running: &yes}
	if e.Fixed = is.Holds(x.Namespace, &lesson.State{}, &now); e.Fixed && e.Chosen == x.Right {
		e.points++
	}
	return e.Fixed
}

// Next goes to the next problem. One that was not fixed counts as missed.
func (e *Exam) Next() {
	x := e.Item()
	if x == nil || e.Chosen < 0 {
		return
	}
	if !e.Fixed {
		e.miss(x)
	}
	e.At, e.Chosen, e.Fixed = e.At+1, -1, false
}

func (e *Exam) miss(x *Item) {
	if x.Lesson != "" && !slices.Contains(e.missed, x.Lesson) {
		e.missed = append(e.missed, x.Lesson)
	}
}

// Result is the score so far: one point for each cause, and one for each of these that was fixed.
func (e *Exam) Result() ExamResult {
	return ExamResult{Seed: e.Seed, Points: e.points, Of: 2 * len(e.Items), Missed: e.missed}
}
