package track

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func TestSlow(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 10, 0, 0, time.UTC)
	const image = "registry.acme.example/app:88"
	event := func(reason, message string, ago time.Duration) diagnose.Event {
		return diagnose.Event{Pod: diagnose.Object{Kind: "Pod", Namespace: "shop", Name: "app"}, PodUID: "u", Container: "app", Reason: reason, Message: message, Last: now.Add(-ago)}
	}
	pulling := func(ago time.Duration) diagnose.Event { return event("Pulling", `Pulling image "`+image+`"`, ago) }
	for name, c := range map[string]struct {
		events []diagnose.Event // newest first
		edit   func(*diagnose.Pod)
		want   bool
	}{
		"for an hour":           {events: []diagnose.Event{pulling(time.Hour)}, want: true},
		"for as long as stated": {events: []diagnose.Event{pulling(SlowAfter)}, want: true},
		"not long enough":       {events: []diagnose.Event{pulling(SlowAfter - time.Second)}},
		"it ended":              {events: []diagnose.Event{event("Pulled", `Successfully pulled image "`+image+`" in 3s (3s including waiting). Image size: 9 bytes.`, time.Minute), pulling(time.Hour)}},
		"it failed":             {events: []diagnose.Event{event("Failed", `Failed to pull image "`+image+`": EOF`, time.Minute), pulling(time.Hour)}},
		"no events":             {},
		"another image":         {events: []diagnose.Event{event("Pulling", `Pulling image "other:1"`, time.Hour)}},
		"another pod's":         {events: []diagnose.Event{pulling(time.Hour)}, edit: func(p *diagnose.Pod) { p.UID = "v" }},
		"it runs":               {events: []diagnose.Event{pulling(time.Hour)}, edit: func(p *diagnose.Pod) { p.Containers[0].Running = true }},
		"waits for a volume":    {events: []diagnose.Event{event("FailedMount", "MountVolume.SetUp failed", time.Minute)}},
		"without a node":        {events: []diagnose.Event{pulling(time.Hour)}, edit: func(p *diagnose.Pod) { p.Node = "" }},
		"an init container first": {events: []diagnose.Event{pulling(time.Hour)}, want: true,
			edit: func(p *diagnose.Pod) { p.Containers[0].Reason = "PodInitializing" }},
		"a retry after a failure": {events: []diagnose.Event{pulling(time.Hour), event("Failed", `Failed to pull image "`+image+`": EOF`, 2*time.Hour)}, want: true,
			edit: func(p *diagnose.Pod) { p.Containers[0].Reason = "ImagePullBackOff" }},
		"it waits after a failure": {events: []diagnose.Event{event("BackOff", `Back-off pulling image "`+image+`"`, time.Minute), pulling(time.Hour)},
			edit: func(p *diagnose.Pod) { p.Containers[0].Reason = "ImagePullBackOff" }},
		"never pulled": {events: []diagnose.Event{pulling(time.Hour)},
			edit: func(p *diagnose.Pod) { p.Containers[0].Reason = "ErrImageNeverPull" }},
	} {
		p := diagnose.Pod{
			Meta: diagnose.Meta{Kind: "Pod", Namespace: "shop", Name: "app", UID: "u"}, Node: "node-1", Phase: "Pending",
			Containers: []diagnose.Container{{Name: "app", Type: diagnose.TypeContainer, Image: image, Waiting: true, Reason: "ContainerCreating"}},
		}
		if c.edit != nil {
			c.edit(&p)
		}
		if _, got := Slow(&p, &p.Containers[0], c.events, now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
