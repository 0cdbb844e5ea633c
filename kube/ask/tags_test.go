package ask

import "testing"

// The next page is of the same list, whatever the registry says.
func TestNextPage(t *testing.T) {
	p := place{host: "reg.example.com", repository: "acme/web", reference: "1"}
	for link, want := range map[string]string{
		`</v2/acme/web/tags/list?last=b&n=100>; rel="next"`:                 "/v2/acme/web/tags/list?last=b&n=100",
		`<https://thief.example.org/v2/other/tags/list?last=b>; rel="next"`: "/v2/acme/web/tags/list?last=b",
		`<//thief.example.org/?last=b>; rel="next"`:                         "/v2/acme/web/tags/list?last=b",
		`</v2/acme/web/tags/list>; rel="next"`:                              "",
		`</v2/acme/web/tags/list?last=b>; rel="prev"`:                       "",
		`no link`: "",
		``:        "",
	} {
		if got := nextPage(link, p); got != want {
			t.Errorf("%s: %s, want %s", link, got, want)
		}
	}
}
