package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// mostRoles is how many Roles are named one by one.
const mostRoles = 8

// RolesToRead is the smallest set of Roles that would have shown what was
// refused, a sentence each: one for each namespace, and a ClusterRole for what
// lies in none, or was asked for in all of them. Reads that failed for another
// reason are left out: no right would help.
func RolesToRead(refused []diagnose.Unreadable) []string {
	rights := map[string][]string{} // namespace: "get secrets regcred"
	for _, u := range refused {
		if u.Why != "forbidden" {
			continue
		}
		right := strings.TrimSpace(u.Verb + " " + u.Resource + " " + u.Name)
		if !slices.Contains(rights[u.Namespace], right) {
			rights[u.Namespace] = append(rights[u.Namespace], right)
		}
	}
	same := map[string][]string{} // rights: namespaces
	for ns, list := range rights {
		slices.Sort(list)
		words := strings.Join(unnamed(list), ", ")
		same[words] = append(same[words], ns)
	}
	var out []string
	for words, namespaces := range same {
		slices.Sort(namespaces)
		if namespaces[0] == "" {
			out = append(out, "A ClusterRole would show it that allows: "+words+".")
			namespaces = namespaces[1:]
		}
		switch n := len(namespaces); {
		case n == 0:
		case n == 1:
			out = append(out, fmt.Sprintf("A Role in namespace %s would show it that allows: %s.", namespaces[0], words))
		case n <= mostRoles:
			out = append(out, fmt.Sprintf("A Role in each of the namespaces %s would show it that allows: %s.", strings.Join(namespaces, ", "), words))
		default:
			out = append(out, fmt.Sprintf("A Role in each of the %d namespaces would show it that allows: %s.", n, words))
		}
	}
	slices.Sort(out)
	return out
}

// unnamed leaves out what a right without a name includes: "get secrets" is
// also "get secrets regcred".
func unnamed(rights []string) []string {
	return slices.DeleteFunc(slices.Clone(rights), func(r string) bool {
		return slices.ContainsFunc(rights, func(wide string) bool {
			return len(strings.Fields(wide)) == 2 && strings.HasPrefix(r, wide+" ")
		})
	})
}
