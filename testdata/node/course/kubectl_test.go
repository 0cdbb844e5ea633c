package course

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

// compared are lessons whose objects between them have everything that is printed: a Deployment's pods,
// a bare pod, a Job's, a StatefulSet's, pods that run, secrets of several types, accounts with a list.
var compared = []string{"placeholder-left", "secret-name-typo", "attached-after-start", "wrong-type", "undecodable-base64", "never-and-cached"}

// TestAsKubectl gives the same calls to kubectl and to the course's small one, on the same objects of a
// real API server, and compares what they print. Ages differ by the moment, and are left out.
func TestAsKubectl(t *testing.T) {
	all, err := lesson.Load(os.DirFS(nodetest.CasesDir))
	if err != nil {
		t.Fatal(err)
	}
	c := start(t)
	small := &prompt.Prompt{Client: c.Client}
	var namespaces []string
	for i := range all.Lessons {
		l := &all.Lessons[i]
		for _, name := range compared {
			if l.Case == name {
				if err := c.fresh(nodetest.Context(), l); err != nil {
					t.Fatal(err)
				}
				namespaces = append(namespaces, l.Namespace)
			}
		}
	}
	same := func(line string) {
		t.Helper()
		real, ours := c.kubectl(nodetest.Context(), line), small.Run(nodetest.Context(), line)
		if diff := cmp.Diff(timeless(real), timeless(ours)); diff != "" {
			t.Errorf("%s (-kubectl +ours):\n%s", line, diff)
		}
	}
	same("kubectl get namespaces")
	same("kubectl get pods -A")
	same("kubectl get pods -n nothing-here")
	same("kubectl get pod nobody")
	same("kubectl get thing")
	for _, ns := range namespaces {
		for _, what := range []string{"get pods", "get pods -o wide", "get pods --show-labels", "get pods -o name", "get events", "get events -o wide", "describe pod",
			"get secrets", "describe secrets", "get serviceaccounts", "describe serviceaccount default", "get deployments", "get statefulsets", "get replicasets",
			"get pods -o jsonpath='{.items[*].spec.imagePullSecrets[*].name}'", "get pods -o jsonpath='{.items[*].status.containerStatuses[*].state.waiting.reason}'",
			"get pods -o yaml", "get serviceaccount default -o yaml", "get deployments -o yaml"} {
			same("kubectl -n " + ns + " " + what)
		}
		c.sameSecrets(t, small, ns)
	}
	t.Run("writes", func(t *testing.T) { c.sameWrites(t, small) })
}

// ages are the parts of a line that go on with the clock, and the room they take.
var (
	ages   = regexp.MustCompile(`(<unknown>|<invalid>|\b(\d+y)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?\b( \(x\d+ over \d\S*\))?)`)
	counts = regexp.MustCompile(`\(x\d+ over [^)]*\)`)
	blanks = regexp.MustCompile(` +|-{4,}`)
)

// timeless leaves out what two calls, a moment apart, need not agree in.
func timeless(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		line = counts.ReplaceAllString(line, "")
		line = ages.ReplaceAllStringFunc(line, func(m string) string {
			if m == "" {
				return ""
			}
			return "AGE"
		})
		out = append(out, strings.TrimRight(blanks.ReplaceAllString(line, " "), " "))
	}
	return strings.Join(out, "\n")
}

