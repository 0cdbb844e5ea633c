package tui

import (
	"github.com/pulldoctor/pulldoctor/ui/uitest"
	"testing"
)

// TestTopLineKeepsThePlace: where it is narrow, the program's own name goes
// before anything that says where one is, and the cluster is cut last.
func TestTopLineKeepsThePlace(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.shows(" pulldoctor  kind-lab / all namespaces ")
	d.a.Options.Context = "eks-frankfurt-central-7"
	toWeb(d)
	d.shows(" eks-frankfurt-central-7 / all namespaces ")
	d.hides(" pulldoctor ")
	d.keys("enter")
	d.shows(" eks-frankfurt-central-7 / shop / web-7d…-2xkqp ")
	d.hides("pulldoctor")
	d.a.Options.Context = "arn:aws:eks:eu-central-1:123456789012:cluster/frankfurt"
	d.shows(" arn:aws:…rankfurt / shop / web-7d9f4c6b8-2xkqp ")
}
