package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// The checks in this file look at credentials that are sent and refused.

// sentFindings makes a finding for each sent entry for which describe returns a text.
func sentFindings(k *pull.Case, check diagnose.CheckName, c diagnose.Certainty, describe func(pull.SentEntry) string) []diagnose.Finding {
	return entryFindings(k, check, c, k.Sent(), describe)
}

// entryFindings does so for any entries.
func entryFindings(k *pull.Case, check diagnose.CheckName, c diagnose.Certainty, entries []pull.SentEntry, describe func(pull.SentEntry) string) []diagnose.Finding {
	var out []diagnose.Finding
	for _, s := range entries {
		if text := describe(s); text != "" {
			f := diagnose.NewFinding(check, diagnose.LinkEntry, c, k.Object(s.Ref), text)
			f.Key = s.Entry.Key
			out = append(out, f)
		}
	}
	return out
}

var _ = register(Check{
	Name:  diagnose.CheckStrayWhitespace,
	Short: "stray whitespace",
	Title: "The user name or password begins or ends with whitespace",
	Doc: `echo adds a newline, and pasted tokens often include spaces. Encoded into auth they become part of the
password, and the registry returns 401, as for any wrong password.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
decode auth and pipe it through od -c.
Fix it: remove the whitespace and encode auth again (with printf instead of echo).`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return sentFindings(k, diagnose.CheckStrayWhitespace, diagnose.Likely, func(s pull.SentEntry) string {
			u, p := s.Entry.Username, s.Entry.Password.Reveal()
			switch {
			case strings.TrimFunc(p, pull.IsSpace) != p:
				return fmt.Sprintf("The password for %q in Secret %s begins or ends with whitespace (%s), so the registry receives a wrong password.", keyring.ShowKey(s.Entry.Key), s.Ref.Name, whitespaceName(p))
			case strings.TrimFunc(u, pull.IsSpace) != u:
				return fmt.Sprintf("The user name for %q in Secret %s begins or ends with whitespace (%s).", keyring.ShowKey(s.Entry.Key), s.Ref.Name, whitespaceName(u))
			}
			return ""
		})
	},
})

