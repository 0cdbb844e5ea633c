package symptom

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzRead: no input makes the reader panic, give a value outside of the
// contract, contradict itself, or leave line breaks or a query in what is shown.
func FuzzRead(f *testing.F) {
	for i, l := range corpus(f) {
		if i%7 == 0 {
			f.Add("", l.reason, l.message)
		}
	}
	for i, b := range templates() {
		if i%29 == 0 {
			f.Add(b.image, "ErrImagePull", b.message)
		}
	}
	f.Add("a:1", "ErrImagePull", `[[[, "(Mirrors also failed: [a: b] [`)
	f.Add("https://", "FailedCreatePodSandBox", `Get "https://u:p@[::1]:443/v2/a/manifests/sha256:b?x=y": 403 <code>A</code> current time 1 is before 2`)
	f.Add("", "", "image pull failed for  because the registry is unavailable")
	known := map[Class]bool{Unknown: true}
	for _, row := range table {
		known[row.class] = true
	}
	f.Fuzz(func(t *testing.T, image, reason, message string) {
		events := []Event{{"Failed", message}, {"Pulled", message}, {"Pulling", reason}, {"FailedToRetrieveImagePullSecret", reason}}
		r := new(Reader).ReadPull(Pull{Image: image, Reason: reason, Message: message, Events: events})
		if !known[r.Class] {
			t.Errorf("class %q", r.Class)
		}
		if strings.ContainsAny(r.Text, "\n\r\t") || !utf8.ValidString(r.Text) {
			t.Errorf("text %q", r.Text)
		}
		if strings.ContainsAny(r.URL, "?# \n") || r.URL != "" && strings.Contains(authority(r.URL), "@") {
			t.Errorf("url %q", r.URL)
		}
		if r.Status != 0 && (r.Status < 200 || r.Status > 599 || !r.Answered()) || r.Target == NoAnswer {
			t.Errorf("%+v", r.Exchange)
		}
		if r.TakesCredentials() && (!r.Answered() || r.Responder == BlobStore || r.Phase == PhaseSandbox || r.Body == BodyHTML) {
			t.Errorf("takes credentials: %+v", r.Exchange)
		}
		if p, i, ok := LastPull(image, events); ok && (i < 0 || i >= len(events) || p.Took < 0 || p.Total < 0 || p.Size < 0) {
			t.Errorf("%d %+v", i, p)
		}
		for _, a := range r.Alternatives {
			if a == r.Class {
				t.Errorf("%s is its own alternative", a)
			}
		}
		PullFailure(reason, message)
		MissingSecrets(message)
		SandboxImage(message)
		MalformedCredential(message)
	})
}

// A hostile message costs time in proportion to its length, which is bounded.
func TestLongMessages(t *testing.T) {
	for _, unit := range []string{
		"[", `"`, "a", "https://", "lookup ", "(Mirrors also failed: [", "rpc error: code = Unknown desc = ", "[failed to , ", `failed to pull image "`,
		`Get "https://a": `, "; artifact err: ", ": 401", "]): ", "429 ", "a.b/c ", `"x" `, "snapshot", "error: ",
		"://", `get "https://a/v2/b/manifests/c`, "sandbox image ", "denied", "denied: ", "<code>", `"code":"`, "current time ", "reading manifest ", "pulling from host ",
		"https", ": 404 not found ", "proxyconnect ", "unauthorized unauthorized", "failed to get sandbox image ", "<html>",
	} {
		long := strings.Repeat(unit, 1<<20/len(unit))
		start := time.Now()
		new(Reader).ReadPull(Pull{Image: "r.test/a:1", Reason: "FailedCreatePodSandBox", Message: long, Events: []Event{{"Failed", long}, {"Pulled", long}}})
		LastPull("r.test/a:1", []Event{{"Pulled", long}, {"Failed", long}})
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%d bytes of %q took %v", len(long), unit, took)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	lines := corpus(b)
	for i := 0; b.Loop(); i++ {
		l := lines[i%len(lines)]
		Read(l.reason, l.message)
	}
}
