package course

import (
	"fmt"
	"strconv"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Names says what --lesson takes.
func Names(c *lesson.Course) string {
	return fmt.Sprintf("there are 1 to %d, names such as %s, and exam", len(c.Lessons), c.Lessons[len(c.Lessons)-1].Case)
}

// Named is the index of the lesson with this number (from 1) or name, -1 if there is none.
func Named(c *lesson.Course, name string) int {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(c.Lessons) {
		return n - 1
	}
	for i := range c.Lessons {
		if c.Lessons[i].Case == name {
			return i
		}
	}
	return -1
}
