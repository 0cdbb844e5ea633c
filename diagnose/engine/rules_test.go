package engine_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/distribution/reference"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// nodeMessage is one message of a node about the pull of an image.
type nodeMessage struct {
	image, reason, message string
}

// nodeMessages are the distinct messages of the symptom corpora, of the recorded
// cases and of the dumps, and variants of them: a refusal by a registry that has
// no credentials or for which nodes of a cloud have an identity, refused layers,
// and a failure while the pause image is pulled.
func nodeMessages(t *testing.T) []nodeMessage {
	t.Helper()
	seen := map[string]nodeMessage{}
	add := func(image, reason, message string) {
		if _, ok := seen[message]; ok || message == "" {
			return
		}
		r := symptom.ReadAll(reason, message, nil)
		if image == "" {
			image = r.Image
		}
		if _, err := reference.ParseNormalizedNamed(image); err != nil {
			image = "registry.example.com/team/app:1"
		}
		seen[message] = nodeMessage{image, reason, message}
	}
	corpora(t, func(reason, message string) { add("", reason, message) })
	dumped(t, func(reason, message string) { add("", reason, message) })
	images := map[string]bool{}
	for _, s := range sorted(seen) {
		if images[s.image] = true; len(images) <= 60 {
			for _, message := range refusedBlobs(s.image) {
				add(s.image, "ErrImagePull", message)
			}
		}
		for _, host := range []string{"registry.k8s.io", "mcr.microsoft.com", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "acme.azurecr.io", "europe-docker.pkg.dev"} {
			if r := (symptom.Pull{Image: s.image, Reason: s.reason, Message: s.message}); refuses(symptomOf(r)) {
				if image, message, ok := movedTo(host, s); ok {
					add(image, s.reason, message)
				}
			}
		}
		if strings.HasPrefix(s.message, "failed to pull and unpack image") {
			add("", "FailedCreatePodSandBox", `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.10": failed to pull image "registry.k8s.io/pause:3.10": `+s.message)
		}
	}
	return sorted(seen)
}

func sorted(set map[string]nodeMessage) []nodeMessage {
	return slices.SortedFunc(maps.Values(set), func(a, b nodeMessage) int { return strings.Compare(a.message, b.message) })
}

// corpora gives the lines of diagnose/symptom/testdata: the last two fields are
// the waiting reason and the message.
func corpora(t *testing.T, add func(reason, message string)) {
	t.Helper()
	for _, pattern := range []string{"../symptom/testdata/*.tsv", "../symptom/testdata/corpus/*.tsv"} {
		for _, file := range matching(t, pattern, 10) {
			for line := range strings.Lines(readText(t, file)) {
				if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) >= 3 && !strings.HasPrefix(line, "#") {
					add(f[len(f)-2], strings.ReplaceAll(f[len(f)-1], `\n`, "\n"))
				}
			}
		}
	}
}

// dumped gives the messages of containers and events in recordings and dumps.
func dumped(t *testing.T, add func(reason, message string)) {
	t.Helper()
	for _, pattern := range []string{"cases/*/node.yaml", "threads/*.yaml", "rows/*.json", "blind*/*.yaml"} {
		for _, file := range matching(t, "../../testdata/"+pattern, 10) {
			for doc := range strings.SplitSeq(readText(t, file), "\n---\n") {
				var tree any
				if err := yaml.Unmarshal([]byte(doc), &tree); err != nil {
					t.Fatalf("%s: %v", file, err)
				}
				walk(tree, func(fields map[string]any) {
					reason, _ := fields["reason"].(string)
					message, _ := fields["message"].(string)
					switch reason {
					case "Failed", "BackOff":
						reason = "ErrImagePull"
					}
					if symptom.PullFailure(reason, message) || reason == "FailedCreatePodSandBox" {
						add(reason, message)
					}
				})
			}
		}
	}
}

func walk(tree any, f func(map[string]any)) {
	switch v := tree.(type) {
	case map[string]any:
		f(v)
		for _, x := range v {
			walk(x, f)
		}
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	}
}

