package fix

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// Undoing a list in a template says that the pods are recreated.
func TestUndoOfATemplateRestarts(t *testing.T) {
	web := diagnose.Object{Kind: "Deployment", Namespace: "web", Name: "storefront"}
	undo := diagnose.Fix{ID: "undo-attach", Title: "Take back: Attach", Undoes: true,
		Steps: []diagnose.Step{{Object: web, Write: step.SetTemplatePullSecrets{}}}}
	p := &Preview{env: newEnv(t, 80, uitest.NewBackend()), fix: undo}
	if text := strings.Join(p.promises(200), " "); !strings.Contains(text, "Rolls back to the previous template; its pods are recreated.") || strings.Contains(text, "Restarts nothing") {
		t.Error(text)
	}
}
