package controller

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const cronJobController = "cronjob-controller"

// firstMinute is the minute at which every CronJob of the practice cluster fires for the first
// time, so that its Jobs have the same names at every start.
const firstMinute = 29922125

var cronJobKind = batchv1.SchemeGroupVersion.WithKind("CronJob")

// cron is the state kept about a CronJob.
type cron struct {
	fired      int       // Jobs made
	generation int64     // of the template that the last Job was made from
	last       time.Time // when that was
}

// syncCronJobs creates one Job at once, whatever the schedule. The next follows a minute (divided
// by the speed) later, and only if the template has changed or no Job is left: that is when a
// learner waits for one. The time returned is that of the next Job, zero if none is due.
func (m *Manager) syncCronJobs() (next time.Time) {
	for _, c := range apiserver.All[*batchv1.CronJob](m.s, apiserver.CronJobs, "") {
		if c.DeletionTimestamp != nil || *c.Spec.Suspend {
			continue
		}
		known := m.crons[string(c.UID)]
		if known.fired > 0 && known.generation == c.Generation && len(owned[*batchv1.Job](m, apiserver.Jobs, c)) > 0 {
			continue
		}
		due := known.last.Add(time.Duration(float64(time.Minute) / m.speed))
		if known.fired > 0 && m.s.Now().Before(due) {
			if next.IsZero() || due.Before(next) {
				next = due
			}
			continue
		}
		if m.fire(c, firstMinute+known.fired) {
			m.crons[string(c.UID)] = cron{known.fired + 1, c.Generation, m.s.Now()}
		}
	}
	return next
}

func (m *Manager) fire(c *batchv1.CronJob, minute int) bool {
	t := c.Spec.JobTemplate.DeepCopy()
	job := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{
		Namespace: c.Namespace, Name: fmt.Sprintf("%s-%d", c.Name, minute), Labels: t.Labels, Annotations: t.Annotations,
		OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(c, cronJobKind)},
	}, Spec: t.Spec}
	made, err := m.s.Create(apiserver.Jobs, c.Namespace, job, apiserver.Options{})
	if err != nil {
		m.recorder(cronJobController).Event(c, "", corev1.EventTypeWarning, "FailedCreate", "Error creating job: "+err.Error())
		return false
	}
	m.recorder(cronJobController).Event(c, "", corev1.EventTypeNormal, "SuccessfulCreate", "Created job "+made.GetName())
	m.cronStatus(c, made)
	return true
}

func (m *Manager) cronStatus(c *batchv1.CronJob, made store.Object) {
	changed := clone(c)
	changed.Status.LastScheduleTime = stamp(m.s.Now())
	changed.Status.Active = append(changed.Status.Active, corev1.ObjectReference{
		APIVersion: "batch/v1", Kind: "Job", Namespace: made.GetNamespace(), Name: made.GetName(),
		UID: made.GetUID(), ResourceVersion: made.GetResourceVersion(),
	})
	m.status(apiserver.CronJobs, changed)
}

func stamp(t time.Time) *metav1.Time {
	s := metav1.NewTime(t).Rfc3339Copy()
	return &s
}
