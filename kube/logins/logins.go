package logins

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/check"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Found is one set of credentials for the registry that was asked for.
type Found struct {
	Source   string   // "docker or nerdctl (~/.docker/config.json)"
	Host     string   // the entry's key: "ghcr.io", "https://index.docker.io/v1/"
	Username string   // empty until a helper has been asked
	Helper   string   // program that Get runs: "docker-credential-desktop"; empty if none
	Path     string   // Podman: only for images below this path; empty for the whole registry
	Unusable string   // why a node cannot use them, in one sentence; Get fails then
	Warnings []string // for example, that they expire in hours
	Other    bool     // they are for another registry; Unusable says why the key does not match

	// of Other
	distance int    // smaller means closer to a match
	why      string // the key does not match
	get      func(context.Context) (diagnose.Credentials, error)
}

// Get returns the credentials. With Helper, it runs that program, for at most
// a minute. Errors are one sentence for the user.
func (f Found) Get(ctx context.Context) (diagnose.Credentials, error) {
	if f.Unusable != "" {
		return diagnose.Credentials{}, userError(f.Unusable)
	}
	if f.get == nil {
		return diagnose.Credentials{}, userError("There are no credentials.")
	}
	return f.get(ctx)
}

// Find returns the credentials for a registry (the host of an image, with its
// port) from the places where Docker, nerdctl and Podman look, in their order.
// Those for the whole registry come before those for a path, those in a file
// before those of a helper, and those that a node can use before the others.
// Entries for other registries follow, the most similar first, with the reason.
// Files that do not exist or cannot be read are ignored.
func Find(registry string) []Found {
	var out, others []Found
	seen := map[string]bool{}
	for _, p := range places() {
		if p.path != "" && seen[p.path] {
			continue
		}
		seen[p.path] = true
		data, err := p.read()
		if err != nil {
			continue
		}
		c, err := parse(data, p.legacy)
		if err != nil {
			continue
		}
		out = append(out, c.find(registry, p.source)...)
		others = append(others, c.others(registry, p.source)...)
	}
	return append(ranked(out), nearest(others)...)
}

func ranked(list []Found) []Found {
	rank := func(f Found) int {
		n := 0
		if f.Unusable != "" {
			n += 8
		}
		if f.Path != "" {
			n += 4
		}
		if f.Helper != "" {
			n += 2
		}
		if len(f.Warnings) > 0 {
			n++
		}
		return n
	}
	slices.SortStableFunc(list, func(a, b Found) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

// known returns credentials that need no helper.
func known(registry, source, key string, l diagnose.Credentials) Found {
	return Found{
		Source: source, Host: key, Username: l.Username,
		Warnings: check.Lifetime(registry, l, time.Now()),
		get:      func(context.Context) (diagnose.Credentials, error) { return l, nil },
	}
}
