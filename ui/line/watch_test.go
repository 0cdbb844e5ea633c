package line

import (
	"errors"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// TestReadingAgain is the same for the plain mode.
func TestReadingAgain(t *testing.T) {
	l := &latest{changed: make(chan struct{}, 1)}
	part, whole := &diagnose.Snapshot{}, &diagnose.Snapshot{}
	for _, c := range []struct {
		u    diagnose.Update
		want *diagnose.Snapshot
	}{
		{diagnose.Update{Snapshot: part, Progress: "reading"}, part},
		{diagnose.Update{Snapshot: whole}, whole},
		{diagnose.Update{Progress: "reading"}, whole},
		{diagnose.Update{Snapshot: part, Progress: "reading"}, whole},
		{diagnose.Update{Snapshot: part, Err: errors.New("broken")}, whole},
	} {
		l.set(c.u, false)
		if u, _ := l.get(); u.Snapshot != c.want {
			t.Errorf("after %+v: not the snapshot that was wanted", c.u)
		}
	}
}
