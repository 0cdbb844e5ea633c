package controller

import (
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
)

const jobController = "job-controller"

var jobKind = batchv1.SchemeGroupVersion.WithKind("Job")

// syncJobs keeps as many pods running as a Job may have, until enough have succeeded.
func (m *Manager) syncJobs() {
	for _, job := range apiserver.All[*batchv1.Job](m.s, apiserver.Jobs, "") {
		if job.DeletionTimestamp != nil || *job.Spec.Suspend {
			continue
		}
		all := owned[*corev1.Pod](m, apiserver.Pods, job)
		done := int32(0)
		for _, p := range all {
			if p.Status.Phase == corev1.PodSucceeded {
				done++
			}
		}
		working := int32(len(active(all)))
		for ; working < min(*job.Spec.Parallelism, *job.Spec.Completions-done); working++ {
			if !m.create(jobController, job, fromTemplate(job, jobKind, &job.Spec.Template, job.Name+"-"), createdPod) {
				break
			}
		}
		m.jobStatus(job, working, done)
	}
}

func (m *Manager) jobStatus(job *batchv1.Job, working, done int32) {
	st := *job.Status.DeepCopy()
	now := m.s.Now()
	if st.StartTime == nil {
		st.StartTime = stamp(now)
	}
	readyPods := countReady(active(owned[*corev1.Pod](m, apiserver.Pods, job)))
	st.Active, st.Succeeded, st.Ready = working, done, &readyPods
	if done >= *job.Spec.Completions && st.CompletionTime == nil {
		st.CompletionTime = stamp(now)
		st.Conditions = append(st.Conditions, batchv1.JobCondition{
			Type: batchv1.JobComplete, Status: corev1.ConditionTrue, Reason: batchv1.JobReasonCompletionsReached,
			Message: "Reached expected number of succeeded pods", LastProbeTime: *st.CompletionTime, LastTransitionTime: *st.CompletionTime,
		})
		m.recorder(jobController).Event(job, "", corev1.EventTypeNormal, "Completed", "Job completed")
	}
	if same(st, job.Status) {
		return
	}
	changed := clone(job)
	changed.Status = st
	m.status(apiserver.Jobs, changed)
}
