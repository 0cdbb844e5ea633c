package diagnose

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
)

// googleUsers are the user names of Google's registries; the last ones are written by tools.
var googleUsers = []string{"_json_key", "_json_key_base64", "oauth2accesstoken", "_token", "_dcgcloud_token", "_dcgcr_token", "gclouddockertoken"}

// ibmUsers are those of IBM's registry: for API keys, for tokens, for its entitled software, and an
// old one.
var ibmUsers = []string{"iamapikey", "iambearer", "iamrefresh", "cp", "ekey", "token"}

// wrongUsername says what a registry wants instead of a user name that it
// cannot accept; "" when the form is plausible.
func wrongUsername(registry, user, password string) string {
	switch provider(registry) {
	case "ecr":
		if user != "AWS" {
			return "Amazon ECR accepts only the user name AWS, with a password from aws ecr get-login-password."
		}
	case "ngc":
		if user != "$oauthtoken" {
			return "NVIDIA's registry accepts only the user name $oauthtoken, and an unquoted $ is eaten by the shell: write '$oauthtoken'."
		}
	case "gar":
		isKey := json.Valid([]byte(password)) && strings.Contains(password, "private_key")
		switch {
		case !slices.Contains(googleUsers, user):
			return "Google's registries accept only the user names _json_key, with a JSON key as password, and oauth2accesstoken, with an access token."
		case isKey && user != "_json_key":
			return "With a JSON key as password the user name has to be _json_key."
		case user == "_json_key" && isJSONKey64(password):
			return "The password is the JSON key file in base64: for that the user name has to be _json_key_base64."
		case user == "_json_key" && !isKey && strings.Contains(password, "private_key"):
			return "The user name _json_key wants the whole JSON key file as password, and this one is no valid JSON any more: it was cut, or the \\n in its private key became real line breaks."
		case user == "_json_key" && !isKey:
			return "The user name _json_key wants the whole JSON key file as password."
		case user == "_json_key_base64" && !isJSONKey64(password):
			return "The user name _json_key_base64 wants the JSON key file in base64 as password."
		}
	case "ocir":
		if !strings.Contains(user, "/") && user != "BEARER_TOKEN" {
			return "Oracle's registry wants <tenancy namespace>/<user>."
		}
	case "icr":
		if !slices.Contains(ibmUsers, user) {
			return "IBM's registry wants iamapikey, with an API key as password."
		}
	case "redhat":
		if !strings.Contains(user, "|") && strings.HasPrefix(password, "eyJ") {
			return "A registry service account of Red Hat is called <digits>|<name>, with the bar."
		}
	case "swr":
		if !strings.Contains(user, "@") {
			return "Huawei's registry wants <region>@<access key>."
		}
	case "quay":
		if !strings.Contains(user, "+") && (isQuayRobotToken(password) || user == "robot" || strings.HasPrefix(user, "robot$")) {
			return "A robot account is called <organization>+<robot>, with the plus."
		}
	case "hub":
		if strings.Contains(user, "@") {
			return "Docker Hub wants the Docker ID, not the e-mail address."
		}
	}
	if provider(registry) != "do" && isToken(user) && !isToken(password) {
		return "The user name looks like a token: user name and password were perhaps swapped."
	}
	if strings.Contains(user, "$$") || strings.Contains(user, `\$`) {
		return "A $ was doubled or given a backslash for a shell that did not take it off again: write it once, in single quotes."
	}
	if user == "robot" || strings.HasPrefix(user, "robot+") && provider(registry) != "quay" {
		return "A robot account is called robot$name; an unquoted $name is eaten by the shell: write 'robot$name'."
	}
	return ""
}

// isQuayRobotToken knows the tokens of Quay's robot accounts: 64 capitals and digits.
func isQuayRobotToken(password string) bool {
	return len(password) == 64 && strings.Trim(password, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// isToken knows tokens by the prefix that their makers gave them to be known by.
func isToken(text string) bool {
	return len(text) > 15 && slices.ContainsFunc(tokenPrefixes, func(p string) bool { return strings.HasPrefix(text, p) })
}

// tokenPrefixes are those of GitHub, GitLab, Docker Hub and NVIDIA.
var tokenPrefixes = []string{"ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "gldt-", "glcbt-", "dckr_pat_", "dckr_oat_", "nvapi-"}

func isJSONKey64(password string) bool {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(password))
	return err == nil && json.Valid(raw)
}
