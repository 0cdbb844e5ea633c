package line

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// lostLineBackend is LostBackend that reads at once.
type lostLineBackend struct {
	*lineBackend
	uitest.LostBackend
}

func (b *lostLineBackend) Watch(ctx context.Context) <-chan diagnose.Update {
	return b.lineBackend.Watch(ctx)
}

func (b *lostLineBackend) Refresh() { b.lineBackend.Refresh() }

func (b *lostLineBackend) Check(ctx context.Context, f diagnose.Fix) []diagnose.Precheck {
	return b.lineBackend.Check(ctx, f)
}

func (b *lostLineBackend) Apply(ctx context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	_, err := b.lineBackend.Apply(ctx, f, done)
	return nil, err
}

// TestLostPod: line by line it is asked about before the list.
func TestLostPod(t *testing.T) {
	for name, tc := range map[string]struct {
		lines   []string
		applied int
		left    int
	}{
		"create": {[]string{"y", "y", "q"}, 1, 1}, // the backend of the test does not forget by itself
		"forget": {[]string{"d", "q"}, 0, 0},
		"later":  {[]string{"", "q"}, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			fake := uitest.NewBackend()
			b := &lostLineBackend{&lineBackend{Backend: fake}, uitest.LostBackend{Backend: fake, Fixes: []diagnose.Fix{uitest.LostFix()}}}
			o := ui.Options{Version: "1.0.0", Context: "kind-lab", Folder: t.TempDir(), Output: &out,
				Input: strings.NewReader(strings.Join(tc.lines, "\n") + "\n"), Clock: (&uitest.Clock{T: uitest.Noon}).Now}
			if err := Run(t.Context(), b, o); err != nil {
				t.Fatal(err)
			}
			if len(fake.Applied) != tc.applied || len(b.Fixes) != tc.left || !strings.Contains(out.String(), "Create Pod shop/tool again, which a fix deleted?") {
				t.Errorf("applied %d, left %d:\n%s", len(fake.Applied), len(b.Fixes), out.String())
			}
		})
	}
}
