package course

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

var lessons = flag.String("lessons", "", "prove only the claims of these lessons, separated by commas")

// TestClaims plays every statement of every lesson on one real node. Lessons go on side by side, since
// most of the time goes by waiting for the kubelet's back-off.
func TestClaims(t *testing.T) {
	if nodetest.Generation().Name != "" {
		t.Skip("the lessons speak of the current generation of nodes")
	}
	all, err := lesson.Load(os.DirFS(nodetest.CasesDir))
	if err != nil {
		t.Fatal(err)
	}
	c := start(t)
	t.Run("lessons", func(t *testing.T) {
		for i := range all.Lessons {
			l := &all.Lessons[i]
			if *lessons != "" && !strings.Contains(","+*lessons+",", ","+l.Case+",") {
				continue
			}
			t.Run(l.Case, func(t *testing.T) {
				t.Parallel()
				for _, claim := range l.Claims {
					begun := time.Now()
					if err := c.fresh(nodetest.Context(), l); err != nil {
						t.Fatal(err)
					}
					if err := c.stage().Prove(nodetest.Context(), l.Namespace, claim); err != nil {
						t.Error(err)
						continue
					}
					t.Logf("%s: proven in %v", claim.Says, time.Since(begun).Round(time.Second))
				}
			})
		}
	})
}
