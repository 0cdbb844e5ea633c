// Package trial puts practice cases on a real cluster, diagnoses and mends them there with the code
// that the program uses, and compares with what the case says.
package trial

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"

	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// World is a cluster with everything that a trial needs of it.
type World struct {
	Kubeconfig string
	Client     kubernetes.Interface // as the program makes it
	Asking     *ask.Options         // how the node's registries can be asked from here; nil: they cannot

	as      string // who looks; "" for the administrator
	only    string // the namespace to look at; "" for all
	objects dynamic.Interface
	kinds   meta.RESTMapper
}

// New connects to a cluster. The diagnosing side connects through package kube, from the kubeconfig,
// as the program does.
func New(kubeconfig string, config *rest.Config) (*World, error) {
	client, err := clientFor(kubeconfig)
	if err != nil {
		return nil, err
	}
	objects, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	groups, err := restmapper.GetAPIGroupResources(client.Discovery())
	if err != nil {
		return nil, fmt.Errorf("asking the API server for its kinds: %w", err)
	}
	return &World{Kubeconfig: kubeconfig, Client: client, objects: objects, kinds: restmapper.NewDiscoveryRESTMapper(groups)}, nil
}

// clientFor makes a client as the program does. Each has a rate of requests of its own, so whoever plays a
// program of his own needs one.
func clientFor(kubeconfig string) (kubernetes.Interface, error) { return connectAs(kubeconfig, "") }

// connectAs does so in the name of another user.
func connectAs(kubeconfig, as string) (kubernetes.Interface, error) {
	connection, err := connect.Open(connect.Options{Kubeconfig: kubeconfig, As: as, Version: "node-test"})
	if err != nil {
		return nil, err
	}
	return connection.Client, nil
}
