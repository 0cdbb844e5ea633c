package ui

import (
	"context"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// fix asks for the login that a fix may need, previews it and takes the yes.
func (p *plain) fix(f diagnose.Fix, of *diagnose.Diagnosis) error {
	if f.Form != nil {
		complete, err := p.login(f)
		if err != nil || complete.Form != nil {
			return err
		}
		f = complete
	}
	p.preview(f)
	if refusal, role := p.check(f); refusal != "" {
		p.say("Cannot be applied: %s", refusal)
		p.says("Role", role)
		answer, err := p.ask("w to save the fix as files, enter for the list:")
		if answer == "w" {
			p.wrote(saveFix(f, role, p.o.Folder)().(savedMsg))
		}
		return err
	}
	for {
		answer, err := p.ask("Apply to " + p.contextName() + "? y applies, w saves files, anything else goes back:")
		switch {
		case err != nil:
			return err
		case answer == "w":
			p.wrote(saveFix(f, "", p.o.Folder)().(savedMsg))
			continue
		case answer != "y":
			p.say("Nothing was changed.")
			return nil
		}
		if !p.o.Practice && looksLikeProduction(p.o.Context) {
			if ok, err := p.confirm(f, of); err != nil || !ok {
				return err
			}
		}
		return p.apply(f, of)
	}
}

// confirm is the second yes over a production cluster.
func (p *plain) confirm(f diagnose.Fix, of *diagnose.Diagnosis) (bool, error) {
	want := (&preview{fix: f, of: of, a: &app{o: p.o}}).namespace()
	answer, err := p.ask("This is production. Type the namespace " + want + ":")
	if err == nil && answer != want {
		p.say("This is not the namespace. Nothing was changed.")
	}
	return answer == want, err
}

// preview tells what a fix would do.
func (p *plain) preview(f diagnose.Fix) {
	p.say("")
	p.say("Preview: %s", f.Title)
	elsewhere := len(f.Steps) == 0
	if !elsewhere {
		p.say("%s.", sentence(costs(&f)))
	}
	for _, w := range f.Warnings {
		p.says("Warning", w)
	}
	for _, c := range previewOf(f) {
		p.say("Change %s: %s", c.Object, c.Summary)
		for _, l := range c.Lines {
			word := "Stays"
			switch l.Op {
			case '+':
				word = "Added"
			case '-':
				word = "Removed"
			}
			if strings.Trim(l.Text, " {}[],") != "" || word != "Stays" {
				p.say("%s: %s", word, strings.TrimSpace(l.Text))
			}
		}
	}
	for _, o := range f.Recovers {
		p.say("Should start: %s", o)
	}
	for _, o := range f.Restarts {
		p.say("Restarted: %s", o)
	}
	after, commands := "Then", "The same with kubectl"
	if elsewhere {
		after, commands = "Where", "Command for you to run"
	}
	p.says(after, f.After)
	for _, c := range f.Commands {
		p.says(commands, c)
	}
}

// check tries what can be tried, and says why the fix cannot be applied, with
// the Role that would allow it.
func (p *plain) check(f diagnose.Fix) (refusal, role string) {
	if f.Blocked != "" || len(f.Steps) == 0 {
		return (&preview{fix: f}).refusal(), f.Role
	}
	p.say("Checking first.")
	tell := func(c diagnose.Precheck) {
		if c.OK {
			p.say("Holds: %s", c.Text)
		} else {
			p.say("Fails: %s. %s", c.Text, c.Why)
		}
	}
	var checks []diagnose.Precheck
	if each, ok := p.backend.(EachChecker); ok {
		checks = each.CheckEach(p.ctx, f, tell)
	} else {
		checks = p.backend.Check(p.ctx, f)
		for _, c := range checks {
			tell(c)
		}
	}
	done := &preview{fix: f, checks: checks, checked: true}
	return done.refusal(), done.roleText()
}

// apply carries a fix out, watches its pods, and offers to take it back.
func (p *plain) apply(f diagnose.Fix, of *diagnose.Diagnosis) error {
	began := p.o.Clock()
	watched := patients(p.result.Snapshot, p.result.Diagnoses, &f)
	undo, err := p.backend.Apply(context.WithoutCancel(p.ctx), f, func(s diagnose.StepDone) {
		if s.Err != nil {
			p.say("Failed %s: %s: %s", clock(p.o.Clock()), s.Text, s.Err)
		} else {
			p.say("Done %s: %s", clock(p.o.Clock()), s.Text)
		}
	})
	if err != nil {
		p.say("Stopped: %s", err)
	} else if !f.Undoes {
		if err := p.wait(watched, of, began); err != nil {
			return err
		}
	}
	if undo == nil {
		return nil
	}
	answer, err := p.ask("u to take it back, enter for the list:")
	if err != nil || answer != "u" {
		return err
	}
	return p.fix(*undo, nil)
}
