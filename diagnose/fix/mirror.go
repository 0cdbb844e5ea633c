package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// mirrorFix corrects the configuration of a mirror that refuses the node: both
// the mirror and its credentials are configured on the node. false if the
// registry itself responded.
func (g Group) mirrorFix() (diagnose.Fix, bool) {
	k := g.lead()
	host, ok := k.MirrorAnswered()
	if !ok {
		return diagnose.Fix{}, false
	}
	if host == "" {
		host = "of " + k.Image.Registry
	}
	node, files := g.nodeConfig()
	return diagnose.Fix{
		ID:    "configure-mirror",
		Title: fmt.Sprintf("Correct the mirror %s in the configuration of %s", host, node),
		Commands: shell.Lines(
			shell.Words{"node": shell.Text(node), "file": shell.Text(files[0]), "mirror": shell.Text(host), "registry": shell.Text(k.Image.Registry)},
			append([]string{"# on {node}, in {file}: configure credentials that the mirror {mirror} accepts, or remove it for {registry}"}, restartCommands(files[0])...)...),
		After:    "The node asks the mirror again at its next attempt. A pull secret for " + k.Image.Registry + " is not used for another host.",
		Warnings: []string{"Every node that uses this mirror needs the change."},
		Blocked:  runYourself,
	}, true
}

// nodeConfig is the lead's node, and the files in which its mirrors are configured.
func (g Group) nodeConfig() (node string, files []string) {
	k := g.lead()
	node, files = "the node", []string{"/etc/containerd/certs.d/" + k.Image.Registry + "/hosts.toml"}
	if k.Node != nil {
		node = "node " + k.Node.Name
		if known := provider.NodeConfig(k.Node.KubeletVersion, k.Node.ContainerRuntime); len(known) > 0 {
			files = known
		}
	} else if k.Pod.Node != "" {
		node = "node " + k.Pod.Node
	}
	return node, files
}

// nodeConfigFix is the fix of the node's configuration that its message points
// to: a mirror that refuses, or a rule that rewrites names.
func (g Group) nodeConfigFix() (diagnose.Fix, bool) {
	k := g.lead()
	asked := k.AskedFor()
	if asked == "" {
		return g.mirrorFix()
	}
	node, files := g.nodeConfig()
	return diagnose.Fix{
		ID:    "configure-mirror",
		Title: fmt.Sprintf("Correct the rule that rewrites %s in the configuration of %s", k.Image.Repository, node),
		Commands: shell.Lines(
			shell.Words{"node": shell.Text(node), "file": shell.Text(files[0]), "image": shell.Text(k.Image.Repository), "asked": shell.Text(asked)},
			append([]string{"# on {node}, in {file}: remove the rewrite from {image} to {asked}, or make the mirror that it is meant for answer"}, restartCommands(files[0])...)...),
		After:    "The node asks for the image's own name at its next attempt.",
		Warnings: []string{"Every node with this rule needs the change."},
		Blocked:  runYourself,
	}, true
}

// restartCommands make the runtime reload its configuration, unless it does so by
// itself.
func restartCommands(file string) []string {
	switch file {
	case "/etc/rancher/k3s/registries.yaml":
		return []string{"sudo systemctl restart k3s-agent  # on a server: k3s"}
	case "/etc/rancher/rke2/registries.yaml":
		return []string{"sudo systemctl restart rke2-agent  # on a server: rke2-server"}
	case "/etc/containers/registries.conf":
		return []string{"sudo systemctl reload crio"}
	case "/etc/docker/daemon.json":
		return []string{"sudo systemctl restart docker"}
	}
	return nil
}
