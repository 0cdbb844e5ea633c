package report

import (
	"encoding/xml"
	"time"
)

// The part of JUnit's XML that is written.

type junitSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	Suites  []*junitSuite
}

type junitSuite struct {
	XMLName    xml.Name `xml:"testsuite"`
	ID         int      `xml:"id,attr"`
	Package    string   `xml:"package,attr"`
	Name       string   `xml:"name,attr"`
	Timestamp  string   `xml:"timestamp,attr"`
	Host       string   `xml:"hostname,attr"`
	Tests      int      `xml:"tests,attr"`
	Failures   int      `xml:"failures,attr"`
	Errors     int      `xml:"errors,attr"`
	Skipped    int      `xml:"skipped,attr,omitempty"` // older readers know no skipped cases
	Time       string   `xml:"time,attr"`
	Properties string   `xml:"properties"` // none, and there must be a place for them
	Cases      []junitCase
	Output     junitOutput `xml:"system-out"`
	Errs       junitOutput `xml:"system-err"`
}

// junitTime is a time as Ant's schema wants it, without a zone.
const junitTime = "2006-01-02T15:04:05"

// newJUnitSuite is a suite that ran at no time and took none: a time of our own
// would make two reports of one state differ.
func newJUnitSuite(name string) *junitSuite {
	return &junitSuite{Package: "pulldoctor", Name: name, Host: "localhost", Time: "0", Timestamp: time.Unix(0, 0).UTC().Format(junitTime)}
}

// since dates the suite by its newest failure, a time of the cluster.
func (s *junitSuite) since(t *time.Time) {
	if t == nil {
		return
	}
	if at := t.UTC().Format(junitTime); at > s.Timestamp {
		s.Timestamp = at
	}
}

func (s *junitSuite) add(c junitCase) {
	c.Time = "0"
	s.Cases = append(s.Cases, c)
	s.Tests++
	s.Output.Text += c.output
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
}

type junitCase struct {
	XMLName xml.Name   `xml:"testcase"`
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	Time    string     `xml:"time,attr"`
	Skipped *junitText `xml:"skipped"`
	Failure *junitText `xml:"failure"`
	output  string     // of a case that has passed, for the suite
}

type junitText struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Text    string `xml:",cdata"`
}

type junitOutput struct {
	Text string `xml:",cdata"`
}
