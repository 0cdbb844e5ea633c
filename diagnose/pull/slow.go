package pull

import (
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// SlowCase collects what affects a container whose image the node has been
// pulling for a long time; it returns false if that is not so.
func (x *Index) SlowCase(p *diagnose.Pod, c *diagnose.Container) (*Case, bool) {
	events := x.events[diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}]
	if len(events) == 0 {
		return nil, false
	}
	since, slow := track.Slow(p, c, events, x.Taken())
	if !slow {
		return nil, false
	}
	k := x.NewCase(p, c)
	if track.Retrying(p, c) {
		k.FailedBefore = k.Reading.Text
	}
	k.Reading = symptom.Reading{Class: symptom.Unknown} // it is that of an earlier attempt
	k.PullingSince = since
	return k, true
}

// Taken returns the time of the state that the snapshot shows.
func (x *Index) Taken() time.Time {
	if !x.Snap.Taken.IsZero() {
		return x.Snap.Taken
	}
	return x.Snap.Now
}

// Queued returns other containers on the pod's node whose images are being pulled,
// as "namespace/pod: image", and whether one of them began before this one.
func (k *Case) Queued() (others []string, earlier bool) {
	for i := range k.Index.Snap.Pods {
		p := &k.Index.Snap.Pods[i]
		if p.Node != k.Pod.Node || p == k.Pod {
			continue
		}
		for j := range p.Containers {
			c := &p.Containers[j]
			since, ok := track.Pulling(p, c, k.Index.events[diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}])
			if !ok {
				continue
			}
			others = append(others, p.Namespace+"/"+p.Name+" ("+c.Image+")")
			earlier = earlier || since.Before(k.PullingSince)
		}
	}
	slices.Sort(others)
	return slices.Compact(others), earlier
}

// Size returns the size of the image in bytes, as a node lists it (unpacked) or an
// event of another pull reports it (as downloaded); zero if neither does.
func (k *Case) Size() (bytes int64, unpacked bool) {
	if k.ImageErr != nil {
		return 0, false
	}
	want := exactly(k.Image)
	for _, e := range k.Index.Snap.Events {
		p, ok := symptom.ReadPullEvent(symptom.Event{Reason: e.Reason, Message: e.Message})
		if !ok || p.Size == 0 {
			continue
		}
		if img, err := keyring.ParseImage(p.Image); err == nil && exactly(img) == want {
			return p.Size, false
		}
	}
	for i := range k.Index.Snap.Nodes {
		for name, size := range k.Index.Snap.Nodes[i].Sizes {
			if img, err := keyring.ParseImage(name); err == nil && exactly(img) == want && size > bytes {
				bytes = size
			}
		}
	}
	return bytes, bytes > 0
}
