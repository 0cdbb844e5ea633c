package diagnose

// Check is one thing that can be wrong with a pull.
type Check struct {
	Name  string // the report's word: "host-mismatch"
	Short string // a few words for a list: "login key misspelt"
	Title string // one sentence: "The login is filed under another registry name"
	Doc   string // what it means, how it comes about, how it shows with kubectl, what mends it
	Run   func(*Case) []Finding
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

// Checks is the registry, in the order of the pull.
var Checks []*Check

// Case is one failing pull with everything that bears on it.
type Case struct{}