// sameSecrets compares Secrets after masking what kubectl printed.
func (c *cluster) sameSecrets(t *testing.T, small *prompt.Prompt, ns string) {
	t.Helper()
	list, err := c.Client.CoreV1().Secrets(ns).List(nodetest.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sample := func(value []byte) bool { return small.Sample != nil && small.Sample(value) }
	for _, s := range list.Items {
		line := fmt.Sprintf("kubectl -n %s get secret %s -o yaml", ns, s.Name)
		var real corev1.Secret
		if err := yaml.Unmarshal([]byte(c.kubectl(nodetest.Context(), line)), &real); err != nil {
			t.Fatal(err)
		}
		var ours corev1.Secret
		if err := yaml.Unmarshal([]byte(small.Run(nodetest.Context(), line)), &ours); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(prompt.Hide(&real, sample), &ours); diff != "" {
			t.Errorf("%s (-kubectl +ours):\n%s", line, diff)
		}
		line = fmt.Sprintf(`kubectl -n %s get secret %s -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d`, ns, s.Name)
		content := prompt.Hide(&corev1.Secret{Data: map[string][]byte{"x": []byte(c.kubectl(nodetest.Context(), line))}}, sample).Data["x"]
		if diff := cmp.Diff(string(content), small.Run(nodetest.Context(), line)); diff != "" {
			t.Errorf("%s (-kubectl +ours):\n%s", line, diff)
		}
	}
}

// sameWrites has both make and change the same thing in two namespaces.
func (c *cluster) sameWrites(t *testing.T, small *prompt.Prompt) {
	for _, ns := range []string{"by-kubectl", "by-ours"} {
		if out := c.kubectl(nodetest.Context(), "kubectl create namespace "+ns); !strings.Contains(out, "created") {
			t.Fatal(out)
		}
		c.kubectl(nodetest.Context(), "kubectl -n "+ns+" create deployment web --image=ghcr.io/acme/web:1.4.2 --replicas=0")
	}
	for range 100 {
		if out := c.kubectl(nodetest.Context(), "kubectl -n by-ours get serviceaccount default"); strings.Contains(out, "default") && !strings.Contains(out, "Error") {
			break
		}
	}
	same := func(line string) {
		t.Helper()
		real := c.kubectl(nodetest.Context(), "kubectl -n by-kubectl "+line)
		ours := small.Run(nodetest.Context(), "kubectl -n by-ours "+line)
		if diff := cmp.Diff(strings.ReplaceAll(real, "by-kubectl", "by-ours"), ours); diff != "" {
			t.Errorf("%s (-kubectl +ours):\n%s", line, diff)
		}
	}
	for _, line := range []string{
		"create secret docker-registry a --docker-server=quay.io --docker-username=robot --docker-password='p w' --docker-email=a@b.c",
		"create secret docker-registry b --docker-username=robot --docker-password=pw",
		"create secret docker-registry b --docker-username=robot --docker-password=pw",
		"create secret docker-registry Bad_Name --docker-username=robot --docker-password=pw",
		"create secret generic c --type=kubernetes.io/dockerconfigjson --from-literal=config.json={}",
		"create secret generic c --type=kubernetes.io/dockerconfigjson --from-literal=.dockerconfigjson={",
		"create secret generic d --from-literal=x=y",
		`patch secret d -p '{"type":"kubernetes.io/dockerconfigjson"}'`,
		`patch serviceaccount default -p '{"imagePullSecrets":[{"name":"a"}]}'`,
		`patch serviceaccount default -p '{"imagePullSecrets":[{"name":"a"}]}'`,
		`patch serviceaccount default -p '{"imagePullSecrets":[{"name":"b"}]}'`,
		`patch serviceaccount nobody -p '{"imagePullSecrets":[{"name":"b"}]}'`,
		"set image deployment/web web=ghcr.io/acme/web:2",
		"set image deployment/web web=ghcr.io/acme/web:2",
		`patch deployment web -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"a"}]}}}}'`,
		`patch deployment web --type=json -p '[{"op":"replace","path":"/spec/template/spec/imagePullSecrets/0/name","value":"b"}]'`,
		"rollout restart deployment/web",
		"delete secret d",
		"delete secret d",
	} {
		same(line)
	}
	defer same("delete secret a b")
	if diff := cmp.Diff(c.made(t, "by-kubectl"), c.made(t, "by-ours")); diff != "" {
		t.Errorf("what was made (-kubectl +ours):\n%s", diff)
	}
}

// made is what the writes left in a namespace.
func (c *cluster) made(t *testing.T, ns string) string {
	t.Helper()
	ctx := nodetest.Context()
	account, err := c.Client.CoreV1().ServiceAccounts(ns).Get(ctx, "default", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	deployment, err := c.Client.AppsV1().Deployments(ns).Get(ctx, "web", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	deployment.Spec.Template.Annotations = nil // the time of the restart
	secrets, err := c.Client.CoreV1().Secrets(ns).List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{"account": account.ImagePullSecrets, "template": deployment.Spec.Template}
	for _, s := range secrets.Items {
		out["secret "+s.Name] = map[string]any{"type": s.Type, "data": s.Data}
	}
	text, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
