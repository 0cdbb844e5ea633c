package app

import (
	"bytes"
	"fmt"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// sweepName is the name of all objects that run a sweep in a cluster.
const sweepName = "pulldoctor-sweep"

// sweepManifests are the objects that run a sweep every day in a cluster, with the
// rights that it needs and no others.
func sweepManifests(o cli.RBAC) ([]byte, error) {
	meta := metav1.ObjectMeta{Name: sweepName, Namespace: o.Namespace}
	inNamespace, inCluster := read.SweepRules()
	subjects := []rbacv1.Subject{{Kind: "ServiceAccount", Name: sweepName, Namespace: o.Namespace}}
	args := []string{"--sweep", "-n", o.Namespace, "-o", "openmetrics"}
	if o.AllNamespaces {
		inCluster, args = append(inCluster, inNamespace...), []string{"--sweep", "-A", "-o", "openmetrics"}
	}
	objects := []any{
		&corev1.ServiceAccount{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "ServiceAccount"}, ObjectMeta: meta},
		&rbacv1.ClusterRole{TypeMeta: rbacType("ClusterRole"), ObjectMeta: metav1.ObjectMeta{Name: sweepName}, Rules: inCluster},
		&rbacv1.ClusterRoleBinding{TypeMeta: rbacType("ClusterRoleBinding"), ObjectMeta: metav1.ObjectMeta{Name: sweepName}, Subjects: subjects,
			RoleRef: rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: sweepName}},
	}
	if !o.AllNamespaces {
		objects = append(objects,
			&rbacv1.Role{TypeMeta: rbacType("Role"), ObjectMeta: meta, Rules: inNamespace},
			&rbacv1.RoleBinding{TypeMeta: rbacType("RoleBinding"), ObjectMeta: meta, Subjects: subjects,
				RoleRef: rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: sweepName}})
	}
	var out bytes.Buffer
	for _, object := range append(objects, sweepJob(o, args)) {
		text, err := yaml.Marshal(object)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "---\n%s", withoutEmpty(text))
	}
	return out.Bytes(), nil
}

func rbacType(kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: rbacv1.SchemeGroupVersion.String(), Kind: kind}
}

// sweepJob runs the sweep once a day. Its log has the report, and the metrics.
func sweepJob(o cli.RBAC, args []string) *batchv1.CronJob {
	no, yes, once := false, true, int32(0)
	return &batchv1.CronJob{
		TypeMeta:   metav1.TypeMeta{APIVersion: "batch/v1", Kind: "CronJob"},
		ObjectMeta: metav1.ObjectMeta{Name: sweepName, Namespace: o.Namespace},
		Spec: batchv1.CronJobSpec{
			Schedule:          "17 5 * * *",
			ConcurrencyPolicy: batchv1.ForbidConcurrent,
			JobTemplate: batchv1.JobTemplateSpec{Spec: batchv1.JobSpec{
				BackoffLimit: &once,
				Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{
					ServiceAccountName: sweepName,
					RestartPolicy:      corev1.RestartPolicyNever,
					Containers: []corev1.Container{{
						Name: "pulldoctor", Image: o.Image, Args: args,
						SecurityContext: &corev1.SecurityContext{
							AllowPrivilegeEscalation: &no, ReadOnlyRootFilesystem: &yes, RunAsNonRoot: &yes,
							Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
						},
					}},
				}},
			}},
		},
	}
}

// withoutEmpty drops the fields that Go always writes and that say nothing.
func withoutEmpty(text []byte) []byte {
	var out [][]byte
	for line := range bytes.Lines(text) {
		switch string(bytes.TrimSpace(line)) {
		case "creationTimestamp: null", "status: {}", "resources: {}", "metadata: {}", "metadata:\n    creationTimestamp: null":
			continue
		}
		out = append(out, line)
	}
	return bytes.Join(out, nil)
}
