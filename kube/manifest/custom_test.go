package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// podsIn writes the pods of a snapshot: part, account, pull secrets, containers.
func podsIn(s *diagnose.Snapshot) []string {
	var out []string
	for _, p := range s.Pods {
		account := p.ServiceAccount
		if p.OpenAccount {
			account = "?"
		}
		line := fmt.Sprintf("%s [%s] %s", p.Part, strings.Join(p.PullSecrets, " "), account)
		for _, c := range p.Containers {
			line += fmt.Sprintf(" %s=%s", c.Name, c.Image)
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// The pods of custom resources are found where their projects document them.
func TestCustomResources(t *testing.T) {
	const pod = "{imagePullSecrets: [{name: s}], serviceAccountName: robot, initContainers: [{name: i, image: a/i}], containers: [{name: c, image: a/c}]}"
	const one = "[s] robot i=a/i c=a/c"
	for _, tt := range []struct {
		kind, body string
		want       []string
	}{
		{"argoproj.io/v1alpha1 Rollout", "spec: {template: {spec: " + pod + "}}", []string{one}},
		{"argoproj.io/v1alpha1 Rollout", "spec: {workloadRef: {kind: Deployment, name: web}}", nil},
		{"argoproj.io/v1alpha1 Workflow", `spec:
  serviceAccountName: wf
  imagePullSecrets: [{name: s}]
  templates:
  - {name: build, container: {image: a/b}, sidecars: [{name: dind, image: a/d}]}
  - {name: run, serviceAccountName: other, script: {image: a/s, source: x}, initContainers: [{name: i, image: a/i}]}
  - {name: set, containerSet: {containers: [{name: one, image: a/1}, {name: two, image: a/2}]}}
  - {name: main, steps: [[{name: x, inline: {container: {image: a/in}}}]]}
  - {name: later, container: {image: '{{inputs.parameters.image}}'}}`,
			[]string{"templates[0] [s] wf build=a/b dind=a/d", "templates[1] [s] other i=a/i run=a/s", "templates[2] [s] wf one=a/1 two=a/2", "spec.templates[3].steps[0][0].inline [s] wf main=a/in"}},
		{"argoproj.io/v1alpha1 WorkflowTemplate", "spec: {imagePullSecrets: [{name: s}], templates: [{name: t, container: {image: a/t}}]}", []string{"templates[0] [s] ? t=a/t"}},
		{"argoproj.io/v1alpha1 CronWorkflow", "spec: {workflowSpec: {imagePullSecrets: [{name: s}], templates: [{name: t, container: {image: a/t}}]}}", []string{"templates[0] [s] default t=a/t"}},
		{"argoproj.io/v1alpha1 ClusterWorkflowTemplate", "spec: {imagePullSecrets: [{name: s}], templates: [{name: t, container: {image: a/t}}]}", []string{"templates[0] [] ? t=a/t"}},
		{"argoproj.io/v1alpha1 AnalysisTemplate", "spec: {metrics: [{name: m, provider: {job: {spec: {template: {spec: " + pod + "}}}}}]}", []string{"metrics[0] " + one}},
		{"serving.knative.dev/v1 Service", "spec: {template: {spec: " + pod + "}}", []string{one}},
		{"tekton.dev/v1 Task", "spec: {stepTemplate: {image: a/common}, steps: [{name: one, image: a/1}, {script: x}, {name: away, ref: {name: x}}], sidecars: [{name: db, image: a/db}]}", []string{"[] ? one=a/1 steps[1]=a/common db=a/db"}},
		{"tekton.dev/v1 Pipeline", "spec: {tasks: [{name: away, taskRef: {name: x}}, {name: here, taskSpec: {steps: [{name: s, image: a/s}]}}], finally: [{name: f, taskSpec: {steps: [{name: e, image: a/e}]}}]}", []string{"tasks[1] [] ? s=a/s", "finally[0] [] ? e=a/e"}},
		{"tekton.dev/v1 TaskRun", "spec: {serviceAccountName: robot, podTemplate: {imagePullSecrets: [{name: s}]}, taskSpec: {steps: [{name: x, image: a/x}]}}", []string{"[s] robot x=a/x"}},
		{"tekton.dev/v1 PipelineRun", `spec:
  taskRunTemplate: {serviceAccountName: robot, podTemplate: {imagePullSecrets: [{name: s}]}}
  taskRunSpecs: [{pipelineTaskName: two, serviceAccountName: other, podTemplate: {imagePullSecrets: [{name: t}]}}]
  pipelineSpec: {tasks: [{name: one, taskSpec: {steps: [{name: x, image: a/x}]}}, {name: two, taskSpec: {steps: [{name: b, image: a/b}]}}]}`,
			[]string{"tasks[0] [s] robot x=a/x", "tasks[1] [t] other b=a/b"}},
		{"tekton.dev/v1beta1 PipelineRun", "spec: {serviceAccountName: robot, podTemplate: {imagePullSecrets: [{name: s}]}, pipelineSpec: {tasks: [{name: one, taskSpec: {steps: [{name: x, image: a/x}]}}]}}", []string{"tasks[0] [s] robot x=a/x"}},
		{"monitoring.coreos.com/v1 Prometheus", "spec: {image: a/p, serviceAccountName: robot, imagePullSecrets: [{name: s}], thanos: {image: a/t}, containers: [{name: prometheus, resources: {}}, {name: proxy, image: a/x}]}", []string{"[s] robot proxy=a/x prometheus=a/p thanos-sidecar=a/t"}},
		{"monitoring.coreos.com/v1 Alertmanager", "spec: {image: a/am, imagePullSecrets: [{name: s}]}", []string{"[s] default alertmanager=a/am"}},
		{"monitoring.coreos.com/v1 Prometheus", "spec: {replicas: 2}", nil},
		{"postgresql.cnpg.io/v1 Cluster", "spec: {imageName: a/pg, imagePullSecrets: [{name: s}]}", []string{"[s] x postgres=a/pg"}},
		{"keda.sh/v1alpha1 ScaledJob", "spec: {jobTargetRef: {template: {spec: " + pod + "}}}", []string{one}},
		{"apps.kruise.io/v1alpha1 CloneSet", "spec: {template: {spec: " + pod + "}}", []string{one}},
		{"apps.kruise.io/v1alpha1 SidecarSet", "spec: {containers: [{name: c, image: a/c}], imagePullSecrets: [{name: s}]}", []string{"[] ? c=a/c"}},
		{"apps.kruise.io/v1alpha1 AdvancedCronJob", "spec: {template: {broadcastJobTemplate: {spec: {template: {spec: " + pod + "}}}}}", []string{one}},
		{"apps.kruise.io/v1alpha1 UnitedDeployment", "spec: {template: {cloneSetTemplate: {spec: {template: {spec: " + pod + "}}}}}", []string{one}},
		{"apps.kruise.io/v1alpha1 ImagePullJob", "spec: {image: a/c, pullSecrets: [s]}", []string{"[s] default image=a/c"}},
		{"batch.volcano.sh/v1alpha1 Job", "spec: {tasks: [{template: {spec: " + pod + "}}, {template: {spec: " + pod + "}}]}", []string{"tasks[0] " + one, "tasks[1] " + one}},
		{"sparkoperator.k8s.io/v1beta2 SparkApplication", "spec: {image: a/s, imagePullSecrets: [s], driver: {serviceAccount: robot}, executor: {image: a/e}}", []string{"driver [s] robot driver=a/s", "executor [s] default executor=a/e"}},
		{"sparkoperator.k8s.io/v1beta2 ScheduledSparkApplication", "spec: {template: {image: a/s, driver: {}, executor: {}}}", []string{"driver [] default driver=a/s", "executor [] default executor=a/s"}},
		{"ray.io/v1 RayCluster", "spec: {headGroupSpec: {template: {spec: " + pod + "}}, workerGroupSpecs: [{template: {spec: " + pod + "}}]}", []string{"headGroupSpec " + one, "workerGroupSpecs[0] " + one}},
		{"ray.io/v1 RayJob", "spec: {rayClusterSpec: {headGroupSpec: {template: {spec: " + pod + "}}}}", []string{"headGroupSpec " + one}},
		{"ray.io/v1 RayService", "spec: {rayClusterConfig: {headGroupSpec: {template: {spec: " + pod + "}}}}", []string{"headGroupSpec " + one}},
		{"actions.summerwind.dev/v1alpha1 RunnerDeployment", "spec: {template: {spec: {image: a/r, imagePullSecrets: [{name: s}], containers: [{name: c, image: a/c}]}}}", []string{"[s] default runner=a/r c=a/c"}},
		{"actions.github.com/v1alpha1 AutoscalingRunnerSet", "spec: {template: {spec: " + pod + "}, listenerTemplate: {spec: {containers: [{name: l, image: a/l}]}}}", []string{one, "listenerTemplate [] default l=a/l"}},
	} {
		version, kind, _ := strings.Cut(tt.kind, " ")
		text := fmt.Sprintf("apiVersion: %s\nkind: %s\nmetadata: {name: x, namespace: shop}\n%s\n", version, kind, tt.body)
		s, problems, err := readText(t, text, "")
		if err != nil {
			t.Errorf("%s: %v", tt.kind, err)
			continue
		}
		for _, p := range problems {
			if !p.Hint || !strings.Contains(p.Text, "filled in later") {
				t.Errorf("%s: %v", tt.kind, p)
			}
		}
		if d := cmp.Diff(tt.want, podsIn(s)); d != "" {
			t.Errorf("%s: %s", tt.kind, d)
		}
		if r := engine.Run(s, diagnose.Options{}); len(s.Unreadable) > 0 || tt.want == nil && r.Report.Summary.Failures > 0 {
			t.Errorf("%s: %+v", tt.kind, s.Unreadable)
		}
	}
}

// A kind that is not known is judged by its shape, which is noted once; patterns of
// policies and the schemas of kinds are not pods.
func TestCustomResourcesByShape(t *testing.T) {
	const pod = "{imagePullSecrets: [{name: s}], containers: [{name: c, image: a/c}]}"
	text := strings.Join([]string{
		"apiVersion: acme.example/v1\nkind: Widget\nmetadata: {name: a}\nspec: {podTemplate: {spec: " + pod + "}}\n",
		"apiVersion: acme.example/v1\nkind: Widget\nmetadata: {name: b}\nspec: {roles: {x: {template: {spec: " + pod + "}}, z: {template: {spec: " + pod + "}}}}\n",
		"apiVersion: acme.example/v1\nkind: Widget\nmetadata: {name: c}\nspec: {template: {spec: {containers: [{name: c}]}}}\n",
		"apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: d}\nspec: {rules: [{validate: {pattern: {spec: {template: {spec: " + pod + "}}}}}]}\n",
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: e}\ndata: {template: {spec: " + pod + "}}\n",
	}, "---\n")
	s, problems, err := readText(t, text, "")
	if err != nil || len(problems) != 1 || problems[0].Text != "judged by their shape, because the fields of these kinds are not known: 2 Widget (acme.example/v1)" {
		t.Fatal(problems, err)
	}
	want := []string{"[s] default c=a/c", "spec.roles.x.template [s] default c=a/c", "spec.roles.z.template [s] default c=a/c"}
	if d := cmp.Diff(want, podsIn(s)); d != "" {
		t.Error(d)
	}
}

// Findings about custom resources carry the place of the field, and lists in a wrong
// place of a pod's specification are found.
func TestCustomResourcePlaces(t *testing.T) {
	s, _, err := readText(t, `apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: ray, namespace: shop}
spec:
  headGroupSpec:
    template:
      spec:
        imagePullSecrets:
        - name: regcerd
        containers:
        - name: head
          image: ghcr.io/acme/Ray:1
  workerGroupSpecs:
  - template:
      spec:
        containers:
        - name: worker
          image: ghcr.io/acme/ray:1
          imagePullSecrets:
          - name: regcred
---
apiVersion: v1
kind: Secret
metadata: {name: regcred, namespace: shop}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: '{"auths":{"ghcr.io":{"username":"bot","password":"invented"}}}'}
`, "")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	r := engine.Run(s, diagnose.Options{}).Report
	for _, f := range r.Failures {
		for _, x := range f.Findings {
			got[fmt.Sprintf("%s %s %d:%d", f.Container, x.Check, x.Location.Line, x.Location.Column)] = true
		}
	}
	for _, want := range []string{"head invalid-image-name 12:18", "head secret-name-typo 9:17", "worker misplaced-pull-secrets 19:11"} {
		if !got[want] {
			t.Errorf("no %s in %v", want, got)
		}
	}
}

// In a dump with pods, as in the cluster, only pods are judged; without pods, what was
// dumped is read as a template.
func TestCustomResourcesInADump(t *testing.T) {
	const task = "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t, namespace: shop, uid: u1}\nspec: {steps: [{name: a, image: Bad}]}\n"
	const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop, uid: u2}\nspec: {containers: [{name: c, image: nginx}]}\nstatus: {phase: Running, containerStatuses: [{name: c, ready: true, state: {running: {}}}]}\n"
	for text, want := range map[string]string{task: "[] ? a=Bad", task + "---\n" + pod: "[] default c=nginx"} {
		s, _, err := readText(t, text, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(podsIn(s), "; "); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
