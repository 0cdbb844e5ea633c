package uitest

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// shorts are the few words that the golden screens show for a check.
var shorts = map[string]string{
	"host-mismatch":       "registry key typo",
	"secret-missing":      "secret not found",
	"credential-rejected": "credentials rejected",
	"rate-limited":        "rate limited (429)",
	"image-not-found":     "no such tag",
}

func Check(name diagnose.CheckName) *check.Check {
	if s, ok := shorts[string(name)]; ok {
		return &check.Check{Name: name, Short: s, Title: s, Doc: "What it means, and how it comes about."}
	}
	return nil
}

func Object(kind, ns, name string) *diagnose.Object {
	return &diagnose.Object{Kind: kind, Namespace: ns, Name: name}
}

// findingsOf are the root finding of a cause and, for one, a second.
func findingsOf(p *diagnose.Pod, cause string) []diagnose.Finding {
	f := diagnose.Finding{Check: diagnose.CheckName(cause), Severity: diagnose.SeverityError, Certainty: diagnose.Certain,
		Evidence: []diagnose.Evidence{{Source: "event", Text: "401 Unauthorized"}, {Source: "secret", Text: "shop/regcred has 1 key"}}}
	switch cause {
	case "host-mismatch":
		f.Title = "its credentials are stored under a misspelled registry name"
		f.Detail = `The pull secret "regcred" has credentials for "gchr.io", but the image is on "ghcr.io". Nothing matched, so the node pulled without credentials and got 401.`
		f.Object, f.Link = Object("Secret", "shop", "regcred"), diagnose.LinkEntry
		f.Compare = &diagnose.Compare{HaveLabel: "name in the secret", Have: "gchr.io", WantLabel: "name in the image", Want: "ghcr.io"}
		f.Fixes = []diagnose.Fix{RenameFix(), AttachFix()}
		return []diagnose.Finding{f, {Check: "credential-expiring", Severity: diagnose.SeverityWarning, Link: diagnose.LinkEntry,
			Certainty: diagnose.Likely, Title: "The token expires in 5 days", Object: f.Object}}
	case "secret-missing":
		f.Title = "the pull secret does not exist"
		f.Detail = `The service account references the pull secret "regcerd", which does not exist in namespace shop.`
		f.Object, f.Link = Object("Secret", "shop", "regcerd"), diagnose.LinkSecret
		f.Fixes = []diagnose.Fix{blockedFix()}
	case "credential-rejected":
		f.Title, f.Certainty = "the registry rejects the credentials", diagnose.Likely
		f.Detail = "The secret has matching credentials, and the registry rejected them. ECR passwords stop working after 12 hours."
		f.Object, f.Link = Object("Secret", "ci", "ecr-login"), diagnose.LinkEntry
		f.Fixes = []diagnose.Fix{loginFix()}
	case "rate-limited":
		f.Title, f.Severity = "the registry limits the number of pulls", diagnose.SeverityWarning
		f.Detail = "Docker Hub counts anonymous pulls per address. The node's address has reached its limit."
		f.Link = diagnose.LinkRegistry
	case "image-not-found":
		f.Title = "the tag does not exist"
		f.Detail = "The registry has no such tag."
		f.Link = diagnose.LinkImage
	}
	return []diagnose.Finding{f}
}

func shopPods() []diagnose.Object {
	return []diagnose.Object{*Object("Pod", "shop", "web-7d9f4c6b8-2xkqp"), *Object("Pod", "shop", "web-7d9f4c6b8-8hq2d"), *Object("Pod", "shop", "web-7d9f4c6b8-kk7zm")}
}

func RenameFix() diagnose.Fix {
	return diagnose.Fix{ID: "rename-key", Title: "Rename the key in Secret shop/regcred",
		Commands: []string{"kubectl -n shop get secret regcred -o yaml > regcred.before.yaml",
			"kubectl -n shop patch secret regcred --patch-file regcred.patch.json", "kubectl -n shop get pods -w"},
		Steps:    []diagnose.Step{{Object: *Object("Secret", "shop", "regcred"), APIVersion: "v1", Write: step.UpdateSecret{}}},
		Recovers: shopPods(), AlsoAffected: []diagnose.Object{*Object("Pod", "shop", "admin-5c77d-qq4bz")},
		After: "The node reads the secret again at its next attempt.",
	}
}

func AttachFix() diagnose.Fix {
	return diagnose.Fix{ID: "new-secret", Title: "Create Secret shop/ghcr-login and attach it to default",
		Commands: []string{"kubectl -n shop create secret docker-registry ghcr-login ..."},
		Steps: []diagnose.Step{{Object: *Object("Secret", "shop", "ghcr-login"), Write: step.CreateSecret{}},
			{Object: *Object("ServiceAccount", "shop", "default"), Write: step.SetAccountPullSecrets{}}},
		Recovers: shopPods(), Restarts: shopPods(), Warnings: []string{"Three pods are replaced one by one."},
		Form: &diagnose.CredentialsForm{Registry: "ghcr.io", Key: "ghcr.io", Secret: *Object("Secret", "shop", "ghcr-login")},
	}
}

func blockedFix() diagnose.Fix {
	return diagnose.Fix{ID: "rename-reference", Title: "Let default reference the secret regcred",
		Steps:    []diagnose.Step{{Object: *Object("ServiceAccount", "shop", "default"), Write: step.SetAccountPullSecrets{}}},
		Commands: []string{"kubectl -n shop edit serviceaccount default"},
		Recovers: []diagnose.Object{*Object("Pod", "shop", "cart-6c5d9f7b4-p8wzt")},
		Blocked:  "the service account is managed by Helm (release shop); it would revert the change",
	}
}

func loginFix() diagnose.Fix {
	return diagnose.Fix{ID: "new-login", Title: "Put new credentials into Secret ci/ecr-login",
		Commands: []string{"aws ecr get-login-password | kubectl -n ci ..."},
		Steps:    []diagnose.Step{{Object: *Object("Secret", "ci", "ecr-login"), APIVersion: "v1", Write: step.UpdateSecret{Data: map[string][]byte{}, Before: map[string][]byte{}}}},
		Recovers: []diagnose.Object{*Object("Pod", "ci", "runner-0"), *Object("Pod", "ci", "runner-1")},
		Form: &diagnose.CredentialsForm{Registry: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
			Key: "123456789012.dkr.ecr.eu-west-1.amazonaws.com", Username: "AWS", Secret: *Object("Secret", "ci", "ecr-login"),
			Advice:  []string{"The user name is the word AWS.", "It lives 12 hours. Nodes in AWS can pull with their own role instead."},
			Refresh: "aws ecr get-login-password --region eu-west-1"},
	}
}

// Preview is the diff of the golden screens.
func Preview(f diagnose.Fix) []fix.Change {
	var out []fix.Change
	for _, s := range f.Steps {
		out = append(out, fix.Change{Action: s.Action(), Object: s.Object, Summary: ".dockerconfigjson, decoded, passwords hidden",
			Lines: []fix.DiffLine{{Op: ' ', Text: "{"}, {Op: ' ', Text: `  "auths": {`},
				{Op: '-', Text: `    "gchr.io": {`}, {Op: '+', Text: `    "ghcr.io": {`},
				{Op: ' ', Text: `      "username": "deploy-bot",`}, {Op: ' ', Text: `      "password": "••••••"`},
				{Op: ' ', Text: "    }"}, {Op: ' ', Text: "  }"}, {Op: ' ', Text: "}"}}})
	}
	return out
}
