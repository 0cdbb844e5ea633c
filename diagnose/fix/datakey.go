package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// dataKeyFixes stores the content under the data key that the kubelet reads, in
// the format of that key.
func dataKeyFixes(g Group) []diagnose.Fix {
	r := g.ref()
	s, in := r.Secret, r.Inspect
	want := pull.WantedKey(s.Type)
	if in.Shape != keyring.ShapeWrongKey || len(in.Entries) == 0 {
		return contentFixes(g)
	}
	content := s.Data[in.DataKey]
	switch {
	case in.DataKey == keyring.KeyDockercfg && want == keyring.KeyDockerConfigJSON:
		if wrapped, err := dockerconfig.WrapAuths(content); err == nil {
			content = wrapped
		}
	case want == keyring.KeyDockercfg:
		if bare, err := dockerconfig.UnwrapAuths(content); err == nil {
			content = bare
		}
	}
	var fixes []diagnose.Fix
	if f, ok := g.rewrite("move-data-key", fmt.Sprintf("Store the content of Secret %s/%s under %q", s.Namespace, s.Name, want), s, want, content); ok {
		MovedFrom(&f, in.DataKey)
		fixes = append(fixes, f)
	}
	return append(fixes, g.credentialsFix("add-login", r, pull.KeyFor(g.lead().Image))...)
}

// MovedFrom records the data key that holds the content, for the kubectl commands.
func MovedFrom(f *diagnose.Fix, key string) {
	if w, ok := f.Steps[0].Write.(step.UpdateSecret); ok {
		w.FromKey = key
		f.Steps[0].Write = w
	}
}
