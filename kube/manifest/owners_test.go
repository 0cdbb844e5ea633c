package manifest

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// The workloads behind dumped pods are found, or made up from what the pods
// show, so that findings are about what people write.
func TestOwnersOfDumpedPods(t *testing.T) {
	raw, err := os.ReadFile("testdata/files/owners.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := mustRead(t, string(raw))
	type owner struct {
		Object      diagnose.Object
		PullSecrets []string
		Images      []string
		APIVersion  string
	}
	var got []owner
	for i := range s.Workloads {
		w := &s.Workloads[i]
		got = append(got, owner{w.Object(), w.PullSecrets, w.Images, w.APIVersion})
	}
	in := func(kind, name string) diagnose.Object {
		return diagnose.Object{Kind: kind, Namespace: "shop", Name: name}
	}
	want := []owner{
		{in("Deployment", "dumped"), []string{"written"}, []string{"ghcr.io/acme/written:1"}, "apps/v1"},
		{in("Job", "backup-1"), nil, []string{"ghcr.io/acme/backup:1"}, "batch/v1"},
		{in("Deployment", "web"), []string{"own"}, []string{"ghcr.io/acme/web:1"}, "apps/v1"},
		{in("StatefulSet", "db"), nil, []string{"ghcr.io/acme/db:1"}, "apps/v1"}, // the account's list, copied in
		{in("CronJob", "backup"), nil, []string{"ghcr.io/acme/backup:1"}, "batch/v1"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	found := map[string]string{}
	for _, f := range engine.Run(s, diagnose.Options{}).Report.Failures {
		if f.Owner != nil {
			found[f.Pod] = f.Owner.Kind + "/" + f.Owner.Name
		}
	}
	if d := cmp.Diff(map[string]string{
		"web-5d8f-a": "Deployment/web", "web-5d8f-b": "Deployment/web", "dumped-77-a": "Deployment/dumped", "db-0": "StatefulSet/db", "backup-1-x": "CronJob/backup",
	}, found); d != "" {
		t.Error(d)
	}
}
