package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Group is one cause with every case that shares it; the first case leads.
type Group struct {
	Finding diagnose.Finding
	Cases   []*pull.Case
	Refused map[Sent]bool // credentials that a registry refuses in this snapshot: never offered elsewhere
}
