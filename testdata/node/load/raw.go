package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/kube/podscan"
)

// readRaw reads all pods in pages of 500 in protobuf and discards them: nothing that has to know
// every pod can be faster. fields is a field selector.
func readRaw(ctx context.Context, kubeconfig, fields string) error {
	cfg, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	cfg.QPS, cfg.ContentType, cfg.AcceptContentTypes = -1, "application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf"
	client, err := kubernetes.NewForConfig(cfg)
	if err != nil {
		return err
	}
	conn, ok := client.CoreV1().RESTClient().(*rest.RESTClient)
	if !ok {
		return fmt.Errorf("the client has no connection of its own")
	}
	opts := metav1.ListOptions{Limit: 500, FieldSelector: fields}
	for {
		body, err := conn.Get().Resource("pods").VersionedParams(&opts, scheme.ParameterCodec).Stream(ctx)
		if err != nil {
			return err
		}
		token, err := throwAway(body)
		if err != nil || token == "" {
			return err
		}
		opts.Continue = token
	}
}

// throwAway reads a page for the token that leads to the next, which stands at its beginning.
func throwAway(body io.ReadCloser) (string, error) {
	defer body.Close()
	none := func(*podscan.Glance) bool { return true }
	page, err := podscan.Read(io.LimitReader(body, 4<<10), podscan.Visitor{Skip: none})
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	_, err = io.Copy(io.Discard, body)
	return page.Continue, err
}
