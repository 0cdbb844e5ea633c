package custom

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// run is what a TaskRun or PipelineRun of Tekton adds to the pods of its tasks.
type run struct {
	account string
	refs    convert.Path // the list of pull secrets, nil for none
	open    bool         // no run is known: it chooses the service account and the pull secrets
}

// task reads a TaskSpec: a pod with one container for each step.
func (c *collector) task(part string, r run, path ...any) {
	d := draft{part: part, account: r.account}
	common := below(path, "stepTemplate", "image")
	steps := below(path, "steps")
	c.eachOf(steps, func(i int, m map[string]any) {
		it := item{name: textOf(m, "name"), image: textOf(m, "image"), policy: textOf(m, "imagePullPolicy"), at: below(steps, i, "image")}
		if it.name == "" {
			it.name = fmt.Sprintf("steps[%d]", i)
		}
		if it.image == "" && m["ref"] == nil {
			it.image, it.at = c.textAt(common...), common
		}
		d.main = append(d.main, it)
	})
	d.containers(c, "sidecars", below(path, "sidecars")...)
	if r.refs != nil {
		d.refs(c, r.refs...)
	}
	n := len(c.pods)
	if c.add(d); r.open && len(c.pods) > n {
		c.pods[n].Pod.OpenAccount = true
	}
}

// step reads a StepAction, which a step of a Task refers to.
func (c *collector) step(path ...any) {
	var d draft
	d.image(c, "step", "", below(path, "image")...)
	n := len(c.pods)
	if c.add(d); len(c.pods) > n {
		c.pods[n].Pod.OpenAccount = true
	}
}

// pipeline reads the tasks that a PipelineSpec contains; own says what a run has for
// a task of its name.
func (c *collector) pipeline(r run, own func(task string) run, path ...any) {
	for _, list := range []string{"tasks", "finally"} {
		at := below(path, list)
		c.eachOf(at, func(i int, m map[string]any) {
			if m["taskSpec"] == nil {
				return
			}
			mine := r
			if own != nil {
				mine = own(textOf(m, "name"))
			}
			c.task(fmt.Sprintf("%s[%d]", list, i), mine, below(at, i, "taskSpec")...)
		})
	}
}

func taskRun(c *collector) {
	c.task("", run{account: c.textAt("spec", "serviceAccountName"), refs: convert.Path{"spec", "podTemplate", "imagePullSecrets"}}, "spec", "taskSpec")
}

// pipelineRun reads a PipelineRun. v1 has the account and the pod template in
// taskRunTemplate, v1beta1 at the top of the specification.
func pipelineRun(c *collector) {
	first := func(paths ...[]any) []any {
		for _, p := range paths {
			if convert.ValueAt(c.doc, p) != nil {
				return p
			}
		}
		return paths[0]
	}
	all := run{
		account: c.textAt(first([]any{"spec", "taskRunTemplate", "serviceAccountName"}, []any{"spec", "serviceAccountName"})...),
		refs:    first([]any{"spec", "taskRunTemplate", "podTemplate", "imagePullSecrets"}, []any{"spec", "podTemplate", "imagePullSecrets"}),
	}
	own := func(task string) run {
		r := all
		list := []any{"spec", "taskRunSpecs"}
		c.eachOf(list, func(i int, m map[string]any) {
			if textOf(m, "pipelineTaskName") != task {
				return
			}
			for _, f := range []string{"serviceAccountName", "taskServiceAccountName"} {
				if a := textOf(m, f); a != "" {
					r.account = a
				}
			}
			for _, f := range []string{"podTemplate", "taskPodTemplate"} {
				if p := below(list, i, f, "imagePullSecrets"); convert.ValueAt(c.doc, p) != nil {
					r.refs = p
				}
			}
		})
		return r
	}
	c.pipeline(all, own, "spec", "pipelineSpec")
}
