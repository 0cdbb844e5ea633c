package engine

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Which secrets the pod names, and where the names come from.
var unseenNames = []unseen{
	{name: "nothing anywhere", says: saysAnonymous, want: "no-credentials"},
	{name: "nothing, on Docker's runtime", image: "acme/private:1", says: saysDaemon, want: "no-credentials"},
	{name: "nothing, on CRI-O", image: "quay.io/acme/private:1", says: saysCRIO, want: "no-credentials"},
	{name: "nothing here, a donor elsewhere", says: saysNoBasic, edits: with(secret("infra", "ghcr", config("ghcr.io"))), want: "no-credentials"},
	{name: "gone", says: saysNoBasic, edits: with(refs("regcred")), want: "secret-missing"},
	{name: "gone from the account's list", says: saysNoBasic17, edits: with(accountRefs(true, "regcred")), want: "secret-missing"},
	{name: "gone, while one of another name would do", says: saysNoBasic, edits: with(refs("docker-login"), secret("shop", "ghcr-pull", config("ghcr.io"))), want: "secret-missing"},
	{name: "gone, beside one for elsewhere", says: saysNoBasic, edits: with(refs("q", "ghcr-pull"), secret("shop", "q", config("quay.io"))), want: "secret-missing"},
	{name: "gone, beside one that is nearly right", says: saysNoBasic, edits: with(refs("gone", "r"), secret("shop", "r", config("ghcr.io:443"))), want: "host-mismatch", besides: "secret-missing"},
	{name: "a hyphen forgotten", says: saysNoBasic, edits: with(refs("regcred"), secret("shop", "reg-cred", config("ghcr.io"))), want: "secret-name-typo"},
	{name: "one s too many", says: saysAnonymous, edits: with(refs("pull-secrets"), secret("shop", "pull-secret", config("ghcr.io"))), want: "secret-name-typo"},
	{name: "misspelt in the account", says: saysNoBasic, edits: with(accountRefs(true, "regcrd"), secret("shop", "regcred", config("ghcr.io"))), want: "secret-name-typo"},
	{name: "in default", says: saysNoBasic, edits: with(refs("regcred"), secret("default", "regcred", config("ghcr.io"))), want: "secret-in-other-namespace"},
	{name: "in two others", says: saysNoBasic, edits: with(refs("regcred"), secret("default", "regcred", config("quay.io")), secret("prod", "regcred", config("ghcr.io"))), want: "secret-in-other-namespace"},
	{name: "in another namespace, from the account", says: saysNoBasic, edits: with(accountRefs(true, "regcred"), secret("kube-system", "regcred", config("ghcr.io"))), want: "secret-in-other-namespace"},
	{name: "one is elsewhere, one is for elsewhere", says: saysNoBasic, edits: with(refs("q", "regcred"), secret("shop", "q", config("quay.io")), secret("ci", "regcred", config("ghcr.io"))), want: "secret-in-other-namespace"},
	{name: "not attached", says: saysNoBasic, edits: with(secret("shop", "r", config("ghcr.io"))), want: "secret-not-attached"},
	{name: "not attached, beside one for elsewhere", says: saysAnonymous, edits: with(refs("q"), secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io"))), want: "secret-not-attached"},
	{name: "attached too late", says: saysNoBasic, edits: with(accountRefs(false, "r"), secret("shop", "r", config("ghcr.io"))), want: "attached-after-start"},
	{name: "a second one attached too late", says: saysNoBasic, edits: with(accountRefs(false, "q", "r"), func(s *diagnose.Snapshot) { s.Pods[0].PullSecrets = []string{"q"} }, secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io"))), want: "attached-after-start"},
	{name: "the account is ignored", says: saysAnonymous, edits: with(refs("q"), accountOnly("r"), secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io"))), want: "service-account-ignored"},
	{name: "an empty name switches the account off", says: saysNoBasic, edits: with(refs(""), accountOnly("r"), secret("shop", "r", config("ghcr.io"))), want: "service-account-ignored"},
	{name: "the account is ignored and the own one is gone", says: saysNoBasic, edits: with(refs("gone"), accountOnly("r"), secret("shop", "r", config("ghcr.io"))), want: "service-account-ignored", besides: "secret-missing"},
	{name: "the account's would not help either", says: saysNoBasic, edits: with(refs("gone"), accountOnly("q"), secret("shop", "q", config("quay.io"))), want: "secret-missing"},
	{name: "under the container", says: saysNoBasic, edits: with(secret("shop", "r", config("ghcr.io")), func(s *diagnose.Snapshot) {
		s.Misplaced = []diagnose.Misplaced{{Object: s.Workloads[0].Object(), Path: "spec.template.spec.containers[0].imagePullSecrets", Names: []string{"r"}}}
	}), want: "misplaced-pull-secrets"},
	{name: "may not be read", says: saysNoBasic, edits: with(refs("r"), forbidden("secrets", "")), want: "secret-unreadable"},
	{name: "one may not be read, one is for elsewhere", says: saysNoBasic, edits: with(refs("q", "r"), secret("shop", "q", config("quay.io")), forbidden("secrets", "r")), want: "secret-unreadable"},
	{name: "one may not be read, one is nearly right", says: saysNoBasic, edits: with(refs("q", "r"), secret("shop", "q", config("gchr.io")), forbidden("secrets", "r")), want: "host-mismatch", besides: "secret-unreadable"},
	{name: "may not be read and is malformed", says: saysBase64, edits: with(refs("r"), forbidden("secrets", "")), want: "secret-unreadable"},
	{name: "may not be read and is refused", says: saysHead401, edits: with(refs("r"), forbidden("secrets", "")), want: "secret-unreadable"},
	{name: "in an init container", says: saysNoBasic, edits: with(refs("gone"), typed(diagnose.TypeInit)), want: "secret-missing"},
	{name: "in an ephemeral container", says: saysNoBasic, edits: with(refs("gone"), typed(diagnose.TypeEphemeral)), want: "secret-missing"},
	{name: "in an image volume", says: saysNoBasic, edits: with(typed(diagnose.TypeVolume), secret("shop", "r", config("ghcr.io"))), want: "secret-not-attached"},
}
