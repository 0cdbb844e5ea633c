package controller

import (
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// SyncNamespaces creates the service account "default" of every namespace, as the service account
// controller does; a deleted one is created again.
func (m *Manager) SyncNamespaces() {
	for _, ns := range apiserver.All[*corev1.Namespace](m.s, apiserver.Namespaces, "") {
		if _, ok := apiserver.Find[*corev1.ServiceAccount](m.s, apiserver.ServiceAccounts, ns.Name, "default"); ok {
			continue
		}
		account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns.Name, Name: "default"}}
		_, _ = m.s.Create(apiserver.ServiceAccounts, ns.Name, account, apiserver.Options{}) // else at the next pass
	}
}
