package wire

import "github.com/pulldoctor/pulldoctor/diagnose"

// Sweep is what a sweep reports beside the pods at risk.
type Sweep struct {
	Nodes      []string        `json:"nodes,omitempty"`      // those of --node
	CannotTell []Undetermined  `json:"cannotTell,omitempty"` // images for which only a pull would show whether they need credentials
	AsIf       []NamespaceMove `json:"asIf,omitempty"`
	Hygiene    []Hygiene       `json:"hygiene,omitempty"`
	Copy       []string        `json:"copy,omitempty"` // commands that copy images that the new registry does not have
}

// Hygiene is something about a pull secret that makes no pull fail.
type Hygiene struct {
	Kind   diagnose.HygieneKind `json:"kind"`
	Object Object               `json:"object"`
	Detail string               `json:"detail"`
}

// Undetermined is an image of a namespace for which it cannot be told whether a
// new node could pull it.
type Undetermined struct {
	Namespace string `json:"namespace"`
	Image     string `json:"image"`
	Pods      int    `json:"pods"`
	Why       string `json:"why"`
}

// NamespaceMove counts the images of a namespace that would have another prefix.
type NamespaceMove struct {
	Namespace  string `json:"namespace"`
	Images     int    `json:"images"`
	AtRisk     int    `json:"atRisk"`
	CannotTell int    `json:"cannotTell"`
}

func summaryOf(r *diagnose.Report) Summary {
	s := Summary{PodsRead: r.Summary.PodsRead, Failures: r.Summary.Failures, Errors: r.Summary.Errors, Warnings: r.Summary.Warnings, Unreadable: r.Summary.Unreadable, Ignored: r.Summary.Ignored}
	if r.Sweep != nil {
		s.Swept, s.Images, s.AtRisk = &r.Sweep.Swept, &r.Sweep.Images, &r.Sweep.AtRisk
	}
	return s
}

func sweepOf(s *diagnose.SweepReport) *Sweep {
	if s == nil {
		return nil
	}
	return &Sweep{
		Nodes:      s.Nodes,
		CannotTell: each(s.CannotTell, func(u diagnose.Undetermined) Undetermined { return Undetermined(u) }),
		AsIf:       each(s.AsIf, func(m diagnose.NamespaceMove) NamespaceMove { return NamespaceMove(m) }),
		Hygiene:    each(s.Hygiene, func(h diagnose.Hygiene) Hygiene { return Hygiene{h.Kind, Object(h.Object), h.Detail} }),
		Copy:       s.Copy,
	}
}
