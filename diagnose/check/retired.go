package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

var _ = register(Check{
	Name:  diagnose.CheckRegistryRetired,
	Short: "registry or image moved",
	Title: "The registry or the image has moved permanently",
	Doc: `Registries are shut down and projects move their images: docker.pkg.github.com, k8s.gcr.io, Bintray, Bitnami's
old tags. The response of the old location says little: a missing image, an expired certificate, a name that no
longer resolves. This program has a table of such locations and their successors.
Check it: kubectl get pods -A -o jsonpath='{..image}' lists the images in use; look for the old location.
Fix it: change the image to the successor, or keep a copy in your own registry. No pull secret is involved.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		r, ok := k.Retired()
		if !ok || k.Container.Type == diagnose.TypeSandbox {
			return nil
		}
		c := diagnose.Likely
		if r.State == provider.Gone && k.Reading.Class != symptom.NotFound {
			c = diagnose.Certain
		}
		return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckRegistryRetired, diagnose.LinkImage, c, k.Subject(), retiredDetail(k, r))}
	},
})

// retiredDetail says what happened to the location of the image, and what replaces it.
func retiredDetail(k *pull.Case, r provider.Retired) string {
	when := ""
	if r.Since != "" {
		when = " (" + r.Since + ")"
	}
	var detail string
	switch r.State {
	case provider.Gone:
		detail = fmt.Sprintf("%s was shut down or emptied%s, so it no longer serves %s.", strings.TrimPrefix(r.Place, "."), when, k.Container.Image)
	case provider.Moved:
		detail = fmt.Sprintf("The images of %s moved%s.", r.Place, when)
	default:
		detail = fmt.Sprintf("%s gets no new images%s, and %s does not exist there.", r.Place, when, k.Container.Image)
	}
	if r.Note != "" {
		detail += " " + r.Note
	}
	if name := r.Replacement(k.Image.Registry, k.Image.Repository); name != "" {
		if k.Image.Tag != "" {
			name += ":" + k.Image.Tag
		}
		detail += fmt.Sprintf(" Try %s.", name)
	}
	return detail
}
