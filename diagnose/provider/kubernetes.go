package provider

// Kubernetes is the registry of the Kubernetes project. It only redirects: manifests and layers come
// from Artifact Registry, or from S3 for nodes in AWS.
const Kubernetes Name = "k8s"

var _ = register(Provider{
	Name:    Kubernetes,
	Title:   "the registry of the Kubernetes project",
	Example: "registry.k8s.io",
	Hosts:   []Pattern{"registry.k8s.io", "k8s.gcr.io"},
	Layers: []Pattern{
		"{region}-docker.pkg.dev", "prod-registry-k8s-io-{any}.s3.dualstack.{region}.amazonaws.com", "prod-registry-k8s-io-{any}.s3.{region}.amazonaws.com",
		"storage.googleapis.com",
	},
	Open:    []Place{{"registry.k8s.io", "", AccessOpen}, {"k8s.gcr.io", "", AccessOpen}},
	Missing: MissingShown,
})
