package fix

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Together is one fix that does what several do, with one preview, one yes and
// one undo. Fixes that are the same are done once. It is an error if one of them
// is not for this program to apply, still needs credentials, or writes an object
// that another one writes in another way.
func Together(fixes []diagnose.Fix) (diagnose.Fix, error) {
	var different []diagnose.Fix
	for _, f := range fixes {
		if !slices.ContainsFunc(different, func(o diagnose.Fix) bool { return same(&o, &f) }) {
			different = append(different, f)
		}
	}
	switch len(different) {
	case 0:
		return diagnose.Fix{}, errors.New("nothing is marked")
	case 1:
		return different[0], nil
	}
	var out diagnose.Fix
	for i := range different {
		f := &different[i]
		switch {
		case f.Blocked != "" || len(f.Steps) == 0:
			return diagnose.Fix{}, fmt.Errorf("%q cannot be applied from here", f.Title)
		case f.Form != nil:
			return diagnose.Fix{}, fmt.Errorf("%q needs credentials; apply it alone", f.Title)
		}
		if err := join(&out, f); err != nil {
			return diagnose.Fix{}, err
		}
	}
	out.ID = different[0].ID
	out.Title = fmt.Sprintf("Apply %d fixes: %s", len(different), titles(different))
	out.AlsoAffected = slices.DeleteFunc(out.AlsoAffected, func(o diagnose.Object) bool {
		return slices.Contains(out.Recovers, o) || slices.Contains(out.Restarts, o)
	})
	return out, nil
}

// same says whether two fixes write the same.
func same(a, b *diagnose.Fix) bool {
	return a.ID == b.ID && a.Blocked == b.Blocked && reflect.DeepEqual(a.Steps, b.Steps) && reflect.DeepEqual(a.AtSource, b.AtSource)
}

// join adds a fix to another.
func join(out, f *diagnose.Fix) error {
	for _, s := range f.Steps {
		i := slices.IndexFunc(out.Steps, func(o diagnose.Step) bool { return o.Object == s.Object })
		switch {
		case i < 0:
			out.Steps = append(out.Steps, s)
		case !reflect.DeepEqual(out.Steps[i], s):
			return fmt.Errorf("two of the fixes change %s in different ways; apply them one after the other", s.Object)
		}
	}
	out.Commands = union(out.Commands, f.Commands)
	out.Warnings = union(out.Warnings, f.Warnings)
	out.Recovers = union(out.Recovers, f.Recovers)
	out.Restarts = union(out.Restarts, f.Restarts)
	out.AlsoAffected = union(out.AlsoAffected, f.AlsoAffected)
	for _, t := range f.Tracked {
		if !slices.ContainsFunc(out.Tracked, func(o diagnose.Tracked) bool { return o.Pod == t.Pod }) {
			out.Tracked = append(out.Tracked, t)
		}
	}
	switch {
	case f.After == "" || strings.Contains(out.After, f.After):
	case out.After == "":
		out.After = f.After
	default:
		out.After += " " + f.After
	}
	return nil
}

// union is a list with what it does not have yet.
func union[T comparable](list, more []T) []T {
	for _, x := range more {
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// mostTitles is how many titles are named.
const mostTitles = 3

func titles(fixes []diagnose.Fix) string {
	var out []string
	for i := range fixes {
		if i == mostTitles {
			out = append(out, fmt.Sprintf("%d more", len(fixes)-mostTitles))
			break
		}
		out = append(out, fixes[i].Title)
	}
	return text.JoinAnd(out)
}