func matching(t *testing.T, pattern string, least int) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) < least {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	return files
}

func readText(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func symptomOf(p symptom.Pull) symptom.Reading { return new(symptom.Reader).ReadPull(p) }

// refuses says whether a registry or its token server answered 401 or 403, and
// nothing in the words is about the credentials that were sent.
func refuses(r symptom.Reading) bool {
	return (r.Class == symptom.AuthRequired || r.Class == symptom.AccessDenied) && r.TakesCredentials() && r.Sent != symptom.SentYes && r.Phase != symptom.PhaseSandbox &&
		(r.Responder != symptom.Mirror) && (r.Status == 401 || r.Status == 403)
}

// movedTo is the message as it would be if the image were on another host.
func movedTo(host string, s nodeMessage) (image, message string, ok bool) {
	named, err := reference.ParseNormalizedNamed(s.image)
	if err != nil {
		return "", "", false
	}
	from := reference.Domain(named)
	if from == "docker.io" || !strings.Contains(s.message, from+"/") || strings.Contains(s.message, "aka.ms") {
		return "", "", false
	}
	tagged, _ := strings.CutPrefix(s.image, from)
	return host + tagged, strings.ReplaceAll(s.message, from, host), true
}

// refusedBlobs are answers of hosts that hold the layers of an image, or that
// they do not answer.
func refusedBlobs(image string) []string {
	unpack := fmt.Sprintf("failed to pull and unpack image %q: failed to copy: httpReadSeeker: failed open: ", image)
	const (
		s3    = "https://layers-eu-west-1.s3.eu-west-1.amazonaws.com/docker/registry/v2/blobs/sha256/6d/6d71/data?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=x"
		azure = "https://weus2mr12.blob.core.windows.net/ab-cd/docker/registry/v2/blobs/sha256/6d/6d71/data?se=2026&sig=x"
		gcs   = "https://storage.googleapis.com/layers/docker/registry/v2/blobs/sha256/6d/6d71/data?X-Goog-Signature=x"
		cdn   = "https://d2example.cloudfront.net/sha256/6d/6d71?Expires=1&Signature=x&Key-Pair-Id=x"
	)
	return []string{
		unpack + "unexpected status code " + s3 + ": 403 Forbidden",
		unpack + "unexpected status code " + gcs + ": 401 Unauthorized",
		unpack + "unexpected status from GET request to " + azure + ": 403 Forbidden",
		unpack + fmt.Sprintf("failed to do request: Get %q: dial tcp 203.0.113.7:443: i/o timeout", s3),
		unpack + fmt.Sprintf("failed to do request: Get %q: read tcp 10.0.0.1:5000->203.0.113.7:443: read: connection reset by peer", azure),
		unpack + fmt.Sprintf("failed to do request: Get %q: EOF", cdn),
		`rpc error: code = Unknown desc = error pulling image configuration: error parsing HTTP 403 response body: invalid character '<' looking for beginning of value: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied to ` + image + `</Message></Error>"`,
		fmt.Sprintf("parsing image configuration: fetching blob: StatusCode: 403, %q", `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Key>`+image+`</Key></Error>`),
		"copying system image from manifest list: parsing image configuration: Get \"" + gcs + "&i=" + image + "\": dial tcp 203.0.113.7:443: connect: connection refused",
	}
}

// secretState is what the cluster has for the image's registry.
type secretState string

const (
	noSecret    secretState = "no secret"
	matches     secretState = "a matching secret is referenced"
	matchesNot  secretState = "a secret for another registry is referenced"
	unattached  secretState = "a matching secret is not referenced"
	otherSpace  secretState = "a matching secret is in another namespace"
	hasIdentity secretState = "the node has an identity for the registry"
)

var secretStates = []secretState{noSecret, matches, matchesNot, unattached, otherSpace, hasIdentity}

const passwordOfTests = "c4nary-of-the-exchange"

// clusterOf is the smallest cluster in which a node reports this message: a Deployment with
// one pod, and the secrets of a state. It is nil where there is no such state.
func clusterOf(s nodeMessage, r symptom.Reading, state secretState) *diagnose.Snapshot {
	named, _ := reference.ParseNormalizedNamed(s.image)
	host := reference.Domain(named)
	key := host
	if host == "docker.io" {
		key = "https://index.docker.io/v1/"
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	deployment := diagnose.Owner{APIVersion: "apps/v1", Kind: "Deployment", Name: "web", UID: "dep-1", Controller: true}
	c := diagnose.Container{Name: "app", Type: diagnose.TypeContainer, Image: s.image, PullPolicy: "IfNotPresent", Waiting: true, Reason: s.reason, Message: s.message}
	if r.Phase == symptom.PhaseSandbox {
		pause, _ := symptom.SandboxImage(s.message)
		c.Name, c.Type, c.Image, c.Reason = "sandbox", diagnose.TypeSandbox, pause, "FailedCreatePodSandBox"
	}
	out := &diagnose.Snapshot{
		Source: diagnose.Source{Kind: diagnose.SourceCluster, Context: "test"}, Now: now, PodsRead: 1,
		Namespaces: []diagnose.Namespace{{Meta: diagnose.Meta{Kind: "Namespace", Name: "shop"}}, {Meta: diagnose.Meta{Kind: "Namespace", Name: "other"}}},
		Pods: []diagnose.Pod{{
			Meta:           diagnose.Meta{Kind: "Pod", Namespace: "shop", Name: "web-1", UID: "pod-1", ResourceVersion: "7", Created: now.Add(-time.Hour), Owners: []diagnose.Owner{deployment}},
			ServiceAccount: "default", Node: "node-1", Phase: "Pending", Containers: []diagnose.Container{c},
		}},
		ServiceAccounts: []diagnose.ServiceAccount{{Meta: diagnose.Meta{Kind: "ServiceAccount", Namespace: "shop", Name: "default", UID: "sa-1", ResourceVersion: "3"}}},
		Workloads:       []diagnose.Workload{{Meta: diagnose.Meta{Kind: "Deployment", APIVersion: "apps/v1", Namespace: "shop", Name: "web", UID: "dep-1", ResourceVersion: "5"}, Images: []string{s.image}}},
		Nodes:           []diagnose.Node{{Meta: diagnose.Meta{Kind: "Node", Name: "node-1"}, KubeletVersion: "v1.34.2", ContainerRuntime: "containerd://2.1.4", Architecture: "amd64"}},
	}
	refer := func(name string) {
		out.Pods[0].PullSecrets, out.Workloads[0].PullSecrets = []string{name}, []string{name}
	}
	switch state {
	case matches:
		out.Secrets = []diagnose.Secret{pullSecret("shop", "regcred", key)}
		refer("regcred")
	case matchesNot:
		out.Secrets = []diagnose.Secret{pullSecret("shop", "regcred", "registry.other.example")}
		refer("regcred")
	case unattached:
		out.Secrets = []diagnose.Secret{pullSecret("shop", "regcred", key)}
	case otherSpace:
		out.Secrets = []diagnose.Secret{pullSecret("other", "regcred", key)}
	case hasIdentity:
		id := identity(host)
		if id == "" {
			return nil
		}
		out.Nodes[0].ProviderID = id
	}
	return out
}

func identity(host string) string {
	switch {
	case strings.Contains(host, ".dkr.ecr."):
		return "aws:///eu-west-1a/i-0abc"
	case strings.HasSuffix(host, ".azurecr.io"):
		return "azure:///subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm"
	case host == "gcr.io", strings.HasSuffix(host, ".gcr.io"), strings.HasSuffix(host, "-docker.pkg.dev"):
		return "gce://acme/europe-west1-b/gke-1"
	}
	return ""
}

func pullSecret(namespace, name, key string) diagnose.Secret {
	user := userFor(key)
	auth := base64.StdEncoding.EncodeToString([]byte(user + ":" + passwordOfTests))
	return diagnose.Secret{
		Meta: diagnose.Meta{Kind: "Secret", Namespace: namespace, Name: name, UID: "secret-" + namespace, ResourceVersion: "11"}, Type: keyring.TypeDockerConfigJSON,
		Data: map[string][]byte{keyring.KeyDockerConfigJSON: fmt.Appendf(nil, `{"auths":{%q:{"username":%q,"password":%q,"auth":%q}}}`, key, user, passwordOfTests, auth)},
	}
}

// userFor is a user name in the form that the registry wants.
func userFor(host string) string {
	switch {
	case strings.Contains(host, ".dkr.ecr."), host == "public.ecr.aws":
		return "AWS"
	case host == "nvcr.io":
		return "$oauthtoken"
	case strings.HasSuffix(host, "ocir.io"):
		return "tenancy/bot"
	case strings.HasSuffix(host, "icr.io"):
		return "iamapikey"
	case strings.HasSuffix(host, "redhat.io"):
		return "1234567|bot"
	case host == "gcr.io", strings.HasSuffix(host, ".gcr.io"), strings.HasSuffix(host, ".pkg.dev"):
		return "oauth2accesstoken"
	}
	return "bot"
}

// blaming are the checks that find the fault in credentials.
var blaming = []diagnose.CheckName{
	"no-credentials", "host-mismatch", "credential-rejected", "access-denied", "secret-not-attached", "secret-missing", "secret-in-other-namespace",
	"credential-expired", "wrong-username-form", "breaks-public-image", "empty-credential", "service-account-ignored", "attached-after-start",
}

// verdict is what a diagnosis says about credentials.
type verdict struct {
	root   diagnose.CheckName
	blames []diagnose.CheckName // checks that blame credentials, as errors or warnings
	errors []diagnose.CheckName // those of them that are errors
	offers []string             // fixes that write or attach a secret
	fixes  []diagnose.Fix
	text   string // findings as JSON
}

func verdictOn(f *diagnose.Failure) verdict {
	v := verdict{root: f.Findings[0].Check}
	for _, x := range f.Findings {
		if slices.Contains(blaming, x.Check) && x.Severity != diagnose.SeverityInfo {
			v.blames = append(v.blames, x.Check)
			if x.Severity == diagnose.SeverityError {
				v.errors = append(v.errors, x.Check)
			}
		}
		for _, fix := range x.Fixes {
			v.fixes = append(v.fixes, fix)
			if fix.Form != nil || slices.ContainsFunc(fix.Steps, writesSecret) {
				v.offers = append(v.offers, fix.ID)
			}
		}
	}
	b, _ := json.Marshal(wire.FailureOf(*f).Findings)
	v.text = string(b)
	return v
}

func writesSecret(s diagnose.Step) bool {
	switch s.Write.(type) {
	case step.CreateSecret, step.UpdateSecret, step.SetAccountPullSecrets, step.SetTemplatePullSecrets, step.RecreatePod:
		return true
	}
	return false
}

func joined(names []diagnose.CheckName) string { return fmt.Sprint(names) }

// rule is one that has to hold wherever it applies.
type rule struct {
	name    string
	applies func(s nodeMessage, r symptom.Reading, state secretState) bool
	broken  func(s nodeMessage, v verdict) string // what is wrong, "" if nothing
	least   int                                   // how often it has to apply
}

var (
	raisesLimit = regexp.MustCompile(`(?i)(a login|credentials|logging in)[^".]{0,40}(raises?|increases?|higher)|(raises?|increases?) the limit`)
	shortNames  = regexp.MustCompile(`(?i)short.name|unqualified`)
	noAccounts  = []string{"registry.k8s.io/", "k8s.gcr.io/", "mcr.microsoft.com/", "registry.access.redhat.com/", "gcr.io/distroless/"}
)

func blamesNothing(_ nodeMessage, v verdict) string {
	switch {
	case len(v.blames) > 0:
		return "blames credentials: " + joined(v.blames)
	case len(v.offers) > 0:
		return "offers a secret: " + strings.Join(v.offers, ", ")
	}
	return ""
}

var rules = []rule{
	{
		name: "1: a blob store takes no credentials, and the manifest was read",
		applies: func(_ nodeMessage, r symptom.Reading, _ secretState) bool {
			return r.Phase != symptom.PhaseSandbox && (r.Responder == symptom.BlobStore || r.Target == symptom.BlobStore)
		},
		broken: func(s nodeMessage, v verdict) string {
			if strings.Contains(v.text, `"check":"image-not-found"`) {
				return "the image is said to be missing"
			}
			return blamesNothing(s, v)
		},
		least: 1500,
	},
	{
		name: "1: without an answer, or by a proxy's, credentials are not the cause",
		applies: func(_ nodeMessage, r symptom.Reading, _ secretState) bool {
			return (r.Responder == symptom.NoAnswer || r.Responder == symptom.Proxy) && r.Class != symptom.CredentialMalformed
		},
		broken: func(_ nodeMessage, v verdict) string {
			if slices.Contains(blaming, v.root) || len(v.errors) > 0 {
				return "blames credentials: " + string(v.root) + " " + joined(v.errors)
			}
			return ""
		},
		least: 1500,
	},
	{
		name: "2: a registry without credentials that refuses, refuses the address",
		applies: func(s nodeMessage, r symptom.Reading, state secretState) bool {
			return refuses(r) && state != matches && slices.ContainsFunc(noAccounts, func(h string) bool { return strings.HasPrefix(s.image, h) })
		},
		broken: func(s nodeMessage, v verdict) string {
			if v.root != "egress-refused" {
				return "the root is " + string(v.root)
			}
			return blamesNothing(s, v)
		},
		least: 300,
	},
	{
		name: "3: a web page is no registry's answer",
		applies: func(_ nodeMessage, r symptom.Reading, _ secretState) bool {
			return r.Body == symptom.BodyHTML && r.Phase != symptom.PhaseSandbox && r.Class != symptom.RateLimited // see 7
		},
		broken: func(s nodeMessage, v verdict) string {
			if !slices.Contains([]diagnose.CheckName{"not-a-registry", "layers-blocked", "egress-refused", "registry-error", "registry-unreachable", "registry-retired"}, v.root) {
				return "the root is " + string(v.root)
			}
			if len(v.errors) > 0 || len(v.offers) > 0 {
				return blamesNothing(s, v)
			}
			return ""
		},
		least: 150,
	},
	{
		name: "4: a wrong clock is the node's",
		applies: func(_ nodeMessage, r symptom.Reading, _ secretState) bool {
			return r.Clock.Skewed && r.Phase != symptom.PhaseSandbox
		},
		broken: func(s nodeMessage, v verdict) string {
			if v.root != "node-clock" {
				return "the root is " + string(v.root)
			}
			return ""
		},
		least: 10,
	},
	{
		name:    "6: nothing about credentials beside the pause image",
		applies: func(_ nodeMessage, r symptom.Reading, _ secretState) bool { return r.Phase == symptom.PhaseSandbox },
		broken: func(s nodeMessage, v verdict) string {
			if v.root != "sandbox-image" && v.root != "node-clock" {
				return "the root is " + string(v.root)
			}
			return blamesNothing(s, v)
		},
		least: 1000,
	},
	{
		name: "7: a limit that was met with credentials is not raised by credentials",
		applies: func(_ nodeMessage, r symptom.Reading, state secretState) bool {
			return r.Class == symptom.RateLimited && (r.Sent == symptom.SentYes || state == matches && r.Sent != symptom.SentNo)
		},
		broken: func(_ nodeMessage, v verdict) string {
			if raisesLimit.MatchString(v.text) {
				return "says that credentials raise it: " + raisesLimit.FindString(v.text)
			}
			return ""
		},
		least: 20,
	},
	{
		name: "7: a limit that was met without credentials, and a matching secret is unused",
		applies: func(s nodeMessage, r symptom.Reading, state secretState) bool {
			return r.Class == symptom.RateLimited && r.Sent != symptom.SentYes && state == unattached && r.Phase != symptom.PhaseSandbox && r.TakesCredentials() && r.Responder != symptom.Mirror && hubImage(s.image)
		},
		broken: func(_ nodeMessage, v verdict) string {
			if len(v.fixes) == 0 || !slices.ContainsFunc(v.fixes[0].Steps, writesSecret) {
				return "does not attach it"
			}
			return ""
		},
		least: 15,
	},
	{
		name: "8: a node with an identity for the registry: its right is the first fix",
		applies: func(_ nodeMessage, r symptom.Reading, state secretState) bool {
			return state == hasIdentity && refuses(r)
		},
		broken: func(_ nodeMessage, v verdict) string {
			if len(v.fixes) > 0 && v.fixes[0].Form != nil {
				return "the first fix is " + v.fixes[0].ID
			}
			return ""
		},
		least: 300,
	},
	{
		name: "12: a short name is a valid reference",
		applies: func(s nodeMessage, r symptom.Reading, _ secretState) bool {
			return r.Class == symptom.InvalidReference && shortNames.MatchString(s.message)
		},
		broken: func(_ nodeMessage, v verdict) string {
			if strings.Contains(v.text, "not a valid reference") || strings.Contains(v.text, "no valid image reference") {
				return "says that it is not valid"
			}
			return ""
		},
		least: 10,
	},
	{
		name:    "10: a fix that attaches does more than delete, and titles differ",
		applies: func(nodeMessage, symptom.Reading, secretState) bool { return true },
		broken: func(_ nodeMessage, v verdict) string {
			titles := map[string]bool{}
			for _, fix := range v.fixes {
				if titles[fix.Title] {
					return "two fixes are called " + fix.Title
				}
				titles[fix.Title] = true
				if strings.Contains(fix.ID, "attach") && len(fix.AtSource) == 0 && !slices.ContainsFunc(fix.Steps, func(s diagnose.Step) bool { return s.Action() != diagnose.DeletePod }) {
					return fix.ID + " only deletes"
				}
			}
			if strings.Contains(v.text, passwordOfTests) {
				return "shows a password"
			}
			return ""
		},
		least: 5000,
	},
}

func hubImage(image string) bool {
	named, err := reference.ParseNormalizedNamed(image)
	return err == nil && reference.Domain(named) == "docker.io"
}

// What the model of the exchange forbids holds for every message there is, in
// every state of the pod's pull secrets.
func TestExchangeRules(t *testing.T) {
	all := nodeMessages(t)
	if len(all) < 1500 {
		t.Fatalf("only %d messages", len(all))
	}
	applied, broken := map[string]int{}, map[string][]string{}
	runs := 0
	for _, s := range all {
		r := symptomOf(symptom.Pull{Image: s.image, Reason: s.reason, Message: s.message})
		for _, state := range secretStates {
			snap := clusterOf(s, r, state)
			if snap == nil {
				continue
			}
			res := engine.Run(snap, diagnose.Options{Version: "test"})
			if len(res.Report.Failures) == 0 {
				continue // no failure of a pull
			}
			runs++
			v := verdictOn(&res.Report.Failures[0])
			for _, rule := range rules {
				if !rule.applies(s, r, state) {
					continue
				}
				applied[rule.name]++
				if wrong := rule.broken(s, v); wrong != "" {
					broken[rule.name] = append(broken[rule.name], fmt.Sprintf("%s, %s (%s %s>%s %d)\n\t\t%s", wrong, state, r.Phase, r.Target, r.Responder, r.Status, s.message))
				}
			}
		}
	}
	t.Logf("%d messages, %d diagnoses", len(all), runs)
	for _, rule := range rules {
		t.Logf("%d of %d broken: %s", len(broken[rule.name]), applied[rule.name], rule.name)
		if applied[rule.name] < rule.least {
			t.Errorf("%s: it applies only %d times", rule.name, applied[rule.name])
		}
		if found := broken[rule.name]; len(found) > 0 {
			t.Errorf("%s: broken %d times, for instance:\n\t%s", rule.name, len(found), strings.Join(found[:min(len(found), 5)], "\n\t"))
		}
	}
}
