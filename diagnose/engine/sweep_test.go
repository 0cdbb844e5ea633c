package engine_test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// sweepText sweeps a dump.
func sweepText(t *testing.T, o diagnose.SweepOptions, docs ...string) *diagnose.Result {
	t.Helper()
	s, problems, err := manifest.ReadFilesIn([]string{"-"}, strings.NewReader(strings.Join(docs, "\n---\n")), kube.Scope{Sweep: true})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return engine.Run(s, diagnose.Options{Sweep: &o})
}

// risks are the pods at risk with their first findings: "web host-mismatch".
func risks(res *diagnose.Result) []string {
	var out []string
	for i := range res.Report.Failures {
		f := &res.Report.Failures[i]
		out = append(out, fmt.Sprintf("%s %s", f.Pod, f.Findings[0].Check))
		for _, x := range f.Findings {
			if x.Severity == diagnose.SeverityError {
				out = append(out, f.Pod+" has an error")
			}
		}
	}
	return out
}

// runningPod is a running pod as kubectl get prints it; secrets are its list.
func runningPod(name, image string, secrets ...string) string {
	return runningOn("node-1", name, image, secrets...)
}

func runningOn(node, name, image string, secrets ...string) string {
	var list []string
	for _, s := range secrets {
		list = append(list, "{name: "+s+"}")
	}
	return fmt.Sprintf(`apiVersion: v1
kind: Pod
metadata: {name: %[1]s, namespace: shop, uid: u-%[1]s, creationTimestamp: "2026-05-01T00:00:00Z"}
spec:
  nodeName: %[2]s
  serviceAccountName: default
  imagePullSecrets: [%[4]s]
  containers: [{name: app, image: "%[3]s", imagePullPolicy: IfNotPresent}]
status:
  phase: Running
  containerStatuses: [{name: app, image: x, imageID: x, ready: true, restartCount: 0, state: {running: {startedAt: "2026-05-01T00:00:00Z"}}}]`,
		name, node, image, strings.Join(list, ", "))
}

func dumpedSecret(name, config string) string {
	return fmt.Sprintf(`apiVersion: v1
kind: Secret
metadata: {name: %s, namespace: shop, uid: s-%[1]s, creationTimestamp: "2026-05-01T00:00:00Z"}
type: kubernetes.io/dockerconfigjson
data: {.dockerconfigjson: %s}`, name, base64.StdEncoding.EncodeToString([]byte(config)))
}