// whitespaceName names the whitespace around a text without showing the text.
func whitespaceName(s string) string {
	names := map[rune]string{'\n': "a newline", '\r': "a carriage return", '\t': "a tab", ' ': "a space"}
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

var _ = register(Check{
	Name:  diagnose.CheckAuthDisagrees,
	Short: "auth differs from fields",
	Title: "auth and the fields next to it have different credentials",
	Doc: `If an entry has auth, the node uses it and ignores the username and password next to it. If the password was
changed in only one of the two, the old one may still be sent.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
decode auth and compare it with username and password.
Fix it: put the same credentials in both.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return sentFindings(k, diagnose.CheckAuthDisagrees, diagnose.Likely, func(s pull.SentEntry) string {
			if !s.Entry.Disagrees {
				return ""
			}
			if s.Entry.WrittenUsername != s.Entry.Username && s.Entry.WrittenUsername != "" {
				return fmt.Sprintf("In Secret %s the auth for %q is for user %q, but the fields next to it are for %q. The node uses auth and ignores the fields.", s.Ref.Name, keyring.ShowKey(s.Entry.Key), redact.User(s.Entry.Username), redact.User(s.Entry.WrittenUsername))
			}
			return fmt.Sprintf("In Secret %s the auth for %q and the password field next to it have different passwords. The node uses auth and ignores the field.", s.Ref.Name, keyring.ShowKey(s.Entry.Key))
		})
	},
})

var _ = register(Check{
	Name:  diagnose.CheckPlaceholderLeft,
	Short: "sample value left",
	Title: "A sample value from the documentation was never replaced",
	Doc: `Documentation shows credentials such as <your-name>, janedoe / xxxxxxxxxxx or $DOCKER_USER. The secret
contains one of them unchanged.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d
Fix it: replace it with the real credentials.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return append(append(sampleImage(k), sampleKeys(k)...), sentFindings(k, diagnose.CheckPlaceholderLeft, diagnose.Likely, func(s pull.SentEntry) string {
			what, sample := pull.SampleCredentials(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			if sample == "" {
				return ""
			}
			return fmt.Sprintf("The %s for %q in Secret %s looks like a sample value that was never replaced (%s).", what, keyring.ShowKey(s.Entry.Key), s.Ref.Name, sample)
		})...)
	},
})

// sampleImage finds a sample value in an image that is a valid reference.
func sampleImage(k *pull.Case) []diagnose.Finding {
	word := pull.SampleImage(k.Container.Image)
	if word == "" || k.ImageErr != nil || k.Container.Type == diagnose.TypeSandbox {
		return nil
	}
	f := diagnose.NewFinding(diagnose.CheckPlaceholderLeft, diagnose.LinkImage, diagnose.Certain, k.Subject(),
		fmt.Sprintf("%s in the image %s is a sample value that was never replaced: correct the image in %s.", keyring.ShowText(word), k.Container.Image, k.OwnerObject()))
	f.Title = "A sample value was left in the image"
	f.Cures = true // nothing else matters until this is fixed
	return []diagnose.Finding{f}
}

// sampleKeys finds sample registry keys in secrets in which no key matches.
func sampleKeys(k *pull.Case) []diagnose.Finding {
	var out []diagnose.Finding
	for _, r := range k.AllRefs() {
		if r.Secret == nil || r.State != diagnose.PullSecretState(keyring.OK) || r.Nearest() < 0 {
			continue
		}
		for _, e := range r.Inspect.Entries {
			why := pull.SampleKey(e.Key)
			if why == "" {
				continue
			}
			f := diagnose.NewFinding(diagnose.CheckPlaceholderLeft, diagnose.LinkEntry, diagnose.Certain, k.Object(r),
				fmt.Sprintf("The registry key %q in Secret %s looks like a sample value that was never replaced (%s). The image needs credentials for %q.", keyring.ShowKey(e.Key), r.Name, why, k.Image.Registry))
			f.Key = e.Key
			_, sample := pull.SampleCredentials(k.Image.Registry, e.Username, e.Password.Reveal())
			f.Cures = sample == "" && e.Username != "" && e.Password != ""
			out = append(out, f)
			break
		}
	}
	return out
}

var _ = register(Check{
	Name:  diagnose.CheckWrongUsernameForm,
	Short: "wrong user name form",
	Title: "This registry requires a different form of user name",
	Doc: `Some registries accept only a certain form of user name: AWS for Amazon ECR, $oauthtoken for nvcr.io,
robot$name for Harbor robots, org+robot for Quay robots, oauth2accesstoken or _json_key for Google.
The shell expands a $ that is not quoted: $oauthtoken becomes empty, robot$ci becomes robot.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d shows
the user name that is sent.
Fix it: create the secret again, with the user name in single quotes.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		entries := k.Matched(func(c keyring.Credential) bool { return c.Password != "" })
		return entryFindings(k, diagnose.CheckWrongUsernameForm, diagnose.Likely, entries, func(s pull.SentEntry) string {
			want := provider.WrongUser(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			switch {
			case want == "":
				return ""
			case s.Entry.Username == "":
				return fmt.Sprintf("Secret %s has a password for %s but no user name, so the node pulls without credentials. %s", s.Ref.Name, k.Image.Registry, want)
			}
			return fmt.Sprintf("Secret %s logs in to %s as %q. %s", s.Ref.Name, k.Image.Registry, redact.User(s.Entry.Username), want)
		})
	},
})

var _ = register(Check{
	Name:  diagnose.CheckCredentialExpired,
	Short: "credentials expired",
	Title: "The credentials have expired",
	Doc: `Some passwords are tokens that include their expiry: those of Amazon ECR last 12 hours, those of Azure 3 hours,
JSON Web Tokens until the time in exp. That can be read without asking the registry.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.metadata.creationTimestamp}' shows the maximum
age of the credentials.
Fix it: replace the token and have it renewed automatically (a credential provider on the node, External
Secrets, a CronJob), or use credentials that do not expire.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := sentFindings(k, diagnose.CheckCredentialExpired, diagnose.Certain, func(s pull.SentEntry) string {
			kind, until, known := provider.Expiry(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			if !known || until.After(k.Index.Snap.Now) {
				return ""
			}
			return fmt.Sprintf("The %s for %q in Secret %s expired at %s (the token contains its expiry).", kind, keyring.ShowKey(s.Entry.Key), s.Ref.Name, until.Format("2006-01-02 15:04 MST"))
		})
		if len(out) == 0 && k.Ahead != nil {
			out = sentFindings(k, diagnose.CheckCredentialExpired, diagnose.Likely, func(s pull.SentEntry) string { return aged(k, s) })
		}
		if len(out) == 0 && k.Refused() {
			out = sentFindings(k, diagnose.CheckCredentialExpired, diagnose.Likely, func(s pull.SentEntry) string { return outlived(k, s) })
		}
		if len(out) == 0 && k.Reading.Class == symptom.CredentialExpired {
			for _, s := range k.Sent() {
				f := diagnose.NewFinding(diagnose.CheckCredentialExpired, diagnose.LinkEntry, diagnose.Likely, k.Object(s.Ref),
					fmt.Sprintf("The registry reports that the credentials for %q in Secret %s have expired.", keyring.ShowKey(s.Entry.Key), s.Ref.Name))
				f.Key = s.Entry.Key
				return []diagnose.Finding{f}
			}
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckCredentialExpired, diagnose.LinkEntry, diagnose.Likely, nil,
				"The registry reports that the credentials it received have expired. They are in none of the pod's pull secrets, so they are probably the node's own.")}
		}
		return out
	},
})

