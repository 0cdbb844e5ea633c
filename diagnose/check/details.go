package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// details complete the findings of the checks in node.go with what is known about the exchange and the node.
var details = map[diagnose.CheckName]func(k *pull.Case, detail string) string{
	diagnose.CheckRateLimited:         limitDetail,
	diagnose.CheckRegistryError:       errorDetail,
	diagnose.CheckRegistryUnreachable: unreachableDetail,
	diagnose.CheckRegistryUntrusted:   untrustedDetail,
	diagnose.CheckPlatformMismatch:    platformDetail,
	diagnose.CheckNodeDisk:            diskDetail,
	diagnose.CheckRefusedByPolicy:     policyDetail,
	diagnose.CheckPullThrottled: func(_ *pull.Case, detail string) string {
		return detail + " The limit is registryPullQPS in the kubelet's configuration (5 images a second by default), with bursts up to registryBurst (10)."
	},
	diagnose.CheckPullCancelled: func(k *pull.Case, detail string) string { return detail + " " + pullLimits(k) },
}

// classOf is the class that a failure counts as for the checks in node.go: a blob that is missing, truncated
// or altered is a registry error, not a missing image or a problem of the node's disk. It is "" if another
// check says more.
func classOf(k *pull.Case) symptom.Class {
	r := &k.Reading
	switch {
	case layersFail(k), k.Answer() == pull.AnswerPage, k.Answer() == pull.AnswerClock:
		return ""
	case r.Class == symptom.NotFound && r.Blob():
		return symptom.RegistryError
	case r.Class == symptom.Disk && damaged(r):
		return symptom.RegistryError
	}
	return r.Class
}

// damaged reports whether content arrived truncated or altered.
func damaged(r *symptom.Reading) bool {
	return slices.Contains(r.Alternatives, symptom.RegistryError) && (r.Phase == symptom.PhaseLayer || r.Phase == symptom.PhaseConfig || r.Phase == symptom.PhaseVerify)
}

// emptyDigest is the start of the SHA-256 digest of empty content.
const emptyDigest = "e3b0c44298fc1c14"

func errorDetail(k *pull.Case, detail string) string {
	r := &k.Reading
	switch {
	case r.Class == symptom.NotFound:
		what := "a layer"
		if r.Phase == symptom.PhaseConfig {
			what = "the image's config"
		}
		return fmt.Sprintf("The manifest was read, so %s exists, but %s listed in the manifest was not found: the copy in the registry is incomplete. Push the image again; for a proxy or remote repository, clear its cache and check that it can reach the host of the layers. No pull secret can change that.", k.Container.Image, what)
	case r.Class == symptom.Disk && strings.Contains(strings.ToLower(r.Text), emptyDigest):
		return fmt.Sprintf("The node received empty content for %s: sha256:%s... is the digest of zero bytes. A proxy or mirror in between, or the registry's storage, returned nothing; the node's disk is not at fault.", k.Container.Image, emptyDigest)
	case r.Class == symptom.Disk:
		return fmt.Sprintf("The content received does not match the manifest of %s: a proxy or mirror truncated or altered it, or the copy in the registry is damaged. The node's disk is not at fault. Pull by another route to find out which; push the image again if the registry's copy is damaged.", k.Container.Image)
	}
	if e := Exchange(k); r.Blob() && e != "" {
		detail += " " + e
	}
	return detail
}

func unreachableDetail(k *pull.Case, detail string) string {
	if e := Exchange(k); e != "" && (k.Reading.Phase == symptom.PhaseToken || k.Reading.Blob()) {
		return detail + " " + e
	}
	return detail + routeDetail(k)
}

// untrustedDetail adds that the certificate may be valid: Go's crypto/x509 says "has expired or is not yet
// valid" for both.
func untrustedDetail(k *pull.Case, detail string) string {
	if k.Reading.Clock.Node.IsZero() && strings.Contains(k.Reading.Text, "has expired or is not yet valid") {
		hint := "The message does not show whether the certificate has expired or the node's clock is wrong"
		if provider.Of(k.Image.Registry).Known() {
			hint += "; a public registry renews its certificates, so check the node's clock first"
		}
		return detail + " " + hint + "."
	}
	return detail + certificateDetail(k)
}

func platformDetail(k *pull.Case, detail string) string {
	if a := platformOf(k); a != "" {
		detail = strings.Replace(detail, "this node's platform", "the platform of node "+nodeName(k)+" ("+a+")", 1)
	}
	if onWindows(k) {
		detail += " A Windows image also has to be for the Windows version of the node: 10.0.17763 is Windows Server 2019, 10.0.20348 is 2022, 10.0.26100 is 2025. A Linux image never runs there: select nodes by kubernetes.io/os."
	}
	return detail
}

// limitDetail says whose limit it is. Credentials change a limit only if none were sent.
func limitDetail(k *pull.Case, detail string) string {
	retry := " The node retries on its own, and the limit resets over time. A mirror, or a copy of the image in your own registry, avoids it."
	switch {
	case k.Reading.Sent == symptom.SentYes || k.Sends() && k.Reading.Sent != symptom.SentNo:
		who := "credentials were sent"
		if sent := k.Sent(); len(sent) > 0 {
			who = fmt.Sprintf("the credentials of Secret %s were sent", sent[0].Ref.Name)
		}
		return detail + fmt.Sprintf(" The limit is that of the account: %s.", who) + retry
	case provider.Of(k.Image.Registry).Name == provider.DockerHub:
		detail += " The pull was anonymous, and Docker Hub counts anonymous pulls per IP address, which all nodes behind one gateway may share. Pulls with credentials are counted per account."
		if local, _ := k.Candidates(); len(local) > 0 && len(k.Refs) == 0 {
			detail += fmt.Sprintf(" Secret %s has credentials for %s, but neither the pod nor its service account references it.", local[0].Secret.Name, k.Image.Registry)
		}
	}
	return detail + retry
}

const shortNameTitle = "The node does not accept the image's short name"

// shortName explains a short name, with the full reference that it may mean.
func shortName(k *pull.Case) string {
	tail := ""
	switch {
	case k.Image.Digest != "":
		tail = "@" + k.Image.Digest
	case k.Image.Tag != "":
		tail = ":" + k.Image.Tag
	}
	return fmt.Sprintf("%q is a valid reference, but the node's runtime does not complete names without a registry: CRI-O decides that by short-name-mode and unqualified-search-registries in registries.conf. Write the registry in front. For an image on Docker Hub that is %s.", k.Container.Image, k.Image.Name+tail)
}
