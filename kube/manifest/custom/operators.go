package custom

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// below is a path and further steps.
func below(path []any, steps ...any) []any {
	return append(path[:len(path):len(path)], steps...)
}

// workflow reads a WorkflowSpec of Argo Workflows. Pull secrets are those of the
// whole workflow; a template may have a service account of its own.
func workflow(path ...any) func(*collector) {
	return func(c *collector) {
		one := func(part string, at []any, m map[string]any) {
			d := draft{part: part, account: textOf(m, "serviceAccountName")}
			if d.account == "" {
				d.account = c.textAt(below(path, "serviceAccountName")...)
			}
			name := textOf(m, "name")
			if name == "" {
				name = "main"
			}
			d.containers(c, "initContainers", below(at, "initContainers")...)
			for _, field := range []string{"container", "script"} {
				d.image(c, name, c.textAt(below(at, field, "imagePullPolicy")...), below(at, field, "image")...)
			}
			d.containers(c, "containerSet", below(at, "containerSet", "containers")...)
			d.containers(c, "sidecars", below(at, "sidecars")...)
			d.refs(c, below(path, "imagePullSecrets")...)
			c.add(d)
		}
		list := below(path, "templates")
		c.eachOf(list, func(i int, m map[string]any) {
			one(fmt.Sprintf("templates[%d]", i), below(list, i), m)
			for _, group := range []string{"steps", "dag"} { // inline templates
				c.inline(below(list, i), group, one)
			}
		})
		if m, ok := convert.ValueAt(c.doc, below(path, "templateDefaults")).(map[string]any); ok {
			one("templateDefaults", below(path, "templateDefaults"), m)
		}
	}
}

// inline visits the templates that the steps or tasks of a workflow contain.
func (c *collector) inline(at []any, group string, one func(string, []any, map[string]any)) {
	visit := func(list []any) {
		c.eachOf(list, func(i int, m map[string]any) {
			if t, ok := m["inline"].(map[string]any); ok {
				here := below(list, i, "inline")
				one(convert.Path(here).String(), here, t)
			}
		})
	}
	if group == "dag" {
		visit(below(at, "dag", "tasks"))
		return
	}
	steps, _ := convert.ValueAt(c.doc, below(at, "steps")).([]any)
	for i := range steps { // a list of lists
		visit(below(at, "steps", i))
	}
}

// jobMetrics reads the jobs of an AnalysisTemplate of Argo Rollouts.
func jobMetrics(c *collector) {
	c.eachOf([]any{"spec", "metrics"}, func(i int, _ map[string]any) {
		c.podAt(fmt.Sprintf("metrics[%d]", i), "spec", "metrics", i, "provider", "job", "spec", "template", "spec")
	})
}

// monitoring reads an object of the Prometheus operator: its own image, sidecars,
// and containers that may change those of the operator.
func monitoring(name string, sidecars ...string) func(*collector) {
	return func(c *collector) {
		d := draft{account: c.textAt("spec", "serviceAccountName")}
		d.containers(c, "initContainers", "spec", "initContainers")
		d.containers(c, "containers", "spec", "containers")
		policy := c.textAt("spec", "imagePullPolicy")
		d.image(c, name, policy, "spec", "image")
		for _, s := range sidecars {
			d.image(c, s+"-sidecar", policy, "spec", s, "image")
		}
		d.refs(c, "spec", "imagePullSecrets")
		c.add(d)
	}
}

// cloudNativePG reads a Cluster of CloudNativePG, whose operator makes a service
// account of the cluster's name with the pull secrets.
func cloudNativePG(c *collector) {
	d := draft{account: c.textAt("metadata", "name")}
	d.image(c, "postgres", c.textAt("spec", "imagePullPolicy"), "spec", "imageName")
	d.refs(c, "spec", "imagePullSecrets")
	c.add(d)
}

// imagePullJob reads an ImagePullJob of OpenKruise, which pulls an image on nodes
// before pods need it.
func imagePullJob(c *collector) {
	var d draft
	d.image(c, "image", c.textAt("spec", "imagePullPolicy"), "spec", "image")
	d.refs(c, "spec", "pullSecrets")
	c.add(d)
}

// spark reads a SparkApplication: one image for all pods, unless the driver or the
// executors have their own. Its pull secrets are a list of names.
func spark(path ...any) func(*collector) {
	return func(c *collector) {
		policy := c.textAt(below(path, "imagePullPolicy")...)
		for _, role := range []string{"driver", "executor"} {
			d := draft{part: role, account: c.textAt(below(path, role, "serviceAccount")...)}
			d.containers(c, "initContainers", below(path, role, "initContainers")...)
			image := below(path, role, "image")
			if c.textAt(image...) == "" {
				image = below(path, "image")
			}
			d.image(c, role, policy, image...)
			d.containers(c, "sidecars", below(path, role, "sidecars")...)
			d.refs(c, below(path, "imagePullSecrets")...)
			c.add(d)
		}
	}
}

// rayCluster reads a RayClusterSpec.
func rayCluster(path ...any) func(*collector) {
	return func(c *collector) {
		c.podAt("headGroupSpec", below(path, "headGroupSpec", "template", "spec")...)
		groups := below(path, "workerGroupSpecs")
		c.eachOf(groups, func(i int, _ map[string]any) {
			c.podAt(fmt.Sprintf("workerGroupSpecs[%d]", i), below(groups, i, "template", "spec")...)
		})
	}
}

// runner reads a RunnerSpec of the older actions-runner-controller: the image of the
// runner is beside the containers.
func runner(path ...any) func(*collector) {
	return func(c *collector) {
		d := draft{account: c.textAt(below(path, "serviceAccountName")...)}
		d.containers(c, "initContainers", below(path, "initContainers")...)
		policy := c.textAt(below(path, "imagePullPolicy")...)
		d.image(c, "runner", policy, below(path, "image")...)
		d.containers(c, "containers", below(path, "containers")...)
		d.containers(c, "sidecarContainers", below(path, "sidecarContainers")...)
		d.refs(c, below(path, "imagePullSecrets")...)
		c.add(d)
	}
}