var _ = register(Check{
	Name:  diagnose.CheckCredentialExpiring,
	Short: "credentials expire soon",
	Title: "The credentials will expire soon",
	Doc: `The token expires within a day. Running pods are not affected; the next pull after that time fails.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.metadata.managedFields[*].time}' shows when it
was last renewed.
Fix it: have the token renewed automatically, or use credentials that do not expire.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := sentFindings(k, diagnose.CheckCredentialExpiring, diagnose.Certain, func(s pull.SentEntry) string {
			kind, until, known := provider.Expiry(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal())
			left := until.Sub(k.Index.Snap.Now)
			if !known || left <= 0 || left > k.Index.ExpiringWithin {
				return ""
			}
			return fmt.Sprintf("The %s in Secret %s expires at %s (the token contains its expiry).", kind, s.Ref.Name, until.Format("2006-01-02 15:04 MST"))
		})
		for i := range out {
			out[i].Severity = diagnose.SeverityWarning
		}
		return out
	},
})

var _ = register(Check{
	Name:  diagnose.CheckBreaksPublicImage,
	Short: "breaks a public pull",
	Title: "The image is public, but the credentials make the pull fail",
	Doc: `If credentials match the image, the node sends them and does not retry without them. Invalid credentials
therefore break the pull of images that anyone may pull.
Check it: kubectl -n NAMESPACE run try --image=IMAGE --restart=Never pulls it, in a namespace whose
service account provides no pull secret.
Fix it: remove the credentials, or replace them with valid ones.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		if !k.Refused() || hiddenImage(k) || k.Reading.Sent == symptom.SentNo { // refused without credentials: not public
			return nil
		}
		why, c := "", diagnose.Certain
		if !alwaysPublic(k.Image) {
			p := anonymousPod(k)
			if p == nil {
				return nil
			}
			why, c = fmt.Sprintf(" (pod %s/%s runs it and has no credentials for it)", p.Namespace, p.Name), diagnose.Likely
		}
		return sentFindings(k, diagnose.CheckBreaksPublicImage, c, func(s pull.SentEntry) string {
			return fmt.Sprintf("%s is public: anyone may pull it%s. Secret %s has credentials for %s that the registry refuses, and the node does not retry without them.", k.Image.Familiar(), why, s.Ref.Name, k.Image.Registry)
		})
	},
})

