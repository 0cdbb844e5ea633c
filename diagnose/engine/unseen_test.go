package engine

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// unseen is one situation that was written down, with the check that an expert would name, before
// the diagnosis was run on it. One that fails is a fault of the general rules: it is fixed there.
type unseen struct {
	name    string
	image   string // "": the world's ghcr.io/acme/web:1
	says    string // one of the node's sentences below, with the image put in; "" for a template
	edits   []func(*diagnose.Snapshot)
	want    string
	besides string // a check that must be among the others, "": any
	tells   string // words that the first finding must have
	fix     string // the fix that must be offered first
}

// The node's sentences. IMG is the image as normalised, HOST its registry, REPO and TAG its parts.
const (
	head           = `failed to pull and unpack image "IMG": failed to resolve image: `
	saysNoBasic    = head + `pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`
	saysNoBasic17  = `rpc error: code = Unknown desc = failed to pull and unpack image "IMG": failed to resolve reference "IMG": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`
	saysAnonymous  = head + `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://HOST/token?scope=repository%3AREPO%3Apull&service=HOST: 401 Unauthorized`
	saysAnonymous3 = head + `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://HOST/token: 403 Forbidden`
	saysOAuth      = head + `failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://HOST/token?scope=repository%3AREPO%3Apull&service=HOST: 401 Unauthorized`
	saysOAuth403   = head + `failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://HOST/token?scope=repository%3AREPO%3Apull&service=HOST: 403 Forbidden`
	saysScope      = head + `pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
	saysHead401    = head + `unexpected status from HEAD request to https://HOST/v2/REPO/manifests/TAG: 401 Unauthorized`
	saysHead403    = head + `unexpected status from HEAD request to https://HOST/v2/REPO/manifests/TAG: 403 Forbidden`
	saysNotFound   = `rpc error: code = NotFound desc = ` + head + `IMG: not found`
	saysDaemon     = `rpc error: code = Unknown desc = Error response from daemon: pull access denied for REPO, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`
	saysCRIO       = `initializing source docker://IMG: Requesting bearer token: invalid status code from registry 401 (Unauthorized)`
	saysCRIOLogin  = `initializing source docker://IMG: unable to retrieve auth token: invalid username/password: unauthorized: incorrect username or password`
	saysHarbor     = `initializing source docker://IMG: reading manifest TAG in HOST/REPO: unauthorized: unauthorized to access repository: REPO, action: pull: unauthorized to access repository: REPO, action: pull`
	saysDNS        = head + `failed to do request: Head "https://HOST/v2/REPO/manifests/TAG": dial tcp: lookup HOST on 10.96.0.10:53: no such host`
	saysRefused    = head + `failed to do request: Head "https://HOST/v2/REPO/manifests/TAG": dial tcp 10.0.0.7:443: connect: connection refused`
	saysTimeout    = head + `failed to do request: Head "https://HOST/v2/REPO/manifests/TAG": dial tcp 10.0.0.7:443: i/o timeout`
	saysX509       = head + `failed to do request: Head "https://HOST/v2/REPO/manifests/TAG": tls: failed to verify certificate: x509: certificate signed by unknown authority`
	saysHTTP       = head + `failed to do request: Head "https://HOST/v2/REPO/manifests/TAG": http: server gave HTTP response to HTTPS client`
	says429        = head + `failed to copy: httpReadSeeker: failed open: unexpected status code https://HOST/v2/REPO/manifests/sha256:aa: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit`
	says503        = head + `unexpected status from HEAD request to https://HOST/v2/REPO/manifests/TAG: 503 Service Unavailable`
	saysPlatform   = `rpc error: code = NotFound desc = get image config descriptor: no match for platform in manifest sha256:a2ed0ca672285b979e351dadb4bf5e50b25fb51dbe78f45e72431989260e949d: not found`
	saysExpired    = `rpc error: code = Unknown desc = Error response from daemon: denied: Your authorization token has expired. Reauthenticate and try again.`
	saysBase64     = `illegal base64 data at input byte 4`
	saysNoColon    = `unable to parse auth field, must be formatted as base64(username:password)`
	saysString     = `json: cannot unmarshal string into Go struct field configFile.auths of type credentialprovider.DockerConfigEntry`
)

// play puts a situation into a world.
func (b *unseen) play() *diagnose.Snapshot {
	image := b.image
	if image == "" {
		image = "ghcr.io/acme/web:1"
	}
	s := world("")
	c := &s.Pods[0].Containers[0]
	c.Image = image
	if b.says != "" {
		img, _ := keyring.ParseImage(image)
		text := strings.NewReplacer("IMG", img.Name+":"+img.Tag, "HOST", img.Registry, "REPO", img.Repository, "TAG", img.Tag).Replace(b.says)
		switch {
		case strings.HasPrefix(text, "illegal base64"), strings.HasPrefix(text, "unable to parse"), strings.HasPrefix(text, "json: "), strings.HasPrefix(text, "invalid character"):
			c.Reason, c.Message = text, text
		default:
			c.Reason, c.Message = "ImagePullBackOff", fmt.Sprintf("Back-off pulling image %q: ErrImagePull: %s", image, text)
		}
	} else {
		s.Source.Kind = diagnose.SourceFiles
		p := &s.Pods[0]
		p.Template, p.Name, p.Kind, p.Owners = true, "web", "Deployment", nil
		c.Waiting, c.Reason = false, ""
	}
	for _, e := range b.edits {
		e(s)
	}
	return s
}

