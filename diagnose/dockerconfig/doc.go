// Package dockerconfig edits Docker config documents and preserves everything
// else: every byte outside the edited entry stays as it was, including unknown
// fields and the order of hosts.
//
// It imports nothing of ours.
package dockerconfig

import "errors"

// Layout says where the registry keys of a document stand.
type Layout bool

const (
	ConfigJSON Layout = false // {"auths": {"host": {...}}}: .dockerconfigjson
	Dockercfg  Layout = true  // {"host": {...}}: .dockercfg
)

// Errors of this package; the texts name no content of the document.
var (
	ErrNotJSON   = errors.New("the content is not a JSON object that can be edited in place")
	ErrNoEntry   = errors.New("the registry key is not in the content")
	ErrKeyExists = errors.New("the registry key is already there")
)
