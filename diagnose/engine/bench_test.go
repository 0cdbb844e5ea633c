package engine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

// crowd is a world with n pods of one Deployment; each pulls the image that image gives it.
func crowd(n int, image func(int) string, edits ...func(*diagnose.Snapshot)) *diagnose.Snapshot {
	s := world(basicRefusal, edits...)
	first := s.Pods[0]
	s.Pods = make([]diagnose.Pod, n)
	for i := range s.Pods {
		p := first
		p.Name, p.UID = fmt.Sprintf("web-%04d", i), fmt.Sprintf("pod-%d", i)
		c := first.Containers[0]
		c.Image = image(i)
		c.Message = strings.ReplaceAll(basicRefusal, "ghcr.io/acme/web:1", c.Image)
		p.Containers = []diagnose.Container{c}
		s.Pods[i] = p
	}
	return s
}

// same is the image of all pods, own one for each.
func same(int) string  { return "ghcr.io/acme/web:1" }
func own(i int) string { return fmt.Sprintf("ghcr.io/acme/web-%d:1", i) }

// bigConfig is a docker config of about a megabyte whose last entry is for ghcr.io.
func bigConfig() string {
	var b strings.Builder
	b.WriteString(`{"auths":{`)
	for i := range 9000 {
		fmt.Fprintf(&b, `"registry-%d.example.com/team/%d":{"username":"bot","password":"pw-%d","auth":%q},`, i, i, i, b64(fmt.Sprintf("bot:pw-%d", i)))
	}
	return b.String() + strings.TrimPrefix(config("ghcr.io"), `{"auths":{`)
}

// others5000 are pull secrets of a hundred namespaces.
func others5000(s *diagnose.Snapshot) {
	for i := range 5000 {
		secret(fmt.Sprintf("team-%d", i%100), fmt.Sprintf("login-%d", i), config(fmt.Sprintf("registry-%d.example.com", i)))(s)
	}
}

// crowds are the sizes at which a diagnosis must stay quick.
var crowds = []struct {
	name string
	make func() *diagnose.Snapshot
}{
	{"5000 pods of one cause", func() *diagnose.Snapshot { return crowd(5000, same, refs("r"), secret("shop", "r", config("gchr.io"))) }},
	{"500 images and 5000 secrets", func() *diagnose.Snapshot { return crowd(500, own, refs("gone"), others5000) }},
	{"20 images and a secret of a megabyte", func() *diagnose.Snapshot { return crowd(20, own, secret("shop", "r", bigConfig())) }},
	{"20 pods that name a secret of a megabyte", func() *diagnose.Snapshot { return crowd(20, same, refs("r"), secret("shop", "r", bigConfig())) }},
}

func BenchmarkRun(b *testing.B) {
	for _, c := range crowds {
		b.Run(c.name, func(b *testing.B) {
			s := c.make()
			b.ReportAllocs()
			for b.Loop() {
				Run(s, diagnose.Options{Version: "test"})
			}
		})
	}
}

// The words of what a node says are looked through for every password of every secret.
func BenchmarkMaskKnown(b *testing.B) {
	for _, c := range crowds {
		b.Run(c.name, func(b *testing.B) {
			s := c.make()
			b.ReportAllocs()
			for b.Loop() {
				redact.Known(s)
			}
		})
	}
}
