package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// The checks of this file look at the logins that are sent and refused.

// loginFindings makes a finding for each sent login about which say has
// something to say.
func loginFindings(k *pull.Case, check diagnose.CheckName, c diagnose.Certainty, say func(pull.SentEntry) string) []diagnose.Finding {
	return entryFindings(k, check, c, k.Sent(), say)
}

// entryFindings does so for any entries.
func entryFindings(k *pull.Case, check diagnose.CheckName, c diagnose.Certainty, entries []pull.SentEntry, say func(pull.SentEntry) string) []diagnose.Finding {
	var out []diagnose.Finding
	for _, s := range entries {
		if text := say(s); text != "" {
			f := diagnose.NewFinding(check, diagnose.LinkEntry, c, k.Object(s.Ref), text)
			f.Key = s.Entry.Key
			out = append(out, f)
		}
	}
	return out
}

var strayWhitespace = &Check{
	Name:  diagnose.CheckStrayWhitespace,
	Short: "blank in the login",
	Title: "A blank or a newline belongs to the user name or password",
	Doc: `echo adds a newline, and pasted tokens bring blanks along. Encoded into auth they become part of the
password; the registry sees a wrong one and answers 401, exactly as for any wrong password.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
decode auth and pipe it through od -c.
Fix it: take the blanks off and encode anew (printf instead of echo).`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return loginFindings(k, diagnose.CheckStrayWhitespace, diagnose.Likely, func(s pull.SentEntry) string {
			u, p := s.Entry.Username, s.Entry.Password.Reveal()
			switch {
			case strings.TrimFunc(p, pull.IsSpace) != p:
				return fmt.Sprintf("The password for %q in Secret %s begins or ends with white space (%s). The registry takes it for another password.", keyring.ShowKey(s.Entry.Key), s.Ref.Name, blankNames(p))
			case strings.TrimFunc(u, pull.IsSpace) != u:
				return fmt.Sprintf("The user name for %q in Secret %s begins or ends with white space (%s).", keyring.ShowKey(s.Entry.Key), s.Ref.Name, blankNames(u))
			}
			return ""
		})
	},
}

// blankNames names the white space around a text without showing the text.
func blankNames(s string) string {
	names := map[rune]string{'\n': "a newline", '\r': "a carriage return", '\t': "a tab", ' ': "a blank"}
	end, start := strings.TrimLeftFunc(s, pull.IsSpace), strings.TrimRightFunc(s, pull.IsSpace)
	cut := s[:len(s)-len(end)]
	if len(start) < len(s) {
		cut += s[len(start):]
	}
	for _, r := range cut {
		if n, ok := names[r]; ok {
			return n
		}
	}
	return "an invisible character"
}

var authDisagrees = &Check{
	Name:  diagnose.CheckAuthDisagrees,
	Short: "auth differs from fields",
	Title: "auth names another login than the fields beside it",
	Doc: `Where an entry has auth, the node uses that and ignores username and password beside it. When the password
was changed in one place only, the old one is still sent.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
decode auth and compare it with username and password.
Fix it: make them agree.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return loginFindings(k, diagnose.CheckAuthDisagrees, diagnose.Likely, func(s pull.SentEntry) string {
			if !s.Entry.Disagrees {
				return ""
			}
			if s.Entry.WrittenUsername != s.Entry.Username && s.Entry.WrittenUsername != "" {
				return fmt.Sprintf("In Secret %s the auth for %q is for user %q, the fields beside it are for %q. The node uses auth and ignores the fields.", s.Ref.Name, keyring.ShowKey(s.Entry.Key), redact.User(s.Entry.Username), redact.User(s.Entry.WrittenUsername))
			}
			return fmt.Sprintf("In Secret %s the auth for %q holds another password than the password field beside it. The node uses auth and ignores the field.", s.Ref.Name, keyring.ShowKey(s.Entry.Key))
		})
	},
}

var placeholder = &Check{
	Name:  diagnose.CheckPlaceholderLeft,
	Short: "sample value left",
	Title: "A sample value from the documentation was never replaced",
	Doc: `Manuals show logins such as <your-name>, janedoe / xxxxxxxxxxx or $DOCKER_USER. One of them is in the
secret as it stands.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d
Fix it: put the real login there.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return append(sampleKeys(k), loginFindings(k, diagnose.CheckPlaceholderLeft, diagnose.Likely, func(s pull.SentEntry) string {
			what, sample := pull.SampleCredentials(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			if sample == "" {
				return ""
			}
			return fmt.Sprintf("The %s for %q in Secret %s looks like a sample that was never replaced (%s).", what, keyring.ShowKey(s.Entry.Key), s.Ref.Name, sample)
		})...)
	},
}

