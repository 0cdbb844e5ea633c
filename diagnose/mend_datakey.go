package diagnose

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// mendDataKey stores the content under the data key that the kubelet reads,
// in the form that belongs there.
func mendDataKey(g group) []Fix {
	r := g.ref()
	s, in := r.Secret, r.Inspect
	want := wantedKey(s.Type)
	if in.Shape != keyring.ShapeWrongKey || len(in.Entries) == 0 {
		return mendContent(g)
	}
	content := s.Data[in.DataKey]
	switch {
	case in.DataKey == keyring.KeyDockercfg && want == keyring.KeyDockerConfigJSON:
		if wrapped, err := edit.WrapAuths(content); err == nil {
			content = wrapped
		}
	case want == keyring.KeyDockercfg:
		if bare, err := edit.UnwrapAuths(content); err == nil {
			content = bare
		}
	}
	var fixes []Fix
	if f, ok := g.rewrite("move-data-key", fmt.Sprintf("Store the content of Secret %s/%s under %q", s.Namespace, s.Name, want), s, want, content); ok {
		movedFrom(&f, in.DataKey)
		fixes = append(fixes, f)
	}
	return append(fixes, g.loginFix("add-login", r, keyFor(g.lead().Image))...)
}

// movedFrom notes the data key that holds the content, for the steps by hand.
func movedFrom(f *Fix, key string) {
	if st := &f.Steps[0]; st.Action == UpdateSecret {
		st.FromKey = key
	}
}
