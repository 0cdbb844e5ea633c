package lab

import (
	"fmt"
	"os"
	"strings"
)

// GenerationEnv chooses the generation of the node: "older", or nothing for the current one.
const GenerationEnv = "NODE"

// Generation is a kubelet with the containerd of its time. Reasons and wordings changed between
// them; the control plane is always the current one.
type Generation struct {
	Name       string // "" for the current one
	Kubernetes string // version of the kubelet
	Containerd string

	containerdConfig string // what containerd is told, in its version's format
	importFlag       string // what makes an imported image visible to the kubelet, and keeps it
}

// Generations are those that the lab can run; the first is used when nothing is said.
var Generations = []Generation{
	{"", KubernetesVersion, ContainerdVersion, containerdConfig, "--label=io.cri-containerd.pinned=pinned"},
	{"older", OlderKubernetesVersion, OlderContainerdVersion, olderContainerdConfig, "--local"},
}

// Chosen is the generation that the environment asks for.
func Chosen() (Generation, error) {
	want := os.Getenv(GenerationEnv)
	for _, g := range Generations {
		if g.Name == want {
			return g, nil
		}
	}
	return Generation{}, fmt.Errorf("%s=%s: there is only \"older\", or nothing for the current node", GenerationEnv, want)
}

// String names both versions.
func (g Generation) String() string {
	return "Kubernetes " + g.Kubernetes + ", containerd " + g.Containerd
}

// program is the name under which the generation's own build of a program is known.
func (g Generation) program(name string) string {
	if g.Name == "" {
		return name
	}
	return name + "@" + g.Name
}

// file is the name of a program's file, the same in all generations.
func (p Program) file() string {
	name, _, _ := strings.Cut(p.Name, "@")
	return name
}
