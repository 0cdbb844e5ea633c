package trial

import (
	"context"
	"fmt"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// scheduled is the minute, counted from 1970, that the jobs made here are named after.
const scheduled = 29922125

// trigger makes a Job of every CronJob in a list at once, as "kubectl create job --from" does: nobody
// wants to wait until three o'clock at night.
func (w *World) trigger(ctx context.Context, list []runtime.Object) error {
	for _, o := range list {
		c, ok := o.(*batchv1.CronJob)
		if !ok {
			continue
		}
		there, err := w.Client.BatchV1().CronJobs(c.Namespace).Get(ctx, c.Name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		job := &batchv1.Job{Spec: *there.Spec.JobTemplate.Spec.DeepCopy()}
		job.Name, job.Namespace = fmt.Sprintf("%s-%d", c.Name, scheduled), c.Namespace
		job.Annotations = map[string]string{"cronjob.kubernetes.io/instantiate": "manual"}
		job.OwnerReferences = []metav1.OwnerReference{
			*metav1.NewControllerRef(there, batchv1.SchemeGroupVersion.WithKind("CronJob")),
		}
		if _, err := w.Client.BatchV1().Jobs(c.Namespace).Create(ctx, job, metav1.CreateOptions{FieldManager: manager}); err != nil {
			return err
		}
	}
	return nil
}
