package apply

import (
	"context"
	"fmt"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// Apply applies the steps of a fix in order and calls done after each. It
// stops at the first that fails; the error then says which steps were applied
// and which were not. It returns the fix that undoes the applied steps, even
// if a later step failed; nil when there is nothing to undo.
func (b *Fixer) Apply(ctx context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	switch {
	case f.Blocked != "":
		return nil, stepErrorf(nil, "This cannot be applied here: %s", f.Blocked)
	case f.Form != nil:
		return nil, stepErrorf(nil, "Enter credentials for %s first.", f.Form.Registry)
	case len(f.Steps) == 0:
		return nil, stepErrorf(nil, "This fix writes nothing. Run its commands yourself.")
	}
	w := b.writer(false)
	var back []diagnose.Step
	var said []string
	for i, s := range f.Steps {
		r, err := w.do(ctx, s)
		err = ErrorOf(s, err)
		if done != nil {
			done(diagnose.StepDone{Index: i, Text: r.text, Err: err})
		}
		if err != nil {
			return undoOf(f, back), partly(err, said, f.Steps[i+1:])
		}
		said = append(said, r.text)
		back = append(back, r.undo...)
	}
	return undoOf(f, back), nil
}

// partly adds to the error of a step which steps were applied before it and
// which were not applied after it.
func partly(err error, said []string, left []diagnose.Step) error {
	if len(said)+len(left) == 0 {
		return err
	}
	text := err.Error()
	if len(said) > 0 {
		text += " Applied: " + strings.Join(said, "; ") + "."
	}
	if len(left) > 0 {
		var names []string
		for _, s := range left {
			names = append(names, s.Object.String())
		}
		text += " Not applied: " + strings.Join(names, ", ") + "."
	}
	return stepErrorf(err, "%s", text)
}

// writer applies steps, or (dry) sends them as dry runs.
type writer struct {
	b   *Fixer
	dry []string
	own map[diagnose.Object]string // versions after this fix's own writes
}

func (b *Fixer) writer(dry bool) *writer {
	w := &writer{b: b, own: map[diagnose.Object]string{}}
	if dry {
		w.dry = []string{metav1.DryRunAll}
	}
	return w
}

// result is the outcome of a step.
type result struct {
	text string          // "Secret shop/regcred changed"
	undo []diagnose.Step // undoes it; empty when there is nothing to undo

	skipped bool // the name exists, and the step says to skip it then
}

func (w *writer) do(ctx context.Context, s diagnose.Step) (result, error) {
	switch change := s.Write.(type) {
	case step.CreateSecret:
		return w.createSecret(ctx, s, change)
	case step.UpdateSecret:
		return w.updateSecret(ctx, s, change)
	case step.DeleteSecret:
		return w.deleteSecret(ctx, s, change)
	case step.SetAccountPullSecrets:
		return w.setAccount(ctx, s, change)
	case step.SetTemplatePullSecrets:
		return w.setTemplate(ctx, s, change)
	case step.SetTemplatePolicy:
		return w.setPolicy(ctx, s, change)
	case step.DeletePod:
		return w.deletePod(ctx, s)
	case step.RecreatePod:
		return w.recreatePod(ctx, s, change)
	}
	return result{}, stepErrorf(nil, "unknown action %q", s.Action())
}

// unchanged refuses an object that is not the one that was read, or has
// changed since. What this fix has written itself counts as read.
func (w *writer) unchanged(s diagnose.Step, m *metav1.ObjectMeta) error {
	if s.UID != "" && string(m.UID) != s.UID {
		return changed(s)
	}
	want := s.ResourceVersion
	if own, ok := w.own[s.Object]; ok {
		want = own
	}
	if want != "" && m.ResourceVersion != want {
		return changed(s)
	}
	return nil
}

// wrote remembers the version after a write.
func (w *writer) wrote(s diagnose.Step, m *metav1.ObjectMeta) {
	if len(w.dry) == 0 {
		w.own[s.Object] = m.ResourceVersion
	}
}

func preconditions(uid types.UID, version string) *metav1.Preconditions {
	p := &metav1.Preconditions{}
	if uid != "" {
		p.UID = &uid
	}
	if version != "" {
		p.ResourceVersion = &version
	}
	return p
}

func said(s diagnose.Step, what string) string { return fmt.Sprintf("%s %s", s.Object, what) }
