package apply

import (
	"context"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// CheckEach checks a fix without changing anything: whether the user has the rights, whether the
// objects are as they were read, whether the server would accept each write (a dry run, which
// admission sees too), which other pods a changed service account affects, and which ones lose
// credentials. It calls done with every result as soon as it is known, and returns them all.
func (b *Fixer) CheckEach(ctx context.Context, f diagnose.Fix, done func(diagnose.Precheck)) []diagnose.Precheck {
	var out []diagnose.Precheck
	add := func(p diagnose.Precheck) {
		if !slices.Contains(out, p) {
			out = append(out, p)
			done(p)
		}
	}
	if f.Form != nil {
		add(diagnose.Precheck{Text: "the credentials are complete", Why: "enter credentials for " + f.Form.Registry + " first"})
		return out
	}
	w := b.writer(true)
	for _, s := range f.Steps {
		allowed := true
		for _, r := range rightsFor(s) {
			p, ok := b.ask(ctx, s, r)
			allowed = allowed && ok
			if !ok {
				p.Role = fix.Roles(f.Steps)
			}
			if p.Text != "" {
				add(p)
			}
		}
		if !allowed {
			continue
		}
		for _, p := range w.try(ctx, s) {
			add(p)
		}
		if s.Action() == diagnose.SetAccountPullSecrets && !f.Undoes {
			if p, ok := b.otherUsers(ctx, f, s); ok {
				add(p)
			}
		}
		if s.Action() == diagnose.UpdateSecret && !f.Undoes && fix.RemovesKey(&s) {
			add(b.losing(ctx, s))
		}
	}
	return out
}
