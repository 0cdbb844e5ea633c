package diagnose

// Change is what one step would do to one object, for the eye: a diff in
// which every credential is masked.
type Change struct {
	Action  Action
	Object  Object
	Summary string // "changes 1 key of .dockerconfigjson"
	Lines   []DiffLine
}

// DiffLine is one line of a diff. Op is ' ', '+' or '-'.
type DiffLine struct {
	Op   byte
	Text string
}

// Preview shows what the steps of a fix would change, in order.
func Preview(f Fix) []Change { return nil }

// WithLogin completes a fix that needs a login. The returned fix has no
// LoginForm left. It fails when user name or password is empty.
func (f Fix) WithLogin(l Login) (Fix, error) { return f, nil }
