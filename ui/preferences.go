package ui

// Preferences are what a user has set for the screens. The zero value is the
// program's own.
type Preferences struct {
	Theme      string              // as --theme; empty for auto
	Keys       map[string][]string // by the name of the action, in place of its own keys
	Causes     bool                // the list begins by cause
	Sort       string              // the column the list is sorted by; empty for the report's order
	Columns    []string            // of the list, beside namespace, pod and cause; nil for those that fit
	Production []string            // words in a context's name that mean production, beside the usual ones
	NoMouse    bool

	// Notice is one line about a file that cannot be used; empty if there is nothing to
	// say. The defaults count then.
	Notice string
}
