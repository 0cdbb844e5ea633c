package check

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// What a node's own facts (system, addresses, conditions) add to a finding.

// platformOf is the platform of the node: "windows/amd64 10.0.20348.4171",
// "linux/arm64"; "" if unknown.
func platformOf(k *pull.Case) string {
	if k.Node == nil {
		return ""
	}
	arch := k.Node.Architecture
	if arch == "" {
		arch = k.Node.Labels["kubernetes.io/arch"]
	}
	os := systemOf(k)
	if os == "" || arch == "" {
		return os + arch
	}
	if os == "windows" && k.Node.KernelVersion != "" {
		return os + "/" + arch + " " + k.Node.KernelVersion
	}
	return os + "/" + arch
}

func systemOf(k *pull.Case) string {
	if k.Node == nil {
		return ""
	}
	if k.Node.OS != "" {
		return k.Node.OS
	}
	return k.Node.Labels["kubernetes.io/os"]
}

// onWindows reports whether the node runs Windows, by its own facts or by the
// platform in its message.
func onWindows(k *pull.Case) bool {
	return systemOf(k) == "windows" || strings.Contains(k.Reading.Text, "windows/amd64")
}

// onOpenShift reports whether the node is one of OpenShift.
func onOpenShift(k *pull.Case) bool {
	return k.Node != nil && (k.Node.Labels["node.openshift.io/os_id"] != "" || strings.Contains(k.Node.OSImage, "Enterprise Linux CoreOS") || strings.Contains(k.Node.ContainerRuntime, "rhaos"))
}

// diskDetail adds what the node reports about its disk.
func diskDetail(k *pull.Case, detail string) string {
	switch {
	case k.Reading.Class != symptom.Disk || !strings.Contains(k.Reading.Text, "no space left"):
		return detail
	case k.Node != nil && k.Node.DiskPressure:
		return detail + fmt.Sprintf(" Node %s reports DiskPressure: the kubelet already removes unused images and evicts pods. Free space, or give it a larger disk.", k.Node.Name)
	}
	return detail + " While it is unpacked, an image needs space for its compressed and its unpacked layers."
}

// dialed is the address in "dial tcp ADDRESS:PORT"; the zero value if the message
// has none.
func dialed(text string) netip.Addr {
	_, rest, ok := strings.Cut(text, "dial tcp ")
	if !ok {
		return netip.Addr{}
	}
	word, _, _ := strings.Cut(rest, " ")
	ap, err := netip.ParseAddrPort(strings.TrimSuffix(word, ":"))
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr().Unmap()
}

// families reports which kinds of addresses a node has.
func families(n *diagnose.Node) (v4, v6 bool) {
	for _, a := range n.Addresses {
		if ip, err := netip.ParseAddr(a); err == nil {
			v4, v6 = v4 || ip.Unmap().Is4(), v6 || ip.Unmap().Is6()
		}
	}
	return v4, v6
}

// routeDetail says why an address cannot be reached: the node has only addresses
// of the other kind, or the address is the node itself.
func routeDetail(k *pull.Case) string {
	to := dialed(k.Reading.Text)
	if _, own := provider.LocalAt(k.Image.Registry); own || to.IsValid() && to.IsLoopback() {
		return fmt.Sprintf(" On a node, localhost is the node itself: a registry at %s has to listen on every node that runs the pod, and none answers on node %s. Use an address that all nodes reach, or run the pod where the registry listens.", k.Image.Registry, nodeName(k))
	}
	if !to.IsValid() || !strings.Contains(k.Reading.Text, "unreachable") && !strings.Contains(k.Reading.Text, "no route to host") {
		return ""
	}
	v4, v6 := false, false
	if k.Node != nil {
		v4, v6 = families(k.Node)
	}
	switch {
	case to.Is4() && v6 && !v4:
		return fmt.Sprintf(" Node %s has only IPv6 addresses, but it tried an IPv4 address (%s): the registry's name has no IPv6 address, or the node's resolver returned none. Use a mirror that has one, or NAT64 with DNS64.", k.Node.Name, to)
	case to.Is6() && !v6:
		return fmt.Sprintf(" The node tried an IPv6 address (%s) and has no route to it: give it IPv6, or make its resolver prefer IPv4.", to)
	case to.Is4() && !v4 && !v6:
		return fmt.Sprintf(" The node has no route to %s: it may have no way out of its network, or IPv6 only.", to)
	}
	return fmt.Sprintf(" The node has no route to %s: its network has no way out (no gateway or NAT), or the address is private to another network.", to)
}

