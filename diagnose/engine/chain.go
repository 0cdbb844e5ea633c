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

// chain returns the links of the pull chain. Links before the broken one are known to
// be OK; links after it cannot be judged.
func chain(k *pull.Case, f *diagnose.Failure) []diagnose.Link {
	links := []diagnose.Link{podLink(k), accountLink(k), secretLink(k, aboutRef(k, f)), entryLink(k, aboutRef(k, f), f.Findings[0].Key), registryLink(k), imageLink(k)}
	broken := answeredLink(k, &f.Findings[0])
	if broken == diagnose.LinkLayers || k.Reading.Target == symptom.BlobStore && broken == diagnose.LinkRegistry {
		broken = diagnose.LinkLayers
		links = append(links, layersLink(k))
	}
	if !k.CredentialsMatter() {
		skipSecrets(links)
	}
	if f.Findings[0].Severity == diagnose.SeverityInfo {
		broken = ""
	}
	after := false
	for i := range links {
		l := &links[i]
		l.About = aboutLink[l.ID]
		switch {
		case l.ID == broken:
			if hasHarmlessNote(k, l) {
				l.Note = ""
			}
			l.State, after = diagnose.LinkBroken, true
			switch f.Findings[0].Check {
			case check.SecretUnreadable.Name:
				l.State = diagnose.LinkUnsure
			case diagnose.CheckCredentialExpiring: // the registry still accepts them
				l.State = diagnose.LinkRisk
			case diagnose.CheckPullSlow:
				l.State, l.Note = diagnose.LinkRisk, "the pull is still in progress"
			}
			if l.Note == "" {
				l.Note = check.Named(f.Findings[0].Check).Short
			}
		case after:
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
	if k.Pod.Template && f.Findings[0].Severity != diagnose.SeverityError { // the pull may work
		for i := range links {
			if links[i].State == diagnose.LinkBroken {
				links[i].State = diagnose.LinkRisk
			}
		}
	}
	return links
}

// layersLink is the link for the host of the layers. It is part of the chain only if that host fails.
func layersLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkLayers, Title: "Layers", State: diagnose.LinkUnsure, Name: cmp.Or(k.Reading.Host, "another host")}
	switch {
	case k.Reading.Status != 0:
		l.Note = fmt.Sprintf("returned %d", k.Reading.Status)
	case k.Reading.Responder == symptom.NoAnswer:
		l.Note = cmp.Or(registryNotes[k.Reading.Class], "no answer")
	default:
		l.Note = "refuses the node's requests"
	}
	if k.Reading.Text != "" {
		l.Facts = append(l.Facts, "the node reports: "+k.Reading.Text)
	}
	if e := check.Exchange(k); e != "" {
		l.Facts = append(l.Facts, e)
	}
	return l
}

// skipSecrets marks broken links of the pull secrets as skipped, for pulls where no
// credentials could have changed the answer.
func skipSecrets(links []diagnose.Link) {
	for i := range links {
		switch l := &links[i]; l.ID {
		case diagnose.LinkSecret, diagnose.LinkEntry:
			if l.State == diagnose.LinkBroken {
				l.State = diagnose.LinkSkipped
			}
		}
	}
}

// hasHarmlessNote reports whether a link's note describes what is right with the
// link, or nothing: "matches ghcr.io" does not explain a broken link, so the
// finding's own words replace it.
func hasHarmlessNote(k *pull.Case, l *diagnose.Link) bool {
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

// Notes of links that the pull did not reach.
const (
	notAskedYet   = "not contacted yet"
	imageNotAsked = "not requested yet"
)

// aboutLink explains each link to a newcomer.
var aboutLink = map[diagnose.LinkID]string{
	diagnose.LinkPod:      "A pod references its pull secrets in imagePullSecrets. The list cannot change after the pod is created.",
	diagnose.LinkAccount:  "Every pod runs as a service account. When a pod that references no pull secrets is created, it gets those of its service account.",
	diagnose.LinkSecret:   "A pull secret is a Secret of type kubernetes.io/dockerconfigjson in the pod's namespace. It contains credentials for registries.",
	diagnose.LinkEntry:    "A pull secret maps registry keys to credentials. The node uses the credentials whose key matches the image's registry.",
	diagnose.LinkRegistry: "The registry is the server that stores images. The node contacts it, not this program.",
	diagnose.LinkLayers:   "The layers of an image often come from a different host than the manifest: the registry redirects to a signed URL.",
	diagnose.LinkImage:    "The image reference names the registry, the repository, and the tag or digest.",
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
		l.Note = "references " + text.Count(own, "secret")
	case len(k.Refs) > 0:
		l.Note = "references no secret itself"
	case len(k.Pod.PullSecrets) > 0:
		l.Note = "its list contains no name"
	default:
		l.Note = "has no pull secrets"
	}
	for i := range k.Refs {
		l.Facts = append(l.Facts, fmt.Sprintf("imagePullSecrets: %s (from the %s)", k.Refs[i].Name, map[string]string{pull.FromPod: "pod", pull.FromAccount: "service account"}[k.Refs[i].From]))
	}
	if len(k.Refs) == 0 {
		l.Facts = append(l.Facts, "imagePullSecrets: none")
	}
	l.Facts = append(l.Facts, pull.OddNames(k.Pod.PullSecrets)...)
	if k.Owner != nil {
		l.Facts = append(l.Facts, "created by "+k.Owner.Kind+" "+k.Owner.Name)
	}
	return l
}

