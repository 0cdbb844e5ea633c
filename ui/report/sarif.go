package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

// SARIF writes the findings as SARIF 2.1.0. Findings in manifests have a line;
// those of a cluster have the object's name as a logical location.
func SARIF(w io.Writer, res *diagnose.Result, _ Style) error {
	run := sarifRun{
		Tool:        sarifTool{Driver: sarifDriver{Name: "pulldoctor", Version: res.Report.Tool.Version, Rules: []sarifRule{}}},
		Results:     []sarifResult{},
		Invocations: []sarifInvocation{{ExecutionSuccessful: true}},
		ColumnKind:  "utf16CodeUnits",
	}
	rules, seenPrints := map[diagnose.CheckName]int{}, map[string]int{}
	for _, p := range problemsOf(res) {
		n, seen := rules[p.finding.Check]
		if !seen {
			n = len(rules)
			rules[p.finding.Check] = n
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(p.finding))
		}
		r := sarifResultOf(res, &p, n)
		distinguish(&r, seenPrints)
		run.Results = append(run.Results, r)
	}
	for _, l := range unreadableLines(&res.Report) {
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications,
			sarifNotification{Level: "warning", Message: message("Could not be read: " + l)})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{Version: "2.1.0", Schema: "https://json.schemastore.org/sarif-2.1.0.json", Runs: []sarifRun{run}})
}

// ruleOf describes a check; a check that is not registered has only its title.
func ruleOf(f *diagnose.Finding) sarifRule {
	r := sarifRule{ID: string(f.Check), Short: message(f.Title)}
	if c := check.Named(f.Check); c != nil {
		doc := Paragraphs(c.Doc)
		full, help := message(doc[0]), message(strings.Join(doc, "\n"))
		help.Markdown = markdownDoc(doc)
		r.Name, r.Full, r.Help = c.Short, &full, &help
		r.HelpURI = "https://github.com/pulldoctor/pulldoctor/blob/main/diagnose/check/README.md#" + string(c.Name)
	}
	return r
}

func sarifResultOf(res *diagnose.Result, p *problem, rule int) sarifResult {
	object := p.object(res)
	loc := sarifLocation{Logical: []sarifLogical{logical(object)}}
	if p.place.onDisk() {
		loc.Physical = &sarifPhysical{Artifact: sarifArtifact{URI: fileURI(p.place.path())}}
		if p.place.line > 0 {
			loc.Physical.Region = &sarifRegion{StartLine: p.place.line, StartColumn: p.place.column}
		}
	}
	r := sarifResult{
		RuleID: string(p.finding.Check), RuleIndex: rule, Level: sarifLevel(p.finding.Severity),
		Message:      message(strings.TrimSpace(p.finding.Detail + " " + p.affected(res))),
		Locations:    []sarifLocation{loc},
		Fingerprints: map[string]string{printName: fingerprint(string(p.finding.Check), object, p.place.path())},
	}
	for n, i := range p.failures {
		if n == 20 { // a viewer shows a handful
			break
		}
		f := &res.Report.Failures[i]
		about := message(f.Container + " cannot pull " + f.Image)
		r.Related = append(r.Related, sarifLocation{
			ID: n + 1, Message: &about,
			Logical: []sarifLogical{logical(diagnose.Object{Kind: kindOf(res, i), Namespace: f.Namespace, Name: f.Pod})},
		})
	}
	return r
}

func logical(o diagnose.Object) sarifLogical {
	return sarifLogical{Name: o.Name, Qualified: o.String(), Kind: "resource"}
}

func sarifLevel(s diagnose.Severity) string {
	switch s {
	case diagnose.SeverityError:
		return "error"
	case diagnose.SeverityWarning:
		return "warning"
	}
	return "note"
}

// printName names our fingerprint, lineHash the one by which GitHub recognizes a
// result; without it, GitHub takes a hash of the lines around.
const (
	printName = "pulldoctor/v1"
	lineHash  = "primaryLocationLineHash"
)

// distinguish numbers the results of one fingerprint, so that none is taken for
// another.
func distinguish(r *sarifResult, seen map[string]int) {
	print := r.Fingerprints[printName]
	seen[print]++
	r.Fingerprints[lineHash] = fmt.Sprintf("%s:%d", print[:16], seen[print])
	if n := seen[print]; n > 1 {
		r.Fingerprints[printName] = fmt.Sprintf("%s-%d", print, n)
	}
}

// markdownDoc is the doc of a check for viewers that show Markdown.
func markdownDoc(paragraphs []string) string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = escape(p)
	}
	return strings.Join(out, "\n\n")
}

// message is text without links: viewers would turn "[a](b)" into one.
func message(s string) sarifMessage {
	return sarifMessage{Text: strings.ReplaceAll(s, "](", "] (")}
}

// fileURI is a path as a URI reference: relative paths stay relative, so that
// they are resolved against the repository.
func fileURI(path string) string {
	u := url.URL{Path: path}
	if len(path) > 1 && path[1] == ':' { // a drive letter
		u.Path = "/" + path
	}
	if strings.HasPrefix(u.Path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

// fingerprint stays the same as long as the problem exists, even if its
// line in the file changes.
func fingerprint(check string, object diagnose.Object, file string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{check, object.String(), file}, "\x00")))
	return hex.EncodeToString(sum[:16])
}
