package diagnose

// Location is a place in a manifest; Line and Column begin at 1 and are 0 where
// they are unknown.
type Location struct {
	File   string
	Line   int
	Column int
	Chart  string // the chart's template that the place was rendered from, where the file says so
}

// Refused is a fault of a manifest for which the API server refuses the document.
type Refused struct {
	Object    Object
	Document  int    // line of the document in its file, as in Meta.Line
	Path      string // the field: "spec.template.spec.containers[0].imagePullPolicy"
	Container string // the container that the field belongs to, empty for none
	Words     string // what kubectl prints, without values of Secrets
	Hint      string // what to write instead, one or two sentences; may be empty
	Location  Location
}

// Document is an object of the manifests whose findings belong to no pull: a
// Secret that no pod references, a template without containers.
type Document struct {
	Object   Object
	Findings []Finding // worst first
}
