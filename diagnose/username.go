package diagnose

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// registryHosts are the host patterns behind the rules on user names.
var registryHosts = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"ecr":  regexp.MustCompile(`^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9-]+)\.(amazonaws\.com(\.cn)?|on\.aws)$|^public\.ecr\.aws$`),
		"gar":  regexp.MustCompile(`^[a-z0-9-]+-docker\.pkg\.dev$|^((us|eu|asia)\.)?gcr\.io$`),
		"acr":  regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9]+\.data)?\.azurecr\.(io|cn|us|de)$`),
		"icr":  regexp.MustCompile(`^((private\.)?[a-z0-9]+\.)?icr\.io$`),
		"swr":  regexp.MustCompile(`^swr\.[a-z0-9-]+\.myhuaweicloud\.(com|eu)$`),
		"ocir": regexp.MustCompile(`^[a-z0-9-]+\.ocir\.io$|^ocir\.[a-z0-9-]+\.oci\.oraclecloud\.com$`),
	}
})

// provider names the kind of registry behind a host, "" if it is not known.
func provider(registry string) string {
	host, _, _ := strings.Cut(strings.ToLower(registry), ":")
	switch host {
	case "docker.io", "index.docker.io":
		return "hub"
	case "ghcr.io":
		return "ghcr"
	case "quay.io":
		return "quay"
	case "nvcr.io":
		return "ngc"
	case "registry.gitlab.com":
		return "gitlab"
	case "registry.redhat.io", "registry.connect.redhat.com":
		return "redhat"
	}
	for name, re := range registryHosts() {
		if re.MatchString(host) {
			return name
		}
	}
	return ""
}

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
		case isKey && user != "_json_key":
			return "With a JSON key as password the user name has to be _json_key."
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
		if !strings.HasPrefix(user, "iam") && user != "cp" && user != "token" {
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
	case "hub":
		if strings.Contains(user, "@") {
			return "Docker Hub wants the Docker ID, not the e-mail address."
		}
	}
	if user == "robot" || strings.HasPrefix(user, "robot+") && provider(registry) != "quay" {
		return "A robot account is called robot$name; an unquoted $name is eaten by the shell: write 'robot$name'."
	}
	return ""
}

func isJSONKey64(password string) bool {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(password))
	return err == nil && json.Valid(raw)
}
