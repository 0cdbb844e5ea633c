package lookup

import (
	"slices"
	"strings"
	"sync"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/glossary"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// Word is something that can be looked up by its name.
type Word struct {
	Name  string
	Short string // what it is, for a list
	entry Entry
	norm  string // Name, as it is compared
}

// Known lists the words that can be looked up by name: checks, terms, reasons,
// codes and so on. Messages are known by their wording, and not listed.
func Known() []Word { return slices.Clone(index().words) }

type wordIndex struct {
	words []Word
	exact map[string][]int
}

// index is made of all tables when it is first needed.
var index = sync.OnceValue(func() *wordIndex {
	x := &wordIndex{exact: map[string][]int{}}
	for _, c := range check.All {
		x.add(Entry{Kind: KindCheck, Name: string(c.Name), Title: c.Title, Means: paragraphs(c.Doc)}, string(c.Name))
	}
	for _, t := range glossary.Terms() {
		x.add(Entry{Kind: KindTerm, Name: t.Name, Means: paragraphs(t.Means), Checks: checkNames(termChecks[t.Name])}, append([]string{t.Name}, t.Also...)...)
	}
	for _, table := range []struct {
		kind Kind
		rows []row
	}{{KindReason, reasons}, {KindCode, codes}, {KindRancher, rancher}} {
		for i := range table.rows {
			x.add(table.rows[i].entry(table.kind), plainNames(table.rows[i].names)...)
		}
	}
	for class, r := range classes {
		r.names = []string{string(class)}
		x.add(r.entry(KindClass), string(class))
	}
	for _, p := range provider.All() {
		x.add(providerEntry(p, p.Example), string(p.Name), p.Title, p.Example)
		for _, k := range p.Kinds {
			if n := kindName(k); n != "" && !strings.Contains(n, "*") {
				x.add(kindEntry(p, k), n)
			}
		}
	}
	return x
})

func (x *wordIndex) add(e Entry, names ...string) {
	for _, n := range names {
		norm := normal(n)
		if norm == "" {
			continue
		}
		x.exact[norm] = append(x.exact[norm], len(x.words))
		short := e.Title
		if short == "" {
			short = string(e.Kind)
		}
		x.words = append(x.words, Word{Name: n, Short: short, entry: e, norm: norm})
	}
}

// plainNames are the names that are no patterns.
func plainNames(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return strings.Contains(n, "*") })
}

// named are the entries of exactly this name.
func named(text string) []Entry {
	x := index()
	var out []Entry
	for _, i := range x.exact[normal(text)] {
		out = append(out, x.words[i].entry)
	}
	return settle(out)
}

// settle drops what another entry says better: a check is more than the class
// of the same name, a reason or a service more than the term.
func settle(entries []Entry) []Entry {
	has := func(k Kind) bool { return slices.ContainsFunc(entries, func(e Entry) bool { return e.Kind == k }) }
	return slices.DeleteFunc(entries, func(e Entry) bool {
		switch e.Kind {
		case KindClass:
			return has(KindCheck) || has(KindCode)
		case KindTerm:
			return has(KindReason) || has(KindRegistry) || has(KindCode)
		}
		return false
	})
}

// weak are names that are common words: in a longer text they count only if
// nothing else is recognized, and the text is short.
var weak = map[string]bool{
	"pod": true, "pods": true, "node": true, "nodes": true, "image": true, "images": true, "key": true, "tag": true, "entry": true,
	"event": true, "events": true, "template": true, "registry": true, "registries": true, "namespace": true, "namespaces": true,
	"controller": true, "always": true, "auth": true, "layer": true, "layers": true, "blob": true, "runtime": true, "failed": true,
	"started": true, "created": true, "scheduled": true, "unknown": true, "repository": true, "sandbox": true, "denied": true, "secret type": true,
	"local": true, "hub": true, "quay": true, "unsupported": true, "unavailable": true, "dns": true, "tls": true, "connection": true,
	"pat": true, "policy": true, "disk": true, "platform": true, "mirror": true, "anonymous": true, "back off": true, "deployment": true,
	"cancelled": true, "unused": true, "cp": true, "nologin": true, "aws": true, "pulled": true, "pulling": true, "registry secret": true,
}

const (
	mostContained = 5       // entries for names in a longer text
	shortText     = 10      // words in which a common word counts
	longestNames  = 8 << 10 // bytes in which names are searched
)

// contained are the entries whose names occur in a longer text, the longest
// names first.
func contained(text string) []Entry {
	text = normal(cut(text, longestNames))
	var strong, common []Word
	for _, w := range index().words {
		switch {
		case len(w.norm) < 3 || !hasWord(text, w.norm):
		case weak[w.norm]:
			if w.entry.Kind == KindTerm {
				common = append(common, w)
			}
		default:
			strong = append(strong, w)
		}
	}
	if len(strong) == 0 && len(strings.Fields(text)) <= shortText {
		strong = common
	}
	slices.SortStableFunc(strong, func(a, b Word) int { return len(b.norm) - len(a.norm) })
	var r Result
	for i, w := range strong {
		inside := slices.ContainsFunc(strong[:i], func(l Word) bool { return l.norm != w.norm && hasWord(l.norm, w.norm) })
		if !inside && len(r.Entries) < mostContained {
			r.add(w.entry)
		}
	}
	return settle(r.Entries)
}

// termChecks are the checks that terms lead to.
var termChecks = map[string]string{
	"registry":                       "host-mismatch registry-unreachable",
	"pull secret":                    "secret-not-attached secret-missing wrong-type host-mismatch",
	"service account":                "attached-after-start service-account-ignored secret-not-attached",
	"namespace":                      "secret-in-other-namespace",
	"key":                            "host-mismatch",
	"base64":                         "undecodable-base64 double-base64 auth-malformed",
	"image":                          "invalid-image-name image-not-found",
	"anonymous pull":                 "no-credentials empty-credential breaks-public-image",
	"pull policy":                    "pull-never",
	"auth":                           "auth-malformed auth-disagrees undecodable-base64",
	"config.json":                    "wrong-config-shape unparseable-config empty-credential",
	"credsStore":                     "empty-credential",
	"credHelpers":                    "empty-credential",
	"identitytoken":                  "empty-credential",
	".dockercfg":                     "wrong-config-shape wrong-type",
	"kubernetes.io/dockerconfigjson": "wrong-type wrong-data-key",
	"stringData":                     "undecodable-base64 double-base64",
	"digest":                         "image-not-found",
	"docker login":                   "no-credentials secret-not-attached empty-credential",
	"layer":                          "layers-blocked node-disk",
	"mirror":                         "not-a-registry registry-unreachable",
	"token server":                   "credential-rejected registry-unreachable",
	"rate limit":                     "rate-limited",
	"personal access token":          "credential-expired credential-rejected access-denied",
	"robot account":                  "wrong-username-form access-denied",
	"insecure registry":              "registry-speaks-http registry-untrusted",
	"credential provider":            "node-credentials",
	"pause image":                    "sandbox-image",
	"hosts.toml":                     "registry-untrusted registry-speaks-http",
	"registries.conf":                "invalid-image-name",
	"AlwaysPullImages":               "credentials-for-cached-image",
	"cached image":                   "credentials-for-cached-image",
	"private registry":               "no-credentials secret-not-attached",
	"repository":                     "image-not-found access-denied",
	"manifest":                       "platform-mismatch unsupported-manifest image-not-found",
}
