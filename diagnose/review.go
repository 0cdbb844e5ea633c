package diagnose

// SeverityOff is the severity of a check that a team has switched off. No
// finding of a report has it.
const SeverityOff Severity = "off"

// Subject is what a finding is about, for rules that decide whether it is reported.
type Subject struct {
	Owner     Object  // the workload, or the bare pod; for a document, the object in it
	Pod       Object  // zero for a document
	Container string  // empty for a document
	Image     string  // empty for a document
	Objects   []*Meta // manifests only: the pod or template, and the object of the finding
}

// Ignored is a finding that is not reported, and why.
type Ignored struct {
	Check    CheckName
	Severity Severity
	Title    string
	Object   *Object // of the finding
	For      *Object // the workload, the pod or the document that has the finding
	Image    string
	Location *Location
	By       IgnoredBy
	Where    string // the rule: "deploy/.pulldoctor.yaml:12"
	Reason   string
	Until    string // a date
}

// IgnoredBy says what makes a finding be ignored. The values are those of the report.
type IgnoredBy string

const (
	IgnoredBySettings   IgnoredBy = "settings"
	IgnoredByAnnotation IgnoredBy = "annotation"
	IgnoredByBaseline   IgnoredBy = "baseline"
)
