package lesson

import "testing"

func TestConditions(t *testing.T) {
	yes, no := true, false
	before := State{
		Pods:     []Pod{{Namespace: "a", Name: "web-1", UID: "u1", Uses: []string{}}},
		Secrets:  []Secret{{Namespace: "a", Name: "s", Type: "Opaque", Version: "1"}},
		Accounts: []Account{{Namespace: "a", Name: "default", Hands: []string{}}},
	}
	now := State{
		Pods: []Pod{
			{Namespace: "a", Name: "web-1", UID: "u1", Uses: []string{}, Reason: "ImagePullBackOff", Message: "Back-off: 401", Tries: 2, Image: "i:1",
				Events: []Event{{"Failed", "Error: ErrImagePull"}}},
			{Namespace: "a", Name: "web-2", UID: "u2", Uses: []string{"s"}, Running: true, Image: "i:2"},
			{Namespace: "b", Name: "web-1", UID: "u3", Running: true},
			{Namespace: "a", Name: "website", UID: "u4", Running: true},
		},
		Secrets:  []Secret{{Namespace: "a", Name: "s", Type: "Opaque", Version: "2"}, {Namespace: "a", Name: "t", Version: "1"}},
		Accounts: []Account{{Namespace: "a", Name: "default", Hands: []string{"s", "t"}}},
	}
	for name, x := range map[string]struct {
		c    Condition
		want bool
	}{
		"all of a name":               {Condition{Pod: "web", Running: &yes}, false},
		"one of a name":               {Condition{Pod: "web", Running: &yes, Any: true}, true},
		"a longer name is another":    {Condition{Pod: "webs", Running: &yes}, false},
		"the whole name":              {Condition{Pod: "web-2", Running: &yes}, true},
		"another namespace":           {Condition{Namespace: "b", Pod: "web", Running: &yes}, true},
		"not running":                 {Condition{Pod: "web-1", Running: &no}, true},
		"the reason":                  {Condition{Pod: "web-1", Reason: "ImagePullBackOff"}, true},
		"another reason":              {Condition{Pod: "web-1", Reason: "ErrImagePull"}, false},
		"a piece of the message":      {Condition{Pod: "web-1", Message: "401"}, true},
		"no piece of the message":     {Condition{Pod: "web-1", Message: "403"}, false},
		"the image":                   {Condition{Pod: "web-2", Image: "i:2"}, true},
		"enough tries":                {Condition{Pod: "web-1", Tries: 2}, true},
		"too few tries":               {Condition{Pod: "web-1", Tries: 3}, false},
		"an event":                    {Condition{Pod: "web-1", Event: "Failed: Error"}, true},
		"no event":                    {Condition{Pod: "web-2", Event: "Failed"}, false},
		"made since":                  {Condition{Pod: "web-2", New: &yes}, true},
		"not made since":              {Condition{Pod: "web-1", New: &yes}, false},
		"there before":                {Condition{Pod: "web-1", New: &no}, true},
		"its own list":                {Condition{Pod: "web-2", Uses: []string{"s"}}, true},
		"an empty list":               {Condition{Pod: "web-1", Uses: []string{}}, true},
		"not an empty list":           {Condition{Pod: "web-2", Uses: []string{}}, false},
		"no such pod":                 {Condition{Pod: "api", Running: &yes}, false},
		"gone":                        {Condition{Pod: "api", Gone: true}, true},
		"not gone":                    {Condition{Pod: "web", Gone: true}, false},
		"a secret":                    {Condition{Secret: "s", Type: "Opaque"}, true},
		"a secret of another type":    {Condition{Secret: "s", Type: "x"}, false},
		"a changed secret":            {Condition{Secret: "s", Changed: true}, true},
		"a new secret":                {Condition{Secret: "t", Changed: true}, true},
		"no secret":                   {Condition{Secret: "u"}, false},
		"a secret that is gone":       {Condition{Secret: "u", Gone: true}, true},
		"a secret that is not gone":   {Condition{Secret: "s", Gone: true}, false},
		"what an account hands out":   {Condition{Account: "default", Hands: []string{"s", "t"}}, true},
		"in another order":            {Condition{Account: "default", Hands: []string{"t", "s"}}, false},
		"hands out something":         {Condition{Account: "default", Hands: []string{"*"}}, true},
		"lacks nothing of it":         {Condition{Account: "default", Lacks: "s"}, false},
		"lacks another":               {Condition{Account: "default", Hands: []string{"*"}, Lacks: "u"}, true},
		"any list":                    {Condition{Pod: "web-2", Uses: []string{"*"}}, true},
		"any list, and there is none": {Condition{Pod: "web-1", Uses: []string{"*"}}, false},
		"any secret":                  {Condition{Secret: "*", Type: "Opaque"}, true},
		"any secret of the namespace": {Condition{Namespace: "b", Secret: "*"}, false},
		"any secret of that type":     {Condition{Secret: "*", Type: "x"}, false},
		"an account that is there":    {Condition{Account: "default"}, true},
		"an account that is not":      {Condition{Account: "robot"}, false},
		"an account that is gone":     {Condition{Account: "robot", Gone: true}, true},
		"an account that is no more":  {Condition{Account: "default", Gone: true}, false},
	} {
		if got := x.c.Holds("a", &before, &now); got != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !All(nil, "a", &before, &now) || All([]Condition{{Secret: "s"}, {Secret: "u"}}, "a", &before, &now) {
		t.Error("All is not every one")
	}
}
