package wire

import "github.com/pulldoctor/pulldoctor/diagnose"

// Ignored is a finding that is not reported, and why.
type Ignored struct {
	Check    diagnose.CheckName `json:"check"`
	Severity diagnose.Severity  `json:"severity"`
	Title    string             `json:"title"`
	Object   *Object            `json:"object,omitempty"` // of the finding
	For      *Object            `json:"for,omitempty"`    // the workload, the pod or the document that has the finding
	Image    string             `json:"image,omitempty"`
	Location *Location          `json:"location,omitempty"`
	By       diagnose.IgnoredBy `json:"by"`
	Where    string             `json:"where,omitempty"` // the rule: "deploy/.pulldoctor.yaml:12"
	Reason   string             `json:"reason,omitempty"`
	Until    string             `json:"until,omitempty"` // a date
}

func ignoredOf(i diagnose.Ignored) Ignored {
	return Ignored{Check: i.Check, Severity: i.Severity, Title: i.Title, Object: (*Object)(i.Object), For: (*Object)(i.For), Image: i.Image,
		Location: (*Location)(i.Location), By: i.By, Where: i.Where, Reason: i.Reason, Until: i.Until}
}
