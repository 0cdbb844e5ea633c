package diagnose

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// always is the pull policy that asks the registry at each start.
const always = "Always"

// policyFact is the pull policy that holds, also where none is written.
func (k *Case) policyFact() string {
	p := k.Container.PullPolicy
	switch {
	case p == "":
		return fmt.Sprintf("imagePullPolicy: %s (not set: the tag decides when the pod is made)", keyring.DefaultPullPolicy(k.Container.Image))
	case p == always && k.templatePolicy() == "" && keyring.DefaultPullPolicy(k.Container.Image) == always:
		return "imagePullPolicy: Always (what :latest or no tag gets when none is set; another tag later does not change it)"
	}
	return "imagePullPolicy: " + p
}

// templatePolicy is the policy that the owner's template gives the image;
// empty where it gives none, or is not known.
func (k *Case) templatePolicy() string {
	if k.Owner == nil || len(k.Owner.Policies) != len(k.Owner.Images) {
		return ""
	}
	for i, image := range k.Owner.Images {
		if image == k.Container.Image {
			return k.Owner.Policies[i]
		}
	}
	return ""
}

// alwaysPulled tells that the policy was changed on the way from the template
// to the pod, as the admission plugin AlwaysPullImages does: the registry is
// asked even for an image that is on the node.
func (k *Case) alwaysPulled() []Finding {
	written := k.templatePolicy()
	if k.Pod.Template || !k.refused() || k.Container.PullPolicy != always || written == "" || written == always {
		return nil
	}
	f := newFinding("credentials-for-cached-image", LinkPod, Likely, k.subject(),
		fmt.Sprintf("The template of %s says imagePullPolicy %s, and the pod has Always: the admission plugin AlwaysPullImages, or another one, changed it when the pod was made. So the registry is asked for %s at each start, and a pull secret is needed even where the image is on the node.",
			k.Owner.Object(), written, k.Container.Image))
	f.Severity = SeverityInfo
	return []Finding{f}
}
