package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Manifests often reference a pull secret that something else creates in the
// cluster. Where nothing but its absence is found, the report says so in one
// sentence for all of them.

// explained are the causes that have a block of their own, by index. The others
// are pull secrets that are not among the manifests.
func explained(res *diagnose.Result) (blocks, usual []int) {
	for i := range res.Report.Causes {
		if isUsual(res, &res.Report.Causes[i]) {
			usual = append(usual, i)
		} else {
			blocks = append(blocks, i)
		}
	}
	return blocks, usual
}

func isUsual(res *diagnose.Result, c *diagnose.Cause) bool {
	r := &res.Report
	if r.Source.Kind != diagnose.SourceFiles || r.Source.Context != "" || c.Check != diagnose.CheckSecretMissing {
		return false
	}
	return !slices.ContainsFunc(c.Failures, func(i int) bool {
		f := &r.Failures[i]
		if f.Reason != "" || f.Ahead || len(f.RegistryAnswers) > 0 {
			return true // a dump, or the registry was asked
		}
		return slices.ContainsFunc(f.Findings, func(x diagnose.Finding) bool {
			return x.Severity == diagnose.SeverityError || x.Severity == diagnose.SeverityWarning && x.Check != diagnose.CheckSecretMissing
		})
	})
}

// onlyUsual says whether nothing else was found.
func onlyUsual(res *diagnose.Result) bool {
	blocks, _ := explained(res)
	return len(res.Report.Causes) > 0 && len(blocks) == 0 && len(res.Report.Documents) == 0
}

// Fine says whether nothing was found that a person would have to look at, and
// everything could be read.
func Fine(res *diagnose.Result) bool {
	r := &res.Report
	return r.Summary.Errors == 0 && len(r.Unreadable) == 0 && !r.SweptNothing() && (r.Summary.Warnings == 0 && r.Summary.Failures == 0 || onlyUsual(res))
}

// mostUsual is how many of them are listed by name.
const mostUsual = 8

// usualWords are the sentence; empty if there are none.
func usualWords(res *diagnose.Result) string {
	_, usual := explained(res)
	if len(usual) == 0 {
		return ""
	}
	var names []string
	pods := map[diagnose.Object]bool{}
	for _, n := range usual {
		c := &res.Report.Causes[n]
		for _, i := range c.Failures {
			f := &res.Report.Failures[i]
			pods[diagnose.Object{Kind: kindOf(res, i), Namespace: f.Namespace, Name: f.Pod}] = true
			for _, x := range f.Findings {
				if x.Check == diagnose.CheckSecretMissing && x.Object != nil {
					if name := x.Object.Namespace + "/" + x.Object.Name; !slices.Contains(names, name) {
						names = append(names, name)
					}
				}
			}
		}
	}
	slices.Sort(names)
	list := strings.Join(names[:min(len(names), mostUsual)], ", ")
	if more := len(names) - mostUsual; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	verb, them := "is", "it"
	if len(names) > 1 {
		verb, them = "are", "them"
	}
	return fmt.Sprintf("%s of %s %s not among the manifests, so what %s was not judged: %s. --live looks for %s in the cluster; assume in %s says that %s elsewhere.",
		plural(len(names), "pull secret"), plural(len(pods), "workload"), verb, map[bool]string{true: "they contain", false: "it contains"}[len(names) > 1], list, them, ".pulldoctor.yaml",
		map[bool]string{true: "they exist", false: "it exists"}[len(names) > 1])
}
