package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

var registryRetired = &Check{
	Name:  diagnose.CheckRegistryRetired,
	Short: "registry or image moved",
	Title: "The registry or the image has moved for good",
	Doc: `Registries are shut down and projects move their images: docker.pkg.github.com, k8s.gcr.io, Bintray, Bitnami's
old tags. What the old place answers says little: a missing image, a certificate that has expired, a name
that no longer resolves. This program has a table of such places with their successors.
Check it: kubectl get pods -A -o jsonpath='{..image}' lists the images in use; look for the place named.
Fix it: write the successor in the image, or keep a copy of the image in a registry of your own. No pull
secret is involved.`,
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
}

// retiredDetail says what became of the place of the image, and its successor.
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
		detail = fmt.Sprintf("%s gets no new images%s, and %s is not there.", r.Place, when, k.Container.Image)
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
