package apitest

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Request is what a client asks for, in RBAC's terms.
type Request struct {
	Verb      string // get, list, watch, create
	Resource  string // plural
	Group     string // "" for core
	Namespace string // "" for the whole cluster
	Name      string
	Query     url.Values
}

func requestOf(q *http.Request) Request {
	r := Request{Query: q.URL.Query()}
	parts := strings.Split(strings.Trim(q.URL.Path, "/"), "/")
	switch {
	case parts[0] == "api" && len(parts) > 2:
		parts = parts[2:]
	case parts[0] == "apis" && len(parts) > 3:
		r.Group, parts = parts[1], parts[3:]
	default:
		return r
	}
	if parts[0] == "namespaces" && len(parts) > 2 {
		r.Namespace, parts = parts[1], parts[2:]
	}
	r.Resource = parts[0]
	if len(parts) > 1 {
		r.Name = parts[1]
	}
	switch {
	case q.Method == http.MethodPost:
		r.Verb = "create"
	case r.Query.Get("watch") == "true" || r.Query.Get("watch") == "1":
		r.Verb = "watch"
	case r.Name != "":
		r.Verb = "get"
	default:
		r.Verb = "list"
	}
	return r
}

// forbidden is the API server's sentence (apiserver's responsewriters.Forbidden).
func (r Request) forbidden() string {
	where := "at the cluster scope"
	if r.Namespace != "" {
		where = fmt.Sprintf("in the namespace %q", r.Namespace)
	}
	resource := r.Resource
	if r.Name != "" {
		resource += fmt.Sprintf(" %q", r.Name)
	}
	return fmt.Sprintf("%s is forbidden: User %q cannot %s resource %q in API group %q %s", resource, "eve", r.Verb, r.Resource, r.Group, where)
}
