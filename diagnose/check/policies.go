package check

import (
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

// policyDetail adds whose policy it is.
func policyDetail(k *pull.Case, detail string) string {
	text := strings.ToLower(k.Reading.Text)
	for _, p := range policyWords {
		if strings.Contains(text, p.words) {
			return detail + " " + p.says + " No pull secret can change that."
		}
	}
	return detail
}
