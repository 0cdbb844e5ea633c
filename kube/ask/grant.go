package ask

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
)

// grant is what a token allows on a repository, as it says itself. A token is
// not a right: the registry decides when it gets the token.
type grant struct {
	readable bool // the token is a JWT with a list of rights
	actions  []string
}

func (g grant) pull() bool {
	return slices.Contains(g.actions, "pull") || slices.Contains(g.actions, "*")
}

// knownActions are the rights that registries write into tokens.
var knownActions = []string{"pull", "push", "delete", "*"}

// readGrant reads the access claim of a token of the distribution project's
// kind. The signature is not verified, for the registry does that.
func readGrant(token, repository string) grant {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return grant{}
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return grant{}
	}
	var claims struct {
		Access *[]struct {
			Type    string   `json:"type"`
			Name    string   `json:"name"`
			Actions []string `json:"actions"`
		} `json:"access"`
	}
	if json.Unmarshal(payload, &claims) != nil || claims.Access == nil {
		return grant{}
	}
	g := grant{readable: true}
	for _, a := range *claims.Access {
		if a.Type != "repository" || a.Name != repository {
			continue
		}
		for _, action := range knownActions {
			if slices.Contains(a.Actions, action) && !slices.Contains(g.actions, action) {
				g.actions = append(g.actions, action)
			}
		}
	}
	return g
}
