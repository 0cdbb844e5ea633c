package provider

import "strings"

// publishers are the owners of repositories on shared registries who publish their
// images for everyone: projects and vendors whose installation pages reference them
// without credentials.
var publishers = map[string]string{
	"docker.io": "alpine aquasec argoproj atlassian bitnami bitnamilegacy calico cilium clickhouse coredns curlimages datadog dexidp docker elastic envoyproxy " +
		"falcosecurity fluent flannel fluxcd gitea gitlab goharbor grafana hashicorp influxdb istio jaegertracing jenkins jupyter k3s keycloak " +
		"kindest kong kubernetesui linuxserver longhornio mattermost metallb minio mongodb natsio netdata newrelic nginx nginxinc oliver006 openpolicyagent opensearchproject " +
		"otel otwld percona portainer prom prompp rancher redis rook selenium sonatype strimzi temporalio timberio timescale traefik velero victoriametrics weaveworks zabbix",
	"quay.io": "argoproj brancz buildah ceph cilium calico coreos devtron frrouting jetstack k8scsi keycloak kiali kiwigrid kubevirt libpod metallb minio " +
		"oauth2-proxy open-cluster-management openshift operator-framework operatorhubio podman prometheus prometheus-operator prometheuscommunity quay rook skopeo strimzi tigera thanos",
	"ghcr.io": "actions aquasecurity argoproj argoproj-labs cloudnative-pg cert-manager crossplane dexidp distribution external-secrets fluxcd fluxcd-community goharbor grafana helm " +
		"home-operations immich-app jkroepke k3d-io k8snetworkplumbingwg kedacore knative kube-vip kyverno linkerd linuxserver mittwald nginx open-telemetry opencost pluralsh project-zot prometheus-community " +
		"rook sigstore stakater stefanprodan tektoncd traefik vmware-tanzu zalando",
	"gcr.io":              "cadvisor distroless google-containers google_containers istio-release k8s-staging-sig-storage kaniko-project knative-releases kubebuilder ml-pipeline tekton-releases",
	"registry.gitlab.com": "gitlab-org",
}

// PublishedForAll reports whether the images of a repository are as a rule public: its
// registry or its owner is known for that. It is no proof; AccessOf knows what is one.
func PublishedForAll(registry, repository string) bool {
	if AccessOf(registry, repository) != AccessUnknown {
		return true
	}
	owner, _, _ := strings.Cut(repository, "/")
	for _, known := range strings.Fields(publishers[Host(registry)]) {
		if known == owner {
			return true
		}
	}
	return false
}
