package pull

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Running is a running container and its image.
type Running struct {
	Pod       *diagnose.Pod
	Container *diagnose.Container
	Image     keyring.Image
}

// RunningImages returns the running containers with an image of that full name, in
// the order of the pods. Every failure looks them up, so all images are
// parsed once.
func (x *Index) RunningImages(name string) []Running {
	if x.running == nil {
		x.running = map[string][]Running{}
		parsed := map[string]*keyring.Image{}
		for i := range x.Snap.Pods {
			p := &x.Snap.Pods[i]
			for j := range p.Containers {
				c := &p.Containers[j]
				if !c.Running || p.Template {
					continue
				}
				img, known := parsed[c.Image]
				if !known {
					if v, err := keyring.ParseImage(c.Image); err == nil {
						img = &v
					}
					parsed[c.Image] = img
				}
				if img != nil {
					x.running[img.Name] = append(x.running[img.Name], Running{p, c, *img})
				}
			}
		}
	}
	return x.running[name]
}
