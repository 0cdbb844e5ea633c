package engine

import (
	"fmt"
	"regexp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

// subdomain is what the API server takes as the name of a Secret (RFC 1123).
var subdomain = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// possibleName says whether a Secret can have this name.
func possibleName(name string) bool { return len(name) <= 253 && subdomain.MatchString(name) }

// neverExists ends the detail of a finding about a name that no Secret can have.
const neverExists = " No Secret can have this name: names have lower case letters, digits, - and . only, and begin and end with a letter or a digit."

// impossible is the finding of a name in a service account's list that no Secret
// can have.
func impossible(a *diagnose.ServiceAccount, name string) diagnose.Finding {
	o := diagnose.Object{Kind: "Secret", Namespace: a.Namespace, Name: name}
	f := diagnose.NewFinding(diagnose.CheckSecretMissing, diagnose.LinkAccount, diagnose.Certain, &o,
		fmt.Sprintf("Service account %s references the pull secret %q.", a.Name, name)+neverExists)
	f.Title = check.SecretMissing.Title
	f.Location = a.At(diagnose.PlaceOfPullSecret(name))
	return f
}
