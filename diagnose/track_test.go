package diagnose

import (
	"testing"
	"time"
)

// made is a running pod of a controller; a ReplicaSet's carries its hash.
func made(name, kind, controller, uid, hash string, age time.Duration) Pod {
	p := Pod{Phase: "Running"}
	p.Kind, p.Namespace, p.Name = "Pod", "shop", name
	p.Created = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC).Add(-age)
	if kind != "" {
		p.Owners = []Owner{{Kind: kind, Name: controller, UID: uid, Controller: true}}
	}
	if hash != "" {
		p.Labels = map[string]string{"pod-template-hash": hash}
	}
	return p
}

func TestFollow(t *testing.T) {
	failing := made("web-1-a", "ReplicaSet", "web-1", "u1", "1", time.Hour)
	failing.Phase = "Pending"
	for _, tt := range []struct {
		name  string
		old   Pod
		now   []Pod
		want  string
		state PodState
	}{
		{"the same pod", made("web", "", "", "", "", time.Hour), []Pod{made("web", "", "", "", "", time.Hour)}, "web", PodRunning},
		{"a bare pod that is gone", made("web", "", "", "", "", time.Hour), []Pod{made("other", "", "", "", "", 0)}, "web", PodGone},
		{"made again by the same controller", failing, []Pod{made("web-1-b", "ReplicaSet", "web-1", "u1", "1", 0)}, "web-1-b", PodRunning},
		{"rolled out with a new template", failing, []Pod{made("web-2-a", "ReplicaSet", "web-2", "u2", "2", 0)}, "web-2-a", PodRunning},
		{"the youngest of several", failing, []Pod{made("web-2-a", "ReplicaSet", "web-2", "u2", "2", time.Minute), made("web-2-b", "ReplicaSet", "web-2", "u2", "2", 0)}, "web-2-b", PodRunning},
		{"another Deployment", failing, []Pod{made("shop-2-a", "ReplicaSet", "shop-2", "u2", "2", 0)}, "web-1-a", PodGone},
		{"another namespace", failing, []Pod{func() Pod {
			p := made("web-2-a", "ReplicaSet", "web-2", "u2", "2", 0)
			p.Namespace = "blog"
			return p
		}()}, "web-1-a", PodGone},
		{"the next job of a CronJob", made("tidy-28-x", "Job", "tidy-28", "u1", "", time.Hour), []Pod{made("tidy-29-y", "Job", "tidy-29", "u2", "", 0)}, "tidy-29-y", PodRunning},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, state := Track(&tt.old).Follow(&Snapshot{Pods: tt.now})
			if got.Name != tt.want || state != tt.state {
				t.Errorf("got %s %s, want %s %s", got.Name, state, tt.want, tt.state)
			}
		})
	}
}
