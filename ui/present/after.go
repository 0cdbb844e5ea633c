package present

import (
	"maps"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// QuestionsAfter are the images of the pods that a fix is for, with the
// credentials that the kubelet will find once it is applied.
func QuestionsAfter(res *diagnose.Result, f *diagnose.Fix) []diagnose.RegistryQuestion {
	if res == nil || res.Snapshot == nil {
		return nil
	}
	var out []diagnose.RegistryQuestion
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		if d.Failure == nil || d.Pod == nil || !slices.Contains(f.Recovers, d.Pod.Object()) {
			continue
		}
		image, err := keyring.ParseImage(d.Failure.Image)
		if err != nil {
			continue
		}
		ring, err := keyring.New(secretsAfter(res.Snapshot, f, d.Pod))
		if err != nil {
			continue
		}
		q := diagnose.RegistryQuestion{
			Image: image, Namespace: d.Failure.Namespace, Credentials: ring.Lookup(image), Platforms: image.Registry != "docker.io",
		}
		if len(q.Credentials) > 0 {
			out = append(out, q)
		}
	}
	return distinct(out)
}

// secretsAfter are a pod's pull secrets, in order, once a fix is applied.
func secretsAfter(s *diagnose.Snapshot, f *diagnose.Fix, pod *diagnose.Pod) []keyring.Secret {
	names := pod.PullSecrets
	written := map[string]diagnose.Write{}
	for i := range f.Steps {
		st := f.Steps[i]
		if st.Object.Namespace != pod.Namespace {
			continue
		}
		switch st.Write.(type) {
		case step.CreateSecret, step.UpdateSecret:
			written[st.Object.Name] = st.Write
		default:
			if list := step.List(st); list != nil {
				names = list
			}
		}
	}
	var out []keyring.Secret
	for _, name := range names {
		secret := keyring.Secret{Namespace: pod.Namespace, Name: name, Data: map[string][]byte{}}
		for i := range s.Secrets {
			if x := &s.Secrets[i]; x.Namespace == pod.Namespace && x.Name == name {
				secret.Type = x.Type
				maps.Copy(secret.Data, x.Data)
			}
		}
		switch w := written[name].(type) {
		case step.CreateSecret:
			secret.Type, secret.Data = w.Type, maps.Clone(w.Data)
		case step.UpdateSecret:
			for _, key := range w.Remove {
				delete(secret.Data, key)
			}
			maps.Copy(secret.Data, w.Data)
		}
		out = append(out, secret)
	}
	return out
}
