package pull

import (
	"errors"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// eventsFor returns the events that concern the container, newest first.
func eventsFor(all []diagnose.Event, p *diagnose.Pod, c *diagnose.Container) []symptom.Event {
	var out []symptom.Event
	for _, e := range all {
		if e.PodUID != "" && p.UID != "" && e.PodUID != p.UID {
			continue // an earlier pod of the same name
		}
		if e.Container != "" && e.Container != c.Name {
			continue
		}
		out = append(out, symptom.Event{Reason: e.Reason, Message: e.Message})
	}
	return out
}

// asSecretError returns the SecretError of an error from keyring.New.
func asSecretError(err error) *keyring.SecretError {
	var se *keyring.SecretError
	if errors.As(err, &se) {
		return se
	}
	return &keyring.SecretError{Err: err}
}

// missedByNode reports whether the source is files and an event in them proves
// that the node did not find the secret, even if the files contain no Secrets.
func (k *Case) missedByNode(name string) bool {
	return k.Index.Snap.Source.Kind == diagnose.SourceFiles && slices.ContainsFunc(k.Events, func(e diagnose.Event) bool {
		return slices.Contains(symptom.MissingSecrets(e.Message), name)
	})
}

// EventsOf returns the events of a pod, newest first.
func (x *Index) EventsOf(p *diagnose.Pod) []diagnose.Event {
	return x.events[diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}]
}
