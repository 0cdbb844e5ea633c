package provider

import "testing"

// A host that no provider knows is compared with every pattern.
func BenchmarkOf(b *testing.B) {
	for _, host := range []string{"docker.io", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "registry.example.com:5000"} {
		b.Run(host, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Of(host)
			}
		})
	}
}
