package provider

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRetiredTable(t *testing.T) {
	if !slices.IsSortedFunc(retired, func(a, b Retired) int { return strings.Compare(a.Place, b.Place) }) {
		t.Error("not sorted by place")
	}
	for i, r := range retired {
		if i > 0 && retired[i-1].Place == r.Place {
			t.Errorf("%s is there twice", r.Place)
		}
		if r.Place != strings.ToLower(r.Place) || strings.HasSuffix(r.Place, "/") || strings.ContainsAny(r.Successor, ":@ ") || strings.HasSuffix(r.Successor, "/") {
			t.Errorf("%s to %s: not a place", r.Place, r.Successor)
		}
		if r.Successor == "" && r.Note == "" {
			t.Errorf("%s: neither successor nor note", r.Place)
		}
		if r.Note != "" && !strings.HasSuffix(r.Note, ".") {
			t.Errorf("%s: not a sentence: %q", r.Place, r.Note)
		}
		if r.Since != "" {
			if _, err := time.Parse("2006-01-02"[:len(r.Since)], r.Since); err != nil {
				t.Errorf("%s: %v", r.Place, err)
			}
		}
		// A successor is not itself retired, and following it ends.
		registry, repository, _ := strings.Cut(r.Successor, "/")
		if next, found := RetiredPlace(registry, repository); found && next.State != Frozen {
			t.Errorf("%s moved to %s, which moved too", r.Place, r.Successor)
		}
	}
}

func TestRetiredPlaces(t *testing.T) {
	for image, want := range map[string]string{
		"docker.io/bitnami/redis":                      "docker.io/bitnamilegacy/redis",
		"docker.io/bitnamicharts/redis":                "-",
		"docker.pkg.github.com/acme/repo/image":        "ghcr.io/acme/repo/image",
		"k8s.gcr.io/ingress-nginx/controller":          "registry.k8s.io/ingress-nginx/controller",
		"k8s.gcr.io":                                   "registry.k8s.io",
		"quay.io/coreos/kube-state-metrics":            "registry.k8s.io/kube-state-metrics/kube-state-metrics",
		"quay.io/coreos/etcd":                          "-",
		"gcr.io/kubebuilder/kube-rbac-proxy":           "quay.io/brancz/kube-rbac-proxy",
		"gcr.io/tekton-releases/github.com/x/git-init": "ghcr.io/tektoncd/github.com/x/git-init",
		"docker.io/library/openjdk":                    "docker.io/library/eclipse-temurin",
		"docker.io/library/openjdk-x":                  "-",
		"docker.io/library/nginx":                      "-",
		"docker.io/minio/minio":                        "quay.io/minio/minio",
		"gcr.io/istio-release/pilot":                   "docker.io/istio/pilot",
		"gcr.io/istio-release/charts/istiod":           "ghcr.io/istio/release/charts/istiod",
		"gcr.io/ml-pipeline/frontend":                  "",
		"docker.io/microsoft/dotnet":                   "mcr.microsoft.com/dotnet",
		"registry.opensource.zalan.do/acid/spilo":      "ghcr.io/zalando/acid/spilo",
		"ghcr.io/acme/web":                             "-",
	} {
		registry, repository, _ := strings.Cut(image, "/")
		r, found := RetiredPlace(registry, repository)
		switch {
		case !found && want != "-" || found && want == "-":
			t.Errorf("%s: found %v", image, found)
		case found && r.Replacement(registry, repository) != want:
			t.Errorf("%s: %q, want %q", image, r.Replacement(registry, repository), want)
		}
	}
}

func TestLocalRegistries(t *testing.T) {
	for registry, want := range map[string]string{
		"localhost:7439": "kube-image-keeper", "127.0.0.1:6443": "the registry that k3s embeds", "127.0.0.1:9345": "the registry that RKE2 embeds",
		"localhost:32000": "the registry addon of MicroK8s", "[::1]:5000": "a local registry", "127.0.0.1:1": "", "localhost": "",
		"10.0.0.1:5000": "-", "registry.local:5000": "-", "": "-", "[": "-", "[::2]:5000": "-",
	} {
		l, ok := LocalAt(registry)
		if ok != (want != "-") || ok && l.Title != want {
			t.Errorf("%s: %v %q", registry, ok, l.Title)
		}
	}
}

func TestNodeConfig(t *testing.T) {
	for _, c := range []struct{ kubelet, runtime, want string }{
		{"v1.33.4+k3s1", "containerd://2.0.5-k3s2", "/etc/rancher/k3s/registries.yaml"},
		{"v1.33.4+rke2r1", "containerd://2.0.5-k3s2", "/etc/rancher/rke2/registries.yaml"},
		{"v1.36.3", "containerd://2.1.4", "/etc/containerd/certs.d/HOST/hosts.toml"},
		{"v1.36.3", "cri-o://1.34.0", "/etc/containers/registries.conf"},
		{"v1.22.0", "docker://20.10.8", "/etc/docker/daemon.json"},
		{"", "", ""},
	} {
		got := NodeConfig(c.kubelet, c.runtime)
		if c.want == "" && got != nil || c.want != "" && (len(got) == 0 || got[0] != c.want) {
			t.Errorf("%s, %s: %q", c.kubelet, c.runtime, got)
		}
	}
}

