package provider

import (
	"strings"
	"time"
)

// Kind is a kind of credentials that can be recognized by the user name or by the beginning of the
// password.
type Kind struct {
	User     string // the user name; "robot$*": anything that begins so; "": any
	Password string // the beginning of the password; "": any
	Empty    bool   // the password is empty

	Is       string        // what it is, to begin a sentence: "A password for Amazon ECR"
	Lives    time.Duration // how long it is valid; 0: for as long as its owner chose
	Ends     string        // what ends it before that: "when its job ends"; may be empty
	Unusable string        // sentence: why no node can pull with it; "": it can
	Anywhere bool          // it is recognized at other registries too
}

func (k Kind) matches(user, password string) bool {
	if begin, open := strings.CutSuffix(k.User, "*"); open && !strings.HasPrefix(user, begin) || !open && k.User != "" && k.User != user {
		return false
	}
	return strings.HasPrefix(password, k.Password) && (!k.Empty || password == "")
}

// kindThat finds the first kind that matches the credentials and has a property: of the registry's
// own provider, or of another one's that can be recognized anywhere.
func kindThat(registry, user, password string, has func(Kind) bool) (Kind, bool) {
	own := Of(registry)
	for _, k := range own.Kinds {
		if has(k) && k.matches(user, password) {
			return k, true
		}
	}
	for _, p := range all {
		for _, k := range p.Kinds {
			if k.Anywhere && p != own && has(k) && k.matches(user, password) {
				return k, true
			}
		}
	}
	return Kind{}, false
}

// KindOf tells what kind of credentials these are for a registry.
func KindOf(registry, user, password string) (Kind, bool) {
	return kindThat(registry, user, password, func(Kind) bool { return true })
}

// ShortLived tells that credentials are of a kind that expires within hours, whatever they say of
// themselves.
func ShortLived(registry, user, password string) (Kind, bool) {
	return kindThat(registry, user, password, func(k Kind) bool { return k.Lives > 0 })
}

// Unusable says why no node can pull with these credentials; "" if nothing is known against them.
func Unusable(registry, user, password string) string {
	k, _ := kindThat(registry, user, password, func(k Kind) bool { return k.Unusable != "" })
	return k.Unusable
}

// Reserved says whether a user name has a meaning of its own at a registry, though it looks like a
// placeholder: <token> in OpenShift, $oauthtoken at NVIDIA.
func Reserved(registry, user string) bool {
	p := Of(registry)
	if user != "" && p.OnlyUser == user {
		return true
	}
	for _, k := range p.Kinds {
		if k.User != "" && k.Unusable == "" && (k.User == user || strings.HasSuffix(k.User, "*") && k.matches(user, k.Password)) {
			return true
		}
	}
	return false
}
