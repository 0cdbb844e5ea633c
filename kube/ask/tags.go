package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Limits on the list of tags.
const (
	tagsPerPage = 1000
	maxPages    = 5
	maxTags     = 10000
	maxNear     = 5
)

// validTag is the grammar of a tag.
var validTag = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`)

// tags lists tags of the repository, as far as the limits go, and the status of
// the first page.
func (s *session) tags(ctx context.Context, unlimited bool) (list []string, status int) {
	next := s.place.path("tags", "list") + "?n=" + strconv.Itoa(tagsPerPage)
	for page := 0; page < maxPages && next != "" && len(list) < maxTags; page++ {
		path := next
		next = ""
		answer, err := s.request(ctx, unlimited, http.MethodGet, path, func(resp *http.Response) error {
			var body struct {
				Tags []string `json:"tags"`
			}
			if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
				return err
			}
			for _, tag := range body.Tags {
				if validTag.MatchString(tag) && len(list) < maxTags {
					list = append(list, tag)
				}
			}
			next = nextPage(resp.Header.Get("Link"), s.place)
			return nil
		})
		if page == 0 {
			status = answer.Status
			if err != nil {
				status = 0
			}
		}
		if err != nil || answer.Status != http.StatusOK {
			break
		}
	}
	return list, status
}

// nextPage reads the path of the next page from a Link header. Only the query
// is taken over: a page is of the same list at the same host.
func nextPage(link string, p place) string {
	target, rest, ok := strings.Cut(strings.TrimPrefix(link, "<"), ">")
	if !ok || !strings.HasPrefix(link, "<") || !strings.Contains(rest, "next") {
		return ""
	}
	u, err := url.Parse(target)
	if err != nil || u.RawQuery == "" {
		return ""
	}
	return p.path("tags", "list") + "?" + u.Query().Encode()
}

// nearTags picks the tags that a missing one may be a misspelling of, the
// nearest first: by letters, and by version.
func nearTags(tags []string, missing string) []string {
	type near struct {
		tag      string
		distance int
	}
	var found []near
	for _, tag := range tags {
		letters := keyring.Edits(strings.ToLower(tag), strings.ToLower(missing))
		if letters > max(1, min(3, len(missing)/3)) {
			letters = 1 << 10
		}
		if distance := min(letters*10, versionDistance(tag, missing)); distance < 1<<10 {
			found = append(found, near{tag, distance})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(b.tag, a.tag))
	})
	found = slices.CompactFunc(found, func(a, b near) bool { return a.tag == b.tag })
	var list []string
	for _, n := range found[:min(len(found), maxNear)] {
		list = append(list, n.tag)
	}
	return list
}

// version is a tag that begins as a version does.
var version = regexp.MustCompile(`^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(.*)$`)

// versionDistance is small for versions of one release line with the same
// ending (-alpine), and large for all else.
func versionDistance(tag, missing string) int {
	const far = 1 << 10
	a, b := version.FindStringSubmatch(tag), version.FindStringSubmatch(missing)
	if a == nil || b == nil || a[1] != b[1] {
		return far
	}
	distance := 5
	if a[4] != b[4] {
		distance += 20
	}
	minorA, _ := strconv.Atoi(a[2])
	minorB, _ := strconv.Atoi(b[2])
	if minorA != minorB {
		return distance + 30 + min(abs(minorA-minorB), 200)
	}
	patchA, _ := strconv.Atoi(a[3])
	patchB, _ := strconv.Atoi(b[3])
	return distance + min(abs(patchA-patchB), 20)
}

func abs(n int) int { return max(n, -n) }
