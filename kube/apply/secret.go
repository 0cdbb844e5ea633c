package apply

import (
	"bytes"
	"context"
	"maps"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// createSecret fails when the name exists; the server ensures that.
func (w *writer) createSecret(ctx context.Context, s diagnose.Step, change step.CreateSecret) (result, error) {
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: s.Object.Namespace, Name: s.Object.Name,
			Labels: maps.Clone(change.Labels), Annotations: maps.Clone(change.Annotations),
		},
		Type: corev1.SecretType(change.Type),
		Data: maps.Clone(change.Data),
	}
	secrets := w.b.client.CoreV1().Secrets(s.Object.Namespace)
	got, err := secrets.Create(ctx, secret, metav1.CreateOptions{DryRun: w.dry})
	if change.SkipTaken && apierrors.IsAlreadyExists(err) {
		return result{text: said(s, "already exists; it was not changed"), skipped: true}, nil
	}
	if err != nil {
		got, err = settled(ctx, w, s, err, secrets.Get, func(got *corev1.Secret, err error) bool {
			return err == nil && !change.SkipTaken && got.Type == secret.Type && maps.EqualFunc(got.Data, secret.Data, bytes.Equal)
		})
	}
	if err != nil {
		return result{}, err
	}
	w.wrote(s, &got.ObjectMeta)
	return result{text: said(s, "created"), undo: []diagnose.Step{change.Undo(&s, string(got.UID), got.ResourceVersion)}}, nil
}

// updateSecret changes the named keys and nothing else.
func (w *writer) updateSecret(ctx context.Context, s diagnose.Step, change step.UpdateSecret) (result, error) {
	secrets := w.b.client.CoreV1().Secrets(s.Object.Namespace)
	secret, err := secrets.Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return result{}, err
	}
	if err := w.unchanged(s, &secret.ObjectMeta); err != nil {
		return result{}, err
	}
	for k, v := range change.Before { // also where there are no versions to compare
		if now, ok := secret.Data[k]; ok && !bytes.Equal(now, v) {
			return result{}, changed(s)
		}
	}
	had := maps.Clone(secret.Data)
	secret = secret.DeepCopy()
	setKeys(secret, change)
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
	return result{text: said(s, "changed"), undo: []diagnose.Step{change.Undo(&s, had, string(got.UID), got.ResourceVersion)}}, nil
}

// setKeys changes the data keys that a step names.
func setKeys(secret *corev1.Secret, change step.UpdateSecret) {
	if secret.Data == nil {
		secret.Data = map[string][]byte{}
	}
	maps.Copy(secret.Data, change.Data)
	for _, k := range change.Remove {
		delete(secret.Data, k)
	}
}

// deleteSecret removes exactly the secret that was created, if it is
// unchanged. Undo creates it again.
func (w *writer) deleteSecret(ctx context.Context, s diagnose.Step, change step.DeleteSecret) (result, error) {
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
	return result{text: said(s, "deleted"), undo: []diagnose.Step{change.Undo(&s, step.CreateSecret{
		Type: string(secret.Type), Data: secret.Data, Labels: secret.Labels, Annotations: secret.Annotations,
	})}}, nil
}
