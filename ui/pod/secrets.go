package pod

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// showsSecrets says at which links the secrets are shown decoded.
func showsSecrets(id diagnose.LinkID) bool {
	return id == diagnose.LinkSecret || id == diagnose.LinkEntry
}

// secretsOf are the secrets that a diagnosis is about: those that the pod
// refers to, in its order, then the one that its cause names.
func secretsOf(s *diagnose.Snapshot, d *diagnose.Diagnosis) []*diagnose.Secret {
	if d.Failure == nil {
		return nil
	}
	var wanted []diagnose.Object
	for _, p := range d.Failure.PullSecrets {
		wanted = append(wanted, diagnose.Object{Kind: "Secret", Namespace: d.Failure.Namespace, Name: p.Name})
	}
	if o := present.Root(d).Object; o != nil && o.Kind == "Secret" && !slices.Contains(wanted, *o) {
		wanted = append(wanted, *o)
	}
	var out []*diagnose.Secret
	for _, o := range wanted {
		for i := range s.Secrets {
			if x := &s.Secrets[i]; x.Namespace == o.Namespace && x.Name == o.Name && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// decodedTitle is the heading of the decoded secrets.
const decodedTitle = "Decoded"

// secretSection is the secrets decoded, with the reason why an entry matches
// or not. Passwords are masked unless they were asked for.
func secretSection(env *screen.Env, d *diagnose.Diagnosis, l diagnose.Link, w int) section {
	s := section{title: decodedTitle}
	if !showsSecrets(l.ID) {
		return s
	}
	secrets := secretsOf(env.State.Snapshot(), d)
	for i, x := range secrets {
		if i > 0 {
			s.lines = append(s.lines, "")
		}
		s.lines = append(s.lines, cell.Hang("", x.Meta.Object().String()+"  "+x.Type, w)...)
		s.lines = append(s.lines, entryLines(env, d, x, w)...)
	}
	switch left := env.Reveal.Left(env.Now()); {
	case len(secrets) == 0:
	case left > 0:
		s.title += fmt.Sprintf(", passwords shown for %d s", int(left.Seconds())+1)
	default:
		s.title += ", passwords hidden (x shows them)"
	}
	return s
}

// entryLines are the registry keys of one secret with their logins.
func entryLines(env *screen.Env, d *diagnose.Diagnosis, x *diagnose.Secret, w int) []string {
	in := keyring.Inspect(keyring.Secret{Namespace: x.Namespace, Name: x.Name, Type: x.Type, Data: x.Data})
	var out []string
	if in.Detail != "" {
		out = append(out, cell.Hang(theme.Bang+" ", in.Detail, w)...)
	}
	for i := range in.Entries {
		e := &in.Entries[i]
		out = append(out, cell.Hang("", `"`+keyring.ShowKey(e.Key)+`"`, w)...)
		out = append(out, field("user", present.FirstNonEmpty(keyring.ShowText(e.Username), "(empty)"), w)...)
		out = append(out, field("password", password(env, e.Password), w)...)
		if e.Disagrees {
			out = append(out, field("but", "username and password differ from auth; auth is used", w)...)
		}
		if e.Detail != "" {
			out = append(out, field("problem", e.Detail, w)...)
		}
		out = append(out, field("match", matchWords(d, x.Name, e.Key), w)...)
	}
	return out
}

// password is what may be drawn of one: the only place that opens it.
func password(env *screen.Env, p keyring.Sensitive) string {
	switch {
	case p == "":
		return "(empty)"
	case env.Revealed():
		return keyring.ShowText(p.Reveal())
	}
	return strings.Repeat(theme.Masked, 6)
}

// matchWords say whether the node takes an entry for this image, and why.
func matchWords(d *diagnose.Diagnosis, secret, key string) string {
	for _, p := range d.Failure.PullSecrets {
		if p.Name != secret {
			continue
		}
		for _, e := range p.Entries {
			switch {
			case e.Key != keyring.ShowKey(key) && e.Key != key:
			case e.Matches:
				return theme.Check + " " + present.FirstNonEmpty(e.Why, "matches "+d.Failure.Registry)
			default:
				return theme.Cross + " " + present.FirstNonEmpty(e.Why, "does not match "+d.Failure.Registry)
			}
		}
	}
	return ""
}

// field is one line of an entry; none for an empty text.
func field(label, text string, w int) []string {
	if text == "" {
		return nil
	}
	return cell.Hang("  "+cell.Pad(label, 8)+"  ", text, w)
}
