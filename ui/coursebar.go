package ui

// lessonLine is in the rule above the footer: where the lesson goes on.
func (a *app) lessonLine() string {
	switch a.Top().(type) {
	case *help, *palette:
		return ""
	}
	_, first := a.Top().(*list)
	return a.course.line(first)
}
