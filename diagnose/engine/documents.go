package engine

import (
	"slices"
	"sort"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// documents are the objects of manifests with findings that no pull has: what
// the API server would refuse, lists that it does not read, and pull secrets
// that no pod references.
func documents(v *views, judged [][]diagnose.Finding, r *review) []diagnose.Document {
	s := v.snap
	if s.Source.Kind != diagnose.SourceFiles {
		return nil
	}
	d := gathered{}
	shown := map[[4]string]bool{}
	missing := map[diagnose.Object]bool{}
	key := func(f *diagnose.Finding) [4]string {
		k := [4]string{string(f.Check), f.Object.String(), f.Detail}
		if f.Location != nil {
			k[3] = f.Location.File
		}
		return k
	}
	for _, findings := range judged {
		for i := range findings {
			if findings[i].Object != nil {
				shown[key(&findings[i])] = true
				if f := &findings[i]; f.Check == diagnose.CheckSecretMissing || f.Check == diagnose.CheckSecretNameTypo {
					missing[*f.Object] = true
				}
			}
		}
	}
	add := func(at *diagnose.Meta, f diagnose.Finding) {
		if k := key(&f); !shown[k] {
			shown[k] = true
			if r.ofDocument(at, &f) {
				d.add(at, f)
			}
		}
	}
	for i := range s.Refused {
		refused := &s.Refused[i]
		add(v.metaOf(refused.Object, refused.Location.File, refused.Document), check.Refusal(refused))
	}
	for i := range s.Misplaced {
		m := &s.Misplaced[i]
		add(v.metaOf(m.Object, m.File, m.InDoc), check.Misplacement(m))
	}
	for i := range s.ServiceAccounts {
		if a := &s.ServiceAccounts[i]; inScope(s, a.Namespace) && a.UID == "" {
			for _, name := range a.PullSecrets {
				if f := impossible(a, name); name != "" && !possibleName(name) && !missing[*f.Object] {
					add(&a.Meta, f)
				}
			}
		}
	}
	if !slices.ContainsFunc(s.Pods, func(p diagnose.Pod) bool { return !p.Template }) { // not a dump
		used := usedSecrets(v)
		for i := range s.Secrets {
			if sec := &s.Secrets[i]; sec.File != "" && !used[placeOf(&sec.Meta)] && inScope(s, sec.Namespace) {
				for _, f := range judgeSecret(v.of(sec.File), sec) {
					add(&sec.Meta, f)
				}
			}
		}
	}
	return d.sorted()
}

// addDocuments puts documents into a report and counts their findings.
func addDocuments(r *diagnose.Report, docs []diagnose.Document) {
	r.Documents = docs
	for _, d := range docs {
		for _, f := range d.Findings {
			switch f.Severity {
			case diagnose.SeverityError:
				r.Summary.Errors++
			case diagnose.SeverityWarning:
				r.Summary.Warnings++
			}
		}
	}
}

// inScope says whether a namespace was asked for.
func inScope(s *diagnose.Snapshot, namespace string) bool {
	return len(s.Source.Namespaces) == 0 || slices.Contains(s.Source.Namespaces, namespace)
}

// usedSecrets are the Secrets that a template references, itself or by its
// service account: their findings belong to its pulls.
func usedSecrets(v *views) map[place]bool {
	out := map[place]bool{}
	for i := range v.snap.Pods {
		p := &v.snap.Pods[i]
		if len(p.Containers) == 0 {
			continue
		}
		for _, r := range v.of(p.File).NewCase(p, &p.Containers[0]).Refs { // all containers have the same
			if r.Secret != nil {
				out[placeOf(&r.Secret.Meta)] = true
			}
		}
	}
	return out
}

// aboutSecrets are the checks that judge a Secret by itself.
var aboutSecrets = []diagnose.CheckName{
	diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64,
	diagnose.CheckUnparseableConfig, diagnose.CheckWrongConfigShape, diagnose.CheckAuthMalformed, diagnose.CheckAuthDisagrees,
	diagnose.CheckEmptyCredential, diagnose.CheckStrayWhitespace, diagnose.CheckPlaceholderLeft, diagnose.CheckWrongUsernameForm,
	diagnose.CheckCredentialExpired, diagnose.CheckCredentialExpiring,
}

// maxImagined is how many entries of a Secret are judged.
const maxImagined = 50

// judgeSecret judges a Secret that no pod references as if pods did, one for each
// registry that it has an entry for.
func judgeSecret(x *pull.Index, s *diagnose.Secret) []diagnose.Finding {
	if !isPullSecret(s) {
		return refusal(s, nil)
	}
	images := []string{"registry.invalid/image:tag"} // for what concerns the Secret as a whole
	if in := x.Inspect(s); in != nil {
		for _, e := range in.Entries[:min(len(in.Entries), maxImagined)] {
			images = append(images, imagined(e.Key))
		}
	}
	var out []diagnose.Finding
	for _, image := range images {
		p := &diagnose.Pod{Template: true, PullSecrets: []string{s.Name}, Containers: []diagnose.Container{{Name: "image", Image: image, Type: diagnose.TypeContainer}}}
		p.Meta = diagnose.Meta{Kind: "Pod", Namespace: s.Namespace, File: s.File}
		k := x.NewCase(p, &p.Containers[0])
		if k.ImageErr != nil {
			continue
		}
		found := judge(k)
		locate(k, found)
		for _, f := range found {
			if f.Object != nil && *f.Object == s.Object() && slices.Contains(aboutSecrets, f.Check) && !slices.ContainsFunc(out, f.Same) {
				out = append(out, f)
			}
		}
	}
	if slices.ContainsFunc(out, func(f diagnose.Finding) bool { return slices.Contains(ofEntries, f.Check) }) {
		out = slices.DeleteFunc(out, func(f diagnose.Finding) bool { return f.Check == diagnose.CheckUnparseableConfig })
	}
	return refusal(s, out)
}

// ofEntries are the checks that say why a config cannot be parsed.
var ofEntries = []diagnose.CheckName{diagnose.CheckAuthMalformed, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64}

// imagined is an image that a registry key of a pull secret matches.
func imagined(key string) string {
	key = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(key), "https://"), "http://")
	host, path, _ := strings.Cut(strings.TrimRight(key, "/"), "/")
	if strings.HasSuffix(host, "docker.io") {
		return "docker.io/library/image:tag"
	}
	host = strings.ReplaceAll(host, "*", "any")
	if path == "v1" || path == "v2" {
		path = ""
	}
	return strings.TrimRight(host+"/"+path, "/") + "/image:tag"
}

