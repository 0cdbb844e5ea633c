package engine

import (
	"cmp"
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// chain draws the stations of the pull. What lies before the broken link
// holds; what lies behind it cannot be judged.
func chain(k *pull.Case, f *diagnose.Failure) []diagnose.Link {
	links := []diagnose.Link{podLink(k), accountLink(k), secretLink(k, aboutRef(k, f)), entryLink(k, aboutRef(k, f), f.Findings[0].Key), registryLink(k), imageLink(k)}
	broken := answeredLink(k, &f.Findings[0])
	if broken == diagnose.LinkLayers || k.Reading.Target == symptom.BlobStore && broken == diagnose.LinkRegistry {
		broken = diagnose.LinkLayers
		links = append(links, layersLink(k))
	}
	if !k.CredentialsMatter() {
		unconcern(links)
	}
	if f.Findings[0].Severity == diagnose.SeverityInfo {
		broken = ""
	}
	behind := false
	for i := range links {
		l := &links[i]
		l.About = aboutLink[l.ID]
		switch {
		case l.ID == broken:
			if soothes(k, l) {
				l.Note = ""
			}
			l.State, behind = diagnose.LinkBroken, true
			switch f.Findings[0].Check {
			case check.SecretUnreadable.Name:
				l.State = diagnose.LinkUnsure
			case diagnose.CheckPullSlow:
				l.State, l.Note = diagnose.LinkRisk, "the pull is still under way"
			}
			if l.Note == "" {
				l.Note = check.Named(f.Findings[0].Check).Short
			}
		case behind:
			if l.State == diagnose.LinkOK || l.State == diagnose.LinkBroken {
				l.State = diagnose.LinkUnsure
			}
		}
		for _, other := range f.Findings[1:] {
			if other.Link == l.ID && l.State == diagnose.LinkOK && other.Severity == diagnose.SeverityWarning {
				l.State = diagnose.LinkRisk
			}
		}
	}
	answeredLinks(k, links, broken)
	return links
}

// layersLink is the host of the layers. It is drawn only where it is what fails.
func layersLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkLayers, Title: "Layers", State: diagnose.LinkUnsure, Name: cmp.Or(k.Reading.Host, "another host")}
	switch {
	case k.Reading.Status != 0:
		l.Note = fmt.Sprintf("answered %d", k.Reading.Status)
	case k.Reading.Responder == symptom.NoAnswer:
		l.Note = cmp.Or(registryNotes[k.Reading.Class], "no answer")
	default:
		l.Note = "refuses the node"
	}
	if k.Reading.Text != "" {
		l.Facts = append(l.Facts, "the node says: "+k.Reading.Text)
	}
	if e := check.Exchange(k); e != "" {
		l.Facts = append(l.Facts, e)
	}
	return l
}

// unconcern takes the faults off the links of the pull secrets, where no
// credentials could have changed the answer.
func unconcern(links []diagnose.Link) {
	for i := range links {
		switch l := &links[i]; l.ID {
		case diagnose.LinkSecret, diagnose.LinkEntry:
			if l.State == diagnose.LinkBroken {
				l.State = diagnose.LinkSkipped
			}
		}
	}
}

// soothes says that a link's note tells what is well with it, or nothing:
// "matches ghcr.io" is no reason for a link to be broken, so the finding's own
// words stand there instead.
func soothes(k *pull.Case, l *diagnose.Link) bool {
	switch l.ID {
	case diagnose.LinkAccount, diagnose.LinkSecret, diagnose.LinkEntry:
		return l.State == diagnose.LinkOK
	case diagnose.LinkRegistry:
		return l.Note == notAskedYet
	case diagnose.LinkImage:
		return l.Note == imageNotAsked
	}
	return false
}

// Notes of links that the pull did not get to.
const (
	notAskedYet   = "was not asked yet"
	imageNotAsked = "not asked for yet"
)

