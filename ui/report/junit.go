package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// JUnit writes one test suite per namespace and one test case per container. The
// case of a container whose pull fails, or will fail, is a failure; with only
// warnings it passes, and they are in the suite's output. What could not be read
// is a skipped case with the reason, never a passed one. The output is valid in
// both common schemas: that of Jenkins' xunit plugin and that of Ant's JUnit
// report, which requires times. The same state produces the same bytes.
func JUnit(w io.Writer, res *diagnose.Result, _ Style) error {
	suites := map[string]*junitSuite{}
	suite := func(namespace string) *junitSuite {
		if namespace == "" {
			namespace = "all namespaces"
		}
		if suites[namespace] == nil {
			suites[namespace] = newJUnitSuite(namespace)
		}
		return suites[namespace]
	}
	for _, c := range junitCases(res) {
		suite(c.namespace).add(c.junitCase)
	}
	for _, c := range documentCases(res) {
		suite(c.namespace).add(c.junitCase)
	}
	for i := range res.Report.Failures {
		f := &res.Report.Failures[i]
		suite(f.Namespace).since(f.Since)
	}
	for _, u := range res.Report.Unreadable {
		c := junitCase{Class: "unreadable", Name: unreadableName(u), Skipped: &junitText{Message: u.Why, Text: xmlText(u.Why)}}
		if s := suite(u.Namespace); !slices.ContainsFunc(s.Cases, func(o junitCase) bool { return o.Class == c.Class && o.Name == c.Name }) {
			s.add(c)
		}
	}
	var all junitSuites
	for _, s := range suites {
		all.Suites = append(all.Suites, s)
	}
	sort.Slice(all.Suites, func(i, j int) bool { return all.Suites[i].Name < all.Suites[j].Name })
	for i, s := range all.Suites {
		s.ID = i
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type placedCase struct {
	namespace string
	junitCase
}

// containerID identifies a container of a report.
type containerID struct{ namespace, pod, container, kind string }

// junitCases returns the cases of all containers: those of the report, and the
// healthy ones that were read.
func junitCases(res *diagnose.Result) []placedCase {
	var out []placedCase
	failed := map[containerID]bool{}
	at := placesOf(res.Snapshot)
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		f := d.Failure
		kind := kindOf(res, i)
		failed[containerID{f.Namespace, f.Pod, f.Container, kind}] = true
		c := junitCase{Class: f.Namespace + "." + kind + "/" + f.Pod, Name: f.Container + " (" + f.Image + ")"}
		if root := d.Root(); root.Severity == diagnose.SeverityError {
			c.Failure = &junitText{Type: string(root.Check), Message: root.Title, Text: junitBody(d, at)}
		} else {
			c.output = c.Class + " " + c.Name + "\n" + junitBody(d, at)
		}
		out = append(out, placedCase{f.Namespace, c})
	}
	if res.Snapshot != nil {
		for i := range res.Snapshot.Pods {
			p := &res.Snapshot.Pods[i]
			for _, c := range p.Containers {
				if id := (containerID{p.Namespace, p.Name, c.Name, p.Kind}); !failed[id] {
					out = append(out, placedCase{p.Namespace, junitCase{Class: p.Namespace + "." + p.Kind + "/" + p.Name, Name: c.Name + " (" + c.Image + ")"}})
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Class != b.Class {
			return a.Class < b.Class
		}
		return a.Name < b.Name
	})
	return out
}

// junitBody returns the diagnosis as plain lines.
func junitBody(d *diagnose.Diagnosis, at places) string {
	var b strings.Builder
	for i := range d.Failure.Findings {
		f := &d.Failure.Findings[i]
		if p := at.of(f, d).String(); p != "" {
			fmt.Fprintf(&b, "%s: ", p)
		}
		fmt.Fprintf(&b, "%s [%s]: %s\n", f.Severity, f.Check, f.Detail)
	}
	if txt := d.Failure.Symptom.Text; txt != "" {
		fmt.Fprintf(&b, "The node reports: %s\n", txt)
	}
	for i, f := range d.Root().Fixes {
		fmt.Fprintf(&b, "%s: %s.\n", map[bool]string{true: "Fix", false: "Or"}[i == 0], f.Title)
	}
	return xmlText(b.String())
}

// xmlText removes characters that XML does not allow; the encoder does that for
// attributes, but not for CDATA.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return -1
	}, s)
}
