package uitest

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// The fixture is a cluster of ten failing pods over five causes. A pod's label
// "cause" says which; Result replaces the diagnosis.

// Noon is the time of the fixture; nothing in it happens by the real clock.
var Noon = time.Date(2026, 11, 22, 14, 2, 0, 0, time.UTC)

type fixturePod struct {
	ns, Name, cause, image, owner string
	age                           time.Duration
}

var FixturePods = []fixturePod{
	{"ci", "runner-0", "credential-rejected", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ci/runner:7", "StatefulSet/runner", 2 * time.Hour},
	{"ci", "runner-1", "credential-rejected", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ci/runner:7", "StatefulSet/runner", 2 * time.Hour},
	{"data", "etl-28391-xk2lm", "rate-limited", "python:3.12", "Job/etl-28391", time.Minute},
	{"shop", "cart-6c5d9f7b4-p8wzt", "secret-missing", "ghcr.io/acme/cart:2.0.1", "ReplicaSet/cart-6c5d9f7b4", 11 * time.Minute},
	{"shop", "web-7d9f4c6b8-2xkqp", "host-mismatch", "ghcr.io/acme/web:1.4.2", "ReplicaSet/web-7d9f4c6b8", 4 * time.Minute},
	{"shop", "web-7d9f4c6b8-8hq2d", "host-mismatch", "ghcr.io/acme/web:1.4.2", "ReplicaSet/web-7d9f4c6b8", 4 * time.Minute},
	{"shop", "web-7d9f4c6b8-kk7zm", "host-mismatch", "ghcr.io/acme/web:1.4.2", "ReplicaSet/web-7d9f4c6b8", 4 * time.Minute},
	{"web", "blog-5f7cc9d-9x2bb", "image-not-found", "quay.io/acme/blog:lastest", "ReplicaSet/blog-5f7cc9d", 26 * time.Minute},
	{"web", "docs-84b6f-77vqs", "image-not-found", "quay.io/acme/docs:3.1", "ReplicaSet/docs-84b6f", 9 * time.Second},
	{"web", "search-indexer-with-a-very-long-name-6d9f7c5b8d-zx81q", "image-not-found", "quay.io/acme/indexer:0.9", "ReplicaSet/search-indexer-6d9f7c5b8d", 3 * 24 * time.Hour},
}

// Snapshot has all pods failing but those named, which run.
func Snapshot(now time.Time, running ...string) *diagnose.Snapshot {
	runs := map[string]bool{}
	for _, n := range running {
		runs[n] = true
	}
	s := &diagnose.Snapshot{Now: now, PodsRead: 43, Secrets: []diagnose.Secret{fixtureSecret()}}
	for _, f := range FixturePods {
		p := diagnose.Pod{Meta: diagnose.Meta{Kind: "Pod", APIVersion: "v1", Namespace: f.ns, Name: f.Name,
			UID: f.ns + f.Name, Created: Noon.Add(-f.age), Labels: map[string]string{"cause": f.cause}}}
		p.Owners = []diagnose.Owner{{Kind: "ReplicaSet", Name: f.owner, UID: f.owner, Controller: true}}
		c := diagnose.Container{Name: "main", Type: diagnose.TypeContainer, Image: f.image, Waiting: true,
			Reason: "ImagePullBackOff", Message: `Back-off pulling image "` + f.image + `": ErrImagePull: failed to pull and unpack image: 401 Unauthorized`}
		p.Phase = "Pending"
		if runs[f.Name] {
			p.Phase, c.Waiting, c.Reason, c.Message, c.Running = "Running", false, "", "", true
		}
		p.Containers = []diagnose.Container{c}
		s.Pods = append(s.Pods, p)
	}
	return s
}

// Result judges the failing pods of a snapshot by their label.
func Result(s *diagnose.Snapshot, o diagnose.Options) *diagnose.Result {
	res := &diagnose.Result{Snapshot: s}
	res.Report.Summary.PodsRead = s.PodsRead
	res.Report.Unreadable = s.Unreadable
	at := map[string]int{}
	for i := range s.Pods {
		p := &s.Pods[i]
		if track.State(p) != diagnose.PodFailing {
			continue
		}
		n := len(res.Report.Failures)
		f := failureOf(p)
		key := p.Namespace + string(f.Findings[0].Check)
		if _, ok := at[key]; !ok {
			at[key] = len(res.Report.Causes)
			res.Report.Causes = append(res.Report.Causes, diagnose.Cause{Check: f.Findings[0].Check, Object: f.Findings[0].Object})
		}
		c := &res.Report.Causes[at[key]]
		c.Failures = append(c.Failures, n)
		res.Report.Failures = append(res.Report.Failures, f)
	}
	res.Report.Summary.Failures = len(res.Report.Failures)
	for i := range res.Report.Failures {
		res.Diagnoses = append(res.Diagnoses, diagnosisOf(s, &res.Report.Failures[i]))
	}
	return res
}

func podNamed(s *diagnose.Snapshot, ns, name string) *diagnose.Pod {
	for i := range s.Pods {
		if s.Pods[i].Namespace == ns && s.Pods[i].Name == name {
			return &s.Pods[i]
		}
	}
	return nil
}

func failureOf(p *diagnose.Pod) diagnose.Failure {
	c := p.Containers[0]
	registry := map[string]string{"ci": "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "data": "docker.io", "shop": "ghcr.io", "web": "quay.io"}[p.Namespace]
	return diagnose.Failure{Namespace: p.Namespace, Pod: p.Name, Container: c.Name, ContainerType: c.Type,
		Image: c.Image, Repository: "acme/" + p.Namespace, Registry: registry, Reason: c.Reason,
		Symptom:     diagnose.Symptom{Class: "auth-required", Text: c.Message},
		Findings:    findingsOf(p, p.Labels["cause"]),
		PullSecrets: pullSecretsOf(p.Namespace),
	}
}

// HiddenPassword is in the fixture's secret; it may be drawn only when it
// was asked for, and in no golden screen.
const HiddenPassword = "made-up-7355"

func fixtureSecret() diagnose.Secret {
	return diagnose.Secret{Meta: diagnose.Meta{Kind: "Secret", APIVersion: "v1", Namespace: "shop", Name: "regcred"},
		Type: keyring.TypeDockerConfigJSON,
		Data: map[string][]byte{keyring.KeyDockerConfigJSON: []byte(
			`{"auths":{"gchr.io":{"username":"deploy-bot","password":"` + HiddenPassword + `"}}}`)}}
}

func pullSecretsOf(namespace string) []diagnose.PullSecret {
	if namespace != "shop" {
		return nil
	}
	return []diagnose.PullSecret{{Name: "regcred", From: "serviceAccount", State: "ok", Entries: []diagnose.Entry{
		{Key: "gchr.io", Why: "the host differs from ghcr.io by two swapped letters"}}}}
}

func diagnosisOf(s *diagnose.Snapshot, f *diagnose.Failure) diagnose.Diagnosis {
	pod := podNamed(s, f.Namespace, f.Pod)
	root := &f.Findings[0]
	return diagnose.Diagnosis{Failure: f, Pod: pod, Chain: Chain(f, root.Link),
		Summary: f.Container + " could not pull " + f.Image + ": " + root.Title + ".",
		Why:     root.Detail,
		Events: []diagnose.Event{
			{Type: "Warning", Reason: "Failed", Message: `Error: ImagePullBackOff`, Count: 14, Last: Noon.Add(-10 * time.Second)},
			{Type: "Warning", Reason: "Failed", Message: fmt.Sprintf("Failed to pull image %q: 401 Unauthorized", f.Image), Count: 4, Last: Noon.Add(-70 * time.Second)},
			{Type: "Normal", Reason: "Pulling", Message: fmt.Sprintf("Pulling image %q", f.Image), Count: 4, Last: Noon.Add(-71 * time.Second)},
		},
		RuledOut: []string{"the secret is in the pod's namespace", "its type is kubernetes.io/dockerconfigjson", "the JSON is valid and has no stray newline"},
		Unknown:  []string{"whether the credentials are still accepted: only the node asks the registry"},
	}
}

// Chain is a chain that holds up to the broken link and is unsure behind it.
func Chain(f *diagnose.Failure, broken diagnose.LinkID) []diagnose.Link {
	chain := []diagnose.Link{
		{ID: diagnose.LinkPod, Title: "Pod", Name: f.Pod, Note: "references no secret"},
		{ID: diagnose.LinkAccount, Title: "Service account", Name: "default", Note: "provides 1 secret"},
		{ID: diagnose.LinkSecret, Title: "Secret", Name: "regcred", Note: "valid JSON"},
		{ID: diagnose.LinkEntry, Title: "Registry key", Name: `"gchr.io"`, Note: `needs "ghcr.io"`,
			About: "A pull secret maps registries to credentials. The node uses those whose key matches the image's host.",
			Facts: []string{"Secret shop/regcred has 1 key: gchr.io (user deploy-bot)", "gchr.io does not match ghcr.io: two letters are swapped"}},
		{ID: diagnose.LinkRegistry, Title: "Registry", Name: f.Registry, Note: "401: credentials required"},
		{ID: diagnose.LinkImage, Title: "Image", Name: f.Image, Note: "not visible without credentials"},
	}
	state := diagnose.LinkOK
	for i := range chain {
		chain[i].State = state
		if chain[i].ID == broken {
			chain[i].State, state = diagnose.LinkBroken, diagnose.LinkUnsure
		}
	}
	return chain
}
