package pull

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Always is the pull policy that asks the registry at each start.
const Always = "Always"

// Never is the pull policy that never pulls.
const Never = "Never"

// PolicyFact is the pull policy that holds, also where none is written.
func (k *Case) PolicyFact() string {
	p := k.Container.PullPolicy
	switch {
	case p == "":
		return fmt.Sprintf("imagePullPolicy: %s (not set: the tag decides when the pod is made)", keyring.DefaultPullPolicy(k.Container.Image))
	case p == Always && k.TemplatePolicy() == "" && keyring.DefaultPullPolicy(k.Container.Image) == Always:
		return "imagePullPolicy: Always (what :latest or no tag gets when none is set; another tag later does not change it)"
	}
	return "imagePullPolicy: " + p
}

// TemplatePolicy is the policy that the owner's template gives the image;
// empty where it gives none, or is not known.
func (k *Case) TemplatePolicy() string {
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