// aboutLink explains each station to a newcomer.
var aboutLink = map[diagnose.LinkID]string{
	diagnose.LinkPod:      "The pod names its pull secrets in imagePullSecrets. The list is fixed once the pod is made.",
	diagnose.LinkAccount:  "Every pod runs as a service account. Its pull secrets are copied into a pod that names none itself, once, when the pod is made.",
	diagnose.LinkSecret:   "A pull secret is a Secret of type kubernetes.io/dockerconfigjson in the pod's own namespace. It holds logins for registries.",
	diagnose.LinkEntry:    "Inside, a pull secret is a small address book: registry key, login. The node takes the logins whose key agrees with the image's registry.",
	diagnose.LinkRegistry: "The registry is the server that holds images. It is asked by the node, not by this program.",
	diagnose.LinkLayers:   "The layers of an image often come from another host than the manifest, by a signed URL that the registry redirects to.",
	diagnose.LinkImage:    "The image reference says which registry, which repository and which tag or digest.",
}

func podLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkPod, Title: "Pod", State: diagnose.LinkOK, Name: k.Pod.Name}
	if k.Pod.Template && k.Pod.Kind != "Pod" {
		l.Name = "of " + check.PodName(k)
	}
	own := 0
	for i := range k.Refs {
		if k.Refs[i].From == pull.FromPod {
			own++
		}
	}
	switch {
	case own > 0:
		l.Note = "names " + text.Count(own, "secret")
	case len(k.Refs) > 0:
		l.Note = "names no secret itself"
	case len(k.Pod.PullSecrets) > 0:
		l.Note = "its list has no name in it"
	default:
		l.Note = "has no pull secret"
	}
	for i := range k.Refs {
		l.Facts = append(l.Facts, fmt.Sprintf("imagePullSecrets: %s (from the %s)", k.Refs[i].Name, map[string]string{pull.FromPod: "pod", pull.FromAccount: "service account"}[k.Refs[i].From]))
	}
	if len(k.Refs) == 0 {
		l.Facts = append(l.Facts, "imagePullSecrets: none")
	}
	l.Facts = append(l.Facts, pull.OddNames(k.Pod.PullSecrets)...)
	if k.Owner != nil {
		l.Facts = append(l.Facts, "made by "+k.Owner.Kind+" "+k.Owner.Name)
	}
	return l
}

func accountLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkAccount, Title: "Service account", Name: pull.AccountName(k.Pod)}
	a := k.Account
	switch {
	case a == nil:
		l.State, l.Note = diagnose.LinkUnsure, "was not read"
		if k.Pod.Template {
			l.Note = "not among the manifests"
		}
		if why, ok := k.Index.Unreadable("serviceaccounts", k.Pod.Namespace, l.Name); ok {
			l.Note = "may not be read: " + why
			if k.Index.Snap.Source.Kind == diagnose.SourceFiles {
				l.Note = why
			}
		}
		return l
	case len(k.Refs) > 0 && k.Refs[0].From == pull.FromPod:
		l.State, l.Note = diagnose.LinkSkipped, "the pod has its own list"
	case len(a.PullSecrets) == 0:
		l.State, l.Note = diagnose.LinkSkipped, "gives no secret"
	default:
		l.State, l.Note = diagnose.LinkOK, "gives "+text.Count(len(a.PullSecrets), "secret")
	}
	for _, n := range a.PullSecrets {
		l.Facts = append(l.Facts, "imagePullSecrets: "+n)
	}
	return l
}

// aboutRef is the reference that the first finding is about; nil if it is about none.
func aboutRef(k *pull.Case, f *diagnose.Failure) *pull.Ref {
	o := f.Findings[0].Object
	if o == nil || o.Kind != "Secret" || o.Namespace != k.Pod.Namespace {
		return nil
	}
	return k.Ref(o.Name)
}

