package engine

import (
	"fmt"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

func TestMaskKnown(t *testing.T) {
	s := world("denied for bot:"+canary+" ("+b64("bot:"+canary)+")", refs("r"), secret("shop", "r", config("ghcr.io")))
	s.Events = []diagnose.Event{{Pod: s.Pods[0].Object(), Reason: "Failed", Message: "tried " + canary}}
	redact.Known(s)
	leaks(t, "the node's message", s.Pods[0].Containers[0].Message)
	leaks(t, "an event", fmt.Sprint(s.Events))
}
