package ui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// advice says for one registry where a login comes from and what is special
// about it.
type advice struct {
	host  string // the host, or with a leading dot its end
	steps []string
	note  string
}

// advices are tried in order. What they say is the registries' own documentation.
var advices = []advice{
	{"ghcr.io", []string{
		"github.com > Settings > Developer settings",
		"Personal access tokens (classic) > Generate new token",
		"Tick only read:packages, copy the token, paste it here",
	}, "The user name is your GitHub name. GitHub's packages do not take fine-grained tokens."},
	{"docker.io", []string{
		"app.docker.com > Account settings > Personal access tokens",
		"Make one with the right Public Repo Read or Read-only",
	}, "The user name is your Docker ID, not your e-mail; for an organization's token, the organization."},
	{"quay.io", []string{
		"quay.io > your organization > Robot accounts",
		"Give it Read on the repository; its name has a + in it",
	}, "Copy name and token of the robot; they stay valid when people leave."},
	{"registry.gitlab.com", []string{
		"Project or group > Settings > Repository > Deploy tokens",
		"Tick read_registry; user name and token are shown once",
	}, "A job's token (gitlab-ci-token) stops working when the job ends."},
	{"nvcr.io", []string{
		"ngc.nvidia.com > Setup > Generate API key",
	}, "The user name is the word $oauthtoken, with the dollar sign."},
	{".amazonaws.com", []string{
		"aws ecr get-login-password --region REGION",
	}, "The user name is AWS. The password stops working after 12 hours; nodes in AWS can pull with their own role."},
	{"-docker.pkg.dev", []string{
		"Make a service account with Artifact Registry Reader",
		"Make a JSON key for it and paste the whole file in one line",
	}, "The user name is _json_key. An access token (oauth2accesstoken) lasts one hour."},
	{".azurecr.io", []string{
		"az acr token create -n NAME -r REGISTRY --scope-map _repositories_pull",
	}, "The user name is the token's name. Tokens of az acr login last three hours."},
}

// adviceFor finds the advice for a registry; nil for one that is not known.
func adviceFor(host string) *advice {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	if host == "index.docker.io" || host == "registry-1.docker.io" {
		host = "docker.io"
	}
	for i, a := range advices {
		suffix := strings.HasPrefix(a.host, ".") || strings.HasPrefix(a.host, "-")
		if a.host == host || suffix && strings.HasSuffix(host, a.host) {
			return &advices[i]
		}
	}
	return nil
}

// where says where a login for this registry comes from.
func (s *form) where(w int) []string {
	a := adviceFor(s.fix.Login.Registry)
	if a == nil {
		return append([]string{s.a.th.Strong.Render(" Where do I get one?")},
			indent("   ", cell.Wrap("Ask whoever runs "+cell.Clean(s.fix.Login.Registry)+
				" for an account that may only read.", w-4))...)
	}
	title := " Where do I get one for " + cell.Clean(s.fix.Login.Registry) + "?"
	if cell.Width(title) > w {
		title = " Where do I get one?"
	}
	out := []string{s.a.th.Strong.Render(cell.Cut(title, w))}
	for i, step := range a.steps {
		out = append(out, cell.Hang("   "+string(rune('1'+i))+"  ", step, w-1)...)
	}
	out = append(out, indent("   ", cell.Wrap(a.note, w-4))...)
	return append(out, "")
}

// handed is the login that practice hands out. It opens nothing real.
func (s *form) handed(w int) []string {
	l, ok := s.practice()
	if !ok {
		return nil
	}
	out := cell.Hang(" Practice login  ", "user "+l.Username+", password "+l.Password.Reveal()+" (ctrl+f fills it in)", w-1)
	return append(styled(s.a.th.OK, out), "")
}

// promise is what happens with the password.
func (s *form) promise(w int) []string {
	out := []string{s.a.th.Strong.Render(" What happens with it")}
	for _, l := range []string{
		"written into Secret " + cell.Clean(s.fix.Login.Secret.Namespace+"/"+s.fix.Login.Secret.Name) + ", after you said yes",
		"never written to a file, a log or the clipboard",
	} {
		out = append(out, cell.Hang("   "+theme.Check+" ", l, w-1)...)
	}
	return out
}

// styled gives every line one look.
func styled(style lipgloss.Style, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = style.Render(l)
	}
	return out
}
