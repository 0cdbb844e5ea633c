package course

import (
	"strconv"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Attempt is one lesson being taken. The record in it is kept between sessions.
type Attempt struct {
	Lesson *lesson.Lesson
	Record *Record

	before  lesson.State // of the cluster, when the lesson was opened
	opened  bool
	reacted map[int]bool
	solved  bool // the question or task of this step
	chosen  int  // the answer that was given last, -1 for none
	tried   map[int]bool
}

// Begin resumes at the record. A cluster is new for every session, so a lesson that was
// left between two tasks goes on at the first of them.
func Begin(l *lesson.Lesson, r *Record) *Attempt {
	r.Step = max(min(r.Step, len(l.Steps)), 0)
	if r.Done && r.Step == len(l.Steps) {
		*r = Record{Done: true, Wrong: r.Wrong, Hints: r.Hints} // once more, from its beginning
	}
	first := -1
	for i, s := range l.Steps {
		if s.Do != nil && first < 0 {
			first = i
		}
		if s.Do != nil && i >= r.Step && first < r.Step && !r.Solved[i] {
			r.Step = first
		}
	}
	a := &Attempt{Lesson: l, Record: r, reacted: map[int]bool{}}
	a.turn()
	return a
}

// turn comes to a page: one that was solved before stays solved.
func (a *Attempt) turn() {
	a.chosen, a.tried = -1, map[int]bool{}
	a.solved = a.Record.Done || a.Record.Solved[a.Record.Step]
}

// Step is the page that is shown; nil at the end of the lesson.
func (a *Attempt) Step() *lesson.Step {
	if a.Record.Step >= len(a.Lesson.Steps) {
		return nil
	}
	return &a.Lesson.Steps[a.Record.Step]
}

// Solved says whether one may go on from this step.
func (a *Attempt) Solved() bool {
	s := a.Step()
	return s == nil || s.Read != "" || a.solved
}

// Next goes on; false if the step is not solved or there is none.
func (a *Attempt) Next() bool {
	if a.Step() == nil || !a.Solved() {
		return false
	}
	a.Record.solve(a.Record.Step)
	a.Record.Step++
	a.turn()
	if a.Step() == nil {
		a.Record.Done = true
	}
	return true
}

// Back goes to the page before; false at the first.
func (a *Attempt) Back() bool {
	if a.Record.Step == 0 {
		return false
	}
	a.Record.Step--
	a.turn()
	return true
}

// Answer takes the answer with this index. Each wrong one counts once, and so does the right one after
// it: what counts is the first try.
func (a *Attempt) Answer(i int) (ans lesson.Answer, ok bool) {
	s := a.Step()
	if s == nil || s.Ask == nil || i < 0 || i >= len(s.Ask.Answers) || a.solved {
		return ans, false
	}
	ans, a.chosen = s.Ask.Answers[i], i
	if ans.Right {
		a.solved = true
		a.Record.solve(a.Record.Step)
	} else {
		a.tried[i] = true
		a.Record.wrong(a.Record.Step)
	}
	return ans, true
}

// Tried says whether an answer was given on this page, and was wrong.
func (a *Attempt) Tried(i int) bool { return a.tried[i] }

// Left are the answers that were not tried yet, counted from 1.
func (a *Attempt) Left() []string {
	var out []string
	if s := a.Step(); s != nil && s.Ask != nil {
		for i := range s.Ask.Answers {
			if !a.tried[i] {
				out = append(out, strconv.Itoa(i+1))
			}
		}
	}
	return out
}

// Chosen is the answer that was given last on this page, -1 for none.
func (a *Attempt) Chosen() int { return a.chosen }

// Hint gives one hint more for the task of this step; false when all were given.
func (a *Attempt) Hint() bool {
	s := a.Step()
	if s == nil || s.Do == nil || a.hints() >= len(s.Do.Hints) {
		return false
	}
	a.Record.hint(a.Record.Step)
	return true
}

func (a *Attempt) hints() int { return a.Record.Hints[a.Record.Step] }

// Hints are those that were given for this step.
func (a *Attempt) Hints() []string {
	s := a.Step()
	if s == nil || s.Do == nil {
		return nil
	}
	return s.Do.Hints[:min(a.hints(), len(s.Do.Hints))]
}

// Look takes what is seen of the cluster: the first time as the state to compare with. It returns
// what the lesson says to it, each sentence once in a session, and whether a task was done by it.
func (a *Attempt) Look(now lesson.State) (says []string, done bool) {
	if !a.opened {
		a.opened, a.before = true, now
		return nil, false
	}
	for i, r := range a.Lesson.Reactions {
		if !a.reacted[i] && lesson.All(r.When, a.Lesson.Namespace, &a.before, &now) {
			a.reacted[i] = true
			says = append(says, r.Says)
		}
	}
	if s := a.Step(); s != nil && s.Do != nil && !a.solved && lesson.All(s.Do.Until, a.Lesson.Namespace, &a.before, &now) {
		a.solved, done = true, true
		a.Record.solve(a.Record.Step)
	}
	return says, done
}

// Again forgets the cluster: another one was opened in its place.
func (a *Attempt) Again() {
	a.opened, a.reacted = false, map[int]bool{}
}

// Skip leaves a task undone. All hints were given by then, and the lesson is named in the summary.
func (a *Attempt) Skip() {
	if s := a.Step(); s != nil && s.Do != nil {
		a.solved = true
		a.Record.solve(a.Record.Step)
	}
}
