package settings

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/rules"
)

// WrongAnnotations are annotations of manifests that name checks that do not
// exist, one line each: they ignore nothing.
func WrongAnnotations(s *diagnose.Snapshot) []string {
	var out []string
	look := func(m *diagnose.Meta) {
		if m.File == "" {
			return
		}
		for _, name := range rules.Annotated(m) {
			if check.Named(name) == nil {
				out = append(out, fmt.Sprintf("%s:%d: annotation %s: %s", m.File, m.Line, rules.Annotation, unknownCheck(string(name))))
			}
		}
	}
	for i := range s.Pods {
		look(&s.Pods[i].Meta)
	}
	for i := range s.Secrets {
		look(&s.Secrets[i].Meta)
	}
	for i := range s.ServiceAccounts {
		look(&s.ServiceAccounts[i].Meta)
	}
	return out
}