func entryFor(key, user, password string) string {
	return fmt.Sprintf(`{"auths": {%q: {"auth": %q}}}`, key, base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}

// tokenUntil is a JSON Web Token that says when it expires.
func tokenUntil(when time.Time) string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"HS256"}`) + "." + part(fmt.Sprintf(`{"exp":%d}`, when.Unix())) + ".c2ln"
}

const account = `apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: shop, uid: sa, creationTimestamp: "2026-01-01T00:00:00Z"}`

// Four running pods of which none would come back.
func TestSweepFindsWhatRunsByAccident(t *testing.T) {
	res := sweepText(t, diagnose.SweepOptions{}, account,
		dumpedSecret("good", entryFor("ghcr.io", "bot", "invented-password")),
		dumpedSecret("old", entryFor("registry.acme.example", "oauth2", tokenUntil(time.Date(2023, 7, 1, 0, 0, 0, 0, time.UTC)))),
		dumpedSecret("typo", entryFor("gchr.io", "bot", "invented-password")),
		dumpedSecret("poison", `{"auths": {"quay.io": {"auth": "%%%"}}}`),
		runningPod("a", "registry.acme.example/shop/a:1", "old"), runningPod("b", "ghcr.io/acme/b:1", "typo"),
		runningPod("c", "ghcr.io/acme/c:1", "deleted"), runningPod("d", "ghcr.io/acme/d:1", "good", "poison"),
	)
	want := []string{"a credential-expired", "b host-mismatch", "c secret-missing", "d poisoned-by-other-secret"}
	if got := risks(res); !slices.Equal(got, want) {
		t.Errorf("at risk: %q, want %q", got, want)
	}
	if s := res.Report.Sweep; s.Swept != 4 || s.Images != 4 || s.AtRisk != 4 {
		t.Errorf("summary: %+v", s)
	}
	for i := range res.Report.Failures {
		f := &res.Report.Failures[i]
		says, certainty := "a new node would not get it.", diagnose.Certain
		if f.Pod == "b" || f.Pod == "c" { // they would pull without credentials, which the registry may allow
			says, certainty = "only if it can be pulled without credentials.", diagnose.Likely
		}
		if f.Findings[0].Certainty != certainty {
			t.Errorf("%s is %s", f.Pod, f.Findings[0].Certainty)
		}
		if !f.Running || f.Reason != "" || !strings.HasSuffix(f.Findings[0].Detail, says) {
			t.Errorf("%s: running %t, reason %q: %s", f.Pod, f.Running, f.Reason, f.Findings[0].Detail)
		}
		if len(f.Findings[0].Fixes) == 0 {
			t.Errorf("%s has no fix", f.Pod)
			continue
		}
		if fix := f.Findings[0].Fixes[0]; len(fix.Restarts) > 0 || !strings.Contains(fix.After, "first matters when") {
			t.Errorf("%s: %s restarts %v: %s", f.Pod, fix.Title, fix.Restarts, fix.After)
		}
	}
}

// Pods that look alike and would come back, or of which nobody can tell.
func TestSweepRaisesNoFalseAlarm(t *testing.T) {
	later := time.Now().Add(1000 * time.Hour)
	res := sweepText(t, diagnose.SweepOptions{}, account,
		`{apiVersion: v1, kind: Node, metadata: {name: node-1}, spec: {providerID: "aws:///eu-west-1a/i-0"}}`,
		dumpedSecret("good", entryFor("ghcr.io/acme", "bot", "invented-password")),
		dumpedSecret("twice", entryFor("ghcr.io", "bot", tokenUntil(time.Now().Add(-time.Hour)))),
		dumpedSecret("ecr", entryFor("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", tokenUntil(time.Now().Add(-time.Hour)))),
		dumpedSecret("token", entryFor("registry.acme.example", "oauth2", tokenUntil(later))),
		runningPod("served", "ghcr.io/acme/w:1", "good"),
		runningPod("official", "docker.io/library/nginx:1", "gone"),        // anyone may pull it
		runningPod("kubernetes", "registry.k8s.io/pause:3.10", "gone"),     // there are no accounts
		runningPod("nobody", "docker.io/grafana/grafana:11"),               // may be public
		runningPod("other", "quay.io/prometheus/node-exporter:v1", "good"), // the secret is for another registry
		runningPod("path", "ghcr.io/fluxcd/source-controller:v1", "good"),  // for others' images there
		runningPod("second", "ghcr.io/acme/x:1", "twice", "good"),          // one of two is enough
		runningPod("missing", "ghcr.io/acme/y:1", "gone", "good"),          // the node skips the missing one
		runningPod("identity", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1", "ecr"),
		runningPod("bare", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1"),
		runningPod("lasting", "registry.acme.example/a:1", "token"),
	)
	if got := risks(res); len(got) > 0 {
		t.Errorf("at risk: %q", got)
		for i := range res.Report.Failures {
			t.Log(res.Report.Failures[i].Findings[0].Detail)
		}
	}
	var doubts []string
	for _, u := range res.Report.Sweep.CannotTell {
		doubts = append(doubts, u.Image)
	}
	want := []string{"123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1", "docker.io/grafana/grafana:11", "ghcr.io/fluxcd/source-controller:v1", "quay.io/prometheus/node-exporter:v1"}
	if !slices.Equal(doubts, want) {
		t.Errorf("cannot tell: %q, want %q", doubts, want)
	}
}

// What credentials expire when depends on the flag.
func TestSweepExpiringWithin(t *testing.T) {
	docs := []string{
		account, dumpedSecret("token", entryFor("registry.acme.example", "oauth2", tokenUntil(time.Now().Add(10*24*time.Hour)))),
		runningPod("lasting", "registry.acme.example/a:1", "token"),
	}
	for within, want := range map[time.Duration]int{0: 0, 5 * 24 * time.Hour: 0, 30 * 24 * time.Hour: 1} {
		res := sweepText(t, diagnose.SweepOptions{ExpiringWithin: within}, docs...)
		if got := risks(res); len(got) != want || want == 1 && got[0] != "lasting credential-expiring" {
			t.Errorf("within %s: %q", within, got)
		}
	}
}

// A pod keeps the list that it got; a new one gets what the service account or the
// template says now.
func TestSweepOfChangedLists(t *testing.T) {
	deployment := func(list string) string {
		return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, uid: d}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {imagePullSecrets: [` + list + `], containers: [{name: app, image: "ghcr.io/acme/w:1"}]}
status: {replicas: 1}`
	}
	pod := strings.Replace(runningPod("web-1-x", "ghcr.io/acme/w:1", "good"), "uid: u-web-1-x,",
		`uid: u-web-1-x, labels: {pod-template-hash: "1"}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: rs, controller: true}],`, 1)
	changed := func(when string) string {
		return strings.Replace(account, "uid: sa,", `uid: sa, managedFields: [{manager: kubectl, operation: Update, apiVersion: v1, time: "`+when+`"}],`, 1)
	}
	secret := dumpedSecret("good", entryFor("ghcr.io", "bot", "invented-password"))
	for name, c := range map[string]struct {
		docs []string
		want []string
	}{
		"the template has it":               {[]string{account, deployment("{name: good}"), pod}, nil},
		"the service account has it":        {[]string{account + "\nimagePullSecrets: [{name: good}]", deployment(""), pod}, nil},
		"the account changed since":         {[]string{changed("2026-06-01T00:00:00Z"), deployment(""), pod}, []string{"web-1-x secret-not-attached"}},
		"a webhook adds it to every pod":    {[]string{changed("2026-04-01T00:00:00Z"), deployment(""), pod}, nil},
		"a Deployment that is not in there": {[]string{account, pod}, nil},
		"the account lists another one":     {[]string{changed("2026-06-01T00:00:00Z") + "\nimagePullSecrets: [{name: gone}]", deployment(""), pod}, []string{"web-1-x secret-missing"}},
	} {
		if got := risks(sweepText(t, diagnose.SweepOptions{}, append(c.docs, secret)...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Templates are judged where no pod does the same: scaled to zero, between two
// runs.
func TestSweepOfTemplates(t *testing.T) {
	idle := `apiVersion: apps/v1
kind: Deployment
metadata: {name: idle, namespace: shop, uid: d}
spec:
  replicas: 0
  selector: {matchLabels: {app: idle}}
  template:
    metadata: {labels: {app: idle}}
    spec: {imagePullSecrets: [{name: typo}], containers: [{name: app, image: "ghcr.io/acme/w:1"}]}
status: {observedGeneration: 1}`
	nightly := `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, namespace: shop, uid: c}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, imagePullSecrets: [{name: gone}], containers: [{name: app, image: "ghcr.io/acme/n:1"}]}}}}
status: {lastScheduleTime: "2026-06-01T03:00:00Z"}`
	done := strings.Replace(runningPod("nightly-1-x", "ghcr.io/acme/n:1", "gone"), "phase: Running", "phase: Succeeded", 1)
	res := sweepText(t, diagnose.SweepOptions{}, account, dumpedSecret("typo", entryFor("gchr.io", "bot", "invented-password")),
		idle, nightly, done, runningPod("other", "registry.k8s.io/x:1"))
	if got, want := risks(res), []string{"idle host-mismatch", "nightly secret-missing"}; !slices.Equal(got, want) {
		t.Errorf("at risk: %q, want %q", got, want)
	}
	for i := range res.Report.Failures {
		if f := &res.Report.Failures[i]; f.Running || f.Owner == nil || f.Owner.Name != f.Pod {
			t.Errorf("%s: running %t, owner %v", f.Pod, f.Running, f.Owner)
		}
	}
	if n := sweepText(t, diagnose.SweepOptions{Nodes: []string{"node-1"}}, account, idle, nightly, done, runningPod("other", "registry.k8s.io/x:1")); n.Report.Sweep.Swept != 1 || len(risks(n)) > 0 {
		t.Errorf("templates are on no node: %+v, %q", n.Report.Sweep, risks(n))
	}
}

// A sweep of a node lists single replicas first, and says where others are.
func TestSweepOfNodes(t *testing.T) {
	owned := func(node, name, owner string) string {
		return strings.Replace(runningOn(node, name, "ghcr.io/acme/"+owner+":1", "gone"), "uid: u-"+name+",",
			`uid: u-`+name+`, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: `+owner+`, uid: o-`+owner+`, controller: true}],`, 1)
	}
	res := sweepText(t, diagnose.SweepOptions{Nodes: []string{"node-2"}}, account, dumpedSecret("x", entryFor("quay.io", "bot", "invented-password")),
		owned("node-1", "a-0", "a"), owned("node-2", "a-1", "a"), owned("node-2", "b-0", "b"), owned("node-1", "c-0", "c"))
	if got, want := risks(res), []string{"b-0 secret-missing", "a-1 secret-missing"}; !slices.Equal(got, want) {
		t.Fatalf("at risk: %q, want %q", got, want)
	}
	if b, a := *res.Report.Failures[0].Elsewhere, *res.Report.Failures[1].Elsewhere; b != 0 || a != 1 {
		t.Errorf("elsewhere: b %d, a %d", b, a)
	}
}

// Images are judged as if they had been moved.
func TestSweepAsIf(t *testing.T) {
	docs := []string{
		account, dumpedSecret("good", entryFor("quay.io/acme", "bot", "invented-password")),
		runningPod("web", "quay.io/acme/web:1", "good"), runningPod("long", "quay.io/acmelong/web:1", "good"), runningPod("hub", "nginx:1"),
	}
	if got := risks(sweepText(t, diagnose.SweepOptions{}, docs...)); len(got) > 0 {
		t.Errorf("before: %q", got)
	}
	move := func(old, moved string) *diagnose.Result {
		return sweepText(t, diagnose.SweepOptions{AsIf: []diagnose.ImagePrefix{{Old: old, New: moved}}}, docs...)
	}
	res := move("quay.io/acme", "quay.io/acne")
	if got := risks(res); !slices.Equal(got, []string{"web host-mismatch"}) {
		t.Errorf("moved: %q", got)
	}
	want := []diagnose.NamespaceMove{{Namespace: "shop", Images: 1, AtRisk: 1}}
	if !slices.Equal(res.Report.Sweep.AsIf, want) || res.Report.Failures[0].Image != "quay.io/acne/web:1" {
		t.Errorf("table: %+v, image %s", res.Report.Sweep.AsIf, res.Report.Failures[0].Image)
	}
	if res := move("docker.io", "registry.acme.example/hub"); len(res.Report.Sweep.AsIf) != 1 || res.Report.Sweep.CannotTell[0].Image != "registry.acme.example/hub/library/nginx:1" {
		t.Errorf("an image of Docker Hub: %+v", res.Report.Sweep)
	}
}

// What registries answer settles what the cluster leaves open.
func TestSweepAsksRegistries(t *testing.T) {
	docs := strings.Join([]string{
		account, dumpedSecret("good", entryFor("quay.io", "bot", "invented-password")),
		runningPod("public", "ghcr.io/acme/public:1", "gone"), runningPod("private", "ghcr.io/acme/private:1"),
		runningPod("refused", "quay.io/acme/refused:1", "good"), runningPod("absent", "quay.io/acme/absent:1", "good"), runningPod("fine", "quay.io/acme/fine:1", "good"),
	}, "\n---\n")
	s, _, err := manifest.ReadFilesIn([]string{"-"}, strings.NewReader(docs), kube.Scope{Sweep: true})
	if err != nil {
		t.Fatal(err)
	}
	o := &diagnose.SweepOptions{}
	if got := risks(engine.Run(s, diagnose.Options{Sweep: o})); !slices.Equal(got, []string{"public secret-missing"}) {
		t.Errorf("not asked: %q", got)
	}
	verdicts := map[string]diagnose.RegistryVerdict{
		"acme/public": diagnose.VerdictCanPull, "acme/private": diagnose.VerdictDeniedOrAbsent, "acme/refused": diagnose.VerdictWrongCredentials,
		"acme/absent": diagnose.VerdictNoSuchImage, "acme/fine": diagnose.VerdictCanPull,
	}
	questions := engine.SweepQuestions(s, o)
	if len(questions) != len(verdicts) {
		t.Fatalf("%d questions", len(questions))
	}
	s.RegistryAnswers = diagnose.RegistryAnswers{}
	for i := range questions {
		q := &questions[i]
		var answers []diagnose.RegistryAnswer
		for _, key := range q.Keys() {
			a := diagnose.RegistryAnswer{Credentials: key.Secret, Key: key.Key, Verdict: verdicts[q.Image.Repository]}
			if key.Secret == "" {
				a.Credentials = diagnose.AnonymousCredentials
				if len(q.Keys()) > 1 {
					a.Verdict = diagnose.VerdictDeniedOrAbsent
				}
			}
			answers = append(answers, a)
		}
		s.RegistryAnswers.Add(q, answers)
	}
	res := engine.Run(s, diagnose.Options{Sweep: o})
	if got, want := risks(res), []string{"absent image-not-found", "private no-credentials", "refused credential-rejected"}; !slices.Equal(got, want) {
		t.Errorf("asked: %q, want %q", got, want)
	}
	if n := len(res.Report.Sweep.CannotTell); n > 0 {
		t.Errorf("cannot tell: %+v", res.Report.Sweep.CannotTell)
	}
}

// waitingPod fails to pull: the registry wants credentials.
func waitingPod(name, image, secret string) string {
	return fmt.Sprintf(`{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: shop, uid: u-%[1]s}, spec: {nodeName: node-1, imagePullSecrets: [{name: %[3]s}],
  containers: [{name: app, image: %[2]q}]}, status: {phase: Pending, containerStatuses: [{name: app, image: x, imageID: "", ready: false, restartCount: 0,
  state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized'}}}]}}`, name, image, secret)
}

// A secret that failing and running pods of one namespace lack is created once.
func TestSweepCopiesToANamespaceOnce(t *testing.T) {
	res := sweepText(t, diagnose.SweepOptions{}, account, dumpedSecret("good", entryFor("ghcr.io", "bot", "invented-password")),
		waitingPod("waits", "ghcr.io/acme/a:1", "deleted"), runningPod("runs", "ghcr.io/acme/b:1", "deleted"))
	if got := risks(res); !slices.Equal(got, []string{"waits secret-missing", "waits has an error", "runs secret-missing"}) {
		t.Fatalf("%q", got)
	}
	for i := range res.Report.Failures {
		for _, f := range res.Report.Failures[i].Findings[0].Fixes {
			if strings.Contains(f.Title, "namespaces") {
				t.Error(f.Title)
			}
		}
	}
}

// No node can have an image by a name that is not valid, and no registry key can be compared with it.
func TestSweepOfInvalidImage(t *testing.T) {
	res := sweepText(t, diagnose.SweepOptions{}, account, dumpedSecret("good", entryFor("ghcr.io", "bot", "invented-password")), runningPod("a", "ghcr.io/Acme/a:1", "good"))
	if got := risks(res); !slices.Equal(got, []string{"a invalid-image-name"}) {
		t.Fatalf("%q", got)
	}
	if s := res.Report.Failures[0].Findings[0].Detail; strings.Contains(s, "its node has the image") {
		t.Error(s)
	}
	for _, l := range res.Diagnoses[0].Chain {
		if l.ID == diagnose.LinkEntry && l.State != diagnose.LinkSkipped {
			t.Errorf("%s: %s", l.State, l.Note)
		}
	}
}

// Workloads that are not deployed are judged with the new prefix as well.
func TestSweepOfManifestsAsIf(t *testing.T) {
	o := diagnose.SweepOptions{AsIf: []diagnose.ImagePrefix{{Old: "ghcr.io", New: "mirror.example"}}}
	res := sweepText(t, o, account, dumpedSecret("good", entryFor("ghcr.io", "bot", "invented-password")), `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {imagePullSecrets: [{name: good}], containers: [{name: app, image: "ghcr.io/acme/a:1"}]}}}`)
	if got := risks(res); !slices.Equal(got, []string{"web host-mismatch"}) || res.Report.SweptNothing() {
		t.Errorf("%q, %+v", got, res.Report.Sweep)
	}
}
