package fix

import "github.com/pulldoctor/pulldoctor/diagnose"

// Change and DiffLine are those of package diagnose.
type (
	Change   = diagnose.Change
	DiffLine = diagnose.DiffLine
)

// Preview shows what the steps of a fix would change, in order; for a change at
// the source, what should change there.
func Preview(f diagnose.Fix) []Change {
	var out []Change
	for _, s := range append(f.Steps[:len(f.Steps):len(f.Steps)], f.AtSource...) {
		out = append(out, s.Write.Preview(&s))
	}
	return out
}
