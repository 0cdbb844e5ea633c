package symptom

import (
	"strings"
	"time"
)

// Clock is what an error says about the node's clock. A certificate is judged
// by it, and so are signed requests and tokens.
type Clock struct {
	Skewed bool      // the message proves that the clocks of the node and of the other side disagree
	Node   time.Time // the node's time in a certificate error; zero if the message has none
	Bound  time.Time // the certificate's bound that Node is outside of: its start if Skewed, else its end
}

// skewWords prove a wrong clock. Go's "has expired or is not yet valid" alone
// does not.
var skewWords = []string{
	"certificate is not yet valid", "requesttimetooskewed", "difference between the request time and the current time is too large",
	"used before issued", "token is not yet valid", "token is not valid yet", "token not valid yet", "signature not yet current", "clock skew",
}

// readClock reads text of original letter case; s is the same in lower case.
func readClock(text, s string) Clock {
	c := Clock{Skewed: containsAny(s, skewWords)}
	const head = "current time "
	i := strings.Index(s, head)
	if i < 0 {
		return c
	}
	words := strings.Fields(text[i+len(head) : min(len(text), i+len(head)+96)])
	if len(words) < 4 || words[1] != "is" || words[2] != "before" && words[2] != "after" {
		return c
	}
	c.Node = parseTime(words[0])
	c.Bound = parseTime(words[3])
	c.Skewed = c.Skewed || words[2] == "before"
	return c
}

func parseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339, strings.TrimRight(s, `:;,.)]"'`))
	if err != nil {
		return time.Time{}
	}
	return t
}
