package kube

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func TestParseTarget(t *testing.T) {
	for word, want := range map[string]Target{
		"deployment/web": {"Deployment", "web"}, "deploy/web": {"Deployment", "web"}, "Deployments/web": {"Deployment", "web"},
		"deployment.apps/web": {"Deployment", "web"}, "deployment.v1.apps/web": {"Deployment", "web"},
		"sts/db": {"StatefulSet", "db"}, "statefulset.apps/db": {"StatefulSet", "db"}, "ds/agent": {"DaemonSet", "agent"},
		"rs/web-5d": {"ReplicaSet", "web-5d"}, "rc/old": {"ReplicationController", "old"}, "job/once": {"Job", "once"},
		"job.batch/once": {"Job", "once"}, "cj/nightly": {"CronJob", "nightly"}, "cronjob.batch/nightly": {"CronJob", "nightly"},
		"pod/web-0": {"Pod", "web-0"}, "po/a.b": {"Pod", "a.b"},
	} {
		if got, err := ParseTarget(word); err != nil || got != want {
			t.Errorf("%s: %v, %v", word, got, err)
		}
	}
	for word, want := range map[string]string{
		"svc/x": `"svc" is not a kind that has pods`, "web": "neither a command nor a workload", "deployment": "use deployment/NAME",
		"sts/": "use sts/NAME", "job.apps/x": "is not a kind", "pod/../x": "cannot be the name", "pod/a\x1b": "cannot be the name",
	} {
		if _, err := ParseTarget(word); err == nil || !strings.Contains(err.Error(), want) || strings.ContainsRune(err.Error(), 0x1b) {
			t.Errorf("%s: %v, want %q", word, err, want)
		}
	}
}

func TestNamed(t *testing.T) {
	owned := func(kind, name, hash string) diagnose.Meta {
		return diagnose.Meta{Kind: "Pod", Name: "p", Labels: map[string]string{"pod-template-hash": hash},
			Owners: []diagnose.Owner{{Kind: "Node", Name: "web"}, {Kind: kind, Name: name, Controller: true}}}
	}
	for _, tc := range []struct {
		target string
		pod    diagnose.Meta
		want   bool
	}{
		{"pod/p", diagnose.Meta{Kind: "Pod", Name: "p"}, true},
		{"pod/q", diagnose.Meta{Kind: "Pod", Name: "p"}, false},
		{"deploy/web", owned("ReplicaSet", "web-5d8f", "5d8f"), true},
		{"deploy/web", owned("ReplicaSet", "web-api-5d8f", "5d8f"), false},
		{"deploy/web", owned("ReplicaSet", "web-", ""), false},
		{"deploy/web", diagnose.Meta{Kind: "Deployment", Name: "web"}, true}, // a template
		{"rs/web-5d8f", owned("ReplicaSet", "web-5d8f", "5d8f"), true},
		{"sts/db", owned("StatefulSet", "db", ""), true},
		{"cj/nightly", owned("Job", "nightly-29730001", ""), true},
		{"cj/nightly", owned("Job", "nightly-x1", ""), false},
		{"job/nightly", owned("Job", "nightly-1", ""), false},
	} {
		target, err := ParseTarget(tc.target)
		if err != nil {
			t.Fatal(err)
		}
		if got := target.Named(&tc.pod); got != tc.want {
			t.Errorf("%s of %+v: %v", tc.target, tc.pod, got)
		}
	}
}
