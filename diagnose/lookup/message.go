package lookup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// factMessage is the name of the fact that repeats the message.
const factMessage = "message"

// longestMessage is how much of a message is repeated, in characters.
const longestMessage = 500

// reader returns a reader that knows the hosts of the providers.
func reader() *symptom.Reader {
	return &symptom.Reader{Role: func(registry, host string) symptom.Responder {
		switch provider.Of(registry).RoleOf(host) {
		case provider.RoleRegistry:
			return symptom.Registry
		case provider.RoleToken:
			return symptom.TokenServer
		case provider.RoleLayers:
			return symptom.BlobStore
		}
		return symptom.UnknownResponder
	}}
}

// message reads what a node or a registry said; false if its wording is not known.
func message(m *symptom.Reader, p symptom.Pull) (Entry, bool) {
	r := m.ReadPull(p)
	if r.Class == symptom.Unknown {
		return Entry{}, false
	}
	r.Image = cmp.Or(r.Image, p.Image)
	advice := adviceFor(&r)
	advice.names = []string{string(r.Class)}
	e := advice.entry(KindMessage)
	e.Facts = factsOf(&r)
	if slices.Contains(r.Alternatives, symptom.SecretMissing) { // an event names a secret that could not be read
		e.Checks = checks(slices.Concat(checkNames("secret-missing secret-name-typo secret-in-other-namespace"), e.Checks)...)
	}
	if refused(&r) {
		e.Do = slices.Concat(e.Do, []string{"Run pulldoctor on the cluster: it reads the secrets and the service account, and says which of these it is."})
		e.Commands = slices.Concat(e.Commands, []string{"pulldoctor --report -n NAMESPACE pod/POD"})
	}
	return e, true
}

var phases = map[symptom.Phase]string{
	symptom.PhaseLocal:    "on the node, before any request",
	symptom.PhaseToken:    "getting a token for the registry",
	symptom.PhaseResolve:  "reading the manifest by its tag",
	symptom.PhaseManifest: "reading the manifest by its digest or platform",
	symptom.PhaseConfig:   "reading the image's config",
	symptom.PhaseLayer:    "downloading a layer",
	symptom.PhaseUnpack:   "storing a layer on the node",
	symptom.PhaseVerify:   "checking digests, signatures or policy",
	symptom.PhaseSandbox:  "pulling the pause image",
}

var responders = map[symptom.Responder]string{
	symptom.Registry:    "the registry",
	symptom.TokenServer: "the token server of the registry",
	symptom.BlobStore:   "the storage that serves the layers",
	symptom.Mirror:      "a mirror",
	symptom.Proxy:       "a proxy or gateway",
	symptom.NoAnswer:    "nothing",
}

var sent = map[symptom.Sent]string{symptom.SentYes: "yes", symptom.SentNo: "no"}

func factsOf(r *symptom.Reading) []Fact {
	class := string(r.Class)
	for _, a := range r.Alternatives {
		class += " or " + string(a)
	}
	var out []Fact
	add := func(name, value string) {
		if value != "" {
			out = append(out, Fact{name, value})
		}
	}
	add(factMessage, shorten(r.Text))
	add("symptom", class)
	add("image", keyring.ShowText(r.Image))
	add("registry", registryName(r.Image))
	add("step", phases[r.Phase])
	add("answered by", responders[r.Responder])
	add("host", keyring.ShowKey(r.Host))
	if r.Status != 0 {
		add("status", strconv.Itoa(r.Status))
	}
	add("code", keyring.ShowText(r.Code))
	add("credentials sent", sent[r.Sent])
	return out
}

// registryName is the service of an image's registry, "" if it is not known.
func registryName(image string) string {
	registry, _ := splitImage(image)
	if registry == "" {
		return ""
	}
	return provider.Of(registry).Title
}

// splitImage is the registry and the repository of an image, "" if it is no
// image reference.
func splitImage(image string) (registry, repository string) {
	img, err := keyring.ParseImage(image)
	if err != nil || image == "" {
		return "", ""
	}
	return img.Registry, img.Repository
}

func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > longestMessage {
		return string(r[:longestMessage]) + "..."
	}
	return s
}
