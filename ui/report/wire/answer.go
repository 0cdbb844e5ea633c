package wire

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// RegistryAnswer is a registry's response to a request from this computer, for
// one image and one set of credentials.
type RegistryAnswer struct {
	Credentials string                   `json:"credentials"`   // name of the pull secret, or "anonymous"
	Key         string                   `json:"key,omitempty"` // registry key in the pull secret
	Username    string                   `json:"username"`      // "" for an entry without credentials
	Host        string                   `json:"host"`          // the registry's host, with port if one is written
	TokenHost   string                   `json:"tokenHost,omitempty"`
	Verdict     diagnose.RegistryVerdict `json:"verdict"`
	NotAsked    diagnose.NotAsked        `json:"notAsked,omitempty"`
	Status      int                      `json:"status,omitempty"` // HTTP status that decided the verdict, 0 for none
	Digest      string                   `json:"digest,omitempty"` // of the manifest that the tag refers to
	Platforms   []string                 `json:"platforms,omitempty"`
	Access      []string                 `json:"access,omitempty"` // access to the repository that the token grants, if it can be decoded
	RateLimit   *RegistryRateLimit       `json:"rateLimit,omitempty"`
	NearTags    []string                 `json:"nearTags,omitempty"` // existing tags that the missing one may be a misspelling of
	Certificate *RegistryCertificate     `json:"certificate,omitempty"`
	Proxy       string                   `json:"proxy,omitempty"` // host and port of the proxy that was used
	Text        string                   `json:"text"`            // sentences; a registry's own words are in quotation marks
}

func answerOf(a diagnose.RegistryAnswer) RegistryAnswer {
	return RegistryAnswer{
		Credentials: a.Credentials,
		Key:         a.Key,
		Username:    a.Username,
		Host:        a.Host,
		TokenHost:   a.TokenHost,
		Verdict:     a.Verdict,
		NotAsked:    a.NotAsked,
		Status:      a.Status,
		Digest:      a.Digest,
		Platforms:   a.Platforms,
		Access:      a.Access,
		RateLimit:   (*RegistryRateLimit)(a.RateLimit),
		NearTags:    a.NearTags,
		Certificate: (*RegistryCertificate)(a.Certificate),
		Proxy:       a.Proxy,
		Text:        a.Text,
	}
}

// RegistryRateLimit is how many pulls a registry still allows.
type RegistryRateLimit struct {
	Limit     int    `json:"limit"`
	Remaining int    `json:"remaining"`
	Window    string `json:"window"`           // "6h"
	Counts    string `json:"counts,omitempty"` // "account", or "address" (this computer's, not the node's)
}

// RegistryCertificate describes a certificate that this computer does not
// trust.
type RegistryCertificate struct {
	Host      string    `json:"host"`
	Why       string    `json:"why"` // "unknown-authority", "wrong-name", "expired", "not-yet-valid", "invalid"
	Subject   string    `json:"subject,omitempty"`
	Issuer    string    `json:"issuer,omitempty"`
	Names     []string  `json:"names,omitempty"`
	NotBefore time.Time `json:"notBefore,omitzero"`
	NotAfter  time.Time `json:"notAfter,omitzero"`
}
