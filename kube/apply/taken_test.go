package apply

import (
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// In many namespaces a name that is taken is left alone and said; the others
// are made, and taking it back deletes only those.
func TestATakenNameIsSkipped(t *testing.T) {
	c := fakecluster.New(t, fakecluster.PullSecret("cart", "regcred"))
	create := func(ns string) diagnose.Step {
		return diagnose.Step{
			Object: diagnose.Object{Kind: "Secret", Namespace: ns, Name: "regcred"},
			Write:  step.CreateSecret{Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{".dockerconfigjson": []byte("{}")}, SkipTaken: true},
		}
	}
	b := New(c)
	fix := diagnose.Fix{Steps: []diagnose.Step{create("shop"), create("cart"), create("till")}}
	for _, p := range b.Check(ctx, fix) {
		if !p.OK || strings.Contains(p.Text, "cart/regcred is free") {
			t.Errorf("%+v", p)
		}
	}
	var said []string
	undo, err := b.Apply(ctx, fix, func(d diagnose.StepDone) { said = append(said, d.Text) })
	if err != nil {
		t.Fatal(err)
	}
	if len(said) != 3 || said[1] != "Secret cart/regcred already exists; it was not changed" || len(undo.Steps) != 2 {
		t.Errorf("%q, %d steps back", said, len(undo.Steps))
	}
	got, err := c.CoreV1().Secrets("cart").Get(ctx, "regcred", metav1.GetOptions{})
	if err != nil || string(got.Data["other"]) != "kept" {
		t.Errorf("%v %v", got, err)
	}
	if _, err := b.Apply(ctx, *undo, nil); err != nil {
		t.Fatal(err)
	}
	left, _ := c.CoreV1().Secrets("").List(ctx, metav1.ListOptions{})
	if len(left.Items) != 1 || left.Items[0].Namespace != "cart" {
		t.Errorf("%d secrets are left", len(left.Items))
	}
}
