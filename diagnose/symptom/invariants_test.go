package symptom

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// everyMessage returns each distinct message of the corpora, of the recorded
// cases of the repository and of the built wordings, with the image that a
// caller would know; "" where only the message can name it.
func everyMessage(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	add := func(message, image string) {
		if _, ok := out[message]; !ok && message != "" {
			out[message] = image
		}
	}
	for _, l := range corpus(t) {
		add(l.message, "")
	}
	for _, file := range glob(t, "testdata/blind*.tsv", 3) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 3 && !strings.HasPrefix(line, "#") {
				add(strings.ReplaceAll(f[2], `\n`, "\n"), "")
			}
		}
	}
	for _, file := range glob(t, "../../testdata/cases/*/node.yaml", 50) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var tree any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		eachMessage(tree, func(message string) { add(message, "") })
	}
	for _, b := range templates() {
		add(b.message, b.image)
	}
	return out
}

func glob(t testing.TB, pattern string, least int) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) < least {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	return files
}

// eachMessage calls f with every field called message.
func eachMessage(tree any, f func(string)) {
	switch v := tree.(type) {
	case map[string]any:
		for key, value := range v {
			if text, ok := value.(string); ok && key == "message" {
				f(text)
				continue
			}
			eachMessage(value, f)
		}
	case []any:
		for _, item := range v {
			eachMessage(item, f)
		}
	}
}

var (
	// several says that a message joins errors of several requests, so that a pattern over all of it proves nothing about the one that decided.
	several = regexp.MustCompile(`(?s)^\S*\[|Mirrors also failed|artifact err:|": ?\[|: \[(rpc|failed|Error)`)
	// noHTTP are ends of a request without an HTTP answer.
	noHTTP = regexp.MustCompile(`no such host|connection refused|: i/o timeout|x509: |TLS handshake timeout|network is unreachable|no route to host|server misbehaving|proxyconnect`)
	// anHTTP are signs of an HTTP answer.
	anHTTP = regexp.MustCompile(`(?i)unexpected status|unexpected http|statuscode|status code|http [2-5]\d\d|<html|<\?xml|toomanyrequests|denied:|[a-z]: [45]\d\d [a-z]`)
	// statusLine is an answer's status right behind the URL.
	statusLine = regexp.MustCompile(`unexpected status (?:code|from [A-Z]+ request to) (https?://[^ ]+): ([2-5]\d\d) `)
	// blobURL is a request for a layer or a config.
	blobURL   = regexp.MustCompile(`(?:failed to copy: httpReadSeeker|pulling image configuration|parsing image configuration|reading blob)[^"]*?"?(https?://([^/ "]+)(/[^ "]*))`)
	imageName = regexp.MustCompile(`(?:pull and unpack image|Failed to pull image|failed to resolve reference) "([^"]+)"`)
	quotedURL = regexp.MustCompile(`(?:Get|Head|Post|request to|status code) "?https?://`)
	pause     = regexp.MustCompile(`(?i)(?:get sandbox image|pull sandbox image|create pod sandbox: .*pulling image|creating pod sandbox with name.*docker://)`)
)

