package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"k8s.io/client-go/kubernetes"
)

// resources are those of which requests are counted: what the API server asks itself all the time (leases,
// roles, ...) is none of them.
var resources = map[string]bool{
	"pods": true, "secrets": true, "serviceaccounts": true, "events": true, "nodes": true, "namespaces": true,
	"deployments": true, "replicasets": true, "statefulsets": true, "daemonsets": true, "jobs": true, "cronjobs": true,
	"selfsubjectrulesreviews": true, "selfsubjectaccessreviews": true,
}

// requests is how many reads the API server has answered, by its own metrics. Watches do not count: they
// are counted when they end.
func requests(ctx context.Context, c kubernetes.Interface) (int, error) {
	text, err := c.Discovery().RESTClient().Get().AbsPath("/metrics").DoRaw(ctx)
	if err != nil {
		return 0, err
	}
	total := 0
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if !strings.HasPrefix(line, "apiserver_request_total{") || !resources[label(line, "resource")] || label(line, "verb") == "WATCH" {
			continue
		}
		n, err := strconv.ParseFloat(line[strings.LastIndexByte(line, ' ')+1:], 64)
		if err != nil {
			return 0, fmt.Errorf("metrics: %w", err)
		}
		total += int(n)
	}
	return total, lines.Err()
}

// label is the value of a label in a line of metrics.
func label(line, name string) string {
	_, rest, ok := strings.Cut(line, name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return value
}
