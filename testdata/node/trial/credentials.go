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
	for _, c := range append(slices.Clone(pod.Spec.InitContainers), pod.Spec.Containers...) {
		image, err := kubelet.ParseImage(c.Image)
		if err != nil {
			return err
		}
		logins, err := kubelet.Credentials(secrets, image)
		if err != nil {
			return fmt.Errorf("pod %s: %w", pod.Name, err)
		}
		if c.ImagePullPolicy == corev1.PullNever || !accepted(logins, image, registries) {
			return fmt.Errorf("pod %s: %s cannot be pulled, with %d logins", pod.Name, c.Image, len(logins))
		}
	}
	return nil
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
	for _, r := range registries {
		if r.Host != host {
			continue
		}
		if slices.Contains(r.Public, repository+":"+image.Tag) {
			return true
		}
		if !slices.Contains(r.Images, repository+":"+image.Tag) {
			return false
		}
		if r.Auth == cases.AuthNone {
			return true
		}
		for _, l := range logins {
			if slices.Contains(r.Accounts, cases.Account{Username: l.Username, Password: keyring.Sensitive(l.Password)}) {
				return true
			}
		}
	}
	return false
}
