package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// infoText is the text of the information findings of one check about the only
// failure.
func infoText(t *testing.T, s *diagnose.Snapshot, check diagnose.CheckName) string {
	t.Helper()
	res, _ := root(t, s)
	var out []string
	for _, f := range res.Report.Failures[0].Findings {
		if f.Check != check {
			continue
		}
		if f.Severity != diagnose.SeverityInfo || len(f.Fixes) > 0 {
			t.Errorf("%s: severity %s, %d fixes, want information without fixes", check, f.Severity, len(f.Fixes))
		}
		out = append(out, f.Detail)
		out = append(out, f.Commands...)
	}
	return strings.Join(out, "\n")
}

// pulls changes the image.
func pulls(image string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.Pods[0].Containers[0].Image = image }
}

// runsOn adds a running pod with the same image on another node.
func runsOn(name string, secrets ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		p := s.Pods[0]
		p.Name, p.UID, p.Node, p.Phase, p.PullSecrets = "good", "pod-2", name, "Running", secrets
		p.Containers = []diagnose.Container{{Name: "app", Type: diagnose.TypeContainer, Image: p.Containers[0].Image, Running: true}}
		s.Pods = append(s.Pods, p)
	}
}

// lists adds a node that has images.
func lists(name string, images ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.Nodes = append(s.Nodes, diagnose.Node{Meta: diagnose.Meta{Kind: "Node", Name: name}, Images: images})
	}
}

// policyOf sets the pull policy of one of the pods.
func policyOf(pod int, policy string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.Pods[pod].Containers[0].PullPolicy = policy }
}

func TestWorksOnOneNodeFailsOnAnother(t *testing.T) {
	const image = "ghcr.io/acme/web:1"
	for _, c := range []struct {
		name     string
		edits    []func(*diagnose.Snapshot)
		has, not []string
	}{
		{name: "nothing elsewhere", not: []string{"elsewhere"}},
		{name: "another pod runs it", edits: with(runsOn("node-2")), has: []string{"pod shop/good runs it on node node-2", "fails on node node-1", "every pod there may use", "A pull secret works on all nodes"}},
		{name: "another pod pulls it each time", edits: with(runsOn("node-2"), policyOf(1, pull.Always)), has: []string{"so node node-2 has credentials of its own"}, not: []string{"IfNotPresent"}},
		{name: "this pod never pulls", edits: with(runsOn("node-2"), policyOf(0, pull.Never)), has: []string{"has to be on node node-1 itself"}, not: []string{"IfNotPresent"}},
		{name: "this pod always pulls", edits: with(lists("node-2", image), policyOf(0, pull.Always)), has: []string{"needs credentials on every node"}, not: []string{"IfNotPresent"}},
		{name: "it runs on this very node", edits: with(runsOn("node-1")), not: []string{"elsewhere"}},
		{name: "with a secret of its own", edits: with(runsOn("node-2", "regcred")), has: []string{"its own pull secrets (regcred)"}, not: []string{"every pod there"}},
		{name: "a node lists it", edits: with(lists("node-2", image), lists("node-3", "ghcr.io/acme/web:2")), has: []string{"node node-2 lists it", "50 largest", "1.35"}, not: []string{"node-3"}},
		{name: "this node lists others", edits: with(lists("node-2", image), func(s *diagnose.Snapshot) { s.Nodes[0].Images = []string{"nginx:1"} }), has: []string{"does not list it"}},
		{name: "another digest", edits: with(lists("node-2", "ghcr.io/acme/web@sha256:"+strings.Repeat("a", 64))), not: []string{"elsewhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := infoText(t, world(basicRefusal, c.edits...), "node-credentials")
			for _, w := range c.has {
				if !strings.Contains(text, w) {
					t.Errorf("%q is missing: %s", w, text)
				}
			}
			for _, w := range c.not {
				if strings.Contains(text, w) {
					t.Errorf("%q is shown: %s", w, text)
				}
			}
		})
	}
}

func TestNodesThatFailAreGrouped(t *testing.T) {
	s := world(basicRefusal, runsOn("node-9"))
	p := s.Pods[0]
	p.Name, p.UID, p.Node = "web-2", "pod-3", "node-2"
	s.Pods = append(s.Pods, p)
	res := Run(s, diagnose.Options{})
	for i, want := range []string{"fails on node node-1 and node-2", "fails on node node-2 and node-1"} {
		var text string
		for _, f := range res.Report.Failures[i].Findings {
			text += f.Detail
		}
		if !strings.Contains(text, want) {
			t.Errorf("pod %d: %q is missing: %s", i, want, text)
		}
	}
}

