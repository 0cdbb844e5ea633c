package logins

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

// Found is one login for the registry that was asked for.
type Found struct {
	Source      string   // "docker or nerdctl (~/.docker/config.json)"
	Host        string   // the key that it is filed under: "ghcr.io", "https://index.docker.io/v1/"
	Username    string   // empty while a helper has not been asked
	NeedsHelper string   // program that Get runs: "docker-credential-desktop"; empty if none
	Narrow      string   // podman: only for images below this path; empty for the whole registry
	Refused     string   // why a node could not use it, in one sentence; Get fails then
	Warnings    []string // what is known against it: it dies in hours

	get func(context.Context) (diagnose.Credentials, error)
}

// Get gives the login. With NeedsHelper it runs that program, for at most
// HelperTimeout. Errors are one sentence for people.
func (f Found) Get(ctx context.Context) (diagnose.Credentials, error) {
	if f.Refused != "" {
		return diagnose.Credentials{}, refusal(f.Refused)
	}
	if f.get == nil {
		return diagnose.Credentials{}, refusal("There is no login here.")
	}
	return f.get(ctx)
}

// Find looks for logins for a registry (the host of an image, with its port)
// in the places that docker, nerdctl and podman look at, in their order. What
// fits best comes first: a login for the whole registry before one for a path,
// one that is written down before one of a helper, one that a node can use
// before one that it cannot. A file that is not there or cannot be read has no
// logins.
func Find(registry string) []Found {
	var out []Found
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
	}
	return ranked(out)
}

func ranked(list []Found) []Found {
	rank := func(f Found) int {
		n := 0
		if f.Refused != "" {
			n += 8
		}
		if f.Narrow != "" {
			n += 4
		}
		if f.NeedsHelper != "" {
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

// written is a login that stands in a file.
func written(registry, source, key string, l diagnose.Credentials) Found {
	return Found{
		Source: source, Host: key, Username: l.Username,
		Warnings: check.Lifetime(registry, l, time.Now()),
		get:      func(context.Context) (diagnose.Credentials, error) { return l, nil },
	}
}
