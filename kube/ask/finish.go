package ask

import (
	"context"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/opencontainers/go-digest"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// finish adds what follows from all answers, and what is asked for only once
// they are known.
func (u *unit) finish(ctx context.Context) {
	u.listPlatforms(ctx)
	u.listTags(ctx)
	exists := false
	for _, answer := range u.known {
		exists = exists || answer.Verdict == diagnose.VerdictCanPull
	}
	for l, answer := range u.known {
		if exists && answer.Verdict == diagnose.VerdictDeniedOrAbsent {
			answer.Verdict = diagnose.VerdictNoRight
			answer.Text = "The image exists: another credential can pull it." + space(answer.Text)
			u.known[l] = answer
		}
	}
}

// isIndex says that a manifest lists others by platform.
func isIndex(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && (kind == "application/vnd.oci.image.index.v1+json" || kind == "application/vnd.docker.distribution.manifest.list.v2+json")
}

// listPlatforms reads the platforms from the index, where a question asks for
// them.
func (u *unit) listPlatforms(ctx context.Context) {
	wanted := slices.ContainsFunc(u.questions, func(q Question) bool { return q.Platforms })
	if !wanted || !u.index || u.listedPlatforms {
		return
	}
	for l, answer := range u.known {
		if answer.Verdict != diagnose.VerdictCanPull || u.sessions[l] == nil {
			continue
		}
		reference := answer.Digest
		if reference == "" {
			reference = u.place.reference
		}
		u.listedPlatforms = true
		platforms := u.platforms(ctx, u.sessions[l], reference)
		for l, answer := range u.known {
			if answer.Verdict == diagnose.VerdictCanPull {
				answer.Platforms = platforms
				u.known[l] = answer
			}
		}
		return
	}
}

// maxPlatforms is how many platforms of an index are kept.
const maxPlatforms = 64

// platforms fetches an index and lists its platforms. Attestations, which are
// for no platform, are left out.
func (u *unit) platforms(ctx context.Context, s *session, reference string) []string {
	var list []string
	_, _ = s.request(ctx, u.unlimited, http.MethodGet, u.place.path("manifests", reference), func(resp *http.Response) error {
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		if strings.Contains(reference, ":") && !verified(digest.Digest(reference), body) {
			return nil
		}
		var index struct {
			Manifests []struct {
				Platform struct {
					OS           string `json:"os"`
					Architecture string `json:"architecture"`
					Variant      string `json:"variant"`
				} `json:"platform"`
			} `json:"manifests"`
		}
		if err := json.Unmarshal(body, &index); err != nil {
			return err
		}
		for _, m := range index.Manifests {
			p := m.Platform
			name := harmless(strings.TrimSuffix(p.OS+"/"+p.Architecture+"/"+p.Variant, "/"))
			if p.OS != "" && p.OS != "unknown" && p.Architecture != "" && len(list) < maxPlatforms && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
		return nil
	})
	return list
}

// verified says that the content is the digest's.
func verified(d digest.Digest, content []byte) bool {
	return d.Validate() == nil && d.Algorithm().FromBytes(content) == d
}

// listTags looks for tags near a missing one. That the list can be read shows
// as well that the repository exists and may be seen.
func (u *unit) listTags(ctx context.Context) {
	if u.place.byDigest() {
		return
	}
	for l, answer := range u.known {
		hidden := answer.Verdict == diagnose.VerdictDeniedOrAbsent && answer.Status == http.StatusNotFound
		if u.sessions[l] == nil || u.listed[l] || answer.Digest != "" || answer.Verdict != diagnose.VerdictNoSuchImage && !hidden {
			continue
		}
		u.listed[l] = true
		tags, status := u.sessions[l].tags(ctx, u.unlimited)
		switch {
		case status == http.StatusOK:
			answer.Verdict = diagnose.VerdictNoSuchImage
			answer.NearTags = nearTags(tags, u.place.reference)
			answer.Text = "The repository exists, but has no tag " + u.place.reference + "." + space(answer.Text)
		case status == http.StatusNotFound && !hidden:
			answer.Text = "The repository does not exist, or is not visible." + space(answer.Text)
		}
		u.known[l] = answer
	}
}
