package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Sentences that say which request of the pull failed, and who answered it.

// host is the host that answered or failed, or the image's registry.
func host(k *pull.Case) string {
	switch {
	case k.Reading.Host != "":
		return k.Reading.Host
	case k.Image.Registry != "":
		return k.Image.Registry
	}
	return "the registry"
}

// layerHost is the host of the layers, with the name of the service if it is known.
func layerHost(k *pull.Case) string {
	h := k.Reading.Host
	if h == "" || h == k.Image.Registry {
		return "another host"
	}
	if title, ok := provider.Store(h); ok {
		return fmt.Sprintf("%s (%s)", h, title)
	}
	return h
}

// answered says what came back: "answered 403", "could not be reached".
func answered(k *pull.Case) string {
	r := &k.Reading
	page := ""
	switch r.Body {
	case symptom.BodyHTML:
		page = " with a web page"
	case symptom.BodyNone:
		if r.Status == 0 {
			page = " with an empty body"
		}
	}
	switch {
	case r.Status != 0:
		return fmt.Sprintf("answered %d%s", r.Status, page)
	case r.Responder == symptom.NoAnswer:
		switch r.Class {
		case symptom.DNS:
			return "has a name that does not resolve on the node"
		case symptom.TLS:
			return "was not trusted by the node"
		case symptom.Cancelled:
			return "did not answer in time"
		}
		return "could not be reached by the node"
	case page != "":
		return "answered" + page
	}
	switch r.Class {
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		return "refused"
	case symptom.NotFound:
		return "answered that it does not exist"
	case symptom.RateLimited:
		return "answered that there were too many pulls"
	}
	if r.Code != "" && r.Responder == symptom.BlobStore {
		return "refused (" + r.Code + ")"
	}
	return "failed"
}

// Exchange says which request failed and who answered it; "" if the node's message does not show it.
func Exchange(k *pull.Case) string {
	r := &k.Reading
	who := host(k)
	if r.Target == symptom.Mirror {
		who = "the mirror " + who
	}
	switch r.Phase {
	case symptom.PhaseToken:
		return fmt.Sprintf("The node asked %s for a token; it %s.", who, answered(k))
	case symptom.PhaseResolve, symptom.PhaseManifest:
		if !r.Answered() && r.Responder != symptom.NoAnswer {
			return ""
		}
		return fmt.Sprintf("The node asked %s for the manifest; it %s.", who, answered(k))
	case symptom.PhaseConfig, symptom.PhaseLayer:
		what := "the layers come"
		if r.Phase == symptom.PhaseConfig {
			what = "the image's config comes"
		}
		from := layerHost(k)
		switch {
		case r.Target == symptom.Mirror:
			from = who
		case r.Target == symptom.Registry || r.Responder == symptom.Registry:
			return fmt.Sprintf("The node read the manifest from %s; asked for %s, it %s.", k.Image.Registry, strings.TrimSuffix(strings.TrimSuffix(what, " comes"), " come"), answered(k))
		}
		return fmt.Sprintf("The node read the manifest from %s; %s from %s, which %s.", k.Image.Registry, what, from, answered(k))
	}
	return ""
}

// mirrored names the mirror that answered, and where it is configured.
func mirrored(k *pull.Case) string {
	var out string
	switch h, ok := k.MirrorAnswered(); {
	case ok && h == "":
		out = fmt.Sprintf(" %s issues tokens and never asks for basic authentication, so the answer came from a mirror that the node's runtime asks instead. The mirror and its credentials are configured %s.", k.Image.Registry, nodeConfig(k))
	case ok:
		out = fmt.Sprintf(" The answer came from %s, not from %s: a mirror that the node's runtime asks instead. The mirror and its credentials are configured %s.", h, k.Image.Registry, nodeConfig(k))
	}
	if failed := failedMirrors(k); len(failed) > 0 {
		out += fmt.Sprintf(" Before that, the node asked the mirror %s, which failed too; mirrors are configured %s.", text.JoinSome(failed), nodeConfig(k))
	}
	return out
}

// asksForCredentials names the host that answered 401: the registry, or the mirror that answered in its place.
func asksForCredentials(k *pull.Case) string {
	switch h, ok := k.MirrorAnswered(); {
	case ok && h == "":
		return "A mirror of " + k.Image.Registry
	case ok:
		return fmt.Sprintf("%s, a mirror of %s,", h, k.Image.Registry)
	}
	return k.Image.Registry
}

// nodeConfig says where the registries of the node's runtime are configured.
func nodeConfig(k *pull.Case) string {
	if k.Node == nil {
		return "in the runtime's configuration on the node (registries.yaml of k3s and RKE2, hosts.toml of containerd, registries.conf of CRI-O)"
	}
	files := provider.NodeConfig(k.Node.KubeletVersion, k.Node.ContainerRuntime)
	if len(files) == 0 {
		return "in the runtime's configuration on node " + k.Node.Name
	}
	return fmt.Sprintf("in %s on node %s", text.JoinAnd(files), k.Node.Name)
}

// failedMirrors are the hosts in CRI-O's "(Mirrors also failed: [HOST/NAME: cause])".
func failedMirrors(k *pull.Case) []string {
	const head = "(Mirrors also failed: "
	messages := []string{k.Container.Message}
	for _, e := range k.Events {
		messages = append(messages, e.Message)
	}
	for _, m := range messages {
		_, list, ok := strings.Cut(m, head)
		if !ok {
			continue
		}
		var out []string
		for part := range strings.SplitSeq(list, "[") {
			h, _, path := strings.Cut(part, "/")
			if path && strings.Contains(h, ".") && !strings.ContainsAny(h, " \"'") && len(out) < 4 {
				out = append(out, h)
			}
		}
		return out
	}
	return nil
}
