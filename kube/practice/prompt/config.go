package prompt

import (
	"fmt"
	"strings"
)

// theContext is the only one that this kubectl has.
const theContext = "practice"

// config runs the commands of "kubectl config" that show and change the current namespace
// (k8s.io/kubectl/pkg/cmd/config).
func (c *call) config() (string, error) {
	what := strings.Join(c.words[1:], " ")
	switch {
	case what == "current-context":
		return theContext + "\n", nil
	case what == "view":
		namespace := ""
		if c.prompt.Namespace != "" {
			namespace = "    namespace: " + c.prompt.Namespace + "\n"
		}
		return "apiVersion: v1\nclusters:\n- cluster:\n    server: https://practice.invalid\n  name: " + theContext +
			"\ncontexts:\n- context:\n    cluster: " + theContext + "\n" + namespace + "    user: learner\n  name: " + theContext +
			"\ncurrent-context: " + theContext + "\nkind: Config\nusers:\n- name: learner\n  user: {}\n", nil
	case what == "set-context" && c.flags.has("current") && c.inNs, what == "set-context "+theContext && c.inNs:
		c.prompt.Namespace = c.flags.one["namespace"]
		return fmt.Sprintf("Context %q modified.\n", theContext), nil
	}
	return "", notKnown("this config; only config view, config current-context and config set-context --current --namespace=NS")
}
