package diagnose

import "strings"

// sampleContent says so when the content of a secret is the sample of the
// Kubernetes documentation ("Images", Secret myregistrykey), "" otherwise.
func sampleContent(s *Secret) string {
	for _, content := range s.Data {
		text := strings.ToLower(strings.TrimSpace(string(content)))
		if strings.HasPrefix(text, "really really ree") && strings.HasSuffix(text, "auth keys") {
			return `It is the sample of the Kubernetes documentation ("Really really ... auth keys"), taken over as it stands.`
		}
	}
	return ""
}
