package report_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// node is any XML element.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// junitElements is what the schema that Jenkins publishes for its JUnit input
// (junit-10.xsd of its xunit plugin) lets an element have; the class name and
// the reasons, which it leaves open, are asked for as well.
var junitElements = map[string]struct {
	attrs, required, children []string
	text                      bool
}{
	"testsuites": {attrs: []string{"name", "time", "tests", "failures", "errors"}, children: []string{"testsuite"}},
	"testsuite": {
		attrs: []string{"name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname",
			"id", "package", "file", "log", "url"},
		required: []string{"name", "tests", "failures", "errors"},
		children: []string{"testsuite", "properties", "testcase", "system-out", "system-err"},
	},
	"testcase": {
		attrs:    []string{"name", "time", "classname", "group"},
		required: []string{"name", "classname"}, children: []string{"skipped", "error", "failure", "system-out", "system-err"},
	},
	"skipped":    {attrs: []string{"message", "type"}, required: []string{"message"}, text: true},
	"failure":    {attrs: []string{"message", "type"}, required: []string{"message", "type"}, text: true},
	"system-out": {text: true},
}

// checkJUnit says what is wrong with a JUnit file.
func checkJUnit(text string) error {
	var root node
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		return err
	}
	if root.XMLName.Local != "testsuites" {
		return fmt.Errorf("root is %s", root.XMLName.Local)
	}
	if err := checkNode(&root); err != nil {
		return err
	}
	for i := range root.Nodes {
		s := &root.Nodes[i]
		seen := map[string]bool{}
		count := map[string]int{"tests": len(s.Nodes)}
		for j := range s.Nodes {
			c := &s.Nodes[j]
			id := c.attr("classname") + " " + c.attr("name")
			if seen[id] {
				return fmt.Errorf("two cases are called %s", id)
			}
			seen[id] = true
			if len(c.Nodes) > 1 {
				return fmt.Errorf("%s has several outcomes", id)
			}
			for _, outcome := range c.Nodes {
				count[map[string]string{"failure": "failures", "skipped": "skipped"}[outcome.XMLName.Local]]++
			}
		}
		for _, a := range []string{"tests", "failures", "skipped"} {
			if got := s.attr(a); got != strconv.Itoa(count[a]) {
				return fmt.Errorf("suite %s says %s=%s, and has %d", s.attr("name"), a, got, count[a])
			}
		}
	}
	return nil
}

func checkNode(n *node) error {
	rule, ok := junitElements[n.XMLName.Local]
	if !ok || n.XMLName.Space != "" {
		return fmt.Errorf("element %v is unknown", n.XMLName)
	}
	for _, a := range n.Attrs {
		if !slices.Contains(rule.attrs, a.Name.Local) {
			return fmt.Errorf("%s has an attribute %s", n.XMLName.Local, a.Name.Local)
		}
	}
	for _, a := range rule.required {
		if n.attr(a) == "" {
			return fmt.Errorf("%s has no %s", n.XMLName.Local, a)
		}
	}
	if !rule.text && strings.TrimSpace(n.Text) != "" {
		return fmt.Errorf("%s holds text", n.XMLName.Local)
	}
	for i := range n.Nodes {
		if !slices.Contains(rule.children, n.Nodes[i].XMLName.Local) {
			return fmt.Errorf("%s stands in %s", n.Nodes[i].XMLName.Local, n.XMLName.Local)
		}
		if err := checkNode(&n.Nodes[i]); err != nil {
			return err
		}
	}
	return nil
}

func TestJUnitIsWhatServersRead(t *testing.T) {
	for name, res := range results(t) {
		if err := checkJUnit(write(t, "junit", res)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := write(t, "junit", hostile())
	for _, tc := range [][2]string{{`tests="4"`, `tests="5"`}, {` classname="shop.Pod/web-3"`, ""}, {"<failure type", "<error type"}, {"<testcase ", `<testcase colour="red" `}} {
		if bad := strings.Replace(good, tc[0], tc[1], 1); bad == good || checkJUnit(bad) == nil {
			t.Errorf("the check lets %q through", tc[1])
		}
	}
}

// A refused read is skipped with the reason, a failing pull has failed, a
// warning and a healthy container have passed.
func TestJUnitOutcomes(t *testing.T) {
	var root node
	if err := xml.Unmarshal([]byte(write(t, "junit", hostile())), &root); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range root.Nodes {
		for _, c := range s.Nodes {
			outcome := "passed"
			if len(c.Nodes) > 0 && c.Nodes[0].XMLName.Local != "system-out" {
				outcome = c.Nodes[0].XMLName.Local + " " + c.Nodes[0].attr("type")
			}
			got[c.attr("classname")+" "+strings.Fields(c.attr("name"))[0]] = strings.TrimSpace(outcome)
		}
	}
	for id, want := range map[string]string{
		"shop.Pod/web-1 web": "failure host-mismatch", "shop.Pod/web-1 fine": "passed", "shop.Deployment/web-2 web": "failure host-mismatch",
		"shop.Pod/web-3 w": "passed", "unreadable list": "skipped",
	} {
		if got[id] != want {
			t.Errorf("%s: %q, want %q (%v)", id, got[id], want, got)
		}
	}
}