var _ = register(Check{
	Name:  diagnose.CheckCredentialRejected,
	Short: "credentials rejected",
	Title: "The registry refuses the credentials",
	Doc: `The credentials match the image and were sent, but the registry does not accept them: the password was changed,
the token was revoked or has expired, the account is locked. Nothing else is wrong with the secret.
Check it: kubectl -n NAMESPACE describe pod POD shows 401 Unauthorized, or "failed to fetch oauth token".
Fix it: put valid credentials into the same secret. The node reads it again at its next attempt.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		if !credentialsRefused(k) || !k.Refused() {
			return nil
		}
		c := diagnose.Certain
		if k.Reading.Sent != symptom.SentYes || k.Reading.Class == symptom.AccessDenied {
			c = diagnose.Likely
		}
		if f, ok := otherCredentials(k, diagnose.CheckCredentialRejected, "refuses them"); ok {
			return []diagnose.Finding{f}
		}
		return sentFindings(k, diagnose.CheckCredentialRejected, c, func(s pull.SentEntry) string {
			return fmt.Sprintf("Secret %s has credentials for %q (user %q). They match the image, the node sent them, and the registry refused them.%s", s.Ref.Name, keyring.ShowKey(s.Entry.Key), redact.User(s.Entry.Username), quotedPassword(k, s)+kindOfToken(k, s)+hidesHub(k, s))
		})
	},
})

// hidesHub mentions another secret's credentials under Docker Hub's default key, which the kubelet does not
// try while this entry matches directly.
func hidesHub(k *pull.Case, s pull.SentEntry) string {
	for i := range k.Refs {
		r := &k.Refs[i]
		for j, m := range r.Matches {
			if e := r.Inspect.Entries[j]; m.Via == keyring.ViaDefault && notTried(k, r.Name, e.Key) {
				return fmt.Sprintf(" The credentials for %q in Secret %s are not tried as long as %q matches.", keyring.ShowKey(e.Key), r.Name, keyring.ShowKey(s.Entry.Key))
			}
		}
	}
	return ""
}

func notTried(k *pull.Case, secret, key string) bool {
	return !slices.ContainsFunc(k.Credentials, func(c keyring.Credential) bool { return c.Secret == secret && c.Key == key })
}

// kindOfToken mentions a kind of token that this registry never accepts.
func kindOfToken(k *pull.Case, s pull.SentEntry) string {
	if text := provider.Unusable(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal()); text != "" {
		return " " + text
	}
	return ""
}

// quotedPassword mentions a password in quotes, as .env files and shells leave it.
func quotedPassword(k *pull.Case, s pull.SentEntry) string {
	p := s.Entry.Password.Reveal()
	if n := len(p); n > 2 && p[0] == p[n-1] && strings.ContainsAny(p[:1], "\"'`") {
		return " The password is in quotes, which may not belong to it."
	}
	return ""
}

var _ = register(Check{
	Name:  diagnose.CheckAccessDenied,
	Short: "access denied (403)",
	Title: "The credentials are accepted, but have no access to this repository",
	Doc: `The registry accepts the credentials but denies access to this repository: the account lacks permission to pull
(a token without read:packages, a robot of another project, a missing role), or the repository does not exist
and the registry hides that.
Check it: kubectl -n NAMESPACE describe pod POD shows 403 Forbidden, denied or insufficient_scope.
Fix it: grant the account permission, or use credentials that have it; and check the spelling of the image.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Reading.Class != symptom.AccessDenied || !k.Refused() {
			return nil
		}
		if f, ok := otherCredentials(k, diagnose.CheckAccessDenied, "does not allow them to pull "+k.Image.Repository); ok {
			return []diagnose.Finding{f}
		}
		return sentFindings(k, diagnose.CheckAccessDenied, diagnose.Likely, func(s pull.SentEntry) string {
			text := fmt.Sprintf("The registry received the credentials of Secret %s (user %q) and refuses %s: the account has no permission to pull it, or the repository does not exist.", s.Ref.Name, redact.User(s.Entry.Username), k.Image.Repository)
			if rights := cloudRights(k); rights != "" {
				text += " " + rights
			}
			if kind, ok := provider.KindOf(k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal()); ok && provider.Of(k.Image.Registry).DeniesInvalid {
				text += " It is " + strings.ToLower(kind.Is[:1]) + kind.Is[1:] + "."
			}
			return text + kindOfToken(k, s)
		})
	},
})
