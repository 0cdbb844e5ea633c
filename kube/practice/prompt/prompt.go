package prompt

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"k8s.io/client-go/kubernetes"
)

// Prompt runs typed lines, one after the other.
type Prompt struct {
	Client    kubernetes.Interface
	Namespace string           // namespace of calls without -n; empty: default. "config set-context" changes it
	Now       func() time.Time // the clock for ages; nil: time.Now

	// Sample says whether a value of a Secret was made up for the exercise, so that it is
	// shown as kubectl would show it. Nil: none was, and all are masked.
	Sample func(value []byte) bool
}

// sample says whether a value may be shown.
func (p *Prompt) sample(value []byte) bool { return p.Sample != nil && p.Sample(value) }

// call is one running kubectl command.
type call struct {
	ctx    context.Context
	prompt *Prompt
	client kubernetes.Interface
	now    time.Time
	words  []string // without flags
	flags  flags
	ns     string
	inNs   bool // -n was given
}

// verb is a command, with its line in the help.
type verb struct {
	name string
	do   func(*call) (string, error)
	help string
}

// verbs are in the order of the help.
var verbs = []verb{
	{"get", (*call).get, "get pods|events|secret|serviceaccount|deployment|... [NAME] [-n NS] [-A] [-o wide|yaml|json|name|jsonpath=...]"},
	{"describe", (*call).describe, "describe pod|secret|serviceaccount NAME [-n NS]"},
	{"create", (*call).create, "create secret docker-registry NAME --docker-server=... --docker-username=... --docker-password=..."},
	{"patch", (*call).patch, "patch serviceaccount|deployment|secret|... NAME [--type=strategic|merge|json] -p '{...}'"},
	{"set", (*call).set, "set image deployment/NAME CONTAINER=IMAGE"},
	{"delete", (*call).remove, "delete pod|secret NAME"},
	{"rollout", (*call).rollout, "rollout restart deployment/NAME"},
	{"config", (*call).config, "config view|current-context|set-context --current --namespace=NS"},
}

// Run runs a line and returns what a terminal would show, errors included, without the last
// newline. It never fails: errors are in the text.
func (p *Prompt) Run(ctx context.Context, line string) string {
	pipe, err := split(line)
	if err != nil {
		return err.Error()
	}
	if len(pipe) == 0 {
		return ""
	}
	out, err := p.first(ctx, pipe[0])
	if err != nil {
		return strings.TrimRight(out+err.Error(), "\n")
	}
	for _, words := range pipe[1:] {
		if out, err = filter(words, out); err != nil {
			return strings.TrimRight(out+err.Error(), "\n")
		}
	}
	return strings.TrimRight(out, "\n")
}

// first runs the command before all pipes.
func (p *Prompt) first(ctx context.Context, words []string) (string, error) {
	switch words[0] {
	case "kubectl", "k":
		words = words[1:]
	case "help", "?":
		return Help(), nil
	case "echo":
		return strings.Join(words[1:], " ") + "\n", nil
	}
	if len(words) == 0 || words[0] == "help" || words[0] == "--help" || words[0] == "-h" {
		return Help(), nil
	}
	c := &call{ctx: ctx, prompt: p, client: p.Client, now: time.Now()}
	if p.Now != nil {
		c.now = p.Now()
	}
	var err error
	if c.words, c.flags, err = parse(words); err != nil {
		known := func(w string) bool { return slices.ContainsFunc(verbs, func(v verb) bool { return v.name == w }) }
		i := slices.IndexFunc(words, func(w string) bool { return instead[w] != "" })
		if i >= 0 && !slices.ContainsFunc(words, known) {
			return "", notHere("the command "+words[i], words[i]) // its flags do not matter then
		}
		return "", err
	}
	if c.flags.masked() {
		return "", refuse("The history does not keep the password. Type it in place of %s.", Masked)
	}
	c.ns, c.inNs = c.flags.one["namespace"], c.flags.has("namespace")
	if c.ns == "" {
		c.ns = firstOf(p.Namespace, "default")
	}
	if len(c.words) == 0 {
		return Help(), nil
	}
	for _, v := range verbs {
		if v.name == c.words[0] {
			return v.do(c)
		}
	}
	return "", notHere("the command "+c.words[0], c.words[0])
}

