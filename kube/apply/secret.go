package apply

import (
	"bytes"
	"context"
	"maps"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// createSecret fails when the name exists; the server ensures that.
func (w *writer) createSecret(ctx context.Context, s diagnose.Step) (result, error) {
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: s.Object.Namespace, Name: s.Object.Name,
			Labels: maps.Clone(s.Labels), Annotations: maps.Clone(s.Annotations),
		},
		Type: corev1.SecretType(s.SecretType),
		Data: maps.Clone(s.Data),
	}
	secrets := w.b.client.CoreV1().Secrets(s.Object.Namespace)
	got, err := secrets.Create(ctx, secret, metav1.CreateOptions{DryRun: w.dry})
	if s.SkipTaken && apierrors.IsAlreadyExists(err) {
		return result{text: said(s, "already exists; it was not changed"), skipped: true}, nil
	}
	if err != nil {
		got, err = settled(ctx, w, s, err, secrets.Get, func(got *corev1.Secret, err error) bool {
			return err == nil && !s.SkipTaken && got.Type == secret.Type && maps.EqualFunc(got.Data, secret.Data, bytes.Equal)
		})
	}
	if err != nil {
		return result{}, err
	}
	w.wrote(s, &got.ObjectMeta)
	return result{text: said(s, "created"), undo: []diagnose.Step{{
		Action: diagnose.DeleteSecret, Object: s.Object, APIVersion: "v1",
		UID: string(got.UID), ResourceVersion: got.ResourceVersion,
	}}}, nil
}

// updateSecret changes the named keys and nothing else.
func (w *writer) updateSecret(ctx context.Context, s diagnose.Step) (result, error) {
	secrets := w.b.client.CoreV1().Secrets(s.Object.Namespace)
	secret, err := secrets.Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return result{}, err
	}
	if err := w.unchanged(s, &secret.ObjectMeta); err != nil {
		return result{}, err
	}
	for k, v := range s.Before { // also where there are no versions to compare
		if now, ok := secret.Data[k]; ok && !bytes.Equal(now, v) {
			return result{}, changed(s)
		}
	}
	secret = secret.DeepCopy()
	back := setKeys(secret, s)
	got, err := secrets.Update(ctx, secret, metav1.UpdateOptions{DryRun: w.dry})
	if err != nil {
		got, err = settled(ctx, w, s, err, secrets.Get, func(got *corev1.Secret, err error) bool {
			return err == nil && got.ResourceVersion != secret.ResourceVersion && maps.EqualFunc(got.Data, secret.Data, bytes.Equal)
		})
	}
	if err != nil {
		return result{}, err
	}
	w.wrote(s, &got.ObjectMeta)
	back.UID, back.ResourceVersion = string(got.UID), got.ResourceVersion
	return result{text: said(s, "changed"), undo: []diagnose.Step{back}}, nil
}

// setKeys changes the data and returns the step that restores the old bytes.
func setKeys(secret *corev1.Secret, s diagnose.Step) diagnose.Step {
	back := diagnose.Step{
		Action: diagnose.UpdateSecret, Object: s.Object, APIVersion: "v1",
		Data: map[string][]byte{}, Before: map[string][]byte{},
	}
	if secret.Data == nil {
		secret.Data = map[string][]byte{}
	}
	for k, v := range s.Data {
		if old, ok := secret.Data[k]; ok {
			back.Data[k] = old
		} else {
			back.Remove = append(back.Remove, k)
		}
		back.Before[k] = v
		secret.Data[k] = v
	}
	for _, k := range s.Remove {
		if old, ok := secret.Data[k]; ok {
			back.Data[k] = old
			delete(secret.Data, k)
		}
	}
	return back
}

// deleteSecret removes exactly the secret that was created, if it is
// unchanged. Undo creates it again.
func (w *writer) deleteSecret(ctx context.Context, s diagnose.Step) (result, error) {
	secrets := w.b.client.CoreV1().Secrets(s.Object.Namespace)
	secret, err := secrets.Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return result{}, err
	}
	if err := w.unchanged(s, &secret.ObjectMeta); err != nil {
		return result{}, err
	}
	err = secrets.Delete(ctx, s.Object.Name, metav1.DeleteOptions{
		DryRun: w.dry, Preconditions: preconditions(secret.UID, secret.ResourceVersion),
	})
	if err != nil {
		_, err = settled(ctx, w, s, err, secrets.Get, func(now *corev1.Secret, err error) bool {
			return apierrors.IsNotFound(err) || err == nil && now.UID != secret.UID
		})
	}
	if err != nil {
		return result{}, err
	}
	return result{text: said(s, "deleted"), undo: []diagnose.Step{{
		Action: diagnose.CreateSecret, Object: s.Object, APIVersion: "v1",
		SecretType: string(secret.Type), Data: secret.Data, Labels: secret.Labels, Annotations: secret.Annotations,
	}}}, nil
}
