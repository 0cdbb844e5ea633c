package pod

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// The commands of a finding are shown with it, where they can be copied.
func TestCommandsOfAFinding(t *testing.T) {
	d := &diagnose.Diagnosis{Failure: &diagnose.Failure{Findings: []diagnose.Finding{{
		Title: "The node may not pull", Detail: "Its identity lacks the right.", Link: diagnose.LinkRegistry,
		Commands: []string{"oc policy add-role-to-user system:image-puller system:serviceaccount:shop:default -n images"},
	}}}}
	s := wrongSection(theme.Plain(), d, diagnose.Link{ID: diagnose.LinkRegistry}, 120)
	if text := strings.Join(s.lines, "\n"); !strings.Contains(text, "  oc policy add-role-to-user system:image-puller") {
		t.Errorf("no command in %q", text)
	}
	if s := wrongSection(theme.Plain(), d, diagnose.Link{ID: diagnose.LinkImage}, 120); len(s.lines) > 0 {
		t.Errorf("shown at another link: %q", s.lines)
	}
}
