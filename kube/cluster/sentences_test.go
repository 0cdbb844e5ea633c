package cluster_test

import (
	"errors"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/watch"
)

// Errors of every kind are sentences that say what to do.
func TestSentences(t *testing.T) {
	of := schema.GroupResource{Resource: "secrets"}
	step := diagnose.Step{Object: diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "regcred"}, Write: step.UpdateSecret{}}
	tests := []struct {
		name string
		got  error
		want string
	}{
		{"conflict", apply.ErrorOf(step, apierrors.NewConflict(of, "x", errors.New("y"))), "changed since it was read"},
		{"no right", apply.ErrorOf(step, apierrors.NewForbidden(of, "x", errors.New(`User "eve" cannot update`))), "You may not update secrets in namespace shop"},
		{"quota", apply.ErrorOf(step, apierrors.NewForbidden(of, "x", errors.New("exceeded quota"))), "Secret shop/regcred was refused by an admission controller"},
		{"other answer", apply.ErrorOf(step, apierrors.NewInternalError(errors.New("etcd"))), "could not be written"},
		{"no answer", apply.ErrorOf(step, errors.New("dial tcp: EOF")), "cannot be read: dial tcp: EOF"},
		{"watch forbidden", watch.LostError(apierrors.NewForbidden(of, "", nil)), "not watch them"},
		{"watch expired", watch.LostError(apierrors.NewResourceExpired("old")), "start again"},
		{"login helper", connect.ReachError(errors.New("getting credentials: exec: aws not found."), ""), "failed: exec: aws not found. Run it"},
		{"login expired", connect.ReachError(errors.New("failed to refresh token: oauth2: cannot fetch token"), ""), "Log in again"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got == nil || !strings.Contains(tt.got.Error(), tt.want) {
				t.Errorf("got %v, want %q", tt.got, tt.want)
			}
		})
	}
}
