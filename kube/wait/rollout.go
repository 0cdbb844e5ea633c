package wait

import (
	"context"
	"fmt"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// Where controllers record the template revision of an object.
const (
	deploymentRevision = "deployment.kubernetes.io/revision"        // on a Deployment and its ReplicaSets
	daemonSetRevision  = "deprecated.daemonset.template.generation" // on a DaemonSet
	podDaemonRevision  = "pod-template-generation"                  // on its pods
	podRevision        = appsv1.ControllerRevisionHashLabelKey      // on the pods of a StatefulSet
)

// take notes which pods belong to an object.
func (w *watched) take(ctx context.Context, obj runtime.Object) error {
	switch o := obj.(type) {
	case *corev1.Pod:
		w.pods = append(w.pods, o.Namespace+"/"+o.Name)
	case *appsv1.Deployment:
		return w.takeDeployment(ctx, o)
	case *appsv1.StatefulSet:
		p := w.expect("StatefulSet", &o.ObjectMeta, o.Status.ObservedGeneration, count(o.Spec.Replicas))
		onDelete := o.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType
		if w.latest && !onDelete && o.Status.UpdateRevision != "" {
			p.label, p.value = podRevision, o.Status.UpdateRevision
			if u := o.Spec.UpdateStrategy.RollingUpdate; u != nil && u.Partition != nil {
				p.want = max(0, p.want-int(*u.Partition))
			}
		}
	case *appsv1.DaemonSet:
		p := w.expect("DaemonSet", &o.ObjectMeta, o.Status.ObservedGeneration, int(o.Status.DesiredNumberScheduled))
		if g := o.Annotations[daemonSetRevision]; w.latest && g != "" && o.Spec.UpdateStrategy.Type != appsv1.OnDeleteDaemonSetStrategyType {
			p.label, p.value = podDaemonRevision, g
		}
	case *appsv1.ReplicaSet:
		w.expect("ReplicaSet", &o.ObjectMeta, o.Status.ObservedGeneration, count(o.Spec.Replicas))
	case *corev1.ReplicationController:
		w.expect("ReplicationController", &o.ObjectMeta, o.Status.ObservedGeneration, count(o.Spec.Replicas))
	case *batchv1.Job:
		w.takeJob(o)
	case *batchv1.CronJob:
		return w.takeCronJob(ctx, o)
	}
	return nil
}

func count(replicas *int32) int {
	if replicas == nil {
		return 1 // the API server's default
	}
	return int(*replicas)
}

// takeDeployment finds the ReplicaSet of the current template: it has the Deployment's revision
// (pkg/controller/deployment/util, SetNewReplicaSetAnnotations).
func (w *watched) takeDeployment(ctx context.Context, d *appsv1.Deployment) error {
	want := count(d.Spec.Replicas)
	if w.latest && d.Status.ObservedGeneration < d.Generation {
		w.comingf("Deployment %s is not rolled out yet", showName(&d.ObjectMeta))
		return nil
	}
	opts := metav1.ListOptions{}
	if s, err := metav1.LabelSelectorAsSelector(d.Spec.Selector); err == nil {
		opts.LabelSelector = s.String()
	}
	list, err := w.client.AppsV1().ReplicaSets(d.Namespace).List(ctx, opts)
	if apierrors.IsForbidden(err) {
		w.refused.Add("list", "replicasets", d.Namespace, "", err)
		w.byName = append(w.byName, namedTarget{d.Namespace, kube.Target{Kind: "Deployment", Name: d.Name}})
		return nil
	}
	if err != nil {
		return connect.ReachError(err, "")
	}
	revision := d.Annotations[deploymentRevision]
	p := &ownedPods{name: "Deployment " + showName(&d.ObjectMeta), want: want}
	if d.Spec.Paused || !w.latest {
		p.want = 0
	}
	w.all = append(w.all, p)
	for i := range list.Items {
		rs := &list.Items[i]
		if !metav1.IsControlledBy(rs, d) || w.latest && !d.Spec.Paused && revision != "" && rs.Annotations[deploymentRevision] != revision {
			continue
		}
		w.owners[string(rs.UID)] = p
	}
	return nil
}

// takeJob: a Job that has ended creates no more pods.
func (w *watched) takeJob(j *batchv1.Job) {
	want := 1
	if j.Spec.Suspend != nil && *j.Spec.Suspend || slices.ContainsFunc(j.Status.Conditions, func(c batchv1.JobCondition) bool {
		return (c.Type == batchv1.JobComplete || c.Type == batchv1.JobFailed) && c.Status == corev1.ConditionTrue
	}) {
		want = 0
	}
	w.expect("Job", &j.ObjectMeta, j.Generation, want)
}

// takeCronJob takes the Jobs that it created, of which the newest has the
// current template; it creates none before its time.
func (w *watched) takeCronJob(ctx context.Context, c *batchv1.CronJob) error {
	list, err := w.client.BatchV1().Jobs(c.Namespace).List(ctx, metav1.ListOptions{})
	if apierrors.IsForbidden(err) {
		w.refused.Add("list", "jobs", c.Namespace, "", err)
		w.byName = append(w.byName, namedTarget{c.Namespace, kube.Target{Kind: "CronJob", Name: c.Name}})
		return nil
	}
	if err != nil {
		return connect.ReachError(err, "")
	}
	var jobs []*batchv1.Job
	for i := range list.Items {
		if j := &list.Items[i]; metav1.IsControlledBy(j, c) {
			jobs = append(jobs, j)
		}
	}
	slices.SortStableFunc(jobs, func(a, b *batchv1.Job) int { return b.CreationTimestamp.Compare(a.CreationTimestamp.Time) })
	for i, j := range jobs {
		if i == 0 || !w.latest {
			w.takeJob(j)
		}
	}
	return nil
}

// expect notes an object that owns pods itself.
func (w *watched) expect(kind string, m *metav1.ObjectMeta, seen int64, want int) *ownedPods {
	p := &ownedPods{name: kind + " " + showName(m), want: want}
	w.owners[string(m.UID)] = p
	if !w.latest {
		p.want = 0
		return p
	}
	if seen < m.Generation {
		w.comingf("%s %s is not rolled out yet", kind, showName(m))
	}
	w.all = append(w.all, p)
	return p
}

func showName(m *metav1.ObjectMeta) string { return clean.Line(m.Namespace + "/" + m.Name) }

func (w *watched) comingf(format string, a ...any) {
	w.late = append(w.late, fmt.Sprintf(format, a...))
}
