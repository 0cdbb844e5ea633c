package symptom

// policyRows are above 403 and "denied", which policies answer, too.
var policyRows = []row{
	{
		name: "signature", class: Policy,
		any: []string{
			"signaturevalidationfailed", "signature validation failed", "signature was required", "source image rejected", "invalid gpg signature",
			"cryptographic signature verification failed", "none of the signatures were accepted", "no signature exists", "signature for identity",
			"no valid signature", "signature verification", "no matching signatures", "image is not signed", "is not signed", "unsigned image",
			"no signatures found", "remote trust data does not exist", "trust data", "content trust", "notary", "cosign", "rekor", "fulcio",
			"reading signatures", "unrecognized signature", "security validate failed", "signatures do not satisf", "invalid policy in", "image verifier", "blocking pull of", "sigstore",
		},
		example: "Source image rejected: A signature was required, but no signature exists",
		doc:     "signature policies of CRI-O, containerd's verifier plugins, Notary, Harbor",
	},
	{
		name: "blocked", class: Policy, alts: []Class{AccessDenied},
		any: []string{
			"rejected by policy", "blocked by policy", "because it's blocked", "is blocked in @", "registry @ is blocked", "is blocked in registries.conf", "configured policy in",
			"projectpolicyviolation", "prevent images with vulnerability", "vulnerabilit", "quarantine", "export control", "prohibited by organization",
			"organization's policy", "vpcservicecontrols", "vpc service controls", "binary authorization", "blocked by xray", "xray policy", "download blocked", "download blocking policy", "artifact download request rejected", "admission webhook", "blocked by the administrator",
			"denied by policy", "denied the request", "policy violation", "unavailable for legal reasons", "#451", "#412", "blocked by firewall policy", "not allowed by policy",
			"image access management", "registry access management", "blocked by registry", "image policy", "operation is disallowed", "curation", "violates policy", "policy check",
		},
		not:     []string{"access denied by key vault"},
		example: "unexpected status from HEAD request to https://harbor.example.com/v2/p/a/manifests/1: 412 Precondition Failed",
		doc:     "a rule of the registry, the organisation or the node forbids this image",
	},
}