func secretLink(k *pull.Case, about *pull.Ref) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkSecret, Title: "Secret", State: diagnose.LinkOK}
	if len(k.Refs) == 0 && about == nil {
		l.State, l.Name, l.Note = diagnose.LinkSkipped, "none", "nothing is named"
		return l
	}
	lead := about
	if lead == nil {
		lead = tellingRef(k)
	}
	l.Name = lead.Name
	if n := len(k.Refs); n > 1 {
		l.Name += fmt.Sprintf(" (1 of %d)", n)
	}
	switch lead.State {
	case diagnose.StateMissing:
		l.State, l.Note = diagnose.LinkBroken, "not found in "+k.Pod.Namespace
		if k.Pod.Template {
			l.State, l.Note = diagnose.LinkUnsure, "not among the manifests"
		}
	case diagnose.StateUnreadable:
		l.State, l.Note = diagnose.LinkUnsure, "may not be read"
		switch {
		case lead.Planned != nil:
			l.Note = "made by " + check.Maker(lead)
		case k.Index.Snap.Source.Kind == diagnose.SourceFiles:
			l.Note = lead.Why
		}
	case diagnose.PullSecretState(keyring.WrongType):
		l.State, l.Note = diagnose.LinkBroken, "type "+lead.Secret.Type
	case diagnose.PullSecretState(keyring.OK), diagnose.PullSecretState(keyring.Empty):
		l.Note = "right type, parses"
	default:
		l.Note = string(lead.State)
		for _, e := range lead.Inspect.Entries {
			if e.Fault != keyring.FaultNone {
				l.Note = "right type, one entry is broken"
			}
		}
	}
	for _, r := range k.AllRefs() {
		l.Facts = append(l.Facts, facts(k.Index, r)...)
	}
	return l
}

// tellingRef is the reference to draw: the one with a problem, or the one
// that matches.
func tellingRef(k *pull.Case) *pull.Ref {
	for i := range k.Refs {
		if s := k.Refs[i].State; s != diagnose.PullSecretState(keyring.OK) && (k.KeyringErr == nil || k.Refs[i].Name == k.KeyringErr.Name) {
			return &k.Refs[i]
		}
	}
	for i := range k.Refs {
		if check.MatchesImage(&k.Refs[i]) {
			return &k.Refs[i]
		}
	}
	return &k.Refs[0]
}

// facts is the secret decoded, credentials masked.
func facts(x *pull.Index, r *pull.Ref) []string {
	switch {
	case r.Planned != nil:
		return []string{fmt.Sprintf("Secret %s is not there yet: %s will make it, of type %s", r.Name, check.Maker(r), cmp.Or(r.Planned.Type, "unknown"))}
	case r.Secret == nil && r.State == diagnose.StateUnreadable:
		return []string{fmt.Sprintf("Secret %s may not be read (%s)", r.Name, r.Why)}
	case r.Secret == nil:
		return []string{fmt.Sprintf("Secret %s does not exist in this namespace", r.Name)}
	}
	out := []string{fmt.Sprintf("Secret %s: type %s", r.Name, r.Secret.Type)}
	for _, key := range text.SortedKeys(r.Secret.Data) {
		if key != r.Inspect.DataKey {
			continue
		}
		out = append(out, key+" (decoded, passwords hidden):")
		out = append(out, shown(x, r.Secret, key)...)
	}
	if r.Inspect.Err != nil {
		out = append(out, "the node refuses it: "+r.Inspect.Err.Error())
	}
	if r.Inspect.Detail != "" {
		out = append(out, r.Inspect.Detail)
	}
	return out
}

// mostShown is how many lines of a secret's content are drawn.
const mostShown = 60

// shown is the beginning of a secret's content, credentials masked; read once for all pods that name it.
func shown(x *pull.Index, s *diagnose.Secret, key string) []string {
	if list, ok := x.Drawn[s]; ok {
		return list
	}
	var out []string
	for i, l := range redact.Lines(s.Data[key], mostShown+1) {
		if i == mostShown {
			out = append(out, "  ...")
			break
		}
		out = append(out, "  "+l.Shown)
	}
	x.Drawn[s] = out
	return out
}

