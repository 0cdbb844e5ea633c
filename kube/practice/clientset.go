package practice

import (
	"k8s.io/apimachinery/pkg/version"
	fakediscovery "k8s.io/client-go/discovery/fake"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/node"
)

// newClientset makes the clientset. Its own tracker stays empty: the practice API server answers
// every call, through these functions.
func newClientset(react clienttesting.ReactionFunc, reactWatch clienttesting.WatchReactionFunc) *fake.Clientset {
	c := fake.NewSimpleClientset()
	c.PrependReactor("*", "*", react)
	c.PrependWatchReactor("*", reactWatch)
	if d, ok := c.Discovery().(*fakediscovery.FakeDiscovery); ok {
		d.FakedServerVersion = &version.Info{
			Major: "1", Minor: "36", GitVersion: node.KubeletVersion, Platform: "linux/amd64",
		}
	}
	return c
}
