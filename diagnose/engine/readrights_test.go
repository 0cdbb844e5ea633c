package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

func TestRolesToRead(t *testing.T) {
	tests := []struct {
		name    string
		refused []diagnose.Unreadable
		want    []string
	}{
		{"nothing", nil, nil},
		{"no right would help", []diagnose.Unreadable{{Resource: "secrets", Namespace: "shop", Verb: "list", Why: "the server is down"}}, nil},
		{"one namespace", []diagnose.Unreadable{
			{Resource: "secrets", Namespace: "shop", Name: "regcred", Verb: "get", Why: "forbidden"},
			{Resource: "events", Namespace: "shop", Verb: "list", Why: "forbidden"},
		}, []string{"Grant a Role in namespace shop that allows: get secrets regcred, list events."}},
		{"a wider right includes the narrow one", []diagnose.Unreadable{
			{Resource: "secrets", Namespace: "shop", Name: "regcred", Verb: "get", Why: "forbidden"},
			{Resource: "secrets", Namespace: "shop", Verb: "get", Why: "forbidden"},
		}, []string{"Grant a Role in namespace shop that allows: get secrets."}},
		{"cluster and namespaces", []diagnose.Unreadable{
			{Resource: "nodes", Verb: "get", Why: "forbidden"},
			{Resource: "events", Namespace: "a", Verb: "list", Why: "forbidden"},
			{Resource: "events", Namespace: "b", Verb: "list", Why: "forbidden"},
		}, []string{
			"Grant a ClusterRole that allows: get nodes.",
			"Grant a Role in each of the namespaces a, b that allows: list events.",
		}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, fix.RolesToRead(tt.refused)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}
