package trial

import (
	"context"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
)

// CanPull asks the kubelet's own code whether the youngest pod of a case would get a login that its
// registry accepts, nil if so.
func (w *World) CanPull(ctx context.Context, e cases.Expect, registries []cases.Registry) error {
	pods, err := w.pods(ctx, e)
	if err != nil {
		return err
	}
	return w.canPull(ctx, &pods[len(pods)-1], registries)
}

// canPull asks it about every image of one pod.
func (w *World) canPull(ctx context.Context, pod *corev1.Pod, registries []cases.Registry) error {
	secrets, err := w.pullSecrets(ctx, pod)
	if err != nil {
		return err
	}
	for _, wanted := range images(pod) {
		image, err := kubelet.ParseImage(wanted.reference)
		if err != nil {
			return err
		}
		logins, err := kubelet.Credentials(secrets, image)
		if err != nil {
			return fmt.Errorf("pod %s: %w", pod.Name, err)
		}
		if wanted.policy == corev1.PullNever && !w.present(ctx, pod, wanted.reference) || !accepted(logins, image, registries) {
			return fmt.Errorf("pod %s: %s cannot be pulled, with %d logins", pod.Name, wanted.reference, len(logins))
		}
	}
	return nil
}

// present reports whether another pod of the namespace runs the image, so that
// it is on the node. Since Kubernetes 1.35 a pod with credentials may use it.
func (w *World) present(ctx context.Context, pod *corev1.Pod, reference string) bool {
	list, err := w.Client.CoreV1().Pods(pod.Namespace).List(ctx, metav1.ListOptions{})
	return err == nil && slices.ContainsFunc(list.Items, func(p corev1.Pod) bool {
		return p.UID != pod.UID && p.Status.Phase == corev1.PodRunning &&
			slices.ContainsFunc(p.Spec.Containers, func(c corev1.Container) bool { return c.Image == reference })
	})
}

// wanted is an image that a pod needs.
type wanted struct {
	reference string
	policy    corev1.PullPolicy
}

// images are all that a pod needs, those of its volumes first, as the kubelet pulls them.
func images(pod *corev1.Pod) []wanted {
	var list []wanted
	for _, v := range pod.Spec.Volumes {
		if v.Image != nil {
			list = append(list, wanted{v.Image.Reference, v.Image.PullPolicy})
		}
	}
	for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
		list = append(list, wanted{c.Image, c.ImagePullPolicy})
	}
	return list
}

// pullSecrets reads the secrets that a pod names; like the kubelet it passes over missing ones.
func (w *World) pullSecrets(ctx context.Context, pod *corev1.Pod) ([]corev1.Secret, error) {
	var list []corev1.Secret
	for _, ref := range pod.Spec.ImagePullSecrets {
		s, err := w.Client.CoreV1().Secrets(pod.Namespace).Get(ctx, ref.Name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, *s)
	}
	return list, nil
}

// accepted says whether the registry of an image has it and gives it to one of the logins.
func accepted(logins []kubelet.Credential, image kubelet.Image, registries []cases.Registry) bool {
	host, repository, _ := strings.Cut(image.Name, "/")
	name := repository + ":" + image.Tag
	for _, r := range registries {
		switch {
		case r.Host != host:
		case r.Mirror != "": // the node asks the mirror instead, with the registry's credentials
			mirrored := image
			mirrored.Name = r.Mirror + "/" + repository
			return accepted(logins, mirrored, registries)
		case inTrouble(r) || spoiled(r, name) || blobsMissing(r, name, registries):
			return false
		case slices.Contains(r.Public, name):
			// A login that matches is sent, and a wrong one is refused for public images too.
			return len(logins) == 0 && !r.Refuses || anyAccount(r, logins, "")
		case slices.Contains(r.Images, name):
			return r.Auth == cases.AuthNone || anyAccount(r, logins, repository)
		}
	}
	return false
}

// anyAccount says whether one of the logins is an account that may pull from the repository; "" asks
// for the account alone.
func anyAccount(r cases.Registry, logins []kubelet.Credential, repository string) bool {
	return slices.ContainsFunc(logins, func(l kubelet.Credential) bool {
		account := cases.Account{Username: l.Username, Password: keyring.Sensitive(l.Password)}
		return slices.Contains(r.Accounts, account) && mayPull(r, account, repository)
	})
}

// mayPull says whether an account has the right to pull from a repository.
func mayPull(r cases.Registry, account cases.Account, repository string) bool {
	limits, limited := r.May[account.Username]
	return !limited || repository == "" ||
		slices.ContainsFunc(limits, func(start string) bool { return strings.HasPrefix(repository, start) })
}

// inTrouble says that nothing can be pulled from a registry.
func inTrouble(r cases.Registry) bool {
	return r.Status != 0 || r.TLS != "" || r.PlainHTTP || r.Page != "" || r.Fault != ""
}

// blobsMissing reports whether the layers of an image do not arrive: the host
// that serves them is in trouble, or they never end.
func blobsMissing(r cases.Registry, image string, registries []cases.Registry) bool {
	if slices.Contains(r.Slow, image) || slices.Contains(r.Hangs, image) {
		return true
	}
	at := r.BlobsAt[image]
	return at != "" && slices.ContainsFunc(registries, func(other cases.Registry) bool { return other.Host == at && inTrouble(other) })
}

// spoiled says that no node can use an image. Architectures are only listed where the node's is not
// among them.
func spoiled(r cases.Registry, image string) bool {
	return len(r.Platforms[image]) > 0 || slices.Contains(r.Schema1, image) || slices.Contains(r.CutShort, image) ||
		slices.Contains(r.Stalls, image) || slices.Contains(r.Forbidden, image)
}
