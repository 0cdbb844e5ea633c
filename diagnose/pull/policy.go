package pull

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Always is the pull policy that contacts the registry at each start.
const Always = "Always"

// Never is the pull policy that never pulls.
const Never = "Never"

// PolicyFact describes the pull policy that applies, also if none is set.
func (k *Case) PolicyFact() string {
	p := k.Container.PullPolicy
	switch {
	case p == "":
		return fmt.Sprintf("imagePullPolicy: %s (not set: the tag determines it when the pod is created)", keyring.DefaultPullPolicy(k.Container.Image))
	case p == Always && k.TemplatePolicy() == "" && keyring.DefaultPullPolicy(k.Container.Image) == Always:
		return "imagePullPolicy: Always (the default for :latest or no tag; a later change of the tag does not change it)"
	}
	return "imagePullPolicy: " + p
}

// TemplatePolicy returns the policy that the owner's template sets for the
// image; empty if it sets none, or is not known.
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

// Policy returns the pull policy that the node applies, and where it comes from. The API server sets it
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
		p.Why = "the template sets " + written + ", and an admission plugin or a webhook changed it"
	case known:
		p.Why = "set in the template of " + k.Owner.Kind + " " + k.Owner.Name
	case k.Owner == nil && p.Policy != byTag:
		p.Why = "set in the pod"
	case k.Owner == nil:
		p.Why = "set in the pod, or " + unset
	}
	return p
}

// templatePolicy returns the policy that the owner's template sets for the image, and whether the template is
// known and contains the image.
func (k *Case) templatePolicy() (policy string, known bool) {
	if k.Owner == nil || len(k.Owner.Policies) != len(k.Owner.Images) || !slices.Contains(k.Owner.Images, k.Container.Image) {
		return "", false
	}
	return k.TemplatePolicy(), true
}
