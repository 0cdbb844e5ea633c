package lab

import "strings"

// Versions that the lab runs. The go.mod files below build/ say the same; TestVersions compares them.
const (
	KubernetesVersion = "v1.36.3"
	EtcdVersion       = "v3.6.8"
	ContainerdVersion = "v2.3.7"
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
	kubernetesProgram("kube-apiserver"),
	kubernetesProgram("kubectl"),
	kubernetesProgram("kube-scheduler"),
	kubernetesProgram("kube-controller-manager"),
	kubernetesProgram("kubelet"),
	containerdProgram("containerd"),
	containerdProgram("containerd-shim-runc-v2"),
	containerdProgram("ctr"),
	imageProgram("app"),
	imageProgram("pause"),
}

// kubernetesProgram is a program of k8s.io/kubernetes. It must be told its version, which the other
// programs and the report's node facts ask for; an unset one is v0.0.0.
func kubernetesProgram(name string) Program {
	minor := strings.Split(KubernetesVersion, ".")[1]
	var flags []string
	for _, pkg := range []string{"k8s.io/component-base/version", "k8s.io/client-go/pkg/version"} {
		for _, v := range [][2]string{
			{"gitVersion", KubernetesVersion}, {"gitMajor", "1"}, {"gitMinor", minor},
			{"gitCommit", strings.Repeat("0", 40)}, {"gitTreeState", "clean"},
			{"buildDate", "2026-01-01T00:00:00Z"},
		} {
			flags = append(flags, "-X "+pkg+"."+v[0]+"="+v[1])
		}
	}
	return Program{
		Name: name, Module: "k8s", Package: "k8s.io/kubernetes/cmd/" + name,
		LDFlags: strings.Join(flags, " "),
	}
}

// containerdProgram is a program of containerd, without the snapshotters that need C libraries.
func containerdProgram(name string) Program {
	const module = "github.com/containerd/containerd/v2"
	return Program{
		Name: name, Module: "containerd", Package: module + "/cmd/" + name,
		LDFlags: "-X " + module + "/version.Version=" + ContainerdVersion,
		Tags:    "no_btrfs no_devmapper no_zfs no_aufs",
	}
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

// Names are the names of all programs.
func Names() []string {
	var names []string
	for _, p := range Programs {
		names = append(names, p.Name)
	}
	return names
}
