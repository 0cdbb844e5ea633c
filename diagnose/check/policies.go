package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// policyWords tell which product's policy refused an image, and what to do there. The
// words are in lower case; the first that the message contains counts.
var policyWords = []struct{ words, says string }{
	{"xray", "JFrog Xray blocks the download: see the violations of the image in Artifactory, fix or ignore them there, or change the watch's policy."},
	{"curation", "JFrog Curation blocks the download: the audit in Artifactory names the policy; request a waiver there."},
	{"prevent images with vulnerability", "The project in Harbor prevents images with vulnerabilities: scan the image again after a fix, or change the project's Configuration."},
	{"projectpolicyviolation", "The project in Harbor has a policy (vulnerabilities or signatures) that the image violates: see the project's Configuration."},
	{"binary authorization", "Binary Authorization refuses the image: it lacks an attestation that the cluster's policy requires."},
	{"kyverno", "A policy of Kyverno refuses it: the message names the policy and the rule (kubectl get clusterpolicies,policies -A)."},
	{"gatekeeper", "A constraint of Gatekeeper refuses it: the message names the constraint (kubectl get constraints)."},
	{"policy.sigstore.dev", "A ClusterImagePolicy of the policy controller of sigstore refuses it: sign the image with an authority of that policy (kubectl get clusterimagepolicies)."},
	{"source image rejected", "The signature policy of the node (/etc/containers/policy.json; on OpenShift ClusterImagePolicy and image.config.openshift.io) requires a signature that the image lacks."},
	{"is blocked in", "The registry is on the node's list of blocked registries (registries.conf; on OpenShift image.config.openshift.io/cluster)."},
	{"registry access management", "Docker's Registry Access Management of your organization does not allow this registry."},
	{"image access management", "Docker's Image Access Management of your organization does not allow this image."},
}

// mostWhy is how much of a webhook's reason is quoted.
const mostWhy = 240

// admission reads the name and the reason of an admission webhook's refusal.
func admission(text string) (hook, why string, ok bool) {
	_, rest, ok := strings.Cut(text, "admission webhook \"")
	if !ok {
		return "", "", false
	}
	hook, rest, ok = strings.Cut(rest, "\"")
	_, why, denied := strings.Cut(rest, "denied the request:")
	why = strings.TrimSpace(why)
	if !ok || !denied || hook == "" || why == "" {
		return "", "", false
	}
	if r := []rune(why); len(r) > mostWhy {
		why = string(r[:mostWhy]) + "…"
	}
	return hook, why, true
}

// policyDetail adds whose policy it is.
func policyDetail(k *pull.Case, detail string) string {
	if hook, why, ok := admission(k.Reading.Text); ok && k.Pod.Template {
		detail = fmt.Sprintf("The API server refuses to create pods of %s: admission webhook %s denies them (%s). No pod exists until the image meets the policy, or the policy changes.", k.OwnerObject(), hook, why)
	}
	text := strings.ToLower(k.Reading.Text)
	for _, p := range policyWords {
		if strings.Contains(text, p.words) {
			return detail + " " + p.says + " No pull secret can change that."
		}
	}
	return detail
}
