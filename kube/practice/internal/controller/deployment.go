package controller

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	deploymentController = "deployment-controller"
	revisionAnnotation   = "deployment.kubernetes.io/revision"
)

var deploymentKind = appsv1.SchemeGroupVersion.WithKind("Deployment")

func (m *Manager) syncDeployments() {
	for _, d := range apiserver.All[*appsv1.Deployment](m.s, apiserver.Deployments, "") {
		if d.DeletionTimestamp != nil || d.Spec.Paused {
			continue
		}
		m.syncDeployment(d)
	}
}

// syncDeployment mirrors pkg/controller/deployment: the ReplicaSet of the current template grows,
// the others shrink, within the limits of the strategy.
func (m *Manager) syncDeployment(d *appsv1.Deployment) {
	sets := owned[*appsv1.ReplicaSet](m, apiserver.ReplicaSets, d)
	hash := templateHash(&d.Spec.Template)
	var current *appsv1.ReplicaSet
	var old []*appsv1.ReplicaSet
	for _, rs := range sets {
		if rs.Labels[appsv1.DefaultDeploymentUniqueLabelKey] == hash {
			current = rs
		} else {
			old = append(old, rs)
		}
	}
	slices.SortStableFunc(old, func(a, b *appsv1.ReplicaSet) int { return revision(a) - revision(b) })
	recreate := d.Spec.Strategy.Type == appsv1.RecreateDeploymentStrategyType
	switch {
	case recreate && total(old) > 0:
		for _, rs := range old {
			m.scale(d, rs, 0)
		}
	case recreate && m.anyPods(old):
		// wait: the old pods must be gone first
	case current == nil:
		m.createReplicaSet(d, hash, old)
	default:
		m.adopt(d, current, old)
		if m.scale(d, current, wanted(d, current, old)) {
			return // the other side at the next pass, on true numbers
		}
		m.shrink(d, current, old)
	}
	m.deploymentStatus(d, current, sets)
}

// total returns how many pods the sets should have.
func total(sets []*appsv1.ReplicaSet) int32 {
	var n int32
	for _, rs := range sets {
		n += *rs.Spec.Replicas
	}
	return n
}

func (m *Manager) anyPods(sets []*appsv1.ReplicaSet) bool {
	return slices.ContainsFunc(sets, func(rs *appsv1.ReplicaSet) bool {
		return len(owned[*corev1.Pod](m, apiserver.Pods, rs)) > 0
	})
}

// limits resolves maxSurge and maxUnavailable, which cannot both be zero.
func limits(d *appsv1.Deployment) (surge, unavailable int32) {
	u := d.Spec.Strategy.RollingUpdate
	if u == nil {
		return 0, *d.Spec.Replicas
	}
	s, _ := intstr.GetScaledValueFromIntOrPercent(u.MaxSurge, int(*d.Spec.Replicas), true)
	n, _ := intstr.GetScaledValueFromIntOrPercent(u.MaxUnavailable, int(*d.Spec.Replicas), false)
	if s == 0 && n == 0 {
		n = 1
	}
	return int32(s), min(int32(n), *d.Spec.Replicas)
}

// wanted mirrors NewRSNewReplicas: as many as fit in addition to the old
// pods.
func wanted(d *appsv1.Deployment, current *appsv1.ReplicaSet, old []*appsv1.ReplicaSet) int32 {
	have := int32(0)
	if current != nil {
		have = *current.Spec.Replicas
	}
	if d.Spec.Strategy.Type == appsv1.RecreateDeploymentStrategyType || have > *d.Spec.Replicas {
		return *d.Spec.Replicas
	}
	surge, _ := limits(d)
	room := *d.Spec.Replicas + surge - total(old) - have
	return have + max(0, min(room, *d.Spec.Replicas-have))
}

// shrink mirrors reconcileOldReplicaSets: pods that are not running go first, then as many others
// as the new ones can replace.
func (m *Manager) shrink(d *appsv1.Deployment, current *appsv1.ReplicaSet, old []*appsv1.ReplicaSet) {
	_, unavailable := limits(d)
	least := *d.Spec.Replicas - unavailable
	room := total(old) + *current.Spec.Replicas - least - (*current.Spec.Replicas - current.Status.AvailableReplicas)
	available := current.Status.AvailableReplicas
	for _, rs := range old {
		available += rs.Status.AvailableReplicas
	}
	spare := available - least
	for _, rs := range old {
		have := *rs.Spec.Replicas
		sick := max(0, min(room, have-rs.Status.AvailableReplicas))
		well := max(0, min(spare, room-sick, have-sick))
		room -= sick + well
		spare -= well
		m.scale(d, rs, have-sick-well)
	}
}

