package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// mostRoles is how many namespaces are listed by name.
const mostRoles = 8

// RolesToRead is the smallest set of Roles that would have allowed the refused
// reads, one sentence each: one per namespace, and a ClusterRole for what is
// cluster-scoped or was read in all namespaces. Reads that failed for another
// reason are left out: no permission would help.
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
			out = append(out, "Grant a ClusterRole that allows: "+words+".")
			namespaces = namespaces[1:]
		}
		switch n := len(namespaces); {
		case n == 0:
		case n == 1:
			out = append(out, fmt.Sprintf("Grant a Role in namespace %s that allows: %s.", namespaces[0], words))
		case n <= mostRoles:
			out = append(out, fmt.Sprintf("Grant a Role in each of the namespaces %s that allows: %s.", text.Join(namespaces), words))
		default:
			out = append(out, fmt.Sprintf("Grant a Role in each of the %d namespaces that allows: %s.", n, words))
		}
	}
	slices.Sort(out)
	return out
}

// unnamed drops rights that one without a name includes: "get secrets" includes
// "get secrets regcred".
func unnamed(rights []string) []string {
	return slices.DeleteFunc(slices.Clone(rights), func(r string) bool {
		return slices.ContainsFunc(rights, func(wide string) bool {
			return len(strings.Fields(wide)) == 2 && strings.HasPrefix(r, wide+" ")
		})
	})
}
