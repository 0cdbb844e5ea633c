package lookup

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// pasted are words that people look up, the kind and name of the first entry,
// and checks that it leads to.
var pasted = []struct {
	words  string
	kind   Kind
	name   string
	checks string
}{
	// checks and terms
	{"host-mismatch", KindCheck, "host-mismatch", ""},
	{"Host_Mismatch", KindCheck, "host-mismatch", ""},
	{"secret name typo", KindCheck, "secret-name-typo", ""},
	{"unknown", KindCheck, "unknown", ""},
	{"rate-limited", KindCheck, "rate-limited", ""},
	{"registry", KindTerm, "registry", "host-mismatch"},
	{"Registries", KindTerm, "registry", "host-mismatch"},
	{"pull secret", KindTerm, "pull secret", "secret-not-attached"},
	{"imagePullSecrets", KindTerm, "pull secret", "secret-not-attached"},
	{"what is a pull secret?", KindTerm, "pull secret", "secret-not-attached"},
	{"credsStore", KindTerm, "credsStore", "empty-credential"},
	{`"credsStore": "desktop"`, KindTerm, "credsStore", "empty-credential"},
	{"credHelpers", KindTerm, "credHelpers", "empty-credential"},
	{"identitytoken", KindTerm, "identitytoken", "empty-credential"},
	{"auth", KindTerm, "auth", "auth-malformed"},
	{"base64", KindTerm, "base64", "undecodable-base64"},
	{".dockerconfigjson", KindTerm, "config.json", "wrong-config-shape"},
	{"~/.docker/config.json", KindTerm, "config.json", ""},
	{"kubernetes.io/dockerconfigjson", KindTerm, "kubernetes.io/dockerconfigjson", "wrong-type"},
	{"dockercfg", KindTerm, ".dockercfg", "wrong-config-shape"},
	{"imagePullPolicy", KindTerm, "pull policy", "pull-never"},
	{"IfNotPresent", KindTerm, "pull policy", ""},
	{"service account", KindTerm, "service account", "attached-after-start"},
	{"pause image", KindTerm, "pause image", "sandbox-image"},
	{"pre-pulled images", KindTerm, "cached image", "credentials-for-cached-image"},
	{"AlwaysPullImages", KindTerm, "AlwaysPullImages", ""},
	{"what is a mirror", KindTerm, "mirror", ""},
	// reasons of events and states
	{"ImagePullBackOff", KindReason, "ImagePullBackOff", "no-credentials"},
	{"Init:ImagePullBackOff", KindReason, "ImagePullBackOff", "no-credentials"},
	{"ErrImagePull", KindReason, "ErrImagePull", "image-not-found"},
	{"ErrImageNeverPull", KindReason, "ErrImageNeverPull", "pull-never"},
	{"InvalidImageName", KindReason, "InvalidImageName", "invalid-image-name"},
	{"ImageInspectError", KindReason, "ImageInspectError", "node-disk"},
	{"RegistryUnavailable", KindReason, "RegistryUnavailable", "registry-unreachable"},
	{"SignatureValidationFailed", KindReason, "SignatureValidationFailed", "refused-by-policy"},
	{"FailedToRetrieveImagePullSecret", KindReason, "FailedToRetrieveImagePullSecret", "secret-missing"},
	{"Unable to retrieve some image pull secrets (<regcred>); attempting to pull the image may not succeed.", KindReason, "FailedToRetrieveImagePullSecret", "secret-name-typo"},
	{"FailedCreatePodSandBox", KindReason, "FailedCreatePodSandBox", "sandbox-image"},
	{"CreateContainerConfigError", KindReason, "CreateContainerConfigError", ""},
	{"CrashLoopBackOff", KindReason, "CrashLoopBackOff", ""},
	{"Pulling", KindReason, "Pulling", ""},
	{"my pod is in ImagePullBackOff, why", KindReason, "ImagePullBackOff", ""},
	// errors of kubectl, the API server and docker
	{"error: no objects passed to create", KindError, "error: no objects passed to create", "undecodable-base64"},
	{"error: no objects passed to apply", KindError, "error: no objects passed to create", ""},
	{`Secret "myregistrykey" is invalid: data[.dockerconfigjson]: invalid value ...`, KindError, "data[.dockerconfigjson]: Invalid value", "unparseable-config"},
	{`The Secret "regcred" is invalid: data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'R' looking for beginning of value`, KindError, "data[.dockerconfigjson]: Invalid value", "double-base64"},
	{`The Secret "regcred" is invalid: data[.dockerconfigjson]: Required value`, KindError, "data[.dockerconfigjson]: Required value", "wrong-data-key"},
	{`Error from server (BadRequest): error when creating "secret.yaml": Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4`, KindError, "illegal base64 data in a Secret", "undecodable-base64"},
	{`Error from server (BadRequest): error when creating "s.yaml": Secret in version "v1" cannot be handled as a Secret: json: cannot unmarshal object into Go struct field Secret.data of type []uint8`, KindError, "cannot unmarshal object into go struct field secret.data", "undecodable-base64"},
	{`Error from server (BadRequest): error when creating "pod.yaml": Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field PodSpec.spec.imagePullSecrets of type v1.LocalObjectReference`, KindError, "imagePullSecrets of a wrong type", "misplaced-pull-secrets"},
	{`Error from server (BadRequest): error when creating "pod.yaml": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imagePullSecrets"`, KindError, "unknown field imagePullSecret", "misplaced-pull-secrets"},
	{`error: error validating "pod.yaml": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false`, KindError, "strict decoding error", "misplaced-pull-secrets"},
	{`error: error parsing pod.yaml: error converting YAML to JSON: yaml: line 7: mapping values are not allowed in this context`, KindError, "error converting yaml to json", ""},
	{`The Pod "web" is invalid: spec.containers[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"`, KindError, "imagePullPolicy: Unsupported value", ""},
	{`The Secret "regcred" is invalid: type: Invalid value: "kubernetes.io/dockerconfigjson": field is immutable`, KindError, "type: Invalid value: field is immutable", "wrong-type"},
	{`The Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than ` + "`spec.containers[*].image`", KindError, "pod updates may not change fields", ""},
	{`error: failed to create secret secrets "regcred" already exists`, KindError, "AlreadyExists", ""},
	{`Error from server (NotFound): secrets "regcred" not found`, KindError, "Error from server (NotFound): secrets", "secret-in-other-namespace"},
	{`Error from server (NotFound): namespaces "shop" not found`, KindError, "namespace not found", ""},
	{`Error from server (Forbidden): secrets "regcred" is forbidden: User "jane" cannot get resource "secrets" in API group "" in the namespace "shop"`, KindError, "secrets is forbidden", "secret-unreadable"},
	{"error: You must be logged in to the server (Unauthorized)", KindError, "must be logged in to the server", ""},
	{"The connection to the server localhost:8080 was refused - did you specify the right host or port?", KindError, "did you specify the right host or port", ""},
	{`The Secret "Regcred" is invalid: metadata.name: Invalid value: "Regcred": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters`, KindError, "metadata.name: Invalid value", "secret-name-typo"},
	{`error: error reading ~/.docker/config.json: no such file or directory`, KindError, "--from-file: no such file or directory", ""},
	{`secret "myregistrykey" created.`, KindError, "secret created", "secret-not-attached"},
	{`secret/regcred created`, KindError, "secret created", "secret-not-attached"},
	{`error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: `, KindError, "docker-credential: executable file not found", "empty-credential"},
	{`error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required`, KindError, "either --from-file or the combination of --docker-username", ""},
	// answers of registries
	{"401", KindCode, "401", "credential-rejected"},
	{"401 Unauthorized", KindCode, "401", ""},
	{"403 Forbidden", KindCode, "403", "access-denied"},
	{"MANIFEST_UNKNOWN", KindCode, "404", "image-not-found"},
	{"TOOMANYREQUESTS", KindCode, "429", "rate-limited"},
	{"502 Bad Gateway", KindCode, "500", "registry-error"},
	// lines of nodes and registries
	{`Failed to pull image "user/privaterepo:v1": Error: image user/privaterepo:v1 not found`, KindMessage, "not-found", "image-not-found"},
	{`Failed to pull image "docker.io/acme/web:1": failed to pull and unpack image "docker.io/acme/web:1": failed to resolve reference "docker.io/acme/web:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`, KindMessage, "access-denied", "no-credentials"},
	{`failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fweb%3Apull&service=ghcr.io: 401 Unauthorized`, KindMessage, "auth-required", "no-credentials"},
	{`failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.docker.io/token: 401 Unauthorized`, KindMessage, "auth-required", "credential-rejected"},
	{"no basic auth credentials", KindMessage, "auth-required", "no-credentials"},
	{"unauthorized: incorrect username or password", KindMessage, "auth-required", "credential-rejected"},
	{"toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit", KindMessage, "rate-limited", "rate-limited"},
	{"denied: Your authorization token has expired. Reauthenticate and try again.", KindMessage, "credential-expired", "credential-expired"},
	{`Failed to pull image "r.example/a:1": rpc error: code = Unknown desc = Error response from daemon: Get "https://r.example/v2/": x509: certificate signed by unknown authority`, KindMessage, "tls", "registry-untrusted"},
	{`Error response from daemon: Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client`, KindMessage, "http-vs-https", "registry-speaks-http"},
	{`dial tcp: lookup registry.acme.example on 10.0.0.2:53: no such host`, KindMessage, "dns", "registry-unreachable"},
	{`dial tcp 10.1.2.3:443: connect: connection refused`, KindMessage, "connection", "registry-unreachable"},
	{"no match for platform in manifest: not found", KindMessage, "platform", "platform-mismatch"},
	{"illegal base64 data at input byte 4", KindMessage, "credential-malformed", "undecodable-base64"},
	{"unable to parse auth field, must be formatted as base64(username:password)", KindMessage, "credential-malformed", "auth-malformed"},
	{"json: cannot unmarshal number into Go struct field DockerConfigEntry.password of type string", KindMessage, "credential-malformed", "unparseable-config"},
	{`Container image "r.example/a:1" is not present with pull policy of Never`, KindMessage, "never-pull", "pull-never"},
	{"write /var/lib/containerd/x: no space left on device", KindMessage, "disk", "node-disk"},
	{"pull QPS exceeded", KindMessage, "throttled", "pull-throttled"},
	{`couldn't parse image name "https://ghcr.io/acme/web": invalid reference format`, KindMessage, "invalid-reference", "invalid-image-name"},
	{`Warning  Failed     3m4s (x4 over 4m38s)  kubelet            Failed to pull image "quay.io/acme/web:1": unauthorized: access to the requested resource is not authorized`, KindMessage, "access-denied", ""},
	{`Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9": failed to pull image "registry.k8s.io/pause:3.9": failed to resolve reference "registry.k8s.io/pause:3.9": dial tcp: lookup registry.k8s.io: no such host`, KindMessage, "dns", "sandbox-image"},
	// registries and images
	{"ghcr.io", KindRegistry, "ghcr.io", "host-mismatch"},
	{"Docker Hub", KindRegistry, "docker.io", "host-mismatch"},
	{"quay.io/acme/web:1", KindRegistry, "quay.io", "host-mismatch"},
	{"https://index.docker.io/v1/", KindRegistry, "index.docker.io", ""},
	{"123456789012.dkr.ecr.eu-west-1.amazonaws.com", KindRegistry, "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "node-credentials"},
	{"registry.k8s.io", KindRegistry, "registry.k8s.io", ""},
	{"ECR", KindRegistry, "123456789012.dkr.ecr.eu-west-1.amazonaws.com", ""},
	{"gitlab-ci-token", KindRegistry, "gitlab-ci-token", "credential-expired"},
	{"robot$acme+puller", KindRegistry, "robot$...", ""},
	{"gitlab+deploy-token-12", KindRegistry, "gitlab+deploy-token-...", ""},
	{"ghp_", KindRegistry, "ghp_...", ""},
	{"ghp_hunter2secretABCDEFGH", KindRegistry, "ghp_...", "credential-expired"},
	{"docker login", KindTerm, "docker login", "empty-credential"},
	{"why is my image not pulled", KindTerm, "image", "image-not-found"},
	{"your.private.registry.example.com/janedoe/jdoe-private:v1", KindTerm, "image", "host-mismatch"},
	{"Registry.example.com:5000/Acme/web:1", KindTerm, "image", "invalid-image-name"},
	// Rancher
	{"Legacy feature flag", KindRancher, "Legacy feature flag", ""},
	{"Global Settings > Feature Flags > Legacy", KindRancher, "Legacy feature flag", ""},
	{"功能开关", KindRancher, "Legacy feature flag", ""},
	{"全局设置 > 功能开关 > Legacy > 激活", KindRancher, "Legacy feature flag", ""},
	{"local cluster project registries are only visible when a single project is selected", KindRancher, "only visible with one project selected", ""},
	{"only visible with one project selected", KindRancher, "only visible with one project selected", ""},
	{"仅在选择一个项目时可见", KindRancher, "only visible with one project selected", ""},
	{"Resources > Registries > Add Registry", KindRancher, "Registry Credentials", "secret-not-attached"},
	{"Resources > Secrets > Registry Credentials", KindRancher, "Registry Credentials", "secret-not-attached"},
	{"镜像库凭证", KindRancher, "Registry Credentials", "secret-not-attached"},
	{"镜像仓库凭证", KindRancher, "Registry Credentials", ""},
	{"More Resources > Core > Secrets", KindRancher, "Storage > Secrets", ""},
	{"集群管理", KindRancher, "Storage > Secrets", ""},
	{"密文", KindRancher, "Storage > Secrets", ""},
	{"Workloads > Deploy > Launch", KindRancher, "workloads*deploy", "secret-not-attached"},
	{"field.cattle.io/projectId", KindRancher, "field.cattle.io/projectId", "managed-object"},
}

func TestPastedWords(t *testing.T) {
	for _, tc := range pasted {
		r := Words(tc.words)
		if !r.Found() {
			t.Errorf("%q: nothing found, near %q", tc.words, r.Near)
			continue
		}
		e := r.Entries[0]
		if e.Kind != tc.kind || e.Name != strings.ReplaceAll(tc.name, "*", " ... ") {
			t.Errorf("%q: %s %q, want %s %q", tc.words, e.Kind, e.Name, tc.kind, tc.name)
		}
		for _, c := range checkNames(tc.checks) {
			if !slices.Contains(e.Checks, c) {
				t.Errorf("%q: leads to %q, not to %s", tc.words, e.Checks, c)
			}
		}
		if len(e.Means) == 0 && e.Title == "" {
			t.Errorf("%q: no meaning", tc.words)
		}
	}
	if len(pasted) < 60 {
		t.Errorf("%d look-ups only", len(pasted))
	}
}

// A registry is a server, and in Rancher a pull secret.
func TestRegistryInBothSenses(t *testing.T) {
	r := Words("registry")
	if len(r.Entries) != 2 || r.Entries[0].Kind != KindTerm || r.Entries[1].Kind != KindRancher {
		t.Errorf("%+v", r.Entries)
	}
}

func TestUnknownWords(t *testing.T) {
	for words, want := range map[string]string{
		"host-mismach": "host-mismatch", "ImagePulBackOff": "ImagePullBackOff", "credstroe": "credsStore",
		"whitespace": "stray-whitespace", "FailedToRetriveImagePullSecret": "FailedToRetrieveImagePullSecret", "unknwon": "unknown",
		"zzzzzz": "", "x": "", "the weather is nice today": "",
	} {
		r := Words(words)
		if r.Found() || want == "" && len(r.Near) > 0 || want != "" && !slices.Contains(r.Near, want) {
			t.Errorf("%q: %v, near %q, want %q", words, r.Entries, r.Near, want)
		}
		if len(r.Near) > mostNear {
			t.Errorf("%q: %d suggestions", words, len(r.Near))
		}
	}
}

// Credentials are blamed only where they could have changed the answer.
func TestCredentialsAreNotBlamed(t *testing.T) {
	credential := checkNames("no-credentials secret-not-attached secret-missing host-mismatch credential-rejected empty-credential wrong-type")
	for _, words := range []string{
		`Failed to pull image "registry.k8s.io/pause:3.9": failed to resolve reference "registry.k8s.io/pause:3.9": unexpected status from HEAD request to https://registry.k8s.io/v2/pause/manifests/3.9: 403 Forbidden`,
		`Failed to pull image "acme.azurecr.io/web:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://acmestore.blob.core.windows.net/x?sig=abc: 403 Server failed to authenticate the request`,
		`Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "acme.example/pause:3.9": failed to pull image "acme.example/pause:3.9": failed to resolve reference "acme.example/pause:3.9": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized`,
		`Failed to pull image "r.example/a:1": failed to resolve reference "r.example/a:1": unexpected status from HEAD request to https://r.example/v2/a/manifests/1: 403 Forbidden <html><head><title>Zscaler</title></head>`,
		`Get "https://r.example/v2/": x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-01-01T00:00:00Z`,
	} {
		r := Words(words)
		if !r.Found() || r.Entries[0].Kind != KindMessage {
			t.Errorf("%.80q: %+v", words, r)
			continue
		}
		for _, c := range r.Entries[0].Checks {
			if slices.Contains(credential, c) {
				t.Errorf("%.80q: leads to %s", words, c)
			}
		}
	}
}

// Each class has a row, and the checks in the tables exist or are announced in
// the report's contract.
func TestTables(t *testing.T) {
	for _, c := range []symptom.Class{
		symptom.AuthRequired, symptom.AccessDenied, symptom.NotFound, symptom.RateLimited, symptom.DNS, symptom.Connection, symptom.TLS, symptom.HTTPvsHTTPS,
		symptom.Platform, symptom.InvalidReference, symptom.NeverPull, symptom.RegistryError, symptom.Disk, symptom.Policy, symptom.Throttled, symptom.Cancelled,
		symptom.SecretMissing, symptom.CredentialMalformed, symptom.CredentialExpired, symptom.UnsupportedManifest, symptom.Unknown,
	} {
		if classes[c].title == "" {
			t.Errorf("%s is not explained", c)
		}
	}
	announced := "egress-refused layers-blocked not-a-registry node-clock registry-retired pull-slow not-deployable platform-missing "
	lists := map[string]string{}
	for _, rows := range [][]row{reasons, kubectlErrors, codes, rancher} {
		for _, r := range rows {
			lists[r.names[0]] = r.checks
			if r.title == "" || r.means == "" || strings.HasSuffix(r.title, ".") {
				t.Errorf("%s: title %q, means %.30q", r.names[0], r.title, r.means)
			}
			for _, n := range r.names {
				if !strings.Contains(n, "*") && r.checks != "" && len(named(n)) == 0 && !slices.ContainsFunc(kubectlErrors, func(k row) bool { return slices.Contains(k.names, n) }) {
					t.Errorf("%q is not found by its name", n)
				}
			}
		}
	}
	for c, r := range classes {
		lists[string(c)] = r.checks
	}
	for i, s := range specials {
		lists[fmt.Sprint("special ", i)] = s.row.checks
	}
	for name, list := range termChecks {
		lists["term "+name] = list
		if len(named(name)) == 0 {
			t.Errorf("there is no term %q", name)
		}
	}
	for name, list := range lists {
		for c := range strings.FieldsSeq(list) {
			if check.Named(diagnose.CheckName(c)) == nil && !strings.Contains(announced, c+" ") {
				t.Errorf("%s leads to %q, which is no check", name, c)
			}
		}
	}
}

// Every error of kubectl is found by the words that it is listed under.
func TestKubectlHeadings(t *testing.T) {
	for i := range kubectlErrors {
		for _, n := range kubectlErrors[i].names {
			e, ok := kubectlPatterns().find(KindError, strings.ToLower(strings.ReplaceAll(n, "*", " x ")))
			if !ok || e.Title != kubectlErrors[i].title {
				t.Errorf("%q finds %q", n, e.Name)
			}
		}
	}
}
