package diagnose

import "github.com/pulldoctor/pulldoctor/diagnose/keyring"

// stage says how far the kubelet gets with the pod's secrets as they are now.
type stage string

const (
	stageBroken    stage = "broken"    // one secret cannot be parsed: no pull at all
	stageNone      stage = "none"      // no login matches: the pull is anonymous
	stageAnonymous stage = "anonymous" // an entry matches and holds no login
	stageSent      stage = "sent"      // at least one login is offered to the registry
	stageUnseen    stage = "unseen"    // a referenced secret may not be read: cannot tell
)

// stage simulates the kubelet's look-up.
func (k *Case) stage() stage {
	if k.KeyringErr != nil {
		return stageBroken
	}
	for _, c := range k.Credentials {
		if whole(c) {
			return stageSent
		}
	}
	for i := range k.Refs {
		if k.Refs[i].State == StateUnreadable {
			return stageUnseen
		}
	}
	if len(k.Credentials) > 0 {
		return stageAnonymous
	}
	return stageNone
}

// whole says whether a runtime would log in with it. A user name without a
// password, and a password without a user name, count as no login (containerd's
// authorizer asks for an anonymous token then).
func whole(c keyring.Credential) bool { return c.Username != "" && c.Password != "" }
