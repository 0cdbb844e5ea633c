package symptom

import (
	"testing"
	"time"
)

func TestReadPullEvent(t *testing.T) {
	for _, tc := range []struct {
		reason, message string
		want            PullEvent
		ok              bool
	}{
		{"Pulling", `Pulling image "r.test/a:1"`, PullEvent{Step: PullStarted, Image: "r.test/a:1"}, true},
		{"Pulling", `pulling image "r.test/a:1"`, PullEvent{Step: PullStarted, Image: "r.test/a:1"}, true},
		{"Pulled", `Successfully pulled image "r.test/a:1" in 2m3s (3m5.5s including waiting). Image size: 1234567890 bytes.`, PullEvent{PullDone, "r.test/a:1", 2*time.Minute + 3*time.Second, 3*time.Minute + 5500*time.Millisecond, 1234567890}, true},
		{"Pulled", `Successfully pulled image "r.test/a:1" in 2.1s (2.1s including waiting)`, PullEvent{PullDone, "r.test/a:1", 2100 * time.Millisecond, 2100 * time.Millisecond, 0}, true},
		{"Pulled", `Successfully pulled image "r.test/a:1" in 850ms`, PullEvent{PullDone, "r.test/a:1", 850 * time.Millisecond, 850 * time.Millisecond, 0}, true},
		{"Pulled", `Successfully pulled image "r.test/a:1"`, PullEvent{Step: PullDone, Image: "r.test/a:1"}, true},
		{"Pulled", `Successfully pulled image "r.test/a:1" in soon (x including waiting). Image size: many bytes.`, PullEvent{Step: PullDone, Image: "r.test/a:1"}, true},
		{"Pulled", `Successfully pulled image "r.test/a:1" in 1s (1s including waiting). Image size: 99999999999999999999 bytes.`, PullEvent{PullDone, "r.test/a:1", time.Second, time.Second, 0}, true},
		{"Pulled", `Container image "r.test/a:1" already present on machine and can be accessed by the pod`, PullEvent{Step: PullPresent, Image: "r.test/a:1"}, true},
		{"Failed", `Failed to pull image "r.test/a:1": rpc error`, PullEvent{Step: PullFailed, Image: "r.test/a:1"}, true},
		{"BackOff", `Back-off pulling image "r.test/a:1"`, PullEvent{Step: PullFailed, Image: "r.test/a:1"}, true},
		{"BackOff", "Back-off restarting failed container app in pod web", PullEvent{}, false},
		{"Failed", "Error: ErrImagePull", PullEvent{}, false},
		{"Created", `Successfully pulled image "r.test/a:1"`, PullEvent{}, false},
		{"Pulling", "", PullEvent{}, false},
	} {
		got, ok := ReadPullEvent(Event{tc.reason, tc.message})
		if got != tc.want || ok != tc.ok {
			t.Errorf("%s %q: %+v %v, want %+v", tc.reason, tc.message, got, ok, tc.want)
		}
	}
}

func TestLastPull(t *testing.T) {
	events := []Event{ // newest first
		{"Started", "Started container proxy"},
		{"Pulling", `Pulling image "docker.io/acme/web:1"`},
		{"Failed", `Failed to pull image "acme/web:1": EOF`},
		{"Pulled", `Successfully pulled image "proxy:1" in 1s (1s including waiting)`},
	}
	for _, tc := range []struct {
		image string
		step  PullStep
		index int
		ok    bool
	}{
		{"acme/web:1", PullStarted, 1, true},
		{"proxy:1", PullDone, 3, true},
		{"", PullStarted, 1, true},
		{"other:1", "", -1, false},
	} {
		p, i, ok := LastPull(tc.image, events)
		if p.Step != tc.step || i != tc.index || ok != tc.ok {
			t.Errorf("LastPull(%q) = %v %d %v", tc.image, p, i, ok)
		}
	}
}
