package export

import (
	"bytes"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// YAMLAction copies what is known of one failing pod, as a report of it alone.
// A report never holds a credential.
func YAMLAction(env *screen.Env, d *diagnose.Diagnosis, why string) screen.Action {
	return screen.Action{Key: screen.KeyCopy, Help: "copy YAML", Doc: "copy this pod's report as YAML, without any credential",
		Hidden: true, Disabled: why, Do: func() tea.Cmd {
			text, err := yamlOf(env.State.Result, d)
			if err != nil {
				env.Keep("× the report cannot be written as YAML: " + err.Error())
				return nil
			}
			env.Say("copied the report of " + d.Failure.Namespace + "/" + d.Failure.Pod + " as YAML")
			return tea.SetClipboard(text)
		}}
}

// yamlOf is the report of the failures of one pod.
func yamlOf(res *diagnose.Result, d *diagnose.Diagnosis) (string, error) {
	one := diagnose.Report{}
	if res != nil {
		one.Tool, one.Source, one.Unreadable = res.Report.Tool, res.Report.Source, res.Report.Unreadable
		for _, f := range res.Report.Failures {
			if f.Namespace == d.Failure.Namespace && f.Pod == d.Failure.Pod {
				one.Failures = append(one.Failures, f)
			}
		}
	}
	if len(one.Failures) == 0 { // it no longer fails; what was seen is still here
		one.Failures = []diagnose.Failure{*d.Failure}
	}
	one.Summary.PodsRead, one.Summary.Failures = 1, len(one.Failures)
	one.Summary.Unreadable = len(one.Unreadable)
	for i, f := range one.Failures {
		for _, x := range f.Findings {
			switch x.Severity {
			case diagnose.SeverityError:
				one.Summary.Errors++
			case diagnose.SeverityWarning:
				one.Summary.Warnings++
			}
		}
		if len(f.Findings) > 0 {
			one.Causes = append(one.Causes, diagnose.Cause{Check: f.Findings[0].Check, Object: f.Findings[0].Object, Failures: []int{i}})
		}
	}
	var b bytes.Buffer
	err := report.YAML(&b, &one)
	return b.String(), err
}
