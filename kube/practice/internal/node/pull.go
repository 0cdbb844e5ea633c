package node

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Reasons of a waiting container (pkg/kubelet/images/types.go).
const (
	errImagePull      = "ErrImagePull"
	imagePullBackOff  = "ImagePullBackOff"
	errImageNeverPull = "ErrImageNeverPull"
	invalidImageName  = "InvalidImageName"
)

// poison: the reason is a raw error of a secret that cannot be decoded.
func (w waiting) poison() bool {
	switch w.Reason {
	case errImagePull, imagePullBackOff, errImageNeverPull, invalidImageName:
		return false
	}
	return true
}

// pull makes images available to one pod in one sync.
type pull struct {
	node    *Node
	machine *machine
	pod     *corev1.Pod
	secrets []pullSecret
	at      time.Time // for back-offs
}

// container makes the images of a container available: those of its image volumes first, then
// its own.
func (p *pull) container(ctx context.Context, c *corev1.Container, path string, volumes map[string]waiting) (containerd.Image, *waiting) {
	for _, m := range c.VolumeMounts {
		if problem, bad := volumes[m.Name]; bad {
			return containerd.Image{}, &problem
		}
	}
	return p.ensure(ctx, c.Image, c.ImagePullPolicy, path)
}

// volumes pulls the image volumes, all of them before any container, and returns the failures. A
// volume that no container mounts fails silently.
func (p *pull) volumes(ctx context.Context) map[string]waiting {
	failed := map[string]waiting{}
	for _, v := range p.pod.Spec.Volumes {
		if v.Image == nil || v.Image.Reference == "" {
			continue
		}
		if _, problem := p.ensure(ctx, v.Image.Reference, v.Image.PullPolicy, ""); problem != nil {
			failed[v.Name] = *problem
		}
	}
	return failed
}

// ensure mirrors imageManager.EnsureImageExists, in its order: the name, what is on the node, the
// policy Never, the credentials, the back-off, and only then the pull.
func (p *pull) ensure(ctx context.Context, image string, policy corev1.PullPolicy, path string) (containerd.Image, *waiting) {
	img, err := keyring.ParseImage(image)
	if err != nil {
		text := fmt.Sprintf("Failed to apply default image tag %q: %v", image, err)
		p.say(path, corev1.EventTypeWarning, "InspectFailed", text)
		return containerd.Image{}, &waiting{invalidImageName, text}
	}
	if policy != corev1.PullAlways {
		found, problem := p.present(image, img, path)
		if found.Name != "" || problem != nil {
			return found, problem
		}
	}
	if policy == corev1.PullNever {
		text := fmt.Sprintf("Container image %q is not present with pull policy of Never", image)
		p.say(path, corev1.EventTypeWarning, errImageNeverPull, text)
		return containerd.Image{}, &waiting{errImageNeverPull, text}
	}
	logins, err := p.credentials(img)
	if err != nil { // no pull, no back-off: the error itself becomes the reason
		return containerd.Image{}, &waiting{err.Error(), err.Error()}
	}
	key := backoffKey{p.pod.UID, image}
	text := fmt.Sprintf("Back-off pulling image %q", image)
	if last, yes := p.node.images.backoff.active(key, p.at); yes {
		p.say(path, corev1.EventTypeNormal, "BackOff", text)
		return containerd.Image{}, &waiting{imagePullBackOff, text + ": " + last}
	}
	p.say(path, corev1.EventTypeNormal, "Pulling", fmt.Sprintf("Pulling image %q", image))
	begin := p.node.s.Now()
	got, by, err := p.try(ctx, img, logins)
	if err != nil {
		p.say(path, corev1.EventTypeWarning, "Failed", fmt.Sprintf("Failed to pull image %q: %v", image, err))
		p.node.images.backoff.failed(key, p.at, errImagePull+": "+err.Error())
		return containerd.Image{}, &waiting{errImagePull, err.Error()}
	}
	p.node.images.pulled(image, got, by)
	p.node.listImages()
	took := p.node.s.Now().Sub(begin).Truncate(time.Millisecond)
	p.say(path, corev1.EventTypeNormal, "Pulled", fmt.Sprintf(
		"Successfully pulled image %q in %v (%v including waiting). Image size: %d bytes.", image, took, took, got.Size))
	return got, nil
}

// present looks for an image on the node that the pod may use. If it returns neither an image nor a
// problem, the image must be pulled.
func (p *pull) present(image string, img keyring.Image, path string) (containerd.Image, *waiting) {
	found, ok := p.node.images.find(img)
	if !ok {
		return containerd.Image{}, nil
	}
	if !p.node.images.accessible(image, found, nil) {
		logins, err := p.credentials(img)
		if err != nil {
			return containerd.Image{}, &waiting{err.Error(), err.Error()}
		}
		if !p.node.images.accessible(image, found, logins) {
			return containerd.Image{}, nil
		}
	}
	p.say(path, corev1.EventTypeNormal, "Pulled",
		fmt.Sprintf("Container image %q already present on machine and can be accessed by the pod", image))
	return found, nil
}

// credentials returns what the pod's secrets offer for an image, in the order of the attempts.
func (p *pull) credentials(img keyring.Image) ([]credential, error) {
	uids := map[string]types.UID{}
	var plain []keyring.Secret
	for _, s := range p.secrets {
		plain = append(plain, s.Secret)
		uids[s.Name] = s.uid
	}
	ring, err := keyring.New(plain)
	if err != nil {
		return nil, err
	}
	var list []credential
	for _, c := range ring.Lookup(img) {
		list = append(list, credential{c, uids[c.Secret]})
	}
	return list, nil
}

// try pulls with each credential in turn, anonymously only if there is none. It returns the one
// that worked, or all failures as the kubelet joins them.
func (p *pull) try(ctx context.Context, img keyring.Image, logins []credential) (containerd.Image, *credential, error) {
	if !p.machine.mayPull(p.node.s.Now(), p.node.scale(time.Second)) {
		return containerd.Image{}, nil, errThrottled
	}
	runtime := p.node.images.runtime
	if len(logins) == 0 {
		got, err := runtime.Pull(ctx, img, nil)
		return got, nil, err
	}
	var failures []string
	for i := range logins {
		got, err := runtime.Pull(ctx, img, &containerd.Login{Username: logins[i].Username, Password: logins[i].Password})
		if err == nil {
			return got, &logins[i], nil
		}
		if !slices.Contains(failures, err.Error()) {
			failures = append(failures, err.Error())
		}
	}
	if len(failures) == 1 {
		return containerd.Image{}, nil, fmt.Errorf("%s", failures[0])
	}
	return containerd.Image{}, nil, fmt.Errorf("[%s]", strings.Join(failures, ", "))
}

func (p *pull) say(path, kind, reason, message string) {
	p.node.events.Event(p.pod, path, kind, reason, message)
}
