package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

var _ = register(Check{
	Name:  diagnose.CheckSandboxImage,
	Short: "pause image not pulled",
	Title: "The node cannot pull the pause image",
	Doc: `Every pod starts with a small container that holds its network, the pause image. The runtime pulls it on its
own, without the pod's secrets or the kubelet's credential providers. Nothing in the pod can fix it.
Check it: kubectl -n NAMESPACE describe pod POD shows the event FailedCreatePodSandBox with the name of the
image; the containers stay in ContainerCreating.
Fix it: on the node, in the runtime's configuration: the name of the pause image (sandbox_image of containerd,
pause_image of CRI-O, --pod-infra-container-image of cri-dockerd), its registry and credentials.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Container.Type != diagnose.TypeSandbox {
			return nil
		}
		o := k.Pod.Object()
		if k.Pod.Node != "" {
			o = diagnose.Object{Kind: "Node", Name: k.Pod.Node}
		}
		var detail string
		if k.Container.Image == "" { // the runtime names it only when it pulls it
			detail = fmt.Sprintf("Node %s has the pause image that every pod starts with, but cannot unpack it: part of it is missing from the runtime's store. No pull secret can help; remove the image on the node, so that the runtime pulls it again.", k.Pod.Node)
			if k.Reading.Class != symptom.Disk && k.Reading.Class != symptom.Unknown {
				detail = fmt.Sprintf("Node %s cannot pull the pause image that every pod starts with.%s %s", k.Pod.Node, pauseCause(k), pauseConfig(k))
			}
		} else {
			detail = fmt.Sprintf("Node %s cannot pull the pause image %s that every pod starts with.%s %s", k.Pod.Node, k.Container.Image, pauseCause(k), pauseConfig(k))
		}
		return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckSandboxImage, diagnose.LinkImage, diagnose.Certain, &o, detail)}
	},
})

// pauseCause says why the pause image was not pulled, with a leading space.
func pauseCause(k *pull.Case) string {
	h := host(k)
	if k.ClockWrong() {
		return " " + clockDetail(k)
	}
	switch k.Reading.Class {
	case symptom.TLS:
		return fmt.Sprintf(" The node does not accept the certificate of %s: its runtime needs the CA of the registry or of the proxy in between.", h)
	case symptom.DNS:
		return fmt.Sprintf(" The name %s does not resolve on the node.", h)
	case symptom.Connection, symptom.Cancelled:
		return fmt.Sprintf(" The node could not reach %s: check its network, proxy and firewall.", h)
	case symptom.HTTPvsHTTPS:
		return fmt.Sprintf(" One of %s and the node uses HTTP, the other HTTPS.", h)
	case symptom.Platform:
		return " The image has no variant for the architecture of the node" + architecture(k) + "."
	case symptom.NotFound:
		return fmt.Sprintf(" %s has no such image: check the name and tag in the configuration.", h)
	case symptom.RateLimited:
		return fmt.Sprintf(" %s answered that there were too many pulls.", h)
	case symptom.InvalidReference:
		return " The configured name is not a valid image reference" + strayQuote(k) + "."
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		if provider.AccessOf(k.Image.Registry, k.Image.Repository) != provider.AccessUnknown {
			return fmt.Sprintf(" %s serves it without credentials but refused it: the registry, or a proxy in front of it, refuses the address of the node.", h)
		}
		return fmt.Sprintf(" %s refused: the node's own runtime configuration has no credentials that it accepts.", h)
	case symptom.Disk:
		return " The node could not store or unpack it."
	case symptom.RegistryError:
		if k.Reading.Body == symptom.BodyHTML {
			return fmt.Sprintf(" %s answered with a web page, so no registry answered.", h)
		}
		return fmt.Sprintf(" %s answered with an error.", h)
	}
	return ""
}

// strayQuote names the quotation mark that a configured name contains.
func strayQuote(k *pull.Case) string {
	name := k.Container.Image
	if name == "" {
		name = k.Reading.Text
	}
	for _, mark := range []struct{ text, name string }{{`\"`, "quotation mark"}, {`"`, "quotation mark"}, {"'", "quotation mark"}, {" ", "space"}} {
		if strings.Contains(name, mark.text) {
			return ": it contains a stray " + mark.name
		}
	}
	return ""
}

// pauseConfig says where the pause image is configured, and that pods have no influence on it.
func pauseConfig(k *pull.Case) string {
	setting := map[string]string{
		"containerd": "sandbox_image in containerd's config.toml (sandbox under pinned_images since version 2)",
		"cri-o":      "pause_image and pause_image_auth_file in crio.conf",
		"docker":     "--pod-infra-container-image of cri-dockerd",
	}[runtimeOf(k)]
	if setting == "" {
		setting = "sandbox_image of containerd, pause_image of CRI-O, --pod-infra-container-image of cri-dockerd"
	}
	where := ""
	if k.Node != nil && (strings.Contains(k.Node.KubeletVersion, "+k3s") || strings.Contains(k.Node.KubeletVersion, "+rke2")) {
		files := provider.NodeConfig(k.Node.KubeletVersion, k.Node.ContainerRuntime)
		setting = "--pause-image of the k3s or RKE2 agent"
		where = fmt.Sprintf("; mirrors and credentials of its registry are in %s", text.Join(files))
	}
	return fmt.Sprintf("Only the configuration of the node's runtime matters here (%s)%s: neither pods' pull secrets nor the kubelet's credential providers are used.", setting, where)
}

// architecture is that of the node, in parentheses with a leading space.
func architecture(k *pull.Case) string {
	if k.Node == nil {
		return ""
	}
	arch := k.Node.Architecture
	if arch == "" {
		arch = k.Node.Labels["kubernetes.io/arch"]
	}
	if arch == "" {
		return ""
	}
	return " (" + arch + ")"
}