// sampleKeys finds the registry keys that nobody replaced, in secrets that serve nothing here.
func sampleKeys(k *pull.Case) []diagnose.Finding {
	var out []diagnose.Finding
	for i := range k.Refs {
		r := &k.Refs[i]
		if r.Secret == nil || r.State != diagnose.PullSecretState(keyring.OK) || r.Nearest() < 0 {
			continue
		}
		for _, e := range r.Inspect.Entries {
			why := pull.SampleKey(e.Key)
			if why == "" {
				continue
			}
			f := diagnose.NewFinding(diagnose.CheckPlaceholderLeft, diagnose.LinkEntry, diagnose.Certain, k.Object(r),
				fmt.Sprintf("The registry key %q in Secret %s looks like a sample that was never replaced (%s). The image needs a login for %q.", keyring.ShowKey(e.Key), r.Name, why, k.Image.Registry))
			f.Key = e.Key
			_, sample := pull.SampleCredentials(k.Image.Registry, e.Username, e.Password.Reveal())
			f.Cures = sample == "" && e.Username != "" && e.Password != ""
			out = append(out, f)
			break
		}
	}
	return out
}

var usernameForm = &Check{
	Name:  diagnose.CheckWrongUsernameForm,
	Short: "wrong user name form",
	Title: "This registry wants another form of user name",
	Doc: `Some registries accept only a certain form of user name: Amazon ECR wants AWS, nvcr.io wants $oauthtoken,
Harbor robots are called robot$name, Quay robots org+robot, Google takes oauth2accesstoken or _json_key.
A $ that was not quoted is eaten by the shell: $oauthtoken becomes nothing, robot$ci becomes robot.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d shows
the user name that is sent.
Fix it: put the user name into single quotes and make the login anew.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		entries := k.Matched(func(c keyring.Credential) bool { return c.Password != "" })
		return entryFindings(k, diagnose.CheckWrongUsernameForm, diagnose.Likely, entries, func(s pull.SentEntry) string {
			want := provider.WrongUser(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			switch {
			case want == "":
				return ""
			case s.Entry.Username == "":
				return fmt.Sprintf("Secret %s has a password for %s and no user name, so the node pulls without a login. %s", s.Ref.Name, k.Image.Registry, want)
			}
			return fmt.Sprintf("Secret %s logs in to %s as %q. %s", s.Ref.Name, k.Image.Registry, redact.User(s.Entry.Username), want)
		})
	},
}

var credentialExpired = &Check{
	Name:  diagnose.CheckCredentialExpired,
	Short: "login expired",
	Title: "The login says that it has expired",
	Doc: `Some passwords are tokens that carry the time of their end: Amazon ECR's live 12 hours, Azure's 3, JSON Web
Tokens as long as they say. That can be read without asking the registry.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.metadata.creationTimestamp}' shows how old
the login is at most.
Fix it: put a fresh token in, and let something renew it (a credential provider on the node, External
Secrets, a CronJob), or use a login that does not expire.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := loginFindings(k, diagnose.CheckCredentialExpired, diagnose.Certain, func(s pull.SentEntry) string {
			kind, until, known := provider.Expiry(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			if !known || until.After(k.Index.Snap.Now) {
				return ""
			}
			return fmt.Sprintf("The %s for %q in Secret %s says that it expired at %s.", kind, keyring.ShowKey(s.Entry.Key), s.Ref.Name, until.Format("2006-01-02 15:04 MST"))
		})
		if len(out) == 0 && k.Refused() {
			out = loginFindings(k, diagnose.CheckCredentialExpired, diagnose.Likely, func(s pull.SentEntry) string { return outlived(k, s) })
		}
		if len(out) == 0 && k.Reading.Class == symptom.CredentialExpired {
			for _, s := range k.Sent() {
				f := diagnose.NewFinding(diagnose.CheckCredentialExpired, diagnose.LinkEntry, diagnose.Likely, k.Object(s.Ref),
					fmt.Sprintf("The registry says that the login for %q in Secret %s has expired.", keyring.ShowKey(s.Entry.Key), s.Ref.Name))
				f.Key = s.Entry.Key
				return []diagnose.Finding{f}
			}
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckCredentialExpired, diagnose.LinkEntry, diagnose.Likely, nil,
				"The registry says that the login it was sent has expired. It comes from none of the pod's pull secrets, so probably from the node itself.")}
		}
		return out
	},
}

var credentialExpiring = &Check{
	Name:  diagnose.CheckCredentialExpiring,
	Short: "login expires soon",
	Title: "The login still works, and will not for long",
	Doc: `The token says that it expires within a day. The pods that run now go on; the next pull after that time
fails.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.metadata.managedFields[*].time}' shows when
somebody last renewed it.
Fix it: let something renew the token, or use a login that does not expire.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := loginFindings(k, diagnose.CheckCredentialExpiring, diagnose.Certain, func(s pull.SentEntry) string {
			kind, until, known := provider.Expiry(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			left := until.Sub(k.Index.Snap.Now)
			if !known || left <= 0 || left > 24*time.Hour {
				return ""
			}
			return fmt.Sprintf("The %s in Secret %s says that it expires at %s.", kind, s.Ref.Name, until.Format("2006-01-02 15:04 MST"))
		})
		for i := range out {
			out[i].Severity = diagnose.SeverityWarning
		}
		return out
	},
}

var breaksPublic = &Check{
	Name:  diagnose.CheckBreaksPublicImage,
	Short: "login breaks public pull",
	Title: "The image is public; the login is what makes the pull fail",
	Doc: `When a login matches the image, the node sends it; there is no second try without one. A dead login
therefore breaks images that anybody may pull.
Check it: kubectl -n NAMESPACE run try --image=IMAGE --restart=Never pulls it, in a namespace whose
service account hands out no secret.
Fix it: take the login out, or replace it with one that works.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if !k.Refused() || hiddenImage(k) {
			return nil
		}
		why, c := "", diagnose.Certain
		if !alwaysPublic(k.Image) {
			p := pulledFreely(k)
			if p == nil {
				return nil
			}
			why, c = fmt.Sprintf(" (Pod %s/%s runs it and has no login for it)", p.Namespace, p.Name), diagnose.Likely
		}
		return loginFindings(k, diagnose.CheckBreaksPublicImage, c, func(s pull.SentEntry) string {
			return fmt.Sprintf("%s is public, anybody may pull it%s. Secret %s has a login for %s that the registry refuses, and the node does not try again without it.", k.Image.Familiar(), why, s.Ref.Name, k.Image.Registry)
		})
	},
}

