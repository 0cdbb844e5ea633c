package classroom

import (
	"os"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

func loadCase(t *testing.T, name string) cases.Case {
	t.Helper()
	list, err := cases.Load(os.DirFS("../../../testdata/cases"), name)
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

// TestLessonsAgreeWithCases: what a lesson promises must be what its case is made for.
func TestLessonsAgreeWithCases(t *testing.T) {
	c := course(t)
	if len(c.Lessons) < 12 {
		t.Fatalf("%d lessons, want at least twelve", len(c.Lessons))
	}
	for _, l := range c.Lessons {
		x := loadCase(t, l.Case)
		if x.Expect.Namespace != l.Namespace {
			t.Errorf("%s: namespace %s, and its case is in %s", l.Case, l.Namespace, x.Expect.Namespace)
		}
		tasks, questions := 0, 0
		for _, s := range l.Steps {
			if s.Ask != nil {
				questions++
			}
			if s.Do != nil {
				tasks++
				if s.Do.Key != (x.Expect.Fix != "" && x.Expect.After == "running") {
					t.Errorf("%s: key is %v, and the first fix is %q", l.Case, s.Do.Key, x.Expect.Fix)
				}
			}
		}
		if tasks == 0 || questions < 2 || len(l.Claims) < 2 || len(l.Kubectl) < 2 || len(l.Reactions) == 0 {
			t.Errorf("%s: %d tasks, %d questions, %d claims, %d commands, %d reactions", l.Case, tasks, questions, len(l.Claims), len(l.Kubectl), len(l.Reactions))
		}
	}
}

// TestExamAgreesWithCases: a problem of the exam can be fixed, and is described without its name.
func TestExamAgreesWithCases(t *testing.T) {
	c := course(t)
	causes := map[string]string{}
	for _, p := range c.Exam {
		x := loadCase(t, p.Case)
		if x.Expect.Namespace != p.Namespace || x.Expect.Pod != p.Pod && !strings.HasPrefix(x.Expect.Pod, p.Pod+"-") {
			t.Errorf("%s: pod %s/%s, and its case has %s/%s", p.Case, p.Namespace, p.Pod, x.Expect.Namespace, x.Expect.Pod)
		}
		if x.Expect.Fix == "" || x.Expect.After != "running" {
			t.Errorf("%s cannot be fixed", p.Case)
		}
		if causes[p.Cause] != "" || strings.Contains(strings.ToLower(p.Cause), p.Case) {
			t.Errorf("%s: its cause is that of %s too, or names the case", p.Case, causes[p.Cause])
		}
		if p.Lesson == "" {
			t.Errorf("%s refers to no lesson", p.Case)
		}
		causes[p.Cause] = p.Case
	}
}

// words are those that a newcomer meets in the course and that must be explained.
var words = []string{"registry", "pull secret", "service account", "node", "back-off"}

func TestWordsAreExplained(t *testing.T) {
	c := course(t)
	for _, want := range words {
		found := false
		for _, term := range c.Terms {
			found = found || term.Name == want
		}
		if !found {
			t.Errorf("%q is not explained", want)
		}
	}
}

// TestReactions: every reaction of a lesson can be said. Wrong turns lead there, which are played here.
func TestReactions(t *testing.T) {
	plays := map[string][]string{
		"placeholder-left":          {"kubectl -n nightly delete pod POD", "kubectl -n nightly delete secret night-login", "kubectl -n nightly create secret docker-registry night-login --docker-server=ghcr.io --docker-username=acme-bot --docker-password=wrong"},
		"no-credentials":            {"kubectl -n newcomer delete pod POD", "kubectl -n newcomer create secret docker-registry regcred --docker-server=registry.initech.example --docker-username=learner --docker-password=wrong", `kubectl -n newcomer patch sa default -p '{"imagePullSecrets":[{"name":"regcred"}]}'`, "", `kubectl -n newcomer patch deployment hello -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"regcred"}]}}}}'`},
		"secret-name-typo":          {"kubectl -n search create secret docker-registry search-regsitry --docker-server=quay.io --docker-username=a --docker-password=b", "kubectl -n search rollout restart deployment/search-api"},
		"secret-in-other-namespace": {"kubectl -n billing create secret docker-registry invoices-registry --docker-server=x.example --docker-username=a --docker-password=b", "kubectl delete secret invoices-registry", "kubectl -n billing delete pod invoices"},
		"attached-after-start": {`kubectl -n api patch serviceaccount default --type=merge -p '{"imagePullSecrets":[]}'`, `kubectl -n api patch serviceaccount default -p '{"imagePullSecrets":[{"name":"mine"}]}'`, "kubectl -n api rollout restart deployment/gateway",
			`kubectl -n api patch serviceaccount default -p '{"imagePullSecrets":[{"name":"gateway-registry"}]}'`, "kubectl -n api rollout restart deployment/gateway"},
		"port-mismatch":            {"kubectl -n data delete secret etl-registry", "kubectl -n data create secret docker-registry etl-registry --docker-server=x.example --docker-username=a --docker-password=b", "kubectl -n data delete secret etl-registry", "kubectl -n data create secret docker-registry etl-registry --docker-server=registry.acme.example:5000 --docker-username=a --docker-password=b"},
		"wildcard-key":             {"kubectl -n tiles delete secret house-login", "kubectl -n tiles create secret docker-registry house-login --docker-server=*.acme --docker-username=a --docker-password=b"},
		"hub-key-without-slash":    {"kubectl -n blog delete secret hub-login", "kubectl -n blog create secret docker-registry hub-login --docker-server=quay.io --docker-username=a --docker-password=b"},
		"undecodable-base64":       {"kubectl -n mail delete secret mail-registry", "kubectl -n mail create secret docker-registry mail-registry --docker-server=ghcr.io --docker-username=a --docker-password=b"},
		"poisoned-by-other-secret": {"kubectl -n edge delete secret proxy-ghcr", "kubectl -n edge delete secret proxy-old"},
		"wrong-type":               {"kubectl -n ci delete pod runner-0", "", "kubectl -n ci delete secret runner-registry", "kubectl -n ci create secret docker-registry runner-registry --docker-server=x.example --docker-username=a --docker-password=b"},
		"image-not-found":          {"kubectl -n labs patch secret labs-registry -p '{\"metadata\":{\"labels\":{\"a\":\"b\"}}}'", "kubectl -n labs delete secret labs-registry"},
		"credential-expired":       {"kubectl -n orders delete secret ecr", "kubectl -n orders create secret docker-registry ecr --docker-server=123456789012.dkr.ecr.eu-west-1.amazonaws.com --docker-username=AWS --docker-password=b"},
		"empty-credential":         {"kubectl -n desk delete secret laptop-config", "kubectl -n desk create secret docker-registry laptop-config --docker-server=quay.io --docker-username=a --docker-password=b"},
		"never-and-cached":         {"kubectl -n cellar delete pod first", `kubectl -n cellar patch deployment second --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/imagePullPolicy","value":"Always"}]'`},
		"second-opinion":           {"kubectl -n twice delete secret first-login", "kubectl -n twice delete secret second-login"},
		"access-denied":            {"kubectl -n payroll delete secret trainee", "kubectl -n payroll create secret docker-registry trainee --docker-server=registry.hooli.example --docker-username=trainee --docker-password=b"},
		"one-cause-many-pods": {`kubectl -n news patch serviceaccount default --type=merge -p '{"imagePullSecrets":[]}'`, "", `kubectl -n news patch sa default -p '{"imagePullSecrets":[{"name":"fresh"}]}'`, "",
			`kubectl -n news patch sa default -p '{"imagePullSecrets":[{"name":"news-login"}]}'`, "kubectl -n news rollout restart deployment/comments", "", "kubectl -n news delete secret news-login", "kubectl -n news create secret docker-registry news-login --docker-server=quay.io --docker-username=acme+puller --docker-password=wrong"},
	}
	for _, l := range course(t).Lessons {
		t.Run(l.Case, func(t *testing.T) {
			t.Parallel()
			r := open(t, l.Case, quick)
			s := r.Stage(quick)
			before, err := r.Look(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			said := map[int]bool{}
			watch := func() {
				now, err := r.Look(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				for i, x := range l.Reactions {
					said[i] = said[i] || lesson.All(x.When, l.Namespace, &before, &now)
				}
			}
			for _, line := range plays[l.Case] {
				if line != "" {
					if err := s.Prove(t.Context(), l.Namespace, lesson.Claim{Says: line, Play: []lesson.Act{{Run: line}}}); err != nil {
						t.Fatal(err)
					}
				}
				patiently(t, 3, watch)
			}
			patiently(t, 200, func() { watch() }, func() bool { return len(missing(said, len(l.Reactions))) == 0 })
			for _, i := range missing(said, len(l.Reactions)) {
				t.Errorf("never said: %s", l.Reactions[i].Says)
			}
		})
	}
}

func missing(said map[int]bool, n int) []int {
	var out []int
	for i := range n {
		if !said[i] {
			out = append(out, i)
		}
	}
	return out
}
