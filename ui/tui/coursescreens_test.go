package tui

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// stillRoom is a lesson's cluster in which nothing happens by itself, so that its screens are always
// the same.
type stillRoom struct{ state lesson.State }

// answers are those of the kubectl of the room.
var roomAnswers = map[string]string{
	"help": prompt.Help(),
	"kubectl -n nightly get pods": "NAME                     READY   STATUS             RESTARTS   AGE\n" +
		"cleanup-29922125-z97zh   0/1     ImagePullBackOff   0          2m",
	`kubectl -n nightly get secret night-login -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d`: `{"auths":{"ghcr.io":{"username": "acme-bot","password": "******"}}}`,
	"kubectl -n nightly get events": "LAST SEEN   TYPE      REASON   OBJECT                       MESSAGE\n" +
		`9s          Warning   Failed   pod/cleanup-29922125-z97zh   Failed to pull image "ghcr.io/acme/cleanup:1.0": failed to pull and unpack image "ghcr.io/acme/cleanup:1.0": failed to resolve image: unexpected status from HEAD request to https://ghcr.io/v2/acme/cleanup/manifests/1.0: 401 Unauthorized`,
}

func (r *stillRoom) classroom(t testing.TB) *ui.Classroom {
	room := uitest.Classroom(t)
	room.Open = func(context.Context, ...string) (*ui.Room, error) {
		b := uitest.NewBackend()
		close(b.Updates)
		return &ui.Room{Backend: b, Login: func(string) (diagnose.Credentials, bool) { return diagnose.Credentials{}, false },
			Kubectl: func(_ context.Context, line string) string { return roomAnswers[line] },
			Look:    func(context.Context) (lesson.State, error) { return r.state, nil }, Close: func() {}}, nil
	}
	return room
}

// becomes lets the lesson see another state of its cluster.
func (r *stillRoom) becomes(d *driver, s lesson.State) {
	r.state = s
	d.run(d.a.course.Look())
}

var cleanup = lesson.Pod{Namespace: "nightly", Name: "cleanup-29922125-z97zh", UID: "u1", Uses: []string{"night-login"}, Image: "ghcr.io/acme/cleanup:1.0",
	Reason: "ImagePullBackOff", Message: `Back-off pulling image "ghcr.io/acme/cleanup:1.0": ErrImagePull: 401 Unauthorized`}

// courseScenes are the screens of the course.
var courseScenes = []struct {
	name string
	play func(*driver, *stillRoom)
}{
	{"index", func(d *driver, _ *stillRoom) { d.keys("t", "j", "j") }},
	{"story", func(d *driver, _ *stillRoom) { d.keys("t", "enter") }},
	{"question", func(d *driver, _ *stillRoom) { d.keys("t", "enter", "enter", "j") }},
	{"wrong", func(d *driver, _ *stillRoom) { d.keys("t", "enter", "enter", "1", "j") }},
	{"right", func(d *driver, _ *stillRoom) { d.keys("t", "enter", "enter", "2") }},
	{"hint", func(d *driver, r *stillRoom) { r.toTask(d); d.keys("h", "h") }},
	{"reaction", func(d *driver, r *stillRoom) {
		r.toTask(d)
		r.becomes(d, lesson.State{Pods: []lesson.Pod{cleanup}})
	}},
	{"done", func(d *driver, r *stillRoom) { r.toTask(d); r.solves(d) }},
	{"end", func(d *driver, r *stillRoom) { r.toTask(d); r.solves(d); d.keys("enter", "2", "enter") }},
	{"prompt", func(d *driver, r *stillRoom) {
		d.keys("t", "enter", "$").types("help")
		d.keys("enter").types("kubectl -n nightly get pods")
		d.keys("enter").types("kubectl -n nightly get ev")
	}},
	{"words", func(d *driver, _ *stillRoom) { d.keys("t", "enter", "i", "j") }},
	{"exam", func(d *driver, r *stillRoom) { r.toExam(d) }},
	{"exam-wrong", func(d *driver, r *stillRoom) { r.toExam(d); d.keys(r.wrong(d)) }},
	{"exam-left", func(d *driver, r *stillRoom) { r.toExam(d); d.keys(r.wrong(d), "s", "esc", "G", "k") }},
	{"exam-end", func(d *driver, r *stillRoom) { r.toExam(d); r.fails(d) }},
	{"summary", func(d *driver, r *stillRoom) {
		d.keys("t", "enter", "enter", "1", "2", "esc")
		r.toExam(d.keys("esc"))
		r.fails(d)
		d.keys("enter", "G", "enter")
	}},
}

func TestCourseScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		for _, s := range courseScenes {
			name := fmt.Sprintf("course/%s.%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				r := &stillRoom{lesson.State{Pods: []lesson.Pod{cleanup}, Secrets: []lesson.Secret{{Namespace: "nightly", Name: "night-login", Version: "1"}}}}
				d := drive(t, size[0], size[1], func(o *ui.Options) {
					o.Practice, o.Context, o.Course = true, "practice cluster", r.classroom(t)
				}).reading(uitest.Snapshot(uitest.Noon))
				close(d.backend.Updates) // so that leaving the lesson does not wait for it
				s.play(d, r)
				d.clock.Pass(patience) // notes that go by themselves
				d.a.Notes.Expire(d.clock.Now())
				d.a.State.Ended, d.a.State.Live = false, true
				d.golden(name)
			})
		}
	}
}

// toTask goes to the task of the first lesson.
func (r *stillRoom) toTask(d *driver) {
	d.keys("t", "enter", "enter", "2", "enter", "enter", "2", "enter")
}

func (r *stillRoom) solves(d *driver) {
	pod := cleanup
	pod.Running, pod.Reason, pod.Message = true, "", ""
	r.becomes(d, lesson.State{Pods: []lesson.Pod{pod}, Secrets: []lesson.Secret{{Namespace: "nightly", Name: "night-login", Version: "2"}}})
}

// toExam opens the exam; its patient says nothing that would not be said of any.
func (r *stillRoom) toExam(d *driver) {
	d.keys("t", "G", "k", "enter")
	x := d.a.course.Exam.Item()
	r.becomes(d, lesson.State{Pods: []lesson.Pod{{Namespace: x.Namespace, Name: x.Pod + "-0", UID: "u2", Image: "registry.example/app:1",
		Reason: "ImagePullBackOff", Message: `Back-off pulling image "registry.example/app:1"`}}})
}

// wrong is the key of an answer that is not the right one.
func (r *stillRoom) wrong(d *driver) string {
	x := d.a.course.Exam.Item()
	return strconv.Itoa((x.Right+1)%len(x.Choices) + 1)
}

// fails names wrong causes to the end, but for the last problem.
func (r *stillRoom) fails(d *driver) {
	for x := d.a.course.Exam.Item(); x != nil; x = d.a.course.Exam.Item() {
		if d.a.course.Exam.At == 4 {
			d.keys(strconv.Itoa(x.Right + 1))
		} else {
			d.keys(r.wrong(d))
		}
		d.keys("s")
	}
}