// refusal adds that the API server would refuse a Secret, unless a finding about
// its content says so.
func refusal(s *diagnose.Secret, found []diagnose.Finding) []diagnose.Finding {
	if s.Refusal == "" || slices.ContainsFunc(found, func(f diagnose.Finding) bool { return strings.Contains(f.Detail, s.Refusal) }) {
		return found
	}
	r := diagnose.Refused{Object: s.Object(), Document: s.Line, Words: s.Refusal, Hint: s.Aside, Location: *s.At(diagnose.PlaceName)}
	return append([]diagnose.Finding{check.Refusal(&r)}, found...)
}

// isPullSecret says whether a Secret is meant for pulls: by its type, or by a data
// key that has no other use. An Opaque one with a config.json may be for a build.
func isPullSecret(s *diagnose.Secret) bool {
	if pull.PullSecretType(s) {
		return true
	}
	for _, key := range []string{".dockerconfigjson", ".dockercfg"} {
		_, good := s.Data[key]
		_, bad := s.BadData[key]
		if good || bad {
			return true
		}
	}
	return false
}

// gathered are documents in the making, by where they are.
type gathered map[place]*placedDocument

type place struct {
	file   string
	line   int
	object diagnose.Object
}

func placeOf(m *diagnose.Meta) place { return place{m.File, m.Line, m.Object()} }

type placedDocument struct {
	place
	diagnose.Document
}

func (d gathered) add(m *diagnose.Meta, f diagnose.Finding) {
	at := placeOf(m)
	if d[at] == nil {
		d[at] = &placedDocument{at, diagnose.Document{Object: m.Object()}}
	}
	d[at].Findings = append(d[at].Findings, f)
}

// sorted is the report's order: object, then file and line; findings worst first.
func (d gathered) sorted() []diagnose.Document {
	var all []*placedDocument
	for _, p := range d {
		sort.SliceStable(p.Findings, func(i, j int) bool {
			return severityRank[p.Findings[i].Severity] < severityRank[p.Findings[j].Severity]
		})
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *placedDocument) int {
		if c := strings.Compare(a.object.Namespace, b.object.Namespace); c != 0 {
			return c
		}
		if c := strings.Compare(a.object.String(), b.object.String()); c != 0 {
			return c
		}
		if c := strings.Compare(a.file, b.file); c != 0 {
			return c
		}
		return a.line - b.line
	})
	var out []diagnose.Document
	for _, p := range all {
		out = append(out, p.Document)
	}
	return out
}

var severityRank = map[diagnose.Severity]int{diagnose.SeverityError: 0, diagnose.SeverityWarning: 1, diagnose.SeverityInfo: 2}
