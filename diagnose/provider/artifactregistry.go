package provider

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// ArtifactRegistry is Google's, under pkg.dev and gcr.io.
const ArtifactRegistry Name = "gar"

var _ = register(Provider{
	Name:    ArtifactRegistry,
	Title:   "Google Artifact Registry",
	Example: "europe-west4-docker.pkg.dev",
	Short:   "GAR {region}",
	Hosts: []Pattern{
		"{region}-docker.pkg.dev", "gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io",
		"gke.gcr.io", "marketplace.gcr.io", "mirror.gcr.io", "l.gcr.io", "launcher.gcr.io",
	},
	Layers: []Pattern{"storage.googleapis.com"},
	Open: []Place{
		{"gcr.io", "distroless", AccessAnonymous}, {"gcr.io", "google-containers", AccessAnonymous}, {"gcr.io", "google_containers", AccessAnonymous},
		{"gke.gcr.io", "", AccessAnonymous}, {"mirror.gcr.io", "", AccessAnonymous},
	},
	Missing: MissingHidden,
	Node: &Identity{
		Cloud: "gce://", Service: "GKE", Who: "the node's service account",
		Right:       "the role roles/artifactregistry.reader on the repository",
		Detail:      "The node itself needs the access scope devstorage.read_only or cloud-platform.",
		BuiltInGone: 32, Plugin: "gcp-credential-provider",
		Grant: googleGrant,
	},
	Kinds: []Kind{
		{Password: "ya29.", Is: "A Google access token", Lives: hour, Anywhere: true},
		{User: "_json_key", Is: "A key of a Google service account"},
		{User: "_json_key_base64", Is: "A key of a Google service account"},
		{User: "oauth2accesstoken", Is: "A Google access token", Lives: hour},
	},
	CheckUser: checkGoogle,
	Form: Form{
		User:     "The user name is _json_key, and the password the whole JSON key file (or _json_key_base64 and the file in base64).",
		Source:   "Create a key for a service account: gcloud iam service-accounts keys create key.json --iam-account=ACCOUNT",
		Right:    "The service account needs the role Artifact Registry Reader.",
		Lifetime: "A key is valid until it is deleted, an access token (oauth2accesstoken) for an hour. Nodes in Google Cloud can pull with their own identity.",
		Refresh:  "gcloud auth print-access-token",
		Lasting:  "use a JSON key of a service account, or the node's own identity.",
		Link:     "https://cloud.google.com/artifact-registry/docs/docker/authentication",
	},
})

// googleUsers are the user names of Google's registries; the last ones are written by tools.
var googleUsers = []string{"_json_key", "_json_key_base64", "oauth2accesstoken", "_token", "_dcgcloud_token", "_dcgcr_token", "gclouddockertoken"}

func checkGoogle(user, password string) string {
	hasKey := strings.Contains(password, "private_key")
	isKey := hasKey && json.Valid([]byte(password))
	switch {
	case !slices.Contains(googleUsers, user):
		return "Google's registries accept only the user names _json_key, with a JSON key as password, and oauth2accesstoken, with an access token."
	case isKey && user != "_json_key":
		return "With a JSON key as password the user name must be _json_key."
	case user == "_json_key" && isJSON64(password):
		return "The password is the JSON key file in base64: for that the user name must be _json_key_base64."
	case user == "_json_key" && hasKey && !isKey:
		return "The user name _json_key needs the whole JSON key file as password, and this one is not valid JSON: it was cut off, or the \\n in its private key became real line breaks."
	case user == "_json_key" && !isKey:
		return "The user name _json_key needs the whole JSON key file as password."
	case user == "_json_key_base64" && !isJSON64(password):
		return "The user name _json_key_base64 needs the JSON key file in base64 as password."
	}
	return ""
}

func isJSON64(password string) bool {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(password))
	return err == nil && json.Valid(raw)
}

// googleGrant gives the role on the repository, or on the project if the image does not tell which
// repository it is in.
func googleGrant(n Names) []string {
	project, repository, location := googleRepository(n.Registry, n.Repository)
	words := shell.Words{
		"account": or(shell.Cloud, n.Account, "NODE_ACCOUNT"), "project": or(shell.Cloud, project, "PROJECT"),
		"repository": shell.Cloud(repository), "location": shell.Cloud(location),
	}
	const member = " --member=serviceAccount:{account} --role=roles/artifactregistry.reader"
	if repository == "" {
		return shell.Lines(words, "gcloud projects add-iam-policy-binding {project}"+member)
	}
	return shell.Lines(words, "gcloud artifacts repositories add-iam-policy-binding {repository} --location={location} --project={project}"+member)
}

// googleRepository are the project, the repository and its location that an image is in:
// LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/..., gcr.io/PROJECT/... . A project of a domain,
// example.com:my-project, is written example.com/my-project there. The repository for gcr.io is called
// by its host; which location it is in follows from that.
func googleRepository(registry, path string) (project, repository, location string) {
	parts := strings.Split(path, "/")
	project, parts = parts[0], parts[1:]
	if strings.Contains(project, ".") && len(parts) > 1 { // a project's own name has no dot
		project, parts = project+":"+parts[0], parts[1:]
	}
	host := Host(registry)
	if location := gcrLocations[host]; location != "" {
		return project, host, location
	}
	location = PartsOf(registry).Region
	if location == "" || len(parts) < 2 {
		return project, "", ""
	}
	return project, parts[0], location
}

// gcrLocations are the locations of the repositories that serve the hosts of Container Registry.
var gcrLocations = map[string]string{"gcr.io": "us", "us.gcr.io": "us", "eu.gcr.io": "europe", "asia.gcr.io": "asia"}
