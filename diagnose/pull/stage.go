package pull

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Stage says how far the kubelet gets with the pod's secrets as they are now.
type Stage string

const (
	StageBroken    Stage = "broken"    // one secret cannot be parsed: no pull at all
	StageNone      Stage = "none"      // no login matches: the pull is anonymous
	StageAnonymous Stage = "anonymous" // an entry matches and holds no login
	StageSent      Stage = "sent"      // at least one login is offered to the registry
	StageUnseen    Stage = "unseen"    // a referenced secret may not be read: cannot tell
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

// Complete says whether a runtime would log in with it. A user name without a
// password, and a password without a user name, count as no login (containerd's
// authorizer asks for an anonymous token then).
func Complete(c keyring.Credential) bool { return c.Username != "" && c.Password != "" }
