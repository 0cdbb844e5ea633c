package pod

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// Diagnosis shows why one pod cannot pull: the chain with its broken link, the
// reason, and the fixes. The cursor moves over the links, then over the fixes.
type Diagnosis struct {
	env       *screen.Env
	d         *diagnose.Diagnosis // as of the last result that had it
	Container string
	gone      bool // the last result no longer has it
	cursor    int  // index of a link; from len(Chain) on, of a fix
	fix       int  // the fix that f would preview
	scroll    cell.Scroll
	page      int
	seek      bool // the next view goes to the decoded secret
}

func NewDiagnosis(env *screen.Env, d *diagnose.Diagnosis) *Diagnosis {
	s := &Diagnosis{env: env, d: d, Container: d.Failure.Container}
	s.cursor = max(slices.IndexFunc(d.Chain, func(l diagnose.Link) bool {
		return l.State == diagnose.LinkBroken
	}), 0)
	return s
}

func (s *Diagnosis) Place() []string { return []string{s.d.Failure.Namespace, s.d.Failure.Pod} }

func (s *Diagnosis) Status() string {
	if s.gone {
		return "✓ no longer fails"
	}
	out := cell.Clean(s.d.Failure.Reason)
	if p := s.d.Pod; p != nil {
		if t := present.Age(p.Age(s.env.State.ClusterNow(s.env.Now()))); t != "" {
			out += "  " + t
		}
	}
	return cell.Cut(out, 40)
}

func (s *Diagnosis) Input() *screen.Input { return nil }

// Update takes over the same failure from a new result. The cursor stays on
// its link or fix.
func (s *Diagnosis) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(screen.FreshMsg); !ok {
		return nil
	}
	f := s.d.Failure
	all := s.env.State.Diagnoses()
	i := slices.IndexFunc(all, func(d diagnose.Diagnosis) bool {
		return d.Failure != nil && d.Failure.Namespace == f.Namespace &&
			d.Failure.Pod == f.Pod && d.Failure.Container == s.Container
	})
	if s.gone = i < 0; s.gone {
		return nil
	}
	wasLinks, chosen := len(s.d.Chain), s.ChosenFix()
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

func (s *Diagnosis) fixes() []diagnose.Fix { return present.Root(s.d).Fixes }

// ChosenFix is the one that f previews, nil if there is none.
func (s *Diagnosis) ChosenFix() *diagnose.Fix {
	if f := s.fixes(); s.fix < len(f) {
		return &f[s.fix]
	}
	return nil
}

func (s *Diagnosis) onFix() bool { return s.cursor >= len(s.d.Chain) && len(s.fixes()) > 0 }

// link is the link under the cursor; with the cursor on a fix, the one that
// the fix repairs.
func (s *Diagnosis) link() (diagnose.Link, bool) {
	if s.cursor < len(s.d.Chain) {
		return s.d.Chain[s.cursor], true
	}
	for _, l := range s.d.Chain {
		if l.ID == present.Root(s.d).Link {
			return l, true
		}
	}
	return diagnose.Link{}, false
}

func (s *Diagnosis) move(n int) {
	if n != 0 {
		s.env.Reveal.End()
		s.scroll.Home()
	}
	last := len(s.d.Chain) + len(s.fixes()) - 1
	s.cursor = max(min(s.cursor+n, last), 0)
	if s.onFix() {
		s.fix = s.cursor - len(s.d.Chain)
	}
}

// Preview goes on to the chosen fix: by way of the form, if it needs a login.
func (s *Diagnosis) Preview() tea.Cmd {
	f := s.ChosenFix()
	if f == nil {
		return nil
	}
	return OpenFix(s.env, *f, s.d)
}

// OpenFix goes on to a fix: to the form, if it needs a login, else to the preview.
func OpenFix(env *screen.Env, f diagnose.Fix, d *diagnose.Diagnosis) tea.Cmd {
	if f.Form != nil {
		env.Push(fix.NewForm(env, f, d))
		return nil
	}
	return fix.OpenPreview(env, f, d)
}

// enter opens what is under the cursor.
func (s *Diagnosis) enter() tea.Cmd {
	if s.onFix() {
		return s.Preview()
	}
	if l, ok := s.link(); ok {
		s.env.Push(newEvidence(s.env, s, l.ID))
	}
	return nil
}

// siblings are the indexes of the failing containers of this pod.
func (s *Diagnosis) siblings() []*diagnose.Diagnosis {
	var out []*diagnose.Diagnosis
	all := s.env.State.Diagnoses()
	for i := range all {
		f := all[i].Failure
		if f != nil && f.Namespace == s.d.Failure.Namespace && f.Pod == s.d.Failure.Pod {
			out = append(out, &all[i])
		}
	}
	return out
}

// nextContainer goes to the next failing container of the pod.
func (s *Diagnosis) nextContainer() tea.Cmd {
	all := s.siblings()
	s.env.Reveal.End()
	for i, d := range all {
		if d.Failure.Container == s.Container {
			*s = *NewDiagnosis(s.env, all[(i+1)%len(all)])
			return nil
		}
	}
	return nil
}
