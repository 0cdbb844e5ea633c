package kubelet

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

var (
	pairs = flag.Int("pairs", 300_000, "how many random pairs to compare")
	seed  = flag.Uint64("seed", 0, "where to start; 0 takes the clock")
)

// failingFile receives the pairs that were answered differently. Move them to pairs.json.
const failingFile = "testdata/failing.json"

// reruns is how often the kubelet is asked again where its order is that of a Go map.
const reruns = 500

// answer is everything that is compared.
type answer struct {
	Image       Image
	ImageError  string
	Error       string
	Credentials []Credential
}

// theirs is the kubelet's answer.
func theirs(p pair) answer {
	image, err := ParseImage(p.Image)
	if err != nil {
		return answer{ImageError: err.Error()}
	}
	list, err := Credentials(p.secrets(), image)
	if err != nil {
		return answer{Image: image, Error: err.Error()}
	}
	return answer{Image: image, Credentials: list}
}

// ours is pulldoctor's.
func ours(p pair) answer {
	image, err := keyring.ParseImage(p.Image)
	if err != nil {
		return answer{ImageError: err.Error()}
	}
	a := answer{Image: Image{image.Name, image.Tag, image.Digest}}
	var secrets []keyring.Secret
	for _, s := range p.secrets() {
		secrets = append(secrets, keyring.Secret{Namespace: s.Namespace, Name: s.Name, Type: string(s.Type), Data: s.Data})
	}
	ring, err := keyring.New(secrets)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	for _, c := range ring.Lookup(image) {
		a.Credentials = append(a.Credentials, Credential{c.Secret, c.Username, c.Password.Reveal()})
	}
	return a
}

func (a answer) equal(b answer) bool {
	return a.Image == b.Image && a.ImageError == b.ImageError && a.Error == b.Error &&
		slices.Equal(a.Credentials, b.Credentials)
}

// agree asks both. Two spellings of one key in the same secret come in the order of a Go map, which
// differs from run to run. There, each of our credentials must be where the kubelet puts it in some
// run.
func agree(p pair) (want, got answer, ok bool) {
	want, got = theirs(p), ours(p)
	if want.equal(got) {
		return want, got, true
	}
	if len(got.Credentials) < 2 || !want.sameLogins(got) {
		return want, got, false
	}
	seen := make([]bool, len(got.Credentials))
	for range reruns {
		for i, c := range theirs(p).Credentials {
			seen[i] = seen[i] || c == got.Credentials[i]
		}
		if !slices.Contains(seen, false) {
			return want, got, true
		}
	}
	return want, got, false
}

// sameLogins says that the two differ in nothing but the order.
func (a answer) sameLogins(b answer) bool {
	count := map[Credential]int{}
	for _, c := range a.Credentials {
		count[c]++
	}
	for _, c := range b.Credentials {
		count[c]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return len(a.Credentials) == len(b.Credentials)
}

// TestRandomPairs compares diagnose/keyring with the kubelet on random pairs.
func TestRandomPairs(t *testing.T) {
	Quiet()
	start := *seed
	if start == 0 {
		start = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d: repeat with -seed=%d", start, start)
	g := generator{Rand: rand.New(rand.NewPCG(start, 0))}
	var matched, several, refused, invalid int
	var failing []pair
	for range *pairs {
		p := g.pair()
		want, _, ok := agree(p)
		switch {
		case want.ImageError != "":
			invalid++
		case want.Error != "":
			refused++
		case len(want.Credentials) > 0:
			matched++
			if len(want.Credentials) > 1 {
				several++
			}
		}
		if ok {
			continue
		}
		p = shrink(p)
		failing = append(failing, p)
		want, got, _ := agree(p)
		t.Errorf("%s\n kubelet %+v\n ours    %+v", show(p), want, got)
		if len(failing) == 10 {
			t.Error("too many differences, the rest is skipped")
			break
		}
	}
	t.Logf("%d pairs: %d with credentials (%d with several), %d refused, %d images invalid", *pairs, matched, several, refused, invalid)
	if len(failing) > 0 {
		write(t, failing)
		return
	}
	// A generator that never hits the interesting places would prove nothing.
	for what, n := range map[string]int{"with credentials": matched, "with several": several, "refused": refused, "with an invalid image": invalid} {
		if n < *pairs/20 {
			t.Errorf("only %d of %d pairs %s", n, *pairs, what)
		}
	}
}

// TestKnownPairs repeats pairs that are worth keeping.
func TestKnownPairs(t *testing.T) {
	Quiet()
	text, err := os.ReadFile(filepath.Join("testdata", "pairs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []pair
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if want, got, ok := agree(p); !ok {
			t.Errorf("%s\n kubelet %+v\n ours    %+v", show(p), want, got)
		}
	}
}

// shrink drops secrets as long as the two still disagree.
func shrink(p pair) pair {
	for i := 0; i < len(p.Secrets); {
		less := pair{p.Image, slices.Delete(slices.Clone(p.Secrets), i, i+1)}
		if _, _, ok := agree(less); ok {
			i++
			continue
		}
		p = less
	}
	return p
}

func show(p pair) string {
	text, err := json.Marshal(p)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func write(t *testing.T, failing []pair) {
	t.Helper()
	text, err := json.MarshalIndent(failing, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(failingFile), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(failingFile, append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("written to %s", failingFile)
}