func accountLink(k *pull.Case) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkAccount, Title: "Service account", Name: pull.AccountName(k.Pod)}
	a := k.Account
	switch {
	case a == nil:
		l.State, l.Note = diagnose.LinkUnsure, "not read"
		if k.Pod.Template && k.Ahead == nil {
			l.Note = "not among the manifests"
		}
		if k.AccountKnown() {
			l.Note = "not in the cluster either"
		}
		if why, ok := k.Index.Unreadable("serviceaccounts", k.Pod.Namespace, l.Name); ok {
			l.Note = "cannot be read: " + why
			if k.Index.Snap.Source.Kind == diagnose.SourceFiles && k.Index.Snap.Source.Context == "" {
				l.Note = why
			}
		}
		return l
	case len(k.Refs) > 0 && k.Refs[0].From == pull.FromPod:
		l.State, l.Note = diagnose.LinkSkipped, "the pod has its own list"
	case len(a.PullSecrets) == 0:
		l.State, l.Note = diagnose.LinkSkipped, "provides no secret"
	default:
		l.State, l.Note = diagnose.LinkOK, "provides "+text.Count(len(a.PullSecrets), "secret")
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
		l.State, l.Name, l.Note = diagnose.LinkSkipped, "none", "none is referenced"
		return l
	}
	lead := about
	if lead == nil {
		lead = mainRef(k)
	}
	l.Name = lead.Name
	if n := len(k.Refs); n > 1 {
		l.Name += fmt.Sprintf(" (1 of %d)", n)
	}
	switch lead.State {
	case diagnose.StateMissing:
		l.State, l.Note = diagnose.LinkBroken, "not found in "+k.Pod.Namespace
		if k.Pod.Template && k.Ahead == nil {
			l.State, l.Note = diagnose.LinkUnsure, "not among the manifests"
		}
		if k.Index.Absent(*k.Object(lead)) {
			l.State, l.Note = diagnose.LinkBroken, "not in the cluster either"
		}
	case diagnose.StateUnreadable:
		l.State, l.Note = diagnose.LinkUnsure, "cannot be read"
		switch {
		case lead.Planned != nil:
			l.Note = "created by " + check.Maker(lead)
		case k.Index.Snap.Source.Context != "" && k.Index.Snap.Source.Kind == diagnose.SourceFiles:
			l.Note = "cannot be read: " + lead.Why
		case k.Index.Snap.Source.Kind == diagnose.SourceFiles:
			l.Note = lead.Why
		}
	case diagnose.PullSecretState(keyring.WrongType):
		l.State, l.Note = diagnose.LinkBroken, "type "+lead.Secret.Type
	case diagnose.PullSecretState(keyring.OK), diagnose.PullSecretState(keyring.Empty):
		l.Note = "right type, valid content"
	default:
		l.Note = string(lead.State)
		for _, e := range lead.Inspect.Entries {
			if e.Fault != keyring.FaultNone {
				l.Note = "right type, one invalid entry"
			}
		}
	}
	for _, r := range k.AllRefs() {
		l.Facts = append(l.Facts, facts(k.Index, r)...)
	}
	return l
}

