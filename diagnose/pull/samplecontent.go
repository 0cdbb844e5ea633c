package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// SampleContent returns a sentence if the content of a secret is the sample from the
// Kubernetes documentation ("Images", Secret myregistrykey), "" otherwise.
func SampleContent(s *diagnose.Secret) string {
	for _, content := range s.Data {
		text := strings.ToLower(strings.TrimSpace(string(content)))
		if strings.HasPrefix(text, "really really ree") && strings.HasSuffix(text, "auth keys") {
			return `It is the sample from the Kubernetes documentation ("Really really ... auth keys"), copied unchanged.`
		}
	}
	return ""
}
