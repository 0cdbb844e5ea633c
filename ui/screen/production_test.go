package screen

import (
	"testing"
)

func TestLooksLikeProduction(t *testing.T) {
	for context, want := range map[string]bool{
		"prod": true, "eks-prod-1": true, "gke_acme_PRODUCTION": true, "prd2": true, "shop.prd.local": true,
		"product-catalog": false, "nonproduction": false, "reproduce": false, "kind-lab": false, "": false,
	} {
		if got := LooksLikeProduction(context); got != want {
			t.Errorf("%q: %v, want %v", context, got, want)
		}
	}
}
