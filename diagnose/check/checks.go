package check

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// All are the checks in the order of diagnose.CheckNames. Which finding is the cause is decided by
// the verdict table.
var All []*Check

// register adds a check to All. Its name must be one of diagnose.CheckNames.
func register(c Check) *Check {
	place := func(c *Check) int { return slices.Index(diagnose.CheckNames, c.Name) }
	at, taken := slices.BinarySearchFunc(All, place(&c), func(other *Check, at int) int { return place(other) - at })
	if taken || place(&c) < 0 {
		panic("check " + string(c.Name) + " is registered twice or has no name in diagnose.CheckNames")
	}
	All = slices.Insert(All, at, &c)
	return &c
}
