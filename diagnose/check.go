package diagnose

// Check is one thing that can be wrong with a pull.
type Check struct {
	Name  string // the report's word: "host-mismatch"
	Short string // a few words for a list: "login key misspelt"
	Title string // one sentence: "The login is filed under another registry name"
	Doc   string // what it means, how it comes about, how it shows with kubectl, what mends it

	// Run says whether the case has this problem, and where. It offers no fixes.
	Run func(*Case) []Finding
	// Mend makes the fixes of a finding, best first, for all cases that share
	// it; nil where nothing in the cluster helps.
	Mend func(group) []Fix
}

// CheckNamed returns the check of that name, or nil.
func CheckNamed(name string) *Check {
	for _, c := range Checks {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// group is one cause with every case that shares it; the first case leads.
type group struct {
	finding Finding
	cases   []*Case
}
