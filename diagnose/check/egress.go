package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

var _ = register(Check{
	Name:  diagnose.CheckEgressRefused,
	Short: "node's address refused",
	Title: "The registry, or something in front of it, refuses the node's address",
	Doc: `Some registries use no credentials at all: registry.k8s.io, mcr.microsoft.com, public repositories. If one of
them returns 401 or 403, credentials are not the reason. It refuses the address that the node's traffic comes
from (a network, a country, an anonymous VPN), or a proxy or firewall in front of it answered instead.
Registries with their own firewall say so: "client with IP ... is not allowed access".
Check it: kubectl -n NAMESPACE describe pod POD shows the status and the host; compare with a pull from
another network.
Fix it: check the nodes' egress address, proxy and firewall, or the registry's network rules; or use a copy of
the image in a registry that the nodes can reach. No pull secret is involved.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Container.Type == diagnose.TypeSandbox || !k.AddressRefused() {
			return nil
		}
		c, detail := diagnose.Likely, ""
		if k.RefusesAddress() {
			c = diagnose.Certain
			detail = fmt.Sprintf("%s refuses the address or network that the node's traffic comes from%s. Credentials do not change that: add the address to the network rules of the registry, or pull through one that is allowed.", host(k), quotedAddress(k.Reading.Text))
			if k.Reading.Host == "" && k.Image.Registry == "" {
				c = diagnose.Likely
			}
		} else {
			detail = fmt.Sprintf("Anyone may pull %s without credentials, but %s %s. It, or a proxy or firewall in front of it, refuses the address that the node's traffic comes from. No pull secret can change that: check the egress address, the proxy and the firewall of node %s.", k.Image.Familiar(), host(k), answered(k), nodeName(k))
			if p := provider.Of(k.Image.Registry); p.Missing == provider.MissingHidden || p.Missing == provider.MissingAlwaysHidden {
				detail += fmt.Sprintf(" %s also answers like that for repositories that do not exist: check the spelling of the image.", k.Image.Registry)
			}
		}
		return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckEgressRefused, diagnose.LinkRegistry, c, k.Subject(), detail)}
	},
})

// quotedAddress is the address in an answer, in parentheses with a leading space.
func quotedAddress(text string) string {
	lower := strings.ToLower(text)
	for _, head := range []string{"client with ip '", "client with ip \"", "client with ip ", "ip address "} {
		i := strings.Index(lower, head)
		if i < 0 {
			continue
		}
		rest := text[i+len(head):]
		end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF.:", r) })
		if end < 0 {
			end = len(rest)
		}
		if address := strings.TrimRight(rest[:end], ".:"); strings.ContainsAny(address, ".:") {
			return " (" + address + ")"
		}
	}
	return ""
}

func nodeName(k *pull.Case) string {
	if k.Pod.Node == "" {
		return "the pod"
	}
	return k.Pod.Node
}
