package report_test

import (
	"encoding/xml"
	"fmt"
	"regexp"
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

// junitElements is what two published schemas have in common: junit-10.xsd of
// Jenkins' xunit plugin, and JUnit.xsd of Windy Road for Ant's reports. What
// one of them demands is required, what one of them forbids is not listed.
var junitElements = map[string]struct {
	required, optional, children []string
	text                         bool
}{
	"testsuites": {children: []string{"testsuite"}},
	"testsuite": {
		required: []string{"id", "package", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"},
		optional: []string{"skipped"},
		children: []string{"properties", "testcase", "system-out", "system-err"},
	},
	"properties": {},
	"testcase":   {required: []string{"name", "classname", "time"}, children: []string{"skipped", "failure"}},
	"skipped":    {required: []string{"message"}, text: true}, // the reason, which both leave open
	"failure":    {required: []string{"message", "type"}, text: true},
	"system-out": {text: true},
	"system-err": {text: true},
}

// junitValues are the types of attributes.
var junitValues = map[string]*regexp.Regexp{
	"id": number, "tests": number, "failures": number, "errors": number, "skipped": number, "time": number,
	"timestamp": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`),
}

var number = regexp.MustCompile(`^\d+$`)

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
		if s.attr("id") != strconv.Itoa(i) {
			return fmt.Errorf("suite %d has id %s", i, s.attr("id"))
		}
		if len(s.Nodes) < 3 || s.Nodes[0].XMLName.Local != "properties" || s.Nodes[len(s.Nodes)-2].XMLName.Local != "system-out" || s.Nodes[len(s.Nodes)-1].XMLName.Local != "system-err" {
			return fmt.Errorf("suite %s lacks properties or output", s.attr("name"))
		}
		cases := s.Nodes[1 : len(s.Nodes)-2]
		count := map[string]int{"tests": len(cases)}
		for j := range cases {
			c := &cases[j]
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
			if got := s.attr(a); got != strconv.Itoa(count[a]) && !(a == "skipped" && got == "" && count[a] == 0) {
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
		if name := a.Name.Local; !slices.Contains(rule.required, name) && !slices.Contains(rule.optional, name) {
			return fmt.Errorf("%s has an attribute %s", n.XMLName.Local, name)
		} else if v := junitValues[name]; v != nil && !v.MatchString(a.Value) {
			return fmt.Errorf("%s of %s is %q", name, n.XMLName.Local, a.Value)
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
			return fmt.Errorf("%s is inside %s", n.Nodes[i].XMLName.Local, n.XMLName.Local)
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
	for _, tc := range [][2]string{{`tests="4"`, `tests="5"`}, {` classname="shop.Pod/web-3"`, ""}, {"<failure type", "<error type"}, {`timestamp="1970`, `timestamp="70`}, {"<properties></properties>", ""}, {"<testcase ", `<testcase colour="red" `}} {
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
			if c.XMLName.Local != "testcase" {
				continue
			}
			outcome := "passed"
			if len(c.Nodes) > 0 {
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
