package ui

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Logins finds logins that the user has already. Nothing is read before one of
// these is called, and each is called only after the user asked for it. Any of
// them may be nil.
type Logins struct {
	// Find looks where docker, nerdctl and podman keep logins on this computer.
	Find func(registry string) []FoundLogin

	// Where names what Find reads, for people: "~/.docker/config.json".
	Where string

	// File looks into a file that the user names.
	File func(path, registry string) ([]FoundLogin, error)

	// Input takes what was given on standard input.
	Input func(registry string) ([]FoundLogin, error)
}

// FoundLogin is one login for the registry that was asked for.
type FoundLogin struct {
	Source   string   // "docker or nerdctl (~/.docker/config.json)"
	Host     string   // the key that it is filed under
	Username string   // empty while a helper has not been asked, or for a bare password
	Helper   string   // program that Get runs; empty if none
	Narrow   string   // only for images below this path; empty for the whole registry
	Other    bool     // it is for another registry: Host
	Refused  string   // why a node could not use it, in one sentence; Get fails then
	Warnings []string // what is known against it

	// Get gives the login. Its error is one sentence for people.
	Get func(context.Context) (diagnose.Credentials, error)
}

// Any says whether there is anything to choose from.
func (l *Logins) Any() bool { return l.Find != nil || l.File != nil || l.Input != nil }
