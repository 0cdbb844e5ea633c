package fix

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// talkative makes more checks than anybody waits for.
type talkative struct {
	*uitest.Backend
	ended chan struct{}
}

func (b *talkative) CheckEach(_ context.Context, _ diagnose.Fix, done func(diagnose.Precheck)) []diagnose.Precheck {
	defer close(b.ended)
	for i := range 1000 {
		done(diagnose.Precheck{Text: fmt.Sprintf("check %d", i), OK: true})
	}
	return nil
}

// batch are the commands of a batch, which Bubble Tea would run side by side.
func batch(t *testing.T, cmd tea.Cmd) []tea.Cmd {
	t.Helper()
	cmds, ok := cmd().(tea.BatchMsg)
	if !ok {
		t.Fatalf("%T, want a batch", cmd())
	}
	return cmds
}

// TestClosedPreviewFreesItsChecks: who leaves a preview early does not leave
// the checks, nor the one who waits for them, hanging for ever.
func TestClosedPreviewFreesItsChecks(t *testing.T) {
	b := &talkative{uitest.NewBackend(), make(chan struct{})}
	env := newEnv(t, 80, b)
	fix := diagnose.Fix{ID: "x", Title: "Fix it", Steps: []diagnose.Step{{Object: diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "regcred"}, Write: step.UpdateSecret{}}}}
	cmds := batch(t, OpenPreview(env, fix, nil))
	if len(cmds) != 2 {
		t.Fatalf("%d commands, want the checks and who waits for them", len(cmds))
	}
	go cmds[0]()
	first, ok := cmds[1]().(oneCheckedMsg)
	if !ok {
		t.Fatal("the first check does not arrive")
	}
	env.Top().(*Preview).cancel() // nothing receives from here on
	waiter := make(chan struct{})
	go func() {
		for msg := any(first); msg != nil; {
			one, more := msg.(oneCheckedMsg)
			if !more {
				break
			}
			msg = following(one.next)()
		}
		close(waiter)
	}()
	for what, ch := range map[string]chan struct{}{"the checks": b.ended, "who waits for them": waiter} {
		select {
		case <-ch:
		case <-time.After(10 * time.Second):
			t.Errorf("%s never end", what)
		}
	}
}
