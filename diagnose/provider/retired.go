package provider

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Retired is a place that images moved away from, or that was shut down.
type Retired struct {
	Place     string // host, or host and path in whole segments, without tag: "docker.io/bitnami"; ".bintray.io": all hosts of a domain
	Since     string // "2025-08-28", or as exactly as it is known; "" if it is not
	State     State
	Successor string // what to write in place of Place; "" if there is none, or none for all of it
	Note      string // sentences about it; may be empty
}

// State is what is left at a retired place.
type State int

// What is left.
const (
	Gone   State = iota // nothing: whatever it answers now, no credentials help
	Moved               // little or nothing; the images are at the successor
	Frozen              // the old images; newer versions are only at the successor
)

// RetiredPlace finds the place of an image in the table of what moved. The most exact entry counts.
func RetiredPlace(registry, repository string) (Retired, bool) {
	image := imageName(registry, repository)
	best := -1
	for i, r := range retired {
		rest, found := r.rest(image)
		if found && (rest == "" || rest[0] == '/') && (best < 0 || len(r.Place) > len(retired[best].Place)) {
			best = i
		}
	}
	if best < 0 {
		return Retired{}, false
	}
	return retired[best], true
}

// Replacement is the same image, without tag, at the successor; "" if there is none.
func (r Retired) Replacement(registry, repository string) string {
	rest, found := r.rest(imageName(registry, repository))
	if !found || r.Successor == "" {
		return ""
	}
	return r.Successor + rest
}

// rest is what follows the place in the name of an image. A place that begins with a dot is a domain.
func (r Retired) rest(image string) (string, bool) {
	if strings.HasPrefix(r.Place, ".") {
		host, path, _ := strings.Cut(image, "/")
		return "/" + path, strings.HasSuffix(host, r.Place)
	}
	return strings.CutPrefix(image, r.Place)
}

func imageName(registry, repository string) string {
	return strings.TrimSuffix(Host(registry)+"/"+repository, "/")
}

