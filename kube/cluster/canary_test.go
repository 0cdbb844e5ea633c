package cluster_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
)

// passwords are all that the cluster's secrets and the steps of a fix hold, in
// clear, base64 and JSON-escaped.
func passwords(t *testing.T, c *practice.Cluster, f diagnose.Fix) []string {
	t.Helper()
	all, err := c.Client().CoreV1().Secrets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	take := func(typ string, data map[string][]byte) {
		for _, e := range keyring.Inspect(keyring.Secret{Type: typ, Data: data}).Entries {
			for _, p := range []keyring.Sensitive{e.Password, e.WrittenPassword, e.RecoveredPassword} {
				clear := p.Reveal()
				if len(clear) < 6 {
					continue
				}
				quoted, _ := json.Marshal(clear)
				out = append(out, clear, strings.Trim(string(quoted), `"`), base64.StdEncoding.EncodeToString([]byte(clear)),
					base64.StdEncoding.EncodeToString([]byte(e.Username+":"+clear)))
			}
		}
		for _, content := range data {
			out = append(out, string(content), base64.StdEncoding.EncodeToString(content))
		}
	}
	for _, s := range all.Items {
		take(string(s.Type), s.Data)
	}
	for _, s := range f.Steps {
		take(step.SecretType(s), step.Data(s))
	}
	return out
}

func silent(t *testing.T, what, text string, words []string) {
	t.Helper()
	for _, w := range words {
		if len(w) > 5 && strings.Contains(text, w) {
			t.Errorf("%s: a text of %d letters from a secret is shown", what, len(w))
		}
	}
}

// Nothing that checking, applying, undoing and failing says holds a password,
// not even when the API server quotes the object that it refuses.
func TestCarryingOutSaysNoPassword(t *testing.T) {
	all := playableCases(t)
	texts := 0
	for _, cs := range all {
		t.Run(cs.Name, func(t *testing.T) {
			c, fixes := practiceCase(t, cs.Name)
			if len(fixes) == 0 {
				return
			}
			f := fixes[0]
			words := passwords(t, c, f)
			b := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{})
			said := fmt.Sprintf("%+v", b.Check(t.Context(), f))
			note := func(d diagnose.StepDone) { said += fmt.Sprintf("%+v %v\n", d, d.Err) }
			undo, err := b.Apply(t.Context(), f, note)
			if err != nil {
				t.Fatal(err)
			}
			if undo != nil {
				said += fmt.Sprintf("%s %s %v %+v", undo.Title, undo.After, undo.Commands, fix.Preview(*undo))
				if _, err := b.Apply(t.Context(), *undo, note); err != nil {
					t.Fatal(err)
				}
			}
			c.Client().(*fake.Clientset).PrependReactor("*", "*", func(a k8stesting.Action) (bool, runtime.Object, error) {
				return writes(a), nil, quoting(a)
			})
			_, err = b.Apply(t.Context(), f, note)
			said += fmt.Sprintf("%+v %v", b.Check(t.Context(), f), err)
			silent(t, f.ID, said, words)
			texts += len(said)
		})
	}
	if texts < 5000 {
		t.Errorf("only %d letters were looked at", texts)
	}
}

// quoting is a refusal in the manner of a careless webhook.
func quoting(a k8stesting.Action) error {
	var obj runtime.Object
	switch a := a.(type) {
	case k8stesting.CreateActionImpl:
		obj = a.Object
	case k8stesting.UpdateActionImpl:
		obj = a.Object
	}
	b, _ := json.Marshal(obj)
	return errors.New("refused: " + string(b) + fmt.Sprintf("%+v", obj))
}
