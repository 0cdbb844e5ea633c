package lab

import "strings"

// Versions that the lab runs. The go.mod files below build/ say the same; TestVersions compares them.
const (
	KubernetesVersion = "v1.36.3"
	EtcdVersion       = "v3.6.8"
	ContainerdVersion = "v2.3.7"

	OlderKubernetesVersion = "v1.34.4"
	OlderContainerdVersion = "v1.7.29"
)

// Program is one of the programs that the lab builds.
type Program struct {
	Name    string
	Module  string // folder below build/ whose go.mod pins it; empty: this module
	Package string
	LDFlags string
	Tags    string
}

// Programs are all that the lab can build.
var Programs = []Program{
	{Name: "etcd", Module: "etcd", Package: "go.etcd.io/etcd/server/v3"},
	kubernetesProgram("kube-apiserver", "k8s", KubernetesVersion),
	kubernetesProgram("kubectl", "k8s", KubernetesVersion),
	kubernetesProgram("kube-scheduler", "k8s", KubernetesVersion),
	kubernetesProgram("kube-controller-manager", "k8s", KubernetesVersion),
	kubernetesProgram("kubelet", "k8s", KubernetesVersion),
	containerdProgram("containerd", current, ContainerdVersion),
	containerdProgram("containerd-shim-runc-v2", current, ContainerdVersion),
	containerdProgram("ctr", current, ContainerdVersion),
	imageProgram("app"),
	imageProgram("pause"),
	kubernetesProgram("kubelet@older", "k8s-older", OlderKubernetesVersion),
	containerdProgram("containerd@older", older, OlderContainerdVersion),
	containerdProgram("containerd-shim-runc-v2@older", older, OlderContainerdVersion),
	containerdProgram("ctr@older", older, OlderContainerdVersion),
}

// containerdModule is where a generation's containerd is built from.
type containerdModule struct {
	folder string // below build/
	path   string // of the Go module
}

var (
	current = containerdModule{"containerd", "github.com/containerd/containerd/v2"}
	older   = containerdModule{"containerd-older", "github.com/containerd/containerd"}
)

// kubernetesProgram is a program of k8s.io/kubernetes. It must be told its version, which the other
// programs and the report's node facts ask for; an unset one is v0.0.0.
func kubernetesProgram(name, folder, version string) Program {
	minor := strings.Split(version, ".")[1]
	var flags []string
	for _, pkg := range []string{"k8s.io/component-base/version", "k8s.io/client-go/pkg/version"} {
		for _, v := range [][2]string{
			{"gitVersion", version}, {"gitMajor", "1"}, {"gitMinor", minor},
			{"gitCommit", strings.Repeat("0", 40)}, {"gitTreeState", "clean"},
			{"buildDate", "2026-01-01T00:00:00Z"},
		} {
			flags = append(flags, "-X "+pkg+"."+v[0]+"="+v[1])
		}
	}
	p := Program{Name: name, Module: folder, LDFlags: strings.Join(flags, " ")}
	p.Package = "k8s.io/kubernetes/cmd/" + p.file()
	return p
}

// containerdProgram is a program of containerd, without the snapshotters that need C libraries.
func containerdProgram(name string, m containerdModule, version string) Program {
	p := Program{
		Name: name, Module: m.folder,
		LDFlags: "-X " + m.path + "/version.Version=" + version,
		Tags:    "no_btrfs no_devmapper no_zfs no_aufs",
	}
	p.Package = m.path + "/cmd/" + p.file()
	return p
}

// imageProgram is what the images of the practice world hold.
func imageProgram(name string) Program {
	return Program{Name: name, Package: module + "/images/" + name}
}

// program finds one by name.
func program(name string) (Program, bool) {
	for _, p := range Programs {
		if p.Name == name {
			return p, true
		}
	}
	return Program{}, false
}

// Names are the names of all programs that a node of this generation and its control plane need.
func Names(g Generation) []string {
	return Options{Node: &NodeOptions{Generation: g}}.names()
}
