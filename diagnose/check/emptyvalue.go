package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// emptyValue is a finding about a secret with the right data key and an empty value.
func emptyValue(k *pull.Case, r *pull.Ref) (diagnose.Finding, bool) {
	key := pull.WantedKey(r.Secret.Type)
	value, found := r.Secret.Data[key]
	if !found || len(value) > 0 || r.Inspect.DataKey != "" {
		return diagnose.Finding{}, false
	}
	f := diagnose.NewFinding(diagnose.CheckWrongDataKey, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
		fmt.Sprintf("The value of %q in Secret %s is empty. The key is right: a variable was probably not set, or a file was empty, when the secret was created.", key, r.Name))
	f.Title = "The pull secret is empty"
	return f, true
}
