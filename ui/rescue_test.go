package ui

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// lostBackend knows of a pod that an earlier program lost.
type lostBackend struct {
	*fakeBackend
	lost []diagnose.Fix
}

func (b *lostBackend) Lost(context.Context) []diagnose.Fix { return b.lost }
func (b *lostBackend) Forget(diagnose.Fix)                 { b.lost = nil }

func lostFix() diagnose.Fix {
	pod := *object("Pod", "shop", "tool")
	return diagnose.Fix{ID: "create-lost-pod", Title: "Create Pod shop/tool again, which a fix deleted",
		Steps:    []diagnose.Step{{Action: diagnose.RecreatePod, Object: pod}},
		Warnings: []string{"The program ended between deleting this pod and creating it again."}}
}

// TestLostPod: it is offered at the start, and created or forgotten.
func TestLostPod(t *testing.T) {
	for _, key := range []string{"y", "d"} {
		d := drive(t, 80, 24)
		b := &lostBackend{d.backend, []diagnose.Fix{lostFix()}}
		d.a.backend = b
		d.run(d.a.lookForLost())
		d.shows("Create Pod shop/tool again", "The program ended")
		d.clock.pass(time.Second)
		d.keys(key)
		if key == "y" && len(d.backend.applied) != 1 || key == "d" && (len(b.lost) != 0 || len(d.a.stack) != 1) {
			t.Errorf("%s: applied %d, lost %d", key, len(d.backend.applied), len(b.lost))
		}
	}
}

// lostPlainBackend is lostBackend that reads at once.
type lostPlainBackend struct {
	*plainBackend
	lostBackend
}

func (b *lostPlainBackend) Watch(ctx context.Context) <-chan diagnose.Update {
	return b.plainBackend.Watch(ctx)
}
func (b *lostPlainBackend) Refresh() { b.plainBackend.Refresh() }

func (b *lostPlainBackend) Check(ctx context.Context, f diagnose.Fix) []diagnose.Precheck {
	return b.plainBackend.Check(ctx, f)
}

func (b *lostPlainBackend) Apply(ctx context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	_, err := b.plainBackend.Apply(ctx, f, done)
	return nil, err
}

// TestPlainLostPod: line by line it is asked about before the list.
func TestPlainLostPod(t *testing.T) {
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
			fake := newBackend()
			b := &lostPlainBackend{&plainBackend{fakeBackend: fake}, lostBackend{fake, []diagnose.Fix{lostFix()}}}
			o := Options{Version: "1.0.0", Context: "kind-lab", Folder: t.TempDir(), Output: &out,
				Input: strings.NewReader(strings.Join(tc.lines, "\n") + "\n"), Clock: (&fakeClock{noon}).now}
			if err := RunPlain(t.Context(), b, o); err != nil {
				t.Fatal(err)
			}
			if len(fake.applied) != tc.applied || len(b.lost) != tc.left || !strings.Contains(out.String(), "Create Pod shop/tool again, which a fix deleted?") {
				t.Errorf("applied %d, left %d:\n%s", len(fake.applied), len(b.lost), out.String())
			}
		})
	}
}
