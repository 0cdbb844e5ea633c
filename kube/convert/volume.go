package convert

import (
	"slices"
	"strings"

	"github.com/distribution/reference"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// blameVolumes moves the failure of an image volume from the containers that
// mount it to a container of type volume. The kubelet reports the volume's
// pull on every container that mounts it and has no status for the volume
// itself (kuberuntime toKubeContainerImageVolumes), but its message names the
// volume's image.
func blameVolumes(p *diagnose.Pod) {
	var failed []diagnose.Container
	for _, v := range p.Volumes {
		blamed := -1
		for i := range p.Containers {
			c := &p.Containers[i]
			if !c.Waiting || !slices.Contains(v.MountedBy, c.Name) || !aboutVolume(c, v.Image) {
				continue
			}
			if blamed < 0 {
				blamed = len(failed)
				failed = append(failed, diagnose.Container{
					Name: v.Name, Type: diagnose.TypeVolume, Image: v.Image, PullPolicy: v.PullPolicy,
					Waiting: true, Reason: c.Reason, Message: c.Message,
				})
			}
			c.Reason, c.Message = "", "" // it waits for the volume; its own image was not tried
		}
	}
	p.Containers = append(failed, p.Containers...) // volumes are pulled before any container starts
}

func aboutVolume(c *diagnose.Container, image string) bool {
	return names(c.Message, image) && !names(c.Message, c.Image)
}

// names says whether a message contains the image in quotes: as written, with
// the tag that the kubelet adds, or in the full form that runtimes use.
func names(message, image string) bool {
	if image == "" {
		return false
	}
	forms := []string{image, image + ":latest"}
	if n, err := reference.ParseNormalizedNamed(image); err == nil {
		forms = append(forms, reference.TagNameOnly(n).String())
	}
	for _, f := range forms {
		if strings.Contains(message, `"`+f+`"`) {
			return true
		}
	}
	return false
}
