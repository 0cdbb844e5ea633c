package simulate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// setting is a number from the environment.
func setting(name string, otherwise uint64) uint64 {
	if n, err := strconv.ParseUint(os.Getenv(name), 10, 64); err == nil {
		return n
	}
	return otherwise
}

// once plays a story with simulated time.
func once(t *testing.T, seed uint64, ops []op) (bad, log []string) {
	synctest.Test(t, func(t *testing.T) { bad, log = play(t, seed, ops) })
	return bad, log
}

// TestSimulate runs worlds from SEED on, RUNS of them; a failing one is told as the shortest story that still fails.
func TestSimulate(t *testing.T) {
	first, runs := setting("SEED", 1), setting("RUNS", 200)
	began := time.Now()
	for seed := first; seed < first+runs; seed++ {
		ops := story(rand.New(rand.NewPCG(seed, 0)))
		if bad, _ := once(t, seed, ops); len(bad) == 0 {
			continue
		}
		ops = shrink(ops, func(less []op) bool { b, _ := once(t, seed, less); return len(b) > 0 })
		bad, log := once(t, seed, ops)
		t.Fatalf("seed %d, after %d runs: %s\n%s", seed, seed-first+1, strings.Join(bad, "; "), strings.Join(log, "\n"))
	}
	t.Logf("%d runs from seed %d, 0 violations, %s", runs, first, time.Since(began).Round(time.Millisecond))
}

// The same seed tells the same story.
func TestSameSeedSameStory(t *testing.T) {
	for seed := range uint64(20) {
		ops := story(rand.New(rand.NewPCG(seed, 0)))
		_, one := once(t, seed, ops)
		_, two := once(t, seed, ops)
		if !slices.Equal(one, two) {
			t.Errorf("seed %d:\n%s\nand\n%s", seed, strings.Join(one, "\n"), strings.Join(two, "\n"))
		}
	}
}

// shrink removes ops, then what happens during them, as long as the story still fails.
func shrink(ops []op, fails func([]op) bool) []op {
	for again := true; again; {
		again = false
		for i := range ops {
			for _, change := range []func([]op) []op{
				func(o []op) []op { return slices.Delete(o, i, i+1) },
				func(o []op) []op { o[i].fault = ""; return o },
				func(o []op) []op { o[i].writer = -1; return o },
				func(o []op) []op { o[i].kill = -1; return o },
				func(o []op) []op { o[i].times = min(o[i].times, 1); return o },
			} {
				if less := change(slices.Clone(ops)); fmt.Sprint(less) != fmt.Sprint(ops) && fails(less) {
					ops, again = less, true
					break
				}
			}
			if again {
				break
			}
		}
	}
	return ops
}

// Shrinking keeps what matters and drops the rest.
func TestShrink(t *testing.T) {
	ops := story(rand.New(rand.NewPCG(3, 0)))
	ops = append(ops, op{kind: "undo", fault: "500", writer: 4, kill: -1, times: 3})
	got := shrink(ops, func(o []op) bool {
		return slices.ContainsFunc(o, func(o op) bool { return o.kind == "undo" && o.writer == 4 })
	})
	if len(got) != 1 || got[0].fault != "" || got[0].writer != 4 {
		t.Errorf("%v", got)
	}
}

func asHalfway(err error, to *interface{ Halfway() bool }) bool { return errors.As(err, to) }
