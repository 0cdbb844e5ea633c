package lesson

import (
	"slices"
	"strings"
)

// Condition is an observable state of a cluster. It is about one kind of object: a pod (all with
// this name, or whose name a controller made of it), a Secret or a service account.
type Condition struct {
	Namespace string `json:"namespace"` // empty: the lesson's

	Pod     string   `json:"pod"`
	Running *bool    `json:"running"`
	Reason  string   `json:"reason"`  // why a container waits
	Message string   `json:"message"` // part of the node's message
	Image   string   `json:"image"`
	Uses    []string `json:"uses"`  // its own list of pull secrets; ["*"] for any that is not empty
	Tries   int      `json:"tries"` // at least so many pulls have started
	Event   string   `json:"event"` // part of an event, "Reason: message"
	New     *bool    `json:"new"`   // created after the lesson began
	Any     bool     `json:"any"`   // one such pod is sufficient

	Secret  string `json:"secret"` // "*" for any one of the namespace
	Type    string `json:"type"`
	Changed bool   `json:"changed"` // since the lesson began

	Account string   `json:"account"`
	Hands   []string `json:"hands"` // what it provides to new pods, as Uses
	Lacks   string   `json:"lacks"` // it does not provide this secret

	Gone bool `json:"gone"` // no such object exists
}

// All says whether all conditions hold now. before is the state when the lesson began, and
// namespace is the lesson's.
func All(list []Condition, namespace string, before, now *State) bool {
	for i := range list {
		if !list[i].Holds(namespace, before, now) {
			return false
		}
	}
	return true
}

// Holds says whether the condition is true now.
func (c *Condition) Holds(namespace string, before, now *State) bool {
	if c.Namespace != "" {
		namespace = c.Namespace
	}
	switch {
	case c.Pod != "":
		return c.pods(namespace, before, now)
	case c.Secret != "":
		return c.secret(namespace, before, now)
	default:
		return c.account(namespace, now)
	}
}

func (c *Condition) pods(namespace string, before, now *State) bool {
	found, right := 0, 0
	for i := range now.Pods {
		p := &now.Pods[i]
		if p.Namespace != namespace || !named(p.Name, c.Pod) {
			continue
		}
		found++
		if c.pod(p, before) {
			right++
		}
	}
	switch {
	case c.Gone:
		return found == 0
	case c.Any:
		return right > 0
	}
	return found > 0 && right == found
}

// named says whether a pod has this name, or one that a controller made of it.
func named(pod, name string) bool {
	return pod == name || strings.HasPrefix(pod, name+"-")
}

func (c *Condition) pod(p *Pod, before *State) bool {
	switch {
	case c.Running != nil && *c.Running != p.Running,
		c.Reason != "" && c.Reason != p.Reason,
		!strings.Contains(p.Message, c.Message),
		c.Image != "" && c.Image != p.Image,
		c.Uses != nil && !same(c.Uses, p.Uses),
		p.Tries < c.Tries,
		c.New != nil && *c.New == slices.ContainsFunc(before.Pods, func(x Pod) bool { return x.UID == p.UID }):
		return false
	}
	return c.Event == "" || slices.ContainsFunc(p.Events, func(e Event) bool {
		return strings.Contains(e.Reason+": "+e.Message, c.Event)
	})
}

// anything matches every name, and as the only one of a list any list that is not empty.
const anything = "*"

// same compares a list with the wanted one; the order counts.
func same(want, got []string) bool {
	if len(want) == 1 && want[0] == anything {
		return len(got) > 0
	}
	return slices.Equal(want, got)
}

func (c *Condition) secret(namespace string, before, now *State) bool {
	if c.Secret != anything {
		return c.secretNamed(c.Secret, namespace, before, now)
	}
	return slices.ContainsFunc(now.Secrets, func(x Secret) bool {
		return x.Namespace == namespace && c.secretNamed(x.Name, namespace, before, now)
	})
}

func (c *Condition) secretNamed(name, namespace string, before, now *State) bool {
	find := func(s *State) *Secret {
		for i := range s.Secrets {
			if x := &s.Secrets[i]; x.Namespace == namespace && x.Name == name {
				return x
			}
		}
		return nil
	}
	x, old := find(now), find(before)
	switch {
	case x == nil || c.Gone:
		return x == nil && c.Gone
	case c.Type != "" && c.Type != x.Type:
		return false
	}
	return !c.Changed || old == nil || old.Version != x.Version
}

func (c *Condition) account(namespace string, now *State) bool {
	for _, x := range now.Accounts {
		if x.Namespace == namespace && x.Name == c.Account {
			return !c.Gone && (c.Hands == nil || same(c.Hands, x.Hands)) &&
				(c.Lacks == "" || !slices.Contains(x.Hands, c.Lacks))
		}
	}
	return c.Gone
}
