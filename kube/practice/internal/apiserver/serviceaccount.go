package apiserver

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// tokenPath is where a pod finds the token of its service account.
const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount"

// admitPod mirrors the ServiceAccount admission (plugin/pkg/admission/serviceaccount Admit): a pod
// without a service account gets "default", one with a missing service account is refused, and the
// service account's pull secrets are copied only into a pod that lists none.
func admitPod(s *Server, obj store.Object) error {
	p, ok := obj.(*corev1.Pod)
	if !ok {
		return nil
	}
	if p.Spec.ServiceAccountName == "" {
		p.Spec.ServiceAccountName = p.Spec.DeprecatedServiceAccount
	}
	if p.Spec.ServiceAccountName == "" {
		p.Spec.ServiceAccountName = "default"
	}
	name := p.Spec.ServiceAccountName
	p.Spec.DeprecatedServiceAccount = name
	account, ok := Find[*corev1.ServiceAccount](s, ServiceAccounts, p.Namespace, name)
	if !ok {
		missing := apierrors.NewNotFound(schema.GroupResource{Resource: "serviceaccount"}, name)
		return apierrors.NewForbidden(Pods.GroupResource(), describe(p),
			fmt.Errorf("error looking up service account %s/%s: %w", p.Namespace, name, missing))
	}
	if len(p.Spec.ImagePullSecrets) == 0 {
		p.Spec.ImagePullSecrets = slices.Clone(account.ImagePullSecrets)
	}
	if automount(p, account) {
		mountToken(p)
	}
	return nil
}

// automount: the pod's setting overrides the service account's; the default
// is yes.
func automount(p *corev1.Pod, account *corev1.ServiceAccount) bool {
	switch {
	case p.Spec.AutomountServiceAccountToken != nil:
		return *p.Spec.AutomountServiceAccountToken
	case account.AutomountServiceAccountToken != nil:
		return *account.AutomountServiceAccountToken
	}
	return true
}

// mountToken adds the volume that every container without one at this place gets.
func mountToken(p *corev1.Pod) {
	name := mountName(p)
	used := false
	for _, containers := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
		for i := range containers {
			c := &containers[i]
			at := func(m corev1.VolumeMount) bool { return m.MountPath == tokenPath }
			if !slices.ContainsFunc(c.VolumeMounts, at) {
				c.VolumeMounts = append(c.VolumeMounts, corev1.VolumeMount{Name: name, MountPath: tokenPath, ReadOnly: true})
				used = true
			}
		}
	}
	if !used || slices.ContainsFunc(p.Spec.Volumes, func(v corev1.Volume) bool { return v.Name == name }) {
		return
	}
	seconds, mode := int64(3607), int32(0o644)
	p.Spec.Volumes = append(p.Spec.Volumes, corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{
		Projected: &corev1.ProjectedVolumeSource{DefaultMode: &mode, Sources: []corev1.VolumeProjection{
			{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{ExpirationSeconds: &seconds, Path: "token"}},
			{ConfigMap: &corev1.ConfigMapProjection{
				LocalObjectReference: corev1.LocalObjectReference{Name: "kube-root-ca.crt"},
				Items:                []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}},
			}},
			{DownwardAPI: &corev1.DownwardAPIProjection{Items: []corev1.DownwardAPIVolumeFile{
				{Path: "namespace", FieldRef: &corev1.ObjectFieldSelector{APIVersion: "v1", FieldPath: "metadata.namespace"}},
			}}},
		}},
	}})
}
