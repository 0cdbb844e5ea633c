package line

import (
	"context"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// fix asks for the login that a fix may need, previews it and takes the yes.
func (p *session) fix(f diagnose.Fix, of *diagnose.Diagnosis) error {
	var tested []diagnose.Precheck
	if f.Form != nil {
		complete, checks, err := p.credentials(f, of)
		if err != nil || complete.Form != nil {
			return err
		}
		f, tested = complete, checks
	}
	p.preview(f)
	p.registryChecks(&f, tested)
	if refusal, role := p.check(f); refusal != "" {
		p.say("Cannot be applied: %s", refusal)
		p.says("Role", role)
		answer, err := p.ask("w to save the fix as files, enter for the list:")
		if answer == "w" {
			p.wrote(export.WriteFix(f, role, p.o.Folder))
		}
		return err
	}
	ways := "y applies, w saves files, "
	after := p.questionsAfter(&f)
	if len(after) > 0 {
		ways += "a asks the registry, "
	}
	for {
		answer, err := p.ask("Apply to " + p.contextName() + "? " + ways + "anything else goes back:")
		switch {
		case err != nil:
			return err
		case answer == "a" && len(after) > 0:
			answers, err := p.askRegistries(after, "anything else to go back:")
			if err != nil {
				return err
			}
			if answers != nil {
				p.sayChecks(present.Tested(p.result.Snapshot, after, answers))
			}
			continue
		case answer == "w":
			p.wrote(export.WriteFix(f, "", p.o.Folder))
			continue
		case answer != "y":
			p.say("Nothing was changed.")
			return nil
		}
		if !p.o.Practice && screen.LooksLikeProduction(p.o.Context) {
			if ok, err := p.confirm(f, of); err != nil || !ok {
				return err
			}
		}
		return p.apply(f, of)
	}
}

// confirm is the second yes over a production cluster.
func (p *session) confirm(f diagnose.Fix, of *diagnose.Diagnosis) (bool, error) {
	want := present.NamespaceOf(&f, of, p.o.Namespace)
	answer, err := p.ask("This is production. Type the namespace " + want + ":")
	if err == nil && answer != want {
		p.say("The namespace does not match. Nothing was changed.")
	}
	return answer == want, err
}

// preview says what a fix would do.
func (p *session) preview(f diagnose.Fix) {
	p.say("")
	p.say("Preview: %s", f.Title)
	manual := len(f.Steps) == 0
	if !manual {
		p.say("%s.", present.Sentence(present.Costs(&f)))
	}
	for _, w := range f.Warnings {
		p.says("Warning", w)
	}
	for _, c := range present.Engine.Preview(f) {
		p.say("Change %s: %s", c.Object, c.Summary)
		for _, l := range c.Lines {
			word := "Unchanged"
			switch l.Op {
			case '+':
				word = "Added"
			case '-':
				word = "Removed"
			}
			if strings.Trim(l.Text, " {}[],") != "" || word != "Unchanged" {
				p.say("%s: %s", word, strings.TrimSpace(l.Text))
			}
		}
	}
	for _, o := range f.Recovers {
		p.say("Should recover: %s", o)
	}
	for _, o := range f.Restarts {
		p.say("Restarted: %s", o)
	}
	after, commands := "Then", "The same with kubectl"
	if manual {
		after, commands = "Where", "Command for you to run"
	}
	p.says(after, f.After)
	for _, c := range f.Commands {
		p.says(commands, c)
	}
}

// check tries what can be tried, and says why the fix cannot be applied, with
// the Role that would allow it.
func (p *session) check(f diagnose.Fix) (refusal, role string) {
	if f.Blocked != "" || len(f.Steps) == 0 {
		return present.Refusal(&f, nil, false), f.Role
	}
	p.say("Running checks.")
	report := func(c diagnose.Precheck) { p.sayChecks([]diagnose.Precheck{c}) }
	var checks []diagnose.Precheck
	if each, ok := p.backend.(ui.EachChecker); ok {
		checks = each.CheckEach(p.ctx, f, report)
	} else {
		checks = p.backend.Check(p.ctx, f)
		for _, c := range checks {
			report(c)
		}
	}
	return present.Refusal(&f, checks, true), present.Role(&f, checks)
}

// sayChecks says what was tried, and how it ended.
func (p *session) sayChecks(checks []diagnose.Precheck) {
	for _, c := range checks {
		switch {
		case !c.OK:
			p.say("Failed: %s. %s", c.Text, c.Why)
		case c.Note:
			p.say("Note: %s", c.Text)
		default:
			p.say("Passed: %s", c.Text)
		}
	}
}

// apply applies a fix, watches its pods, and offers to undo it.
func (p *session) apply(f diagnose.Fix, of *diagnose.Diagnosis) error {
	began := p.o.Clock()
	watched := present.TrackPods(p.result.Snapshot, p.result.Diagnoses, &f)
	undo, err := p.backend.Apply(context.WithoutCancel(p.ctx), f, func(s diagnose.StepDone) {
		if s.Err != nil {
			p.say("Failed %s: %s: %s", present.Clock(p.o.Clock()), s.Text, s.Err)
		} else {
			p.say("Done %s: %s", present.Clock(p.o.Clock()), s.Text)
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
	answer, err := p.ask("u to undo it, enter for the list:")
	if err != nil || answer != "u" {
		return err
	}
	return p.fix(*undo, nil)
}
