package list

import "testing"

// TestColumnsShare: a narrow window moves the columns together before it leaves
// one out; the row never gets wider than the window.
func TestColumnsShare(t *testing.T) {
	need := columns{gap: between, ns: 10, pod: 27, cause: 26, registry: 26, also: 4, age: 4, host: 18}
	for _, c := range []struct {
		w              int
		registry, also bool
	}{{140, true, true}, {100, true, true}, {80, true, true}, {72, false, true}, {60, false, false}} {
		got := need.share(c.w)
		if got.width() > c.w || got.registry > 0 != c.registry || got.also > 0 != c.also {
			t.Errorf("%d cells: %+v is %d wide; registry %v, count %v wanted", c.w, got, got.width(), c.registry, c.also)
		}
		if got.pod < leastPod {
			t.Errorf("%d cells: pods get %d", c.w, got.pod)
		}
	}
}

// TestListBesideDetail: beside the text about a pod, the list keeps every column
// where the text can still be read.
func TestListBesideDetail(t *testing.T) {
	need := columns{gap: between, ns: 10, pod: 27, cause: 26, registry: 26, also: 4, age: 4, host: 18}
	lw := need.listWidth(140)
	if got := need.share(lw); got.registry == 0 || got.also == 0 || 140-lw-1 < goodDetail {
		t.Errorf("the list gets %d of 140 cells: %+v", lw, got)
	}
	if lw := need.listWidth(99); lw != 0 {
		t.Errorf("of 99 cells the list gets %d, and the text too few", lw)
	}
}
