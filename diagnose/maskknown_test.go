package diagnose

import (
	"fmt"
	"testing"
)

func TestMaskKnown(t *testing.T) {
	s := world("denied for bot:"+canary+" ("+b64("bot:"+canary)+")", refs("r"), secret("shop", "r", config("ghcr.io")))
	s.Events = []Event{{Pod: s.Pods[0].Object(), Reason: "Failed", Message: "tried " + canary}}
	MaskKnown(s)
	leaks(t, "the node's message", s.Pods[0].Containers[0].Message)
	leaks(t, "an event", fmt.Sprint(s.Events))
}