// scale sets a ReplicaSet's size and records an event; false if it already
// has that size.
func (m *Manager) scale(d *appsv1.Deployment, rs *appsv1.ReplicaSet, to int32) bool {
	from := *rs.Spec.Replicas
	if from == to {
		return false
	}
	changed := clone(rs)
	changed.Spec.Replicas = &to
	if _, err := m.s.Update(apiserver.ReplicaSets, rs.Namespace, changed, apiserver.Options{}); err != nil {
		return false // at the next pass
	}
	m.sayScaled(d, rs.Name, from, to)
	return true
}

func (m *Manager) sayScaled(d *appsv1.Deployment, name string, from, to int32) {
	way := "up"
	if to < from {
		way = "down"
	}
	m.recorder(deploymentController).Event(d, "", corev1.EventTypeNormal, "ScalingReplicaSet",
		fmt.Sprintf("Scaled %s replica set %s from %d to %d", way, name, from, to))
}

func (m *Manager) createReplicaSet(d *appsv1.Deployment, hash string, old []*appsv1.ReplicaSet) {
	replicas := wanted(d, nil, old)
	template := d.Spec.Template.DeepCopy()
	selector := d.Spec.Selector.DeepCopy()
	if selector == nil {
		selector = &metav1.LabelSelector{}
	}
	if template.Labels == nil {
		template.Labels = map[string]string{}
	}
	template.Labels[appsv1.DefaultDeploymentUniqueLabelKey] = hash
	rs := &appsv1.ReplicaSet{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: d.Namespace, Name: d.Name + "-" + hash, Labels: template.Labels,
			Annotations:     map[string]string{revisionAnnotation: strconv.Itoa(newest(old) + 1)},
			OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(d, deploymentKind)},
		},
		Spec: appsv1.ReplicaSetSpec{
			Replicas: &replicas, Template: *template,
			Selector: metav1.AddLabelToSelector(selector, appsv1.DefaultDeploymentUniqueLabelKey, hash),
		},
	}
	if _, err := m.s.Create(apiserver.ReplicaSets, d.Namespace, rs, apiserver.Options{}); err == nil {
		m.sayScaled(d, rs.Name, 0, replicas)
	}
}

func revision(rs *appsv1.ReplicaSet) int {
	n, _ := strconv.Atoi(rs.Annotations[revisionAnnotation])
	return n
}

func newest(sets []*appsv1.ReplicaSet) int {
	n := 0
	for _, rs := range sets {
		n = max(n, revision(rs))
	}
	return n
}

// adopt gives the highest revision to a ReplicaSet that a rollback brought back.
func (m *Manager) adopt(d *appsv1.Deployment, current *appsv1.ReplicaSet, old []*appsv1.ReplicaSet) {
	if n := newest(old); revision(current) <= n {
		changed := clone(current)
		changed.ResourceVersion = ""
		changed.Annotations[revisionAnnotation] = strconv.Itoa(n + 1)
		_, _ = m.s.Update(apiserver.ReplicaSets, d.Namespace, changed, apiserver.Options{}) // else at the next pass
	}
}

func (m *Manager) deploymentStatus(d *appsv1.Deployment, current *appsv1.ReplicaSet, sets []*appsv1.ReplicaSet) {
	st := *d.Status.DeepCopy()
	st.ObservedGeneration = d.Generation
	st.Replicas, st.ReadyReplicas, st.AvailableReplicas, st.UpdatedReplicas = 0, 0, 0, 0
	for _, rs := range sets {
		st.Replicas += rs.Status.Replicas
		st.ReadyReplicas += rs.Status.ReadyReplicas
		st.AvailableReplicas += rs.Status.AvailableReplicas
	}
	if current != nil {
		st.UpdatedReplicas = current.Status.Replicas
	}
	st.UnavailableReplicas = max(0, *d.Spec.Replicas-st.AvailableReplicas)
	if same(st, d.Status) {
		return
	}
	changed := clone(d)
	changed.Status = st
	m.status(apiserver.Deployments, changed)
}