// certificateDetail says which certificate is missing where.
func certificateDetail(k *pull.Case) string {
	text := k.Reading.Text
	switch {
	case strings.Contains(text, "certificate required"), strings.Contains(text, "bad certificate"):
		return " The registry asks for a client certificate, which the node does not send or which is not accepted: configure it in the runtime of every node (containerd: client in hosts.toml, also where server is the same host; CRI-O: client.cert and client.key in /etc/containers/certs.d/HOST)."
	case !strings.Contains(text, "unknown authority"):
		return ""
	}
	others := untrustedOnNode(k)
	switch {
	case len(others) > 0:
		return fmt.Sprintf(" Node %s does not trust %s either. Unrelated registries with the same fault mean a proxy that inspects TLS: the node's runtime needs the CA of that proxy.", nodeName(k), strings.Join(others, ", "))
	case provider.Of(k.Image.Registry).RoleOf(k.Image.Registry) == provider.RoleRegistry:
		return fmt.Sprintf(" The certificate of %s is issued by a public authority, so something in between replaces it: usually a proxy that inspects TLS, whose CA the node's runtime needs. A system without current root certificates is the other possibility.", k.Image.Registry)
	}
	return ""
}

// untrustedOnNode are other registries whose certificates the pod's node does not
// trust for the same reason.
func untrustedOnNode(k *pull.Case) []string {
	var out []string
	for i := range k.Index.Snap.Pods {
		p := &k.Index.Snap.Pods[i]
		if p.Template || p.Node == "" || p.Node != k.Pod.Node {
			continue
		}
		for j := range p.Containers {
			c := &p.Containers[j]
			if !c.Waiting || !strings.Contains(c.Message, "unknown authority") {
				continue
			}
			if img, err := keyring.ParseImage(c.Image); err == nil && img.Registry != k.Image.Registry && !slices.Contains(out, img.Registry) {
				out = append(out, img.Registry)
			}
		}
	}
	slices.Sort(out)
	return out
}

// missingDigest says what a digest that the registry lacks means.
func missingDigest(k *pull.Case) string {
	if k.Image.Digest == "" {
		return ""
	}
	return " A digest refers to one manifest only: it was deleted (a cleanup rule, or a tag that moved and left it untagged), or it was never pushed to this repository. Use the digest of an image that exists."
}

// ephemeralDetail says how an ephemeral container gets credentials.
func ephemeralDetail(k *pull.Case) string {
	if k.Container.Type != diagnose.TypeEphemeral {
		return ""
	}
	return fmt.Sprintf(" Container %s is ephemeral (kubectl debug): it uses the pull secrets of its pod, and those of a running pod cannot be changed. A fix reaches new pods only; to debug this one, use an image that needs no credentials, or a copy of the pod (kubectl debug --copy-to).", k.Container.Name)
}

// globalPullSecret names where OpenShift keeps the credentials of all nodes.
func globalPullSecret(k *pull.Case) string {
	if !onOpenShift(k) {
		return ""
	}
	return "On OpenShift, Secret pull-secret in namespace openshift-config has the credentials that all nodes use; it may lack " + k.Image.Registry + ". An administrator adds them there: oc set data secret/pull-secret -n openshift-config --from-file=.dockerconfigjson=FILE."
}
