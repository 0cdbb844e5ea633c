package pull

import (
	"errors"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// eventsFor picks the events that speak of the container, newest first.
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

// asSecretError unpacks what keyring.New failed with.
func asSecretError(err error) *keyring.SecretError {
	var se *keyring.SecretError
	if errors.As(err, &se) {
		return se
	}
	return &keyring.SecretError{Err: err}
}

// missedByNode says whether an event in the files proves what the Secrets
// would, had they been dumped: the node did not find the secret.
func (k *Case) missedByNode(name string) bool {
	return k.Index.Snap.Source.Kind == diagnose.SourceFiles && slices.ContainsFunc(k.Events, func(e diagnose.Event) bool {
		return slices.Contains(symptom.MissingSecrets(e.Message), name)
	})
}
