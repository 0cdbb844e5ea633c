// Package edit changes docker config documents without disturbing what it
// was not asked to change: every byte outside the edited entry stays as it
// was, unknown fields and the order of hosts included.
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