// What has to hold for every message, whatever is in it.
func TestInvariants(t *testing.T) {
	phases := []Phase{PhaseUnknown, PhaseLocal, PhaseToken, PhaseResolve, PhaseManifest, PhaseConfig, PhaseLayer, PhaseUnpack, PhaseVerify, PhaseSandbox}
	parties := []Responder{UnknownResponder, Registry, TokenServer, BlobStore, Mirror, Proxy, NoAnswer}
	bodies := []Body{BodyUnknown, BodyJSON, BodyHTML, BodyXML, BodyText, BodyNone}

	all := everyMessage(t)
	if len(all) < 1500 {
		t.Fatalf("only %d messages", len(all))
	}
	counted := map[string]int{}
	var m Reader
	for message, image := range all {
		r := m.ReadPull(Pull{Image: image, Reason: "ErrImagePull", Message: message})
		fail := func(rule string) {
			t.Errorf("%s\n\t%s by %s: %+v\n\t%s", rule, r.Class, r.Rule, r.Exchange, message)
		}
		if !slices.Contains(phases, r.Phase) || !slices.Contains(parties, r.Responder) || !slices.Contains(parties, r.Target) || r.Target == NoAnswer || !slices.Contains(bodies, r.Body) {
			fail("a value outside of the contract")
		}
		if r.Status != 0 && (r.Status < 200 || r.Status > 599) || strings.ContainsAny(r.URL, "?#\" ") || strings.ContainsAny(r.Host, "/?#@\" ") {
			fail("a status, URL or host that is none")
		}

		// no answer and an answer exclude each other
		if r.Responder == NoAnswer && (r.Status != 0 || r.Code != "" || r.Body != BodyUnknown || r.Answered()) {
			fail("nothing answered, and the reading has a part of an answer")
		}
		if r.Status != 0 && !r.Answered() {
			fail("a status without an answer")
		}
		if r.TakesCredentials() && !r.Answered() {
			fail("credentials matter to an answer that did not come")
		}
		joined := several.MatchString(message)
		if !joined && noHTTP.MatchString(message) && !anHTTP.MatchString(message) && r.Phase != PhaseLocal && !strayRule(r.Rule) {
			counted["no answer"]++
			if r.Answered() || r.Responder != NoAnswer && r.Responder != Proxy {
				fail("no HTTP answer, and somebody is said to have answered")
			}
		}
		if f := statusLine.FindStringSubmatch(message); f != nil && !joined {
			counted["status"]++
			if r.Responder == NoAnswer || r.URL == "" || r.Status == 0 {
				fail("an HTTP answer that is not read")
			}
		}

		// blobs
		if f := blobURL.FindStringSubmatch(message); f != nil && !joined {
			of := image
			if named := imageName.FindStringSubmatch(message); named != nil {
				of = named[1]
			}
			host := strings.TrimSuffix(f[2], ":443")
			registry, _, _ := strings.Cut(of, "/")
			other := of != "" && host != registry && !strings.HasSuffix(host, "registry-1.docker.io")
			if other && !strings.Contains(f[3], "/manifests/") {
				counted["blob of another host"]++
				if r.Responder == Registry || r.Responder == TokenServer {
					fail("another host refused a blob, and the registry is said to have")
				}
				if !strings.HasPrefix(f[3], "/v2/") && (r.TakesCredentials() || r.Class == AccessDenied || r.Class == AuthRequired) {
					fail("credentials are blamed for a signed URL")
				}
			}
		}
		if r.Responder == BlobStore && r.TakesCredentials() {
			fail("a blob store does not take the image's credentials")
		}
		refused := r.Class == AuthRequired || r.Class == AccessDenied || r.Class == CredentialExpired
		if refused && !r.TakesCredentials() && r.Phase != PhaseSandbox && r.Body != BodyHTML && !r.Blob() {
			fail("credentials were refused, and are said not to matter")
		}

		// web pages
		if r.Body == BodyHTML {
			counted["web page"]++
			certain := len(r.Alternatives) == 0 || r.Alternatives[0] != RegistryError
			if (r.Class == AuthRequired || r.Class == AccessDenied) && certain || r.TakesCredentials() {
				fail("a web page is taken for the registry's judgement")
			}
		}

		// phases
		if quotedURL.MatchString(message) && r.Phase == PhaseUnknown && !strayRule(r.Rule) {
			fail("a request without a phase")
		}
		if pause.MatchString(message) {
			counted["pause image"]++
			if r.Phase != PhaseSandbox || r.TakesCredentials() {
				fail("the pause image is not recognised")
			}
		} else if r.Phase == PhaseSandbox && !strings.Contains(strings.ToLower(message), "sandbox") {
			fail("no pause image")
		}
	}
	t.Logf("%d messages, %v", len(all), counted)
	for rule, least := range map[string]int{"no answer": 300, "status": 300, "blob of another host": 100, "web page": 25, "pause image": 100} {
		if counted[rule] < least {
			t.Errorf("%s: only %d messages", rule, counted[rule])
		}
	}
}

// What the kubelet puts in front of a message does not change the exchange.
func TestWrappersDoNotDecide(t *testing.T) {
	var m Reader
	n := 0
	for message, image := range everyMessage(t) {
		if image == "" || strings.HasPrefix(message, "Failed to create pod sandbox") {
			continue
		}
		want := m.ReadPull(Pull{Image: image, Reason: "ErrImagePull", Message: message})
		for _, head := range []string{"Failed to pull image %q: ", "Back-off pulling image %q: ErrImagePull: ", "(combined from similar events): Failed to pull image %q: "} {
			n++
			got := m.ReadPull(Pull{Image: image, Message: strings.Replace(head, "%q", `"`+image+`"`, 1) + message})
			if got.Exchange != want.Exchange || got.Class != want.Class {
				t.Errorf("%s %+v, want %s %+v: %s%s", got.Class, got.Exchange, want.Class, want.Exchange, head, message)
			}
		}
	}
	if n < 1500 {
		t.Errorf("only %d", n)
	}
}