// mainRef is the reference to show: the one with a problem, or the one
// that matches.
func mainRef(k *pull.Case) *pull.Ref {
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

// facts describes a secret: its type and its decoded content, with credentials masked.
func facts(x *pull.Index, r *pull.Ref) []string {
	switch {
	case r.Planned != nil:
		return []string{fmt.Sprintf("Secret %s does not exist yet: %s will create it with type %s", r.Name, check.Maker(r), cmp.Or(r.Planned.Type, "unknown"))}
	case r.Secret == nil && r.State == diagnose.StateUnreadable:
		return []string{fmt.Sprintf("Secret %s cannot be read (%s)", r.Name, r.Why)}
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
		out = append(out, "the node rejects it: "+r.Inspect.Err.Error())
	}
	if r.Inspect.Detail != "" {
		out = append(out, r.Inspect.Detail)
	}
	return out
}

// mostShown is how many lines of a secret's content are shown.
const mostShown = 60

// shown is the beginning of a secret's content, with credentials masked. It is computed once for all
// pods that reference the secret.
func shown(x *pull.Index, s *diagnose.Secret, key string) []string {
	if list, ok := x.Shown[s]; ok {
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
	x.Shown[s] = out
	return out
}

func entryLink(k *pull.Case, about *pull.Ref, key string) diagnose.Link {
	l := diagnose.Link{ID: diagnose.LinkEntry, Title: "Registry key", State: diagnose.LinkOK}
	best, at := bestEntry(k)
	if i := entryAbout(about, key); i >= 0 {
		best, at = about, i
	}
	switch {
	case best == nil:
		l.State, l.Name, l.Note = diagnose.LinkUnsure, "none", "no entry found"
		if len(k.Refs) == 0 {
			l.State = diagnose.LinkSkipped
		}
	case k.ImageErr != nil: // no registry is known that it could match
		l.State, l.Name, l.Note = diagnose.LinkSkipped, quoted(best, at), "not compared with the image"
	case best.Matches[at].Matches:
		l.Name, l.Note = quoted(best, at), "matches "+k.Image.Registry
		if e := best.Inspect.Entries[at]; e.Fault != keyring.FaultNone {
			l.State, l.Note = diagnose.LinkBroken, "cannot be decoded"
		} else if e.Username == "" && e.Password.Reveal() == "" {
			l.Note = "matches, but contains no credentials"
		}
	default:
		l.State, l.Name, l.Note = diagnose.LinkBroken, quoted(best, at), fmt.Sprintf("needs %q", best.Matches[at].Wanted)
		if about == nil && pull.AlwaysPublic(k.Image) {
			l.State, l.Note = diagnose.LinkSkipped, "for another registry"
		}
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

// entryAbout is the index of the entry that a finding about a secret refers to: the one with its key, else
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

// bestEntry is the entry to show: an invalid one if it stops the pull, else
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
		l.Note = "served the manifest"
	case !k.PullingSince.IsZero():
		l.State = diagnose.LinkUnsure
	case k.Answer() == pull.AnswerPage:
		l.State, l.Note = diagnose.LinkUnsure, "a web page was returned"
	case k.Reading.Class == symptom.AuthRequired, k.Reading.Class == symptom.AccessDenied, k.Reading.Class == symptom.CredentialExpired, k.Reading.Class == symptom.RateLimited:
		l.State = diagnose.LinkUnsure
	default:
		l.State = registryState(k)
	}
	if _, mirror := k.MirrorAnswered(); mirror && l.State == diagnose.LinkUnsure && l.Note != "" && k.Refused() {
		l.Note = "a mirror " + l.Note
	}
	if k.ToCome() {
		l.State, l.Note = diagnose.LinkSkipped, "not contacted"
	}
	if k.Reading.Text != "" {
		l.Facts = append(l.Facts, "the node reports: "+k.Reading.Text)
	}
	if h := k.Reading.Host; h != "" && h != k.Image.Registry {
		l.Facts = append(l.Facts, "the host that answered or failed: "+h)
	}
	return l
}

// registryState is skipped if the node did not contact the registry.
func registryState(k *pull.Case) diagnose.LinkState {
	switch k.Reading.Class {
	case symptom.Unknown, symptom.CredentialMalformed, symptom.InvalidReference, symptom.NeverPull:
		return diagnose.LinkSkipped
	}
	return diagnose.LinkOK
}

// registryNotes are short notes on what the registry returned.
var registryNotes = map[symptom.Class]string{
	symptom.AuthRequired: "returned 401: credentials required", symptom.AccessDenied: "denied access, or hides the repository",
	symptom.CredentialExpired: "reports that the credentials have expired", symptom.NotFound: "responds and grants access",
	symptom.RateLimited: "returned 429: too many pulls", symptom.DNS: "its name does not resolve",
	symptom.Connection: "no connection", symptom.TLS: "its certificate is not trusted",
	symptom.HTTPvsHTTPS: "responds in plain HTTP", symptom.RegistryError: "returned an error",
	symptom.Platform: "responds", symptom.UnsupportedManifest: "responds", symptom.CredentialMalformed: "not contacted",
	symptom.InvalidReference: "not contacted", symptom.NeverPull: "not contacted", symptom.Throttled: notAskedYet,
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
	case k.Answer() == pull.AnswerPage:
		l.Note = "unknown: no registry answered"
		return imageFacts(k, l)
	}
	switch k.Reading.Class {
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		l.Note = "not visible without credentials"
	case symptom.NotFound:
		l.Note = "the registry has no such tag"
		if k.Image.Digest != "" {
			l.Note = "the registry has no such digest"
		}
	case symptom.InvalidReference:
		l.Note = "not a valid reference"
	case symptom.Platform:
		l.Note = "not for this architecture"
	case symptom.NeverPull:
		l.Note = "pull policy is Never"
	default:
		l.Note = imageNotAsked
	}
	return imageFacts(k, l)
}

func imageFacts(k *pull.Case, l diagnose.Link) diagnose.Link {
	l.Facts = append(l.Facts, "image: "+k.Container.Image)
	if k.ImageErr == nil {
		l.Facts = append(l.Facts, "resolves to: "+k.Image.Name)
	} else {
		l.Facts = append(l.Facts, k.ImageErr.Error())
	}
	l.Facts = append(l.Facts, k.PolicyFact())
	return l
}
