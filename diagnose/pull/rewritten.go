package pull

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// Rewriting is a change of the image between the workload's template and the pod.
type Rewriting struct {
	Original string         // the image as it was written; "" if unknown
	By       string         // what changed it, as the beginning of a sentence: "An admission webhook"
	Proxy    provider.Local // the proxy on the node that the image now refers to; without Title if it is not one
	OnNode   bool           // the image's host is the node itself
}

// rewriting detects whether something changed the image when the pod was created.
func (k *Case) rewriting() Rewriting {
	r := Rewriting{By: "An admission webhook or a mutating policy"}
	r.Proxy, r.OnNode = provider.LocalAt(k.Image.Registry)
	switch k.Image.Registry[strings.LastIndexByte(k.Image.Registry, ':')+1:] {
	case "7439", "31999": // the ports that webhooks rewrite images to
		r.By = "The webhook of " + r.Proxy.Title
		if r.OnNode {
			r.Original = k.Pod.Annotations["original-image-"+k.Container.Name]
			if r.Original == "" {
				_, r.Original, _ = strings.Cut(k.Container.Image, "/")
			}
			return r
		}
	}
	if was := k.templateImage(); was != "" {
		r.Original = was
	}
	return r
}

// templateImage returns the image in the template that the pod's image was derived from: it has the same
// tag or digest, and the pod's path ends with its path. "" if the template contains the pod's own image,
// or none like it.
func (k *Case) templateImage() string {
	if k.Owner == nil || k.Pod.Template || k.ImageErr != nil || slices.Contains(k.Owner.Images, k.Container.Image) {
		return ""
	}
	for _, image := range k.Owner.Images {
		was, err := keyring.ParseImage(image)
		if err != nil || was.Registry == k.Image.Registry || was.Tag != k.Image.Tag || was.Digest != k.Image.Digest {
			continue
		}
		if !slices.ContainsFunc(k.Pod.Containers, func(c diagnose.Container) bool { return c.Image == image }) && endsWithPath(k.Image.Repository, was.Repository) {
			return image
		}
	}
	return ""
}

// endsWithPath reports whether a repository ends with another one, in whole segments. The prefix library/
// of official images may be missing.
func endsWithPath(repository, path string) bool {
	path = strings.TrimPrefix(path, "library/")
	rest, found := strings.CutSuffix(repository, path)
	return found && (rest == "" || strings.HasSuffix(rest, "/"))
}

// Said returns a sentence about the change, with a leading space; "" if there was none.
func (r Rewriting) Said(image string) string {
	if r.Original == "" || r.Original == image {
		return ""
	}
	text := fmt.Sprintf(" %s changed the image from %s to %s when the pod was created.", r.By, r.Original, image)
	if r.OnNode && r.Proxy.Note != "" {
		text += " " + r.Proxy.Note
	}
	return text
}
