package pull

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
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

// Policy is the pull policy that the node applies, and where it comes from. The API server sets it
// once, when the pod is created.
func (k *Case) Policy() diagnose.PullPolicy {
	byTag := keyring.DefaultPullPolicy(k.Container.Image)
	unset := "no policy was set, and the tag is not latest"
	if byTag == Always {
		unset = "the tag is latest and no policy was set when the pod was created"
	}
	p := diagnose.PullPolicy{Policy: k.Container.PullPolicy}
	written, known := k.templatePolicy()
	switch {
	case p.Policy == "":
		p.Policy, p.Why = byTag, unset
	case known && written == "" && p.Policy == byTag:
		p.Why = unset
	case known && written == "":
		p.Why = "an admission plugin or a webhook set it"
	case known && written != p.Policy:
		p.Why = "the template says " + written + ", and an admission plugin or a webhook changed it"
	case known:
		p.Why = "set in the template of " + k.Owner.Kind + " " + k.Owner.Name
	case k.Owner == nil && p.Policy != byTag:
		p.Why = "set in the pod"
	case k.Owner == nil:
		p.Why = "set in the pod, or " + unset
	}
	return p
}

// templatePolicy is the policy that the owner's template gives the image, and whether the template is
// known and has the image.
func (k *Case) templatePolicy() (policy string, known bool) {
	if k.Owner == nil || len(k.Owner.Policies) != len(k.Owner.Images) || !slices.Contains(k.Owner.Images, k.Container.Image) {
		return "", false
	}
	return k.TemplatePolicy(), true
}
