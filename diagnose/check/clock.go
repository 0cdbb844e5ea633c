package check

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

var _ = register(Check{
	Name:  diagnose.CheckNodeClock,
	Short: "node's clock is wrong",
	Title: "The node's clock is wrong",
	Doc: `Certificates, tokens and signed requests are valid for a limited time, which the node checks against its own
clock. If it reports that something is not valid yet ("current time ... is before ..."), or a time long past,
its clock is wrong: no time synchronization, a virtual machine that was suspended, an empty battery. (A
certificate issued for a later time is possible, but rare.)
Check it: kubectl get node NODE -o jsonpath='{.status.conditions[*].lastHeartbeatTime}' shows the time by the
node's clock; compare it with yours.
Fix it: set the clock and start time synchronization (chrony, systemd-timesyncd, the host's clock for a
virtual machine) on that node. The certificate does not have to change.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Container.Type == diagnose.TypeSandbox || k.Pod.Template || !k.ClockWrong() {
			return nil
		}
		o := k.Pod.Object()
		if k.Pod.Node != "" {
			o = diagnose.Object{Kind: "Node", Name: k.Pod.Node}
		}
		return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckNodeClock, diagnose.LinkRegistry, diagnose.Likely, &o, clockDetail(k))}
	},
})

// clockDetail gives the evidence that the clock is wrong.
func clockDetail(k *pull.Case) string {
	c := &k.Reading.Clock
	behind, ahead := k.ClockOff()
	detail := fmt.Sprintf("The node reports that a certificate, token or signature of %s is not valid yet, so their clocks differ.", host(k))
	if !c.Node.IsZero() {
		detail = fmt.Sprintf("The node's clock showed %s when it asked %s", utc(c.Node), host(k))
		switch {
		case ahead > 0:
			detail += fmt.Sprintf(", which is at least %s ahead.", span(ahead))
		case !c.Bound.IsZero() && c.Skewed:
			detail += fmt.Sprintf(", and the certificate is valid from %s: the clock is at least %s behind.", utc(c.Bound), span(behind))
		default:
			detail += fmt.Sprintf(", which is at least %s before this pod was created.", span(behind))
		}
	}
	return detail + fmt.Sprintf(" Correct the clock of node %s and its time synchronization; the certificate may be fine, and no pull secret is involved.", nodeName(k))
}

func utc(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 MST") }

// span is a duration in one unit: "3 hours".
func span(d time.Duration) string {
	for _, u := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int64(d / u.length); n == 1 {
			return "1 " + u.name
		} else if n > 1 {
			return fmt.Sprintf("%d %ss", n, u.name)
		}
	}
	return "a minute"
}
