// Package dockerconfig edits Docker config documents and preserves everything
// else: every byte outside the edited entry stays as it was, including unknown
// fields and the order of hosts.
//
// It imports nothing of ours.
package dockerconfig

import "errors"

// Layout says where the registry keys of a document are.
type Layout bool

const (
	ConfigJSON Layout = false // {"auths": {"host": {...}}}: .dockerconfigjson
	Dockercfg  Layout = true  // {"host": {...}}: .dockercfg
)

// Errors of this package. Their texts contain nothing of the document.
var (
	ErrNotJSON   = errors.New("the content is not a JSON object that can be edited in place")
	ErrNoEntry   = errors.New("the content does not contain the registry key")
	ErrKeyExists = errors.New("the content already contains the registry key")
)