// retired is sorted by Place. Dates are those of the owners' announcements.
var retired = []Retired{
	{".bintray.io", "2021-05-01", Gone, "", "JFrog shut Bintray down."},
	{"docker.bintray.io", "2021-05-01", Gone, "releases-docker.jfrog.io", "JFrog shut Bintray down."},
	{"docker.io/argoproj", "", Frozen, "quay.io/argoproj", "The Argo project publishes at quay.io: Argo CD since version 2."},
	{"docker.io/bitnami", "2025-08-28", Moved, "docker.io/bitnamilegacy", "Bitnami keeps only the latest tag of some images at docker.io/bitnami. docker.io/bitnamilegacy has most of the old tags, gets no updates and is meant to be temporary."},
	{"docker.io/fluxcd", "2021", Frozen, "ghcr.io/fluxcd", "Flux publishes at ghcr.io since version 2."},
	{"docker.io/library/centos", "2024-06-30", Frozen, "quay.io/centos/centos", "CentOS Linux has reached its end of life. quay.io/centos/centos has CentOS Stream."},
	{"docker.io/library/consul", "2023", Frozen, "docker.io/hashicorp/consul", "From version 1.16 on."},
	{"docker.io/library/fsharp", "", Frozen, "", "This official image is deprecated."},
	{"docker.io/library/iojs", "2015", Frozen, "docker.io/library/node", "io.js became part of Node.js."},
	{"docker.io/library/java", "2016", Frozen, "docker.io/library/eclipse-temurin", "This official image is deprecated."},
	{"docker.io/library/jenkins", "2018", Frozen, "docker.io/jenkins/jenkins", "This official image is deprecated."},
	{"docker.io/library/mono", "", Frozen, "", "This official image is deprecated."},
	{"docker.io/library/openjdk", "2022-07", Frozen, "docker.io/library/eclipse-temurin", "Only early-access builds are still published; the tags of other JDKs have other names."},
	{"docker.io/library/owncloud", "2018", Frozen, "docker.io/owncloud/server", "This official image is deprecated."},
	{"docker.io/library/piwik", "2019", Frozen, "docker.io/library/matomo", "Piwik is now called Matomo."},
	{"docker.io/library/plone", "", Frozen, "docker.io/plone/plone-backend", "From version 6 on."},
	{"docker.io/library/sentry", "2020", Frozen, "docker.io/getsentry/sentry", "This official image is deprecated."},
	{"docker.io/library/swarm", "2020", Frozen, "", "Classic Swarm is no longer developed."},
	{"docker.io/library/vault", "2023", Frozen, "docker.io/hashicorp/vault", "From version 1.14 on."},
	{"docker.io/microsoft", "2018", Moved, "mcr.microsoft.com", "Microsoft publishes at mcr.microsoft.com; many images have another path there."},
	{"docker.io/minio", "2026-09-11", Gone, "quay.io/minio", "MinIO deleted its repositories at Docker Hub. quay.io/minio has the same releases; there are no images of releases after October 2025."},
	{"docker.io/weaveworks/flagger", "2021", Frozen, "ghcr.io/fluxcd/flagger", ""},
	{"docker.pkg.github.com", "2025-02-24", Gone, "ghcr.io", "GitHub shut it down; containerd could never pull from it. Migrated images kept their path; images pushed since are often at ghcr.io/OWNER/IMAGE."},
	{"gcr.azk8s.cn", "2020", Gone, "gcr.io", "The mirror is open to Azure China only."},
	{"gcr.io/arrikto", "2024-09", Gone, "", "These images of Kubeflow 1.7 and earlier were closed; newer versions of Kubeflow do not use them."},
	{"gcr.io/google-containers", "2023-04-03", Frozen, "registry.k8s.io", ""},
	{"gcr.io/google_containers", "2023-04-03", Frozen, "registry.k8s.io", ""},
	{"gcr.io/heptio-images/velero", "2020", Frozen, "docker.io/velero/velero", ""},
	{"gcr.io/istio-release", "2026-12", Moved, "docker.io/istio", "Istio removes its images from gcr.io by 2027-01-01."},
	{"gcr.io/istio-release/charts", "2026-12", Moved, "ghcr.io/istio/release/charts", "Istio removes its charts from gcr.io by 2027-01-01."},
	{"gcr.io/kaniko-project", "2025-06", Frozen, "", "Google no longer develops kaniko; the project is archived."},
	{"gcr.io/kubebuilder/kube-rbac-proxy", "2026-03", Gone, "quay.io/brancz/kube-rbac-proxy", "The image was announced to go from 2025-03-18 on, and was deleted."},
	{"gcr.io/kubernetes-helm/tiller", "2020", Moved, "ghcr.io/helm/tiller", "Tiller belongs to Helm 2, which is no longer supported."},
	{"gcr.io/ml-pipeline", "2025", Gone, "", "Kubeflow Pipelines publishes at ghcr.io/kubeflow, with kfp- before the name: ghcr.io/kubeflow/kfp-frontend."},
	{"gcr.io/tekton-releases", "2025-07", Gone, "ghcr.io/tektoncd", "Tekton closed its repositories at gcr.io, which now answer 403."},
	{"k8s.gcr.io", "2023-04-03", Frozen, "registry.k8s.io", "Requests are redirected to registry.k8s.io; images of Kubernetes 1.27 and later are only there."},
	{"quay.io/coreos/clair", "2020", Frozen, "quay.io/projectquay/clair", ""},
	{"quay.io/coreos/configmap-reload", "", Frozen, "docker.io/jimmidyson/configmap-reload", ""},
	{"quay.io/coreos/etcd-operator", "2020", Frozen, "", "The operator is no longer developed."},
	{"quay.io/coreos/flannel", "2022", Frozen, "ghcr.io/flannel-io/flannel", ""},
	{"quay.io/coreos/hyperkube", "2019", Frozen, "", "Kubernetes no longer publishes hyperkube."},
	{"quay.io/coreos/kube-rbac-proxy", "", Frozen, "quay.io/brancz/kube-rbac-proxy", ""},
	{"quay.io/coreos/kube-state-metrics", "2021", Frozen, "registry.k8s.io/kube-state-metrics/kube-state-metrics", "From version 2 on."},
	{"quay.io/coreos/prometheus-config-reloader", "2020-11", Frozen, "quay.io/prometheus-operator/prometheus-config-reloader", "From version 0.43 on."},
	{"quay.io/coreos/prometheus-operator", "2020-11", Frozen, "quay.io/prometheus-operator/prometheus-operator", "From version 0.43 on."},
	{"quay.io/external_storage/nfs-client-provisioner", "2021", Frozen, "registry.k8s.io/sig-storage/nfs-subdir-external-provisioner", ""},
	{"quay.io/kubernetes-ingress-controller/nginx-ingress-controller", "2020-09", Frozen, "registry.k8s.io/ingress-nginx/controller", ""},
	{"quay.io/weaveworks/flux", "2019-04", Moved, "docker.io/weaveworks/flux", ""},
	{"registry.docker-cn.com", "", Gone, "docker.io", "Docker's mirror in China is closed."},
	{"registry.opensource.zalan.do", "", Moved, "ghcr.io/zalando", "Some images have another path there, such as ghcr.io/zalando/postgres-operator."},
	{"registry.svc.ci.openshift.org", "", Gone, "registry.ci.openshift.org", ""},
}

// ContainerRegistryEnd is when Google stopped serving gcr.io from Container Registry: images that were
// not copied to Artifact Registry before cannot be pulled since then. The names stay valid, so whether
// an image is affected cannot be told from its name.
const ContainerRegistryEnd = "2025-04-22"

// shutDown are the words, in lower case, with which a registry answers that it has been shut down.
var shutDown = []string{"container registry is deprecated and shutting down"}

// ShutDown says whether a registry answers that it has been shut down, so that no credentials help.
func ShutDown(message string) bool {
	text := strings.ToLower(message)
	for _, words := range shutDown {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// SaysRetired is the retired place that a registry's answer names itself.
func SaysRetired(registry, repository, message string) (Retired, bool) {
	if !ShutDown(message) {
		return Retired{}, false
	}
	project, _, _ := strings.Cut(repository, "/")
	note := "Google serves " + registry + " from Artifact Registry only, and the images of project " + project + " were not copied there. Their names can stay: push them again"
	if lines := shell.Lines(shell.Words{"project": shell.Cloud(project)}, "gcloud artifacts docker upgrade migrate --projects={project}"); shell.Some(lines) {
		note += ", or copy what is left with " + lines[0]
	}
	note += "."
	return Retired{Place: "Container Registry at " + registry, Since: ContainerRegistryEnd, State: Gone, Note: note}, true
}
