package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// diagnosis shows why one pod cannot pull: the chain with its broken link, the
// reason, and the fixes. The cursor goes over the links, then over the fixes.
type diagnosis struct {
	a         *app
	d         *diagnose.Diagnosis // as of the last result that had it
	container string
	gone      bool // the last result does not have it any more
	cursor    int  // index of a link; from len(Chain) on, of a fix
	fix       int  // the fix that f would preview
	scroll    cell.Scroll
	page      int
	seek      bool // the next view goes to the decoded secret
}

func newDiagnosis(a *app, d *diagnose.Diagnosis) *diagnosis {
	s := &diagnosis{a: a, d: d, container: d.Failure.Container}
	s.cursor = max(slices.IndexFunc(d.Chain, func(l diagnose.Link) bool {
		return l.State == diagnose.LinkBroken
	}), 0)
	return s
}

func (s *diagnosis) place() []string { return []string{s.d.Failure.Namespace, s.d.Failure.Pod} }

func (s *diagnosis) status() string {
	if s.gone {
		return "✓ no longer fails"
	}
	out := cell.Clean(s.d.Failure.Reason)
	if p := s.d.Pod; p != nil {
		if t := age(p.Age(s.a.state.clusterNow(s.a.now()))); t != "" {
			out += "  " + t
		}
	}
	return cell.Cut(out, 40)
}

func (s *diagnosis) input() *input { return nil }

// update takes over the same failure from a new result. The cursor stays on
// its link or fix.
func (s *diagnosis) update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(freshMsg); !ok {
		return nil
	}
	f := s.d.Failure
	all := s.a.state.diagnoses()
	i := slices.IndexFunc(all, func(d diagnose.Diagnosis) bool {
		return d.Failure != nil && d.Failure.Namespace == f.Namespace &&
			d.Failure.Pod == f.Pod && d.Failure.Container == s.container
	})
	if s.gone = i < 0; s.gone {
		return nil
	}
	wasLinks, chosen := len(s.d.Chain), s.chosenFix()
	onFix := s.cursor >= wasLinks
	s.d = &all[i]
	s.fix = 0
	for i, x := range s.fixes() {
		if chosen != nil && x.ID == chosen.ID {
			s.fix = i
		}
	}
	if onFix {
		s.cursor = len(s.d.Chain) + s.fix
	}
	s.move(0)
	return nil
}

func (s *diagnosis) fixes() []diagnose.Fix { return rootOf(s.d).Fixes }

// chosenFix is the one that f previews, nil if there is none.
func (s *diagnosis) chosenFix() *diagnose.Fix {
	if f := s.fixes(); s.fix < len(f) {
		return &f[s.fix]
	}
	return nil
}

func (s *diagnosis) onFix() bool { return s.cursor >= len(s.d.Chain) && len(s.fixes()) > 0 }

// link is the link under the cursor; with the cursor on a fix, the one that
// the fix mends.
func (s *diagnosis) link() (diagnose.Link, bool) {
	if s.cursor < len(s.d.Chain) {
		return s.d.Chain[s.cursor], true
	}
	for _, l := range s.d.Chain {
		if l.ID == rootOf(s.d).Link {
			return l, true
		}
	}
	return diagnose.Link{}, false
}

func (s *diagnosis) move(n int) {
	if n != 0 {
		s.a.reveal.end()
		s.scroll.Home()
	}
	last := len(s.d.Chain) + len(s.fixes()) - 1
	s.cursor = max(min(s.cursor+n, last), 0)
	if s.onFix() {
		s.fix = s.cursor - len(s.d.Chain)
	}
}

// nextFix puts the cursor on the next fix.
func (s *diagnosis) nextFix() tea.Cmd {
	n := len(s.fixes())
	if s.onFix() {
		s.fix = (s.fix + 1) % n
	}
	s.cursor = len(s.d.Chain) + s.fix
	return nil
}

// preview goes on to the chosen fix: by way of the form, if it needs a login.
func (s *diagnosis) preview() tea.Cmd {
	f := s.chosenFix()
	switch {
	case f == nil:
		return nil
	case f.Form != nil:
		s.a.push(newForm(s.a, *f, s.d))
		return nil
	}
	return openPreview(s.a, *f, s.d)
}

// enter opens what is under the cursor.
func (s *diagnosis) enter() tea.Cmd {
	if s.onFix() {
		return s.preview()
	}
	if l, ok := s.link(); ok {
		s.a.push(newEvidence(s.a, s, l.ID))
	}
	return nil
}

// siblings are the indexes of the failing containers of this pod.
func (s *diagnosis) siblings() []*diagnose.Diagnosis {
	var out []*diagnose.Diagnosis
	all := s.a.state.diagnoses()
	for i := range all {
		f := all[i].Failure
		if f != nil && f.Namespace == s.d.Failure.Namespace && f.Pod == s.d.Failure.Pod {
			out = append(out, &all[i])
		}
	}
	return out
}

// nextContainer goes to the next failing container of the pod.
func (s *diagnosis) nextContainer() tea.Cmd {
	all := s.siblings()
	s.a.reveal.end()
	for i, d := range all {
		if d.Failure.Container == s.container {
			*s = *newDiagnosis(s.a, all[(i+1)%len(all)])
			return nil
		}
	}
	return nil
}
