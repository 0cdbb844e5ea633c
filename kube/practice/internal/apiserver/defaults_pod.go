package apiserver

import (
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	corev1 "k8s.io/api/core/v1"
)

// podDefaults mirrors SetDefaults_Pod and the admission plugins that touch every pod.
func podDefaults(p *corev1.Pod) {
	specDefaults(&p.Spec)
	if p.Spec.EnableServiceLinks == nil {
		yes := true
		p.Spec.EnableServiceLinks = &yes
	}
	if p.Spec.Priority == nil {
		none, lower := int32(0), corev1.PreemptLowerPriority
		p.Spec.Priority, p.Spec.PreemptionPolicy = &none, &lower
	}
	for _, key := range []string{corev1.TaintNodeNotReady, corev1.TaintNodeUnreachable} {
		tolerate(&p.Spec, key)
	}
	if p.Status.Phase == "" {
		p.Status.Phase = corev1.PodPending
		p.Status.QOSClass = corev1.PodQOSBestEffort
	}
}

// tolerate mirrors the DefaultTolerationSeconds admission.
func tolerate(spec *corev1.PodSpec, key string) {
	for _, t := range spec.Tolerations {
		if t.Key == key && t.Effect == corev1.TaintEffectNoExecute || t.Key == "" && t.Operator == corev1.TolerationOpExists {
			return
		}
	}
	seconds := int64(300)
	spec.Tolerations = append(spec.Tolerations, corev1.Toleration{
		Key: key, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: &seconds,
	})
}

// specDefaults mirrors SetDefaults_PodSpec, which also runs on pod templates.
func specDefaults(spec *corev1.PodSpec) {
	if spec.RestartPolicy == "" {
		spec.RestartPolicy = corev1.RestartPolicyAlways
	}
	if spec.DNSPolicy == "" {
		spec.DNSPolicy = corev1.DNSClusterFirst
	}
	if spec.SchedulerName == "" {
		spec.SchedulerName = corev1.DefaultSchedulerName
	}
	if spec.SecurityContext == nil {
		spec.SecurityContext = &corev1.PodSecurityContext{}
	}
	if spec.TerminationGracePeriodSeconds == nil {
		seconds := int64(corev1.DefaultTerminationGracePeriodSeconds)
		spec.TerminationGracePeriodSeconds = &seconds
	}
	if spec.ServiceAccountName != "" {
		spec.DeprecatedServiceAccount = spec.ServiceAccountName
	}
	for i := range spec.InitContainers {
		containerDefaults(&spec.InitContainers[i])
	}
	for i := range spec.Containers {
		containerDefaults(&spec.Containers[i])
	}
	for i := range spec.Volumes {
		if v := spec.Volumes[i].Image; v != nil && v.PullPolicy == "" {
			v.PullPolicy = corev1.PullPolicy(keyring.DefaultPullPolicy(v.Reference))
		}
	}
}

// containerDefaults mirrors SetDefaults_Container. The policy is set once: a later change of the
// image does not change it.
func containerDefaults(c *corev1.Container) {
	if c.ImagePullPolicy == "" {
		c.ImagePullPolicy = corev1.PullPolicy(keyring.DefaultPullPolicy(c.Image))
	}
	if c.TerminationMessagePath == "" {
		c.TerminationMessagePath = corev1.TerminationMessagePathDefault
	}
	if c.TerminationMessagePolicy == "" {
		c.TerminationMessagePolicy = corev1.TerminationMessageReadFile
	}
}