func TestGrants(t *testing.T) {
	for _, c := range []struct {
		name  string
		names Names
		want  []string
	}{
		{"ECR", Names{Registry: ecrHost, Repository: "web"},
			[]string{"aws iam attach-role-policy --role-name NODE_ROLE --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"}},
		{"ECR in China", Names{Registry: "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", Role: "nodes"},
			[]string{"aws iam attach-role-policy --role-name nodes --policy-arn arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"}},
		{"ECR for a government", Names{Registry: "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com", Role: "nodes"},
			[]string{"aws iam attach-role-policy --role-name nodes --policy-arn arn:aws-us-gov:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"}},
		{"EKS node group", Names{Registry: ecrHost, NodeGroup: "ng-1", Cluster: "prod"},
			[]string{"aws eks describe-nodegroup --cluster-name prod --nodegroup-name ng-1 --query nodegroup.nodeRole --output text",
				"aws iam attach-role-policy --role-name NODE_ROLE --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"}},
		{"Artifact Registry", Names{Registry: "europe-docker.pkg.dev", Repository: "shop-1/images/web"},
			[]string{"gcloud artifacts repositories add-iam-policy-binding images --location=europe --project=shop-1 --member=serviceAccount:NODE_ACCOUNT --role=roles/artifactregistry.reader"}},
		{"a project of a domain", Names{Registry: "us-central1-docker.pkg.dev", Repository: "example.com/shop-1/images/web", Account: "n@shop-1.iam.gserviceaccount.com"},
			[]string{"gcloud artifacts repositories add-iam-policy-binding images --location=us-central1 --project=example.com:shop-1 --member=serviceAccount:n@shop-1.iam.gserviceaccount.com --role=roles/artifactregistry.reader"}},
		{"gcr.io", Names{Registry: "gcr.io", Repository: "shop-1/web"},
			[]string{"gcloud artifacts repositories add-iam-policy-binding gcr.io --location=us --project=shop-1 --member=serviceAccount:NODE_ACCOUNT --role=roles/artifactregistry.reader"}},
		{"gcr.io, a project of a domain", Names{Registry: "eu.gcr.io", Repository: "example.com/shop-1/web"},
			[]string{"gcloud artifacts repositories add-iam-policy-binding eu.gcr.io --location=europe --project=example.com:shop-1 --member=serviceAccount:NODE_ACCOUNT --role=roles/artifactregistry.reader"}},
		{"no repository", Names{Registry: "us-docker.pkg.dev", Repository: "shop-1/web"},
			[]string{"gcloud projects add-iam-policy-binding shop-1 --member=serviceAccount:NODE_ACCOUNT --role=roles/artifactregistry.reader"}},
		{"ACR", Names{Registry: "acme.azurecr.io", Repository: "web", Cluster: "blue", Group: "prod"},
			[]string{"az aks update -n blue -g prod --attach-acr acme"}},
		{"ACR with a label", Names{Registry: "acme-a1b2c3d4.azurecr.io"}, []string{"az aks update -n CLUSTER -g GROUP --attach-acr acme"}},
		{"hostile", Names{Registry: "acme.azurecr.io", Cluster: "$(reboot)", Group: "-x'"}, []string{`# no command: "$(reboot)" is not a name that a cloud accepts.`}},
	} {
		id := Of(c.names.Registry).Node
		if id == nil {
			t.Errorf("%s: no identity", c.name)
			continue
		}
		if got := id.Grant(c.names); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
	for _, host := range []string{"public.ecr.aws", "mcr.microsoft.com", "registry.k8s.io", "ghcr.io", ""} {
		if Of(host).Node != nil {
			t.Errorf("%s: an identity", host)
		}
	}
}

func TestNodeNames(t *testing.T) {
	for _, c := range []struct {
		id     string
		labels map[string]string
		want   Names
	}{
		{"azure:///subscriptions/s/resourceGroups/mc_prod_blue_westeurope/providers/x", nil, Names{Group: "prod", Cluster: "blue"}},
		{"azure:///subscriptions/s/resourceGroups/MC_my_prod_blue_westeurope/providers/x", nil, Names{}}, // cannot be told apart
		{"azure:///subscriptions/s/resourceGroups/own/providers/x", nil, Names{}},
		{"azure://resourceGroups", nil, Names{}},
		{"aws:///a/i-0", map[string]string{"eks.amazonaws.com/nodegroup": "ng", "alpha.eksctl.io/cluster-name": "c"}, Names{NodeGroup: "ng", Cluster: "c"}},
		{"gce://p/z/n", map[string]string{"eks.amazonaws.com/nodegroup": "ng"}, Names{}},
		{"", nil, Names{}},
	} {
		if got := NodeNames(c.id, c.labels); got != c.want {
			t.Errorf("%s: %+v", c.id, got)
		}
	}
}

func TestOpenShiftGrant(t *testing.T) {
	if got, want := strings.Join(OpenShiftGrant("shop", "default", "images"), "\n"), "oc policy add-role-to-user system:image-puller system:serviceaccount:shop:default -n images"; got != want {
		t.Errorf("%s", got)
	}
}

func TestPaths(t *testing.T) {
	for image, want := range map[string]string{
		ecrHost + "/ecr-public/nginx/nginx":  "ecr:BatchImportUpstreamImage",
		ecrHost + "/quay/acme/web":           "pull-through cache rule",
		ecrHost + "/acme/web":                "",
		ecrHost + "/quay":                    "",
		"harbor.acme.example/proxy/alpine":   "proxy/library/alpine",
		"harbor.acme.example/dockerhub/web":  "dockerhub/library/web",
		"harbor.acme.example/proxy/acme/web": "",
		"harbor.acme.example/team/web":       "",
	} {
		registry, repository, _ := strings.Cut(image, "/")
		got := Of(registry).Path(repository)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q", image, got)
		}
	}
}
