package engine

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// locate gives the findings of a case in manifests the place of the field at
// fault.
func locate(k *pull.Case, findings []diagnose.Finding) {
	if k.Index.Snap.Source.Kind != diagnose.SourceFiles {
		return
	}
	for i := range findings {
		if f := &findings[i]; f.Location == nil {
			f.Location = locationOf(k, f)
		}
	}
}

func locationOf(k *pull.Case, f *diagnose.Finding) *diagnose.Location {
	image := diagnose.PlaceOfImage(k.Container.Name)
	if f.Object == nil {
		return k.Pod.At(image)
	}
	x, o := k.Index, *f.Object
	switch o.Kind {
	case "Secret":
		s := x.Secrets[o]
		switch f.Check {
		case diagnose.CheckSecretMissing, diagnose.CheckSecretNameTypo, diagnose.CheckSecretInOtherNamespace, diagnose.CheckSecretUnreadable:
			return referenceTo(k, o.Name)
		}
		if s == nil || s.File == "" { // of the cluster
			return referenceTo(k, o.Name)
		}
		return s.At(fieldOf(f.Check, s)...)
	case "ServiceAccount":
		if a := x.Accounts[o]; a != nil {
			return a.At(diagnose.PlaceName)
		}
	case k.Pod.Kind:
		if o == k.Pod.Object() {
			switch f.Check {
			case diagnose.CheckNoCredentials, diagnose.CheckManagedObject:
				return k.Pod.At(diagnose.PlaceName)
			}
			return k.Pod.At(image)
		}
	}
	if w := x.Workloads[o]; w != nil {
		return w.At(diagnose.PlaceName)
	}
	for i := range x.Snap.Planned {
		if p := &x.Snap.Planned[i]; p.Object() == o {
			return p.At()
		}
	}
	return k.Pod.At(image)
}

// referenceTo is where the pod, or its service account, references a secret.
func referenceTo(k *pull.Case, name string) *diagnose.Location {
	field := diagnose.PlaceOfPullSecret(name)
	if r := k.Ref(name); r != nil && r.From == pull.FromAccount && k.Account != nil && k.Account.File != "" {
		return k.Account.At(field)
	}
	return k.Pod.At(field)
}

// fieldOf names the fields of a Secret that a check is about, best first.
func fieldOf(check diagnose.CheckName, s *diagnose.Secret) []string {
	wanted := pull.WantedKey(s.Type)
	switch check {
	case diagnose.CheckWrongType:
		return []string{diagnose.PlaceType, diagnose.PlaceName}
	case diagnose.CheckWrongDataKey:
		if value, ok := s.Data[wanted]; ok && len(value) == 0 {
			return []string{diagnose.PlaceOfValue(wanted), diagnose.PlaceName}
		}
		var keys []string
		for key := range s.Data {
			if key != wanted {
				keys = append(keys, diagnose.PlaceOfKey(key))
			}
		}
		slices.Sort(keys)
		return append(keys, diagnose.PlaceOfKey(wanted), diagnose.PlaceName)
	case diagnose.CheckSecretNotAttached:
		return []string{diagnose.PlaceName}
	}
	var bad []string
	for key := range s.BadData {
		bad = append(bad, diagnose.PlaceOfValue(key))
	}
	slices.Sort(bad)
	return append(bad, diagnose.PlaceOfValue(wanted), diagnose.PlaceName)
}