// allSituations is every set by its name.
func allSituations() map[string][]unseen {
	return map[string][]unseen{
		"content": unseenContent, "kind": unseenKinds, "name": unseenNames, "key": unseenKeys,
		"login": unseenLogins, "node": unseenNode, "time": unseenTimes, "template": unseenTemplates, "second": unseenSecond, "third": unseenThird, "fourth": unseenFourth,
	}
}

// Situations that were not known while the rules were written.
func TestUnseenSituations(t *testing.T) {
	all := allSituations()
	groups := make([]string, 0, len(all))
	total, right := 0, 0
	for g := range all {
		groups = append(groups, g)
	}
	sort.Strings(groups)
	for _, g := range groups {
		for _, b := range all[g] {
			total++
			if t.Run(g+"/"+b.name, b.check) {
				right++
			}
		}
	}
	t.Logf("unseen situations: %d of %d", right, total)
}

func (b *unseen) check(t *testing.T) {
	s := b.play()
	res := Run(s, diagnose.Options{Version: "test"})
	if len(res.Report.Failures) != 1 {
		t.Fatalf("%d failures, want 1", len(res.Report.Failures))
	}
	all := res.Report.Failures[0].Findings
	var found []string
	for _, f := range all {
		found = append(found, string(f.Check))
	}
	if found[0] != b.want {
		t.Errorf("findings %v, want %s first\n%s: %s", found, b.want, res.Report.Failures[0].Symptom.Class, all[0].Detail)
	}
	if b.besides != "" && !strings.Contains(strings.Join(found[1:], " "), b.besides) {
		t.Errorf("findings %v, want %s among them", found, b.besides)
	}
	if !strings.Contains(all[0].Detail, b.tells) {
		t.Errorf("%s: lacks %q", all[0].Detail, b.tells)
	}
	if b.fix != "" && (len(all[0].Fixes) == 0 || all[0].Fixes[0].ID != b.fix) {
		t.Errorf("fixes %v, want %s first", all[0].Fixes, b.fix)
	}
	for _, f := range all {
		leaks(t, string(f.Check), f.Detail)
	}
}

// with makes a situation's edits.
func with(edits ...func(*diagnose.Snapshot)) []func(*diagnose.Snapshot) { return edits }

// only is a world whose Deployment names the secret r with this content.
func only(content string, edits ...func(*diagnose.Secret)) []func(*diagnose.Snapshot) {
	return with(refs("r"), secret("shop", "r", content, edits...))
}

// entry is a docker config with one entry for ghcr.io.
func entry(fields string) string { return `{"auths":{"ghcr.io":` + fields + `}}` }

// login is a docker config with one login, as kubectl writes it.
func login(key, user, password string) string {
	return fmt.Sprintf(`{"auths":{%q:{"username":%q,"password":%q,"auth":%q}}}`, key, user, password, b64(user+":"+password))
}

// kind gives a secret another type and moves its content to another data key.
func kind(typ, key string) func(*diagnose.Secret) {
	return func(s *diagnose.Secret) {
		s.Data = map[string][]byte{key: s.Data[keyring.KeyDockerConfigJSON]}
		s.Type = typ
	}
}

// data adds a value to a secret.
func data(key, value string) func(*diagnose.Secret) {
	return func(s *diagnose.Secret) { s.Data[key] = []byte(value) }
}

// aged says when a secret was last written.
func aged(d time.Duration) func(*diagnose.Secret) {
	return func(s *diagnose.Secret) { s.Created, s.Changed = noon.Add(-d), noon.Add(-d) }
}

// jwt is a token that ends at a time.
func jwt(end time.Time) string {
	enc := func(s string) string {
		return strings.TrimRight(strings.NewReplacer("+", "-", "/", "_").Replace(b64(s)), "=")
	}
	return enc(`{"alg":"RS256","typ":"JWT"}`) + "." + enc(fmt.Sprintf(`{"exp":%d,"sub":"bot"}`, end.Unix())) + "." + enc("signature")
}

// ecr is a password of Amazon's registry that ends at a time.
func ecr(end time.Time) string {
	return b64(fmt.Sprintf(`{"payload":"%s","datakey":"QUJD","version":"2","type":"DATA_KEY","expiration":%d}`, strings.Repeat("QUJD", 20), end.Unix()))
}

// event adds an event of the pod.
func event(reason, message string, ago time.Duration) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.Events = append(s.Events, diagnose.Event{Pod: s.Pods[0].Object(), PodUID: "pod-1", Type: "Warning", Reason: reason, Message: message, Container: "", Last: noon.Add(-ago)})
	}
}

// state gives the container another waiting state.
func state(reason, message string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.Pods[0].Containers[0].Reason, s.Pods[0].Containers[0].Message = reason, message
	}
}

// typed makes the container one of another kind.
func typed(k diagnose.ContainerType) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.Pods[0].Containers[0].Type = k }
}

// node changes the node.
func node(version, provider string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.Nodes[0].KubeletVersion, s.Nodes[0].ProviderID = version, provider }
}

// forbidden says that a resource of the namespace may not be read.
func forbidden(resource, name string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: resource, Namespace: "shop", Name: name, Verb: "get", Why: "forbidden"})
	}
}
