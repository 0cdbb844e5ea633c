package pull

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Stage says how far the kubelet gets with the pod's secrets as they are now.
type Stage string

const (
	StageBroken    Stage = "broken"    // one secret cannot be parsed: no pull at all
	StageNone      Stage = "none"      // no entry matches: the pull is anonymous
	StageAnonymous Stage = "anonymous" // an entry matches but contains no credentials
	StageSent      Stage = "sent"      // credentials are sent to the registry
	StageUnseen    Stage = "unseen"    // unknown: a referenced secret cannot be read
)

// Stage simulates the kubelet's look-up.
func (k *Case) Stage() Stage {
	if k.KeyringErr != nil {
		return StageBroken
	}
	for _, c := range k.Credentials {
		if Complete(c) {
			return StageSent
		}
	}
	for i := range k.Refs {
		if k.Refs[i].State == diagnose.StateUnreadable {
			return StageUnseen
		}
	}
	if len(k.Credentials) > 0 {
		return StageAnonymous
	}
	return StageNone
}

// Complete reports whether a runtime would send the credentials. With only a
// user name or only a password, the pull is anonymous (containerd's authorizer
// requests an anonymous token then).
func Complete(c keyring.Credential) bool { return c.Username != "" && c.Password != "" }