var credentialRejected = &Check{
	Name:  diagnose.CheckCredentialRejected,
	Short: "login refused (401)",
	Title: "The registry refuses the login",
	Doc: `A login matches the image, it was sent, and the registry does not accept it: the password was changed, the
token was revoked or has expired, the account is locked. Everything else about the secret is right.
Check it: kubectl -n NAMESPACE describe pod POD says 401 Unauthorized, or "failed to fetch oauth token".
Fix it: put a fresh login into the same secret. The node reads it again at its next try.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if !loginRefused(k) {
			return nil
		}
		c := diagnose.Certain
		if k.Reading.Sent != symptom.SentYes || k.Reading.Class == symptom.AccessDenied {
			c = diagnose.Likely
		}
		if f, ok := strangersLogin(k, diagnose.CheckCredentialRejected, "refuses it"); ok {
			return []diagnose.Finding{f}
		}
		return loginFindings(k, diagnose.CheckCredentialRejected, c, func(s pull.SentEntry) string {
			return fmt.Sprintf("Secret %s has a login for %q (user %q). It matches the image, the node sent it, and the registry refused it.%s", s.Ref.Name, keyring.ShowKey(s.Entry.Key), redact.User(s.Entry.Username), quotedPassword(k, s)+kindOfToken(k, s)+hidesHub(k, s))
		})
	},
}

// hidesHub tells of another secret's login for Docker Hub's own key, which the kubelet does not try
// while this one matches directly.
func hidesHub(k *pull.Case, s pull.SentEntry) string {
	for i := range k.Refs {
		r := &k.Refs[i]
		for j, m := range r.Matches {
			if e := r.Inspect.Entries[j]; m.Via == keyring.ViaDefault && notTried(k, r.Name, e.Key) {
				return fmt.Sprintf(" The login for %q in Secret %s is not tried as long as %q matches.", keyring.ShowKey(e.Key), r.Name, keyring.ShowKey(s.Entry.Key))
			}
		}
	}
	return ""
}

func notTried(k *pull.Case, secret, key string) bool {
	return !slices.ContainsFunc(k.Credentials, func(c keyring.Credential) bool { return c.Secret == secret && c.Key == key })
}

// kindOfToken tells of a token that this registry takes from nobody.
func kindOfToken(k *pull.Case, s pull.SentEntry) string {
	if text := provider.Unusable(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal()); text != "" {
		return " " + text
	}
	return ""
}

// quotedPassword tells of a password in quotes, which .env files and shells leave there.
func quotedPassword(k *pull.Case, s pull.SentEntry) string {
	p := s.Entry.Password.Reveal()
	if n := len(p); n > 2 && p[0] == p[n-1] && strings.ContainsAny(p[:1], "\"'`") {
		return " The password stands in quotes; perhaps they do not belong to it."
	}
	return ""
}

var accessDenied = &Check{
	Name:  diagnose.CheckAccessDenied,
	Short: "login may not pull this",
	Title: "The login is accepted, but may not pull this repository",
	Doc: `The registry knows the login and says no to this repository: the account lacks the right to pull (a token
without read:packages, a robot of another project, a missing role), or the repository does not exist and
the registry hides that.
Check it: kubectl -n NAMESPACE describe pod POD says 403 Forbidden, denied or insufficient_scope.
Fix it: give the account the right, or use a login that has it; and check the spelling of the image.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Reading.Class != symptom.AccessDenied {
			return nil
		}
		if f, ok := strangersLogin(k, diagnose.CheckAccessDenied, "does not let it pull "+k.Image.Repository); ok {
			return []diagnose.Finding{f}
		}
		return loginFindings(k, diagnose.CheckAccessDenied, diagnose.Likely, func(s pull.SentEntry) string {
			text := fmt.Sprintf("The registry was given the login of Secret %s (user %q) and refuses %s: the account has no right to pull it, or there is no such repository.", s.Ref.Name, redact.User(s.Entry.Username), k.Image.Repository)
			if rights := cloudRights(k); rights != "" {
				text += " " + rights
			}
			return text
		})
	},
}
