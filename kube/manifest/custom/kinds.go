package custom

import "fmt"

// kinds are the custom resources whose fields are known, by group and kind: the
// fields are the same in all served versions.
var kinds = map[string]func(*collector){
	"argoproj.io/Rollout":    at("spec", "template", "spec"), // with workloadRef, the pods are those of another object
	"argoproj.io/Experiment": listed("spec", "templates", "template", "spec"),
	// argoproj.io/AnalysisTemplate has jobs in its metrics
	"argoproj.io/AnalysisTemplate":        jobMetrics,
	"argoproj.io/ClusterAnalysisTemplate": jobMetrics,
	"argoproj.io/Workflow":                workflow("spec"),
	"argoproj.io/WorkflowTemplate":        workflow("spec"),
	"argoproj.io/ClusterWorkflowTemplate": workflow("spec"),
	"argoproj.io/CronWorkflow":            workflow("spec", "workflowSpec"),

	"serving.knative.dev/Service":         at("spec", "template", "spec"),
	"serving.knative.dev/Configuration":   at("spec", "template", "spec"),
	"serving.knative.dev/Revision":        at("spec"),
	"sources.knative.dev/ContainerSource": at("spec", "template", "spec"),

	"tekton.dev/Task":        func(c *collector) { c.task("", run{open: true}, "spec") },
	"tekton.dev/ClusterTask": func(c *collector) { c.task("", run{open: true}, "spec") },
	"tekton.dev/StepAction":  func(c *collector) { c.step("spec") },
	"tekton.dev/TaskRun":     taskRun,
	"tekton.dev/Pipeline":    func(c *collector) { c.pipeline(run{open: true}, nil, "spec") },
	"tekton.dev/PipelineRun": pipelineRun,

	"monitoring.coreos.com/Prometheus":      monitoring("prometheus", "thanos"),
	"monitoring.coreos.com/PrometheusAgent": monitoring("prometheus"),
	"monitoring.coreos.com/Alertmanager":    monitoring("alertmanager"),
	"monitoring.coreos.com/ThanosRuler":     monitoring("thanos-ruler"),

	"postgresql.cnpg.io/Cluster": cloudNativePG,
	"postgresql.cnpg.io/Pooler":  at("spec", "template", "spec"),

	"keda.sh/ScaledJob": at("spec", "jobTargetRef", "template", "spec"),

	"apps.kruise.io/CloneSet":         at("spec", "template", "spec"),
	"apps.kruise.io/StatefulSet":      at("spec", "template", "spec"),
	"apps.kruise.io/DaemonSet":        at("spec", "template", "spec"),
	"apps.kruise.io/BroadcastJob":     at("spec", "template", "spec"),
	"apps.kruise.io/SidecarSet":       at("spec"),
	"apps.kruise.io/AdvancedCronJob":  oneOf("spec.template", "jobTemplate", "broadcastJobTemplate"),
	"apps.kruise.io/UnitedDeployment": oneOf("spec.template", "statefulSetTemplate", "advancedStatefulSetTemplate", "cloneSetTemplate", "deploymentTemplate"),
	"apps.kruise.io/ImagePullJob":     imagePullJob,

	"batch.volcano.sh/Job": listed("spec", "tasks", "template", "spec"),

	"sparkoperator.k8s.io/SparkApplication":          spark("spec"),
	"sparkoperator.k8s.io/ScheduledSparkApplication": spark("spec", "template"),

	"ray.io/RayCluster": rayCluster("spec"),
	"ray.io/RayService": rayCluster("spec", "rayClusterConfig"),
	"ray.io/RayJob": func(c *collector) {
		rayCluster("spec", "rayClusterSpec")(c)
		c.podAt("submitterPodTemplate", "spec", "submitterPodTemplate", "spec")
	},

	"actions.summerwind.dev/Runner":           runner("spec"),
	"actions.summerwind.dev/RunnerDeployment": runner("spec", "template", "spec"),
	"actions.summerwind.dev/RunnerReplicaSet": runner("spec", "template", "spec"),
	"actions.summerwind.dev/RunnerSet":        at("spec", "template", "spec"),
	"actions.github.com/AutoscalingRunnerSet": func(c *collector) {
		c.podAt("", "spec", "template", "spec")
		c.podAt("listenerTemplate", "spec", "listenerTemplate", "spec")
	},
	"actions.github.com/EphemeralRunnerSet": at("spec", "ephemeralRunnerSpec", "spec"),
	"actions.github.com/EphemeralRunner":    at("spec", "spec"),
}

// at is the place of the specification of the only pod.
func at(path ...any) func(*collector) {
	return func(c *collector) { c.podAt("", path...) }
}

// listed is a list, in each item of which the path below leads to a pod.
func listed(spec, list string, below ...any) func(*collector) {
	return func(c *collector) {
		c.eachOf([]any{spec, list}, func(i int, _ map[string]any) {
			c.podAt(fmt.Sprintf("%s[%d]", list, i), append([]any{spec, list, i}, below...)...)
		})
	}
}

// oneOf are the templates of workloads below spec.template, of which one is set.
func oneOf(_ string, fields ...string) func(*collector) {
	return func(c *collector) {
		for _, f := range fields {
			c.podAt("", "spec", "template", f, "spec", "template", "spec")
		}
	}
}
