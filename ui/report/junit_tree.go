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

// junitTime is the time format that Ant's schema requires, without a zone.
const junitTime = "2006-01-02T15:04:05"

// newJUnitSuite returns a suite with the time and duration zero: the current
// time would make two reports of the same state differ.
func newJUnitSuite(name string) *junitSuite {
	return &junitSuite{Package: "pulldoctor", Name: name, Host: "localhost", Time: "0", Timestamp: time.Unix(0, 0).UTC().Format(junitTime)}
}

// since sets the suite's timestamp to the time of its newest failure in the cluster.
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
	output  string     // of a passed case, for the suite
}

type junitText struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Text    string `xml:",cdata"`
}

type junitOutput struct {
	Text string `xml:",cdata"`
}
