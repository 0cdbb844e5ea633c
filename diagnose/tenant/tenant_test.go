package tenant

import "testing"

func TestOf(t *testing.T) {
	for _, tc := range []struct {
		labels, annotations map[string]string
		kind, name          string
	}{
		{nil, nil, "", ""},
		{map[string]string{"field.cattle.io/projectId": "p-old"}, map[string]string{"field.cattle.io/projectId": "c-1:p-new"}, "Rancher project", "p-new"},
		{map[string]string{"field.cattle.io/projectId": "p-1"}, map[string]string{"field.cattle.io/projectId": "p-2"}, "Rancher project", "p-1"},
		{map[string]string{"capsule.clastix.io/tenant": "oil"}, nil, "Capsule tenant", "oil"},
		{map[string]string{"kubesphere.io/workspace": "w"}, nil, "KubeSphere workspace", "w"},
		{map[string]string{"a.tree.hnc.x-k8s.io/depth": "2", "b.tree.hnc.x-k8s.io/depth": "1", "c.tree.hnc.x-k8s.io/depth": "0"}, nil, "namespace tree", "a"},
		{map[string]string{"c.tree.hnc.x-k8s.io/depth": "0"}, nil, "", ""},
	} {
		kind, name, ok := Of(tc.labels, tc.annotations)
		if kind != tc.kind || name != tc.name || ok != (tc.kind != "") {
			t.Errorf("%v %v: %s %s %v", tc.labels, tc.annotations, kind, name, ok)
		}
	}
}