func entryLink(k *pull.Case, about *pull.Ref, key string) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkEntry, Title: "Login key", State: diagnose.LinkOK}
	best, at := bestEntry(k)
	if i := entryAbout(about, key); i >= 0 {
		best, at = about, i
	}
	switch {
	case best == nil:
		l.State, l.Name, l.Note = diagnose.LinkUnsure, "none", "no entry was found"
		if len(k.Refs) == 0 {
			l.State = diagnose.LinkSkipped
		}
	case best.Matches[at].Matches:
		l.Name, l.Note = quoted(best, at), "matches "+k.Image.Registry
		if e := best.Inspect.Entries[at]; e.Fault != keyring.FaultNone {
			l.State, l.Note = diagnose.LinkBroken, "cannot be decoded"
		} else if e.Username == "" && e.Password.Reveal() == "" {
			l.Note = "matches, and holds no login"
		}
	default:
		l.State, l.Name, l.Note = diagnose.LinkBroken, quoted(best, at), fmt.Sprintf("needs %q", best.Matches[at].Wanted)
		if best.Inspect.Entries[at].Fault != keyring.FaultNone {
			l.Note = "cannot be decoded"
		}
	}
	l.Facts = append(l.Facts, tries(k)...)
	for _, r := range k.AllRefs() {
		for j, m := range r.Matches {
			verdict := "matches"
			if !m.Matches {
				verdict = m.Why
			}
			if d := r.Inspect.Entries[j].Detail; d != "" {
				verdict += "; " + d
			}
			l.Facts = append(l.Facts, fmt.Sprintf("%s %s: %s", r.Name, quoted(r, j), verdict))
		}
	}
	return l
}

// entryAbout is the index of the entry that a finding about a secret is about: that of its key, else
// the one that matches, else the nearest. It is -1 for a secret without entries.
func entryAbout(about *pull.Ref, key string) int {
	if about == nil || about.Inspect == nil || len(about.Matches) == 0 {
		return -1
	}
	for i, e := range about.Inspect.Entries {
		if key != "" && e.Key == key {
			return i
		}
	}
	best := 0
	for i, m := range about.Matches {
		if e := about.Inspect.Entries[i]; e.Fault != keyring.FaultNone {
			return i
		}
		if b := about.Matches[best]; m.Matches && !b.Matches || !m.Matches && !b.Matches && m.Distance < b.Distance {
			best = i
		}
	}
	return best
}

// tries lists the credentials in the order in which the kubelet tries them, where there are several.
func tries(k *pull.Case) []string {
	if len(k.Credentials) < 2 {
		return nil
	}
	var out []string
	for i, c := range k.Credentials {
		out = append(out, fmt.Sprintf("try %d: Secret %s, key %s, user %q", i+1, c.Secret, redact.Key(c.Key), redact.User(keyring.ShowText(c.Username))))
	}
	return out
}

// bestEntry is the entry to draw: a broken one if it stops the pull, else
// one that matches, else the nearest.
func bestEntry(k *pull.Case) (*pull.Ref, int) {
	if k.KeyringErr != nil {
		if r := k.Ref(k.KeyringErr.Name); r != nil && r.Inspect != nil {
			for j, e := range r.Inspect.Entries {
				if e.Fault != keyring.FaultNone {
					return r, j
				}
			}
		}
	}
	var best *pull.Ref
	at := -1
	for i := range k.Refs {
		r := &k.Refs[i]
		for j, m := range r.Matches {
			if best == nil || m.Matches && !best.Matches[at].Matches || !best.Matches[at].Matches && m.Distance < best.Matches[at].Distance {
				best, at = r, j
			}
		}
	}
	return best, at
}

func quoted(r *pull.Ref, i int) string { return redact.Key(r.Inspect.Entries[i].Key) }

func registryLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkRegistry, Title: "Registry", State: diagnose.LinkOK, Name: k.Image.Registry}
	if l.Name == "" {
		l.Name = "none"
	}
	l.Note = registryNotes[k.Reading.Class]
	switch {
	case k.Reading.Target == symptom.BlobStore || k.Reading.Responder == symptom.BlobStore:
		l.Note = "gave the manifest"
	case !k.PullingSince.IsZero():
		l.State = diagnose.LinkUnsure
	case k.Reading.Class == symptom.AuthRequired, k.Reading.Class == symptom.AccessDenied, k.Reading.Class == symptom.CredentialExpired, k.Reading.Class == symptom.RateLimited:
		l.State = diagnose.LinkUnsure
	default:
		l.State = registryState(k)
	}
	if k.Pod.Template {
		l.State, l.Note = diagnose.LinkSkipped, "not asked"
	}
	if k.Reading.Text != "" {
		l.Facts = append(l.Facts, "the node says: "+k.Reading.Text)
	}
	if h := k.Reading.Host; h != "" && h != k.Image.Registry {
		l.Facts = append(l.Facts, "the host that answered or failed: "+h)
	}
	return l
}

// registryState is skipped where the node did not ask the registry.
func registryState(k *pull.Case) diagnose.LinkState {
	switch k.Reading.Class {
	case symptom.Unknown, symptom.CredentialMalformed, symptom.InvalidReference, symptom.NeverPull:
		return diagnose.LinkSkipped
	}
	return diagnose.LinkOK
}

// registryNotes are a few words for what the registry answered.
var registryNotes = map[symptom.Class]string{
	symptom.AuthRequired: "answers 401: wants a login", symptom.AccessDenied: "refuses: no right, or hidden",
	symptom.CredentialExpired: "says the login has expired", symptom.NotFound: "answers, and lets in",
	symptom.RateLimited: "answers 429: too many pulls", symptom.DNS: "its name does not resolve",
	symptom.Connection: "no connection", symptom.TLS: "its certificate is not trusted",
	symptom.HTTPvsHTTPS: "answers in plain HTTP", symptom.RegistryError: "answers with an error",
	symptom.Platform: "answers", symptom.UnsupportedManifest: "answers", symptom.CredentialMalformed: "was not asked",
	symptom.InvalidReference: "was not asked", symptom.NeverPull: "was not asked", symptom.Throttled: notAskedYet,
}

func imageLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkImage, Title: "Image", State: diagnose.LinkUnsure, Name: k.Container.Image}
	if k.ImageErr == nil {
		l.Name = k.Image.Repository
		switch {
		case k.Image.Digest != "":
			l.Name += "@" + k.Image.Digest
		default:
			l.Name += ":" + k.Image.Tag
		}
	}
	switch {
	case k.Reading.Target == symptom.BlobStore || k.Reading.Responder == symptom.BlobStore:
		l.State, l.Note = diagnose.LinkOK, "its manifest was read"
		return imageFacts(k, l)
	case !k.PullingSince.IsZero():
		l.Note = "being pulled"
		return imageFacts(k, l)
	}
	switch k.Reading.Class {
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		l.Note = "hidden until logged in"
	case symptom.NotFound:
		l.Note = "the registry has no such tag"
	case symptom.InvalidReference:
		l.Note = "not a valid reference"
	case symptom.Platform:
		l.Note = "not for this architecture"
	case symptom.NeverPull:
		l.Note = "policy Never"
	default:
		l.Note = imageNotAsked
	}
	return imageFacts(k, l)
}

func imageFacts(k *pull.Case, l diagnose.Link) diagnose.Link {
	l.Facts = append(l.Facts, "image: "+k.Container.Image)
	if k.ImageErr == nil {
		l.Facts = append(l.Facts, "looked up as: "+k.Image.Name)
	} else {
		l.Facts = append(l.Facts, k.ImageErr.Error())
	}
	l.Facts = append(l.Facts, k.PolicyFact())
	return l
}