// Help lists the supported commands.
func Help() string {
	var b strings.Builder
	b.WriteString("This is a small kubectl, built into the course. It understands:\n")
	for _, v := range verbs {
		fmt.Fprintf(&b, "  kubectl %s\n", v.help)
	}
	b.WriteString("  ... | base64 -d, ... | grep WORD\n")
	b.WriteString("Passwords that you type are masked; the real kubectl would show them, as it shows those of the exercise.\n")
	return b.String()
}

// notKnown words the limits of this kubectl.
func notKnown(what string) error {
	return refuse("This small kubectl does not understand %s. A real one might. Type help for what works here.", what)
}

func firstOf(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

// Echo returns a line as it may be shown and kept: with the password masked.
func Echo(line string) string {
	for _, flag := range secretFlags {
		for at := 0; ; {
			i := strings.Index(line[at:], flag)
			if i < 0 {
				break
			}
			begin := at + i + len(flag)
			end := begin + valueLength(line[begin:])
			if end > begin {
				line = line[:begin+1] + Masked + line[end:]
			}
			at = begin
		}
	}
	return line
}

// secretFlags have a value that must not be shown. A patch may contain a Secret's content.
var secretFlags = []string{"--docker-password", "--from-literal"}

// valueLength returns the length of the value after a flag, including its =
// or space.
func valueLength(s string) int {
	if s == "" || s[0] != '=' && s[0] != ' ' {
		return 0
	}
	var quote rune
	for i, r := range s[1:] {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"':
			quote = r
		case r == ' ' || r == '|':
			return i + 1
		}
	}
	return len(s)
}

// kinds are the resources by every name that kubectl takes.
var kinds = []kind{
	{"pods", "pod", "po", "", "Pod"},
	{"secrets", "secret", "", "", "Secret"},
	{"serviceaccounts", "serviceaccount", "sa", "", "ServiceAccount"},
	{"events", "event", "ev", "", "Event"},
	{"namespaces", "namespace", "ns", "", "Namespace"},
	{"nodes", "node", "no", "", "Node"},
	{"deployments", "deployment", "deploy", "apps", "Deployment"},
	{"statefulsets", "statefulset", "sts", "apps", "StatefulSet"},
	{"replicasets", "replicaset", "rs", "apps", "ReplicaSet"},
	{"daemonsets", "daemonset", "ds", "apps", "DaemonSet"},
	{"cronjobs", "cronjob", "cj", "batch", "CronJob"},
	{"jobs", "job", "", "batch", "Job"},
}

type kind struct{ plural, singular, short, group, name string }

// wide says that objects of this kind have no namespace.
func (k kind) clusterWide() bool { return k.plural == "namespaces" || k.plural == "nodes" }

// label names an object as kubectl's output does: deployment.apps/web.
func (k kind) label(name string) string {
	if k.group != "" {
		return k.singular + "." + k.group + "/" + name
	}
	return k.singular + "/" + name
}

// objects reads "TYPE NAME...", "TYPE/NAME..." and "TYPE".
func (c *call) objects(words []string) (kind, []string, error) {
	if len(words) == 0 {
		return kind{}, nil, refuse("You must specify the type of resource, as in: kubectl %s pods", c.words[0])
	}
	what, name, slash := strings.Cut(words[0], "/")
	i := slices.IndexFunc(kinds, func(k kind) bool {
		what := strings.ToLower(what)
		return what == k.plural || what == k.singular || what == k.short || what == k.singular+"."+k.group
	})
	if i < 0 {
		if strings.Contains(what, ",") {
			return kind{}, nil, notKnown("several resource types in one command")
		}
		if name := strings.ToLower(what); slices.Contains(otherKinds, name) {
			return kind{}, nil, notHere("the type "+name, name)
		}
		return kind{}, nil, fmt.Errorf("error: the server doesn't have a resource type %q", what)
	}
	if !slash {
		return kinds[i], words[1:], nil
	}
	if len(words) > 1 {
		return kind{}, nil, notKnown("several TYPE/NAME in one command")
	}
	return kinds[i], []string{name}, nil
}
