package main

import (
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Pods are younger than the secrets they use.
var (
	made    = metav1.NewTime(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	started = metav1.NewTime(made.Add(24 * time.Hour))
)

func namespaceName(i int) string { return fmt.Sprintf("team-%03d", i) }

// podOf is the i-th pod, of the size that real ones have: two containers with probes, an environment
// and mounts, and half of it about who wrote which field.
func (s size) podOf(i int) *corev1.Pod {
	yes := true
	ns := namespaceName(i % s.namespaces)
	set := fmt.Sprintf("web-%d-7d9c5b6f4", i/s.namespaces/5)
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: ns, Name: fmt.Sprintf("%s-%05d", set, i), GenerateName: set + "-",
			UID: uid("pod", i), CreationTimestamp: started,
			Labels:      map[string]string{"app.kubernetes.io/name": "web", "app.kubernetes.io/instance": set, "pod-template-hash": "7d9c5b6f4", "team": ns},
			Annotations: map[string]string{"checksum/config": strings.Repeat("5f", 32), "prometheus.io/scrape": "true", "prometheus.io/port": "9090"},
			OwnerReferences: []metav1.OwnerReference{{
				APIVersion: "apps/v1", Kind: "ReplicaSet", Name: set, UID: uid("set-"+ns+set, 0), Controller: &yes, BlockOwnerDeletion: &yes,
			}},
			ManagedFields: []metav1.ManagedFieldsEntry{
				manager("kube-controller-manager", "", controllerFields),
				manager("kubelet", "status", kubeletFields),
			},
		},
		Spec: corev1.PodSpec{
			ServiceAccountName: fmt.Sprintf("account-%d", i%accounts), NodeName: fmt.Sprintf("node-%03d", i%nodes),
			RestartPolicy: corev1.RestartPolicyAlways, DNSPolicy: corev1.DNSClusterFirst, SchedulerName: "default-scheduler",
			Containers: []corev1.Container{container("app", image(i)), container("sidecar", "registry.k8s.io/proxy:v3.1.0")},
			Volumes:    []corev1.Volume{tokenVolume(), {Name: "config", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: "web"}}}}},
		},
	}
	if name := pullSecretOf(i); name != "" {
		p.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: name}}
	}
	setStatus(p, i)
	return p
}

func image(i int) string {
	return fmt.Sprintf("ghcr.io/acme/team-%d/service:v1.%d.%d", i%7, i%30, i%11)
}

// pullSecretOf names the secret of a pod: a good one, one that is missing, for another registry, with a
// wrong password or of the wrong type, or none.
func pullSecretOf(i int) string {
	return []string{"pull-0", "missing", "pull-1", "pull-2", "", "opaque-0"}[i/20%6]
}

func uid(kind string, i int) types.UID {
	h := uint64(14695981039346656037)
	for _, c := range fmt.Sprint(kind, i) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return types.UID(fmt.Sprintf("%08x-%04x-4000-8000-%012x", uint32(h>>32), uint16(h>>16), h&0xffffffffffff))
}

func container(name, image string) corev1.Container {
	probe := &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/healthz", Port: intstr.FromInt32(8080), Scheme: "HTTP"}}, PeriodSeconds: 10, TimeoutSeconds: 1, SuccessThreshold: 1, FailureThreshold: 3}
	c := corev1.Container{
		Name: name, Image: image, ImagePullPolicy: corev1.PullIfNotPresent,
		Ports:         []corev1.ContainerPort{{Name: "http", ContainerPort: 8080, Protocol: "TCP"}},
		LivenessProbe: probe, ReadinessProbe: probe,
		Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{"cpu": resource.MustParse("100m"), "memory": resource.MustParse("128Mi")},
			Limits:   corev1.ResourceList{"memory": resource.MustParse("256Mi")},
		},
		VolumeMounts: []corev1.VolumeMount{
			{Name: "config", MountPath: "/etc/web", ReadOnly: true},
			{Name: "kube-api-access-x7k2p", MountPath: "/var/run/secrets/kubernetes.io/serviceaccount", ReadOnly: true},
		},
		TerminationMessagePath: "/dev/termination-log", TerminationMessagePolicy: "File",
	}
	for _, e := range []string{"LOG_LEVEL=info", "DATABASE_HOST=db.internal.example", "CACHE_HOST=cache.internal.example", "REGION=eu-central-1", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317"} {
		k, v, _ := strings.Cut(e, "=")
		c.Env = append(c.Env, corev1.EnvVar{Name: k, Value: v})
	}
	return c
}

func tokenVolume() corev1.Volume {
	hour, mode := int64(3607), int32(420)
	return corev1.Volume{Name: "kube-api-access-x7k2p", VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{
		DefaultMode: &mode,
		Sources: []corev1.VolumeProjection{
			{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{ExpirationSeconds: &hour, Path: "token"}},
			{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "kube-root-ca.crt"}, Items: []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}}}},
		},
	}}}
}
