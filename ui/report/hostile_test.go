package report_test

import "github.com/pulldoctor/pulldoctor/diagnose"

// nasty tries to leave every format that text is put into.
const nasty = "a|b\\|c\\\\|d `x``y` <img src=x> </details> [l](http://e.example) @team #1 *b* _i_ %0A a:b,c \"q\" 'r' &amp; ]]> --> {0}\r\n::stop-commands::x\n##[error]y"

// hostile is a hand-made result; its texts do not depend on any check.
func hostile() *diagnose.Result {
	secret := diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "regcred"}
	gone := diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "gone"}
	root := diagnose.Finding{
		Check: "host-mismatch", Severity: diagnose.SeverityError, Certainty: diagnose.Likely,
		Title: "The login is filed under another name", Detail: "The key is wrong. " + nasty, Object: &secret,
		Fixes: []diagnose.Fix{
			{ID: "rename-key", Title: "Rename the key " + nasty, Commands: []string{"kubectl -n shop get secret regcred", "echo '```' | cat"}},
			{ID: "add-login", Title: "Add a login", Commands: []string{}},
		},
	}
	warning := diagnose.Finding{Check: "secret-missing", Severity: diagnose.SeverityWarning, Certainty: diagnose.Certain,
		Title: "The pull secret does not exist", Detail: "Nothing is named gone.", Object: &gone}
	info := diagnose.Finding{Check: "made-up", Severity: diagnose.SeverityInfo, Certainty: diagnose.Certain, Title: "For information", Detail: "It is so."}

	failure := func(pod, container string, f ...diagnose.Finding) diagnose.Failure {
		return diagnose.Failure{
			Namespace: "shop", Pod: pod, Container: container, ContainerType: diagnose.TypeContainer,
			Image: "ghcr.io/acme/web:1|2", Repository: "ghcr.io/acme/web", Registry: "ghcr.io", Reason: "ImagePullBackOff",
			Symptom: diagnose.Symptom{Class: "auth-required", Text: "401 " + nasty},
			PullSecrets: []diagnose.PullSecret{{Name: "regcred", From: "pod", State: "ok",
				Entries: []diagnose.Entry{{Key: "gchr.io", Why: nasty}}}},
			Credentials: []diagnose.Credential{}, Findings: f,
			RegistryAnswers: hostileAnswers,
		}
	}
	meta := func(kind, name string, line int) diagnose.Meta {
		return diagnose.Meta{Kind: kind, Namespace: "shop", Name: name, File: "deploy/a b,c:d%.yaml", Line: line}
	}
	pods := []diagnose.Pod{
		{Meta: meta("Pod", "web-1", 20), Containers: []diagnose.Container{{Name: "web", Image: "ghcr.io/acme/web:1|2"}, {Name: "fine", Image: "busybox"}}},
		{Meta: meta("Deployment", "web-2", 40), Template: true, Containers: []diagnose.Container{{Name: "web", Image: "ghcr.io/acme/web:1|2"}}},
		{Meta: meta("Pod", "web-3", 60), Containers: []diagnose.Container{{Name: "w", Image: "ghcr.io/acme/web:1|2"}}},
	}
	res := &diagnose.Result{
		Report: diagnose.Report{
			Tool:    diagnose.Tool{Name: "pulldoctor", Version: "1.2.3"},
			Source:  diagnose.Source{Kind: diagnose.SourceFiles, Namespaces: []string{"shop"}},
			Summary: diagnose.Summary{PodsRead: 3, Failures: 3, Errors: 2, Warnings: 2, Unreadable: 1},
			Causes: []diagnose.Cause{
				{Check: "host-mismatch", Object: &secret, Failures: []int{0, 1}},
				{Check: "secret-missing", Object: &gone, Failures: []int{2}},
			},
			Failures:   []diagnose.Failure{failure("web-1", "web", root, warning), failure("web-2", "web", root, info), failure("web-3", "w", warning)},
			Unreadable: []diagnose.Unreadable{{Resource: "secrets", Namespace: "ci", Verb: "list", Why: "forbidden " + nasty}},
		},
		Snapshot: &diagnose.Snapshot{Pods: pods, Secrets: []diagnose.Secret{{Meta: meta("Secret", "regcred", 7)}}},
	}
	for i := range res.Report.Failures {
		res.Diagnoses = append(res.Diagnoses, diagnose.Diagnosis{
			Failure: &res.Report.Failures[i], Pod: &pods[i],
			Chain: []diagnose.Link{
				{Title: "Pod", State: diagnose.LinkOK, Name: pods[i].Name, Note: "names 1 secret"},
				{Title: "Registry key", State: diagnose.LinkBroken, Name: `"gchr.io"`, Note: nasty},
			},
		})
	}
	return res
}

// hostileAnswers fill every field.
var hostileAnswers = []diagnose.RegistryAnswer{
	{Credentials: "regcred", Key: "ghcr.io", Username: nasty, Host: "ghcr.io", TokenHost: "ghcr.io", Verdict: diagnose.VerdictNoSuchImage, Status: 404,
		Access: []string{"pull"}, NearTags: []string{"1|3", nasty}, Proxy: "proxy.example:3128", Text: "ghcr.io: “" + nasty + "”"},
	{Credentials: "other", Host: "ghcr.io", Verdict: diagnose.VerdictCanPull, Status: 200, Digest: "sha256:abc", Platforms: []string{"linux/amd64"},
		RateLimit: &diagnose.RegistryRateLimit{Limit: 100, Remaining: 76, Window: "6h", Counts: "address"}},
	{Credentials: diagnose.AnonymousCredentials, Host: "ghcr.io", Verdict: diagnose.VerdictUntrusted, Text: nasty,
		Certificate: &diagnose.RegistryCertificate{Host: "ghcr.io", Why: "expired", Subject: nasty, Issuer: nasty, Names: []string{nasty}}},
}