func TestRightsOfTheNodesIdentity(t *testing.T) {
	const ecrImage = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/orders:5"
	for _, c := range []struct{ name, image, provider, version, want string }{
		{"all that ECR asks for", ecrImage, "aws:///a/i-0", "v1.36.3", "ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer and ecr:BatchGetImage"},
		{"a policy of the repository", ecrImage, "aws:///a/i-0", "v1.36.3", "must also allow it in its own policy"},
		{"no provider built in", ecrImage, "aws:///a/i-0", "v1.28.0", "kubelet is v1.28.0: the built-in provider was removed in 1.28"},
		{"an older kubelet", ecrImage, "aws:///a/i-0", "v1.27.9", "Its kubelet is v1.27.9. "},
		{"Artifact Registry", "europe-docker.pkg.dev/shop-1/images/web:1", "gce://p/z/n", "v1.36.3", "gcloud artifacts repositories add-iam-policy-binding images --location=europe --project=shop-1 --member=serviceAccount:NODE_ACCOUNT --role=roles/artifactregistry.reader"},
		{"gcr.io", "gcr.io/shop-1/web:1", "gce://p/z/n", "v1.36.3", "gcloud artifacts repositories add-iam-policy-binding gcr.io --location=us --project=shop-1 "},
		{"a project of a domain", "eu.gcr.io/example.com/shop-1/web:1", "gce://p/z/n", "v1.36.3", "devstorage.read_only or cloud-platform.\ngcloud artifacts repositories add-iam-policy-binding eu.gcr.io --location=europe --project=example.com:shop-1 "},
		{"Azure", "shop.azurecr.io/web:1", "azure:///x", "v1.36.3", "AcrPull on the registry.\naz aks update -n CLUSTER -g GROUP --attach-acr shop"},
		{"an AKS node", "shop.azurecr.io/web:1", "azure:///subscriptions/s/resourceGroups/MC_prod_blue_westeurope/providers/x", "v1.36.3", "az aks update -n blue -g prod --attach-acr shop"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := infoText(t, world(basicRefusal, pulls(c.image), node(c.version, c.provider)), "node-credentials")
			if !strings.Contains(text, c.want) {
				t.Errorf("%q is missing: %s", c.want, text)
			}
		})
	}
}

func TestRightsOfALoginThatMayNotPull(t *testing.T) {
	const says = `failed to resolve image: unexpected status from HEAD request to https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/a/manifests/1: 403 Forbidden`
	content := login("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", canary)
	s := world(says, pulls("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1"), refs("r"), secret("shop", "r", content))
	res, _ := root(t, s)
	for _, f := range res.Report.Failures[0].Findings {
		if f.Check == "access-denied" && strings.Contains(f.Detail, "ecr:BatchGetImage") {
			return
		}
	}
	t.Errorf("the rights are not reported: %+v", res.Report.Failures[0].Findings)
}

func TestPolicyChangedOnTheWayToThePod(t *testing.T) {
	for _, c := range []struct {
		name, template, pod string
		want                bool
	}{
		{"changed", "IfNotPresent", pull.Always, true},
		{"asked for", pull.Always, pull.Always, false},
		{"not known", "", pull.Always, false},
		{"as it was", "IfNotPresent", "IfNotPresent", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := world(basicRefusal)
			s.Pods[0].Containers[0].PullPolicy = c.pod
			s.Workloads[0].Images, s.Workloads[0].Policies = []string{"ghcr.io/acme/web:1"}, []string{c.template}
			text := infoText(t, s, "credentials-for-cached-image")
			if got := strings.Contains(text, "AlwaysPullImages"); got != c.want {
				t.Errorf("shown: %v, want %v: %s", got, c.want, text)
			}
		})
	}
}

func TestPolicyThatHolds(t *testing.T) {
	for _, c := range []struct{ image, policy, want string }{
		{"ghcr.io/acme/web:1", "", "imagePullPolicy: IfNotPresent (not set"},
		{"ghcr.io/acme/web", "", "imagePullPolicy: Always (not set"},
		{"ghcr.io/acme/web:latest", pull.Always, "a later change of the tag does not change it"},
		{"ghcr.io/acme/web:1", pull.Always, "imagePullPolicy: Always"},
	} {
		img, err := keyring.ParseImage(c.image)
		if err != nil {
			t.Fatal(err)
		}
		k := &pull.Case{Pod: &diagnose.Pod{}, Container: &diagnose.Container{Image: c.image, PullPolicy: c.policy}, Image: img}
		if got := k.PolicyFact(); !strings.Contains(got, c.want) {
			t.Errorf("%s %q: %s, want %s", c.image, c.policy, got, c.want)
		}
	}
}

// TestRunsElsewhereByAnotherName: a running pod counts however its image is written:
// by a digest that the failing pod names, or that a node lists with the tag.
func TestRunsElsewhereByAnotherName(t *testing.T) {
	const digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	runs := func(image, status string) func(*diagnose.Snapshot) {
		return func(s *diagnose.Snapshot) {
			runsOn("node-2")(s)
			c := &s.Pods[1].Containers[0]
			c.Image, c.Digest = image, status
		}
	}
	listsBoth := func(s *diagnose.Snapshot) {
		s.Nodes = append(s.Nodes, diagnose.Node{Meta: diagnose.Meta{Kind: "Node", Name: "node-3"}, Digests: map[string]string{"docker.io/library/web:1": digest}})
	}
	for name, c := range map[string]struct {
		fails string
		edits []func(*diagnose.Snapshot)
		want  bool
	}{
		"short and long":           {"docker.io/library/web:1", with(runs("web:1", "")), true},
		"digest, and its tag":      {"web@" + digest, with(runs("web:1", digest)), true},
		"digest, another's tag":    {"web@" + digest, with(runs("web:1", "sha256:bb")), false},
		"tag, and a listed digest": {"web:1", with(runs("web@"+digest, digest), listsBoth), true},
		"tag, an unknown digest":   {"web:1", with(runs("web@"+digest, digest)), false},
		"another tag":              {"web:1", with(runs("web:2", "")), false},
	} {
		s := world(basicRefusal)
		s.Pods[0].Node = "node-1"
		pulls(c.fails)(s)
		for _, e := range c.edits {
			e(s)
		}
		if got := strings.Contains(infoText(t, s, diagnose.CheckNodeCredentials), "shop/good"); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
