package ask

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// candidate is one credential of a question, or the pull without any.
type candidate struct {
	secret, key, username string
	login                 login
	withheld              *diagnose.RegistryAnswer // it is not sent, and this is why
}

// candidates are the credentials of a question in order, without credentials
// last.
func candidates(q Question, p place) []candidate {
	var list []candidate
	for _, c := range q.Credentials {
		one := candidate{secret: clean(c.Secret), key: keyring.ShowKey(c.Key), username: keyring.ShowText(c.Username), login: loginOf(c)}
		if m := keyring.Explain(c.Key, q.Image); !m.Matches || m.Via == keyring.ViaDefault && q.Image.Registry != "docker.io" {
			one.withheld = withhold(p, diagnose.NotAskedPolicy, "The key "+one.key+" does not match the image, so the credential is not sent.")
		}
		list = append(list, one)
	}
	for _, name := range q.Unreadable {
		list = append(list, candidate{secret: clean(name), withheld: withhold(p, diagnose.NotAskedUnreadable, "The pull secret may not be read.")})
	}
	return append(list, candidate{secret: diagnose.AnonymousCredentials})
}

func withhold(p place, why diagnose.NotAsked, text string) *diagnose.RegistryAnswer {
	answer := notAsked(why, text)
	answer.Host = clean(p.host)
	return &answer
}

// answers puts together what is known for a question.
func (u *unit) answers(q Question) []diagnose.RegistryAnswer {
	var list []diagnose.RegistryAnswer
	puller := ""
	for _, c := range candidates(q, u.place) {
		known, ok := u.known[c.login]
		var answer diagnose.RegistryAnswer
		switch {
		case c.withheld != nil:
			answer = *c.withheld
		case puller != "" && !q.Every:
			answer = *withhold(u.place, diagnose.NotAskedNotNeeded, puller+" can pull the image.")
		case !ok:
			answer = *withhold(u.place, diagnose.NotAskedCancelled, "Cancelled.")
		default:
			answer = known
		}
		answer.Credentials, answer.Key, answer.Username = c.secret, c.key, c.username
		if answer.Verdict == diagnose.VerdictCanPull && puller == "" {
			puller = c.secret
		}
		u.asker.scrub.answer(&answer)
		list = append(list, answer)
	}
	return list
}
