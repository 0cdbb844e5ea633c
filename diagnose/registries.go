package diagnose

import (
	"slices"
	"strings"
)

// registryKind is what is known of the logins of one registry, by its own
// documentation.
type registryKind struct {
	id    string
	hosts []string // exact host names, lower case, without port
	host  pattern  // for hosts that hold a name or a region; may be nil

	user     string // which form the user name has
	onlyUser string // the only user name that works; empty if there are many
	from     string // where a token comes from
	rights   string // which right it needs
	lives    string // how long it lives
	refresh  string // command that prints a fresh password; {region}, {name}, {host}
	lasting  string // what to use instead of a login that dies soon
}

// registryOf finds the registry that a host belongs to; false for one that is
// not known by its name.
func registryOf(registry string) (registryKind, bool) {
	host := hostOnly(registry)
	for _, list := range [][]registryKind{publicRegistries, cloudRegistries, hostedRegistries} {
		for _, r := range list {
			if slices.Contains(r.hosts, host) || r.host != nil && r.host.MatchString(host) {
				return r, true
			}
		}
	}
	return registryKind{}, false
}

// provider names the kind of registry behind a host, "" if it is not known.
func provider(registry string) string {
	switch r, _ := registryOf(registry); r.id {
	case "gcr": // the same rules hold for its logins
		return "gar"
	case "ecr-public":
		return "ecr"
	default:
		return r.id
	}
}

// advice is what a form says, in the order in which it is needed.
func (r registryKind) advice() []string {
	var out []string
	for _, s := range []string{r.user, r.from, r.rights, r.lives} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// refreshFor fills the region, the name and the host into the command.
func (r registryKind) refreshFor(registry string) string {
	if r.refresh == "" {
		return ""
	}
	host := hostOnly(registry)
	name, _, _ := strings.Cut(host, ".")
	return strings.NewReplacer("{region}", shellQuote(regionOf(host)), "{name}", shellQuote(name), "{host}", shellQuote(host)).Replace(r.refresh)
}

// regionOf is the region in a cloud registry's host; empty if there is none.
func regionOf(host string) string {
	if m := ecrPattern.FindStringSubmatch(host); m != nil {
		return m[3]
	}
	if m := garPattern.FindStringSubmatch(host); m != nil {
		return m[1]
	}
	return ""
}

var (
	ecrPattern = lazy(`^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9-]+)\.(amazonaws\.com(\.cn)?|on\.aws)$`)
	garPattern = lazy(`^([a-z0-9-]+)-docker\.pkg\.dev$`)
)
