package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

var _ = register(Check{
	Name:  diagnose.CheckPlatformMissing,
	Short: "platform missing",
	Title: "The registry has no variant of the image for the nodes' architecture",
	Doc: `A multi-platform image lists the platforms that it was built for. The registry's list has none for the
architecture (amd64, arm64, ...) of a node that runs the pod or may run it.
Check it: crane manifest IMAGE lists the platforms; kubectl get nodes -L kubernetes.io/arch lists those of
the nodes.
Fix it: build the image for that platform too, or select nodes by the label kubernetes.io/arch.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		platforms := platformsOf(k)
		if len(platforms) == 0 || k.Reading.Class == symptom.Platform { // platform-mismatch then
			return nil
		}
		has := text.JoinAnd(platforms)
		if k.Node != nil && k.Node.Architecture != "" {
			if builtFor(platforms, k.Node.Architecture) {
				return nil
			}
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckPlatformMissing, diagnose.LinkImage, diagnose.Certain, k.Subject(),
				fmt.Sprintf("%s is built for %s. Node %s is %s.", k.Container.Image, has, k.Node.Name, k.Node.Architecture))}
		}
		var lacks []string
		for _, a := range k.Index.Architectures() {
			if !builtFor(platforms, a) {
				lacks = append(lacks, a)
			}
		}
		if len(lacks) == 0 {
			return nil
		}
		f := diagnose.NewFinding(diagnose.CheckPlatformMissing, diagnose.LinkImage, diagnose.Likely, k.Subject(),
			fmt.Sprintf("%s is built for %s. The cluster also has nodes of architecture %s.", k.Container.Image, has, text.JoinAnd(lacks)))
		if len(lacks) < len(k.Index.Architectures()) {
			f.Severity = diagnose.SeverityWarning // the scheduler may choose other nodes
		} else {
			f.Certainty = diagnose.Certain
			f.Detail = fmt.Sprintf("%s is built for %s. The nodes of the cluster are %s.", k.Container.Image, has, text.JoinAnd(lacks))
		}
		return []diagnose.Finding{f}
	},
})

// platformsOf are the platforms of the image, as the registry lists them; none
// where it was not asked or the image has no list.
func platformsOf(k *pull.Case) []string {
	for _, a := range k.Answers {
		if len(a.Platforms) > 0 {
			return a.Platforms
		}
	}
	return nil
}

// builtFor says whether one of the platforms is for the architecture.
func builtFor(platforms []string, architecture string) bool {
	return slices.ContainsFunc(platforms, func(p string) bool {
		_, rest, _ := strings.Cut(p, "/") // behind the operating system
		arch, _, _ := strings.Cut(rest, "/")
		return arch == architecture
	})
}
