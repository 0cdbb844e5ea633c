package symptom

import (
	"slices"
	"strings"
)

// Read classifies one waiting state. reason is the kubelet's: ErrImagePull,
// ImagePullBackOff, InvalidImageName, ErrImageNeverPull, ImageInspectError,
// RegistryUnavailable, SignatureValidationFailed, since Kubernetes 1.33 also a
// raw error text, or empty for the message of an event.
func Read(reason, message string) Reading { return new(Reader).Read(reason, message) }

// Read is Read with what the Reader remembers.
func (m *Reader) Read(reason, message string) Reading { return m.read("", reason, message) }

// read reads a message about an image; "" where the caller does not know it.
func (m *Reader) read(image, reason, message string) Reading {
	reason = fold(reason)
	if message == "" && strings.Contains(reason, " ") {
		message = reason
	}
	folded := fold(message)
	p := peeled{text: folded, podImage: image}
	if pause, ok := sandboxPull(reason, folded); ok {
		p.sandbox, p.podImage = true, pause
	}
	r := m.readJoined(reason, p, 0)
	if r.Text == "" {
		r.Text = redact(folded)
	}
	return r
}

// readJoined reads a text that may hold several errors. depth bounds nesting.
func (m *Reader) readJoined(reason string, p peeled, depth int) Reading {
	inner := peel(p)
	if depth < 4 {
		if parts := splitJoined(inner.text); parts != nil {
			return combine(m.readParts(reason, parts, inner, depth), furthest)
		}
		if primary, mirrors := splitMirrors(inner.text); mirrors != nil {
			inner.runtime = true
			all := []Reading{m.readPart(reason, primary, inner, depth)}
			inner.mirror = true
			return combine(append(all, m.readParts(reason, mirrors, inner, depth)...), registryFirst)
		}
		if image, artifact := splitArtifact(inner.text); artifact != "" {
			inner.runtime = true
			both := m.readParts(reason, []string{image, artifact}, inner, depth)
			if both[0].Class == Unknown {
				return both[1]
			}
			return both[0]
		}
	}
	return m.readOne(reason, inner)
}

func (m *Reader) readParts(reason string, parts []string, p peeled, depth int) []Reading {
	out := make([]Reading, 0, len(parts))
	for _, part := range parts {
		out = append(out, m.readPart(reason, part, p, depth))
	}
	return out
}

func (m *Reader) readPart(reason, part string, p peeled, depth int) Reading {
	p.text = part
	return m.readJoined(reason, p, depth+1)
}

// byCode reads the gRPC code where no wording is known. Unavailable is left out: the runtimes use it for
// failures of their own. They do so with NotFound, too, which therefore counts only where a listing cut
// the rest of the message.
func byCode(code, text string) (Class, []Class) {
	switch code {
	case "notfound":
		if text == "" {
			return NotFound, []Class{Platform, Disk}
		}
	case "deadlineexceeded", "canceled":
		return Cancelled, []Class{Connection}
	case "unauthenticated":
		return AuthRequired, []Class{AccessDenied}
	case "permissiondenied":
		return AccessDenied, []Class{AuthRequired}
	}
	return Unknown, nil
}

// readOne matches one peeled text against the table and reads its exchange.
func (m *Reader) readOne(reason string, p peeled) Reading {
	s := lower(p.text)
	c := findCall(s)
	t := &subject{
		reason: reason, runtime: p.runtime, daemon: p.daemon,
		masked: mask(s, p.image),
		host:   findHost(s, c, Unknown),
		digest: strings.Contains(s, "manifest sha256:") || strings.Contains(s, "manifest for ") && strings.Contains(s, "@sha256:"),
	}
	r := Reading{Class: Unknown, Text: redact(p.text), Image: p.image}
	if row := m.wording(t).row; row != nil {
		r.Class, r.Sent, r.Rule = row.class, row.sent, row.name
		r.Alternatives = slices.Clone(row.alts)
	}
	if r.Class == Unknown && r.Rule == "" {
		r.Class, r.Alternatives = byCode(p.code, p.text)
	}
	if r.Sent == SentUnknown && answered[r.Class] {
		r.Sent = sentWords(t)
	}
	r.Host = findHost(s, c, r.Class)
	if r.Image == "" {
		r.Image = imageInside(p.text)
	}
	r.Clock = readClock(p.text, s)
	r.Exchange = m.exchange(t, &p, s, &r, c)
	return settle(r)
}

// settle corrects a class by the exchange. What a blob store refuses is no
// matter of the image's credentials: the URL was signed by the registry. A web
// page is no registry's answer, whatever status it came with, and a blob may
// have been refused by either.
func settle(r Reading) Reading {
	refused := r.Class == AccessDenied || r.Class == AuthRequired || r.Class == CredentialExpired
	switch {
	case refused && r.Responder == BlobStore:
		r.Class, r.Alternatives, r.Sent = RegistryError, []Class{Connection}, SentUnknown
	case refused && (r.Body == BodyHTML || r.Blob() && !r.TakesCredentials()):
		r.Alternatives = slices.DeleteFunc(r.Alternatives, func(c Class) bool { return c == RegistryError })
		r.Alternatives = append([]Class{RegistryError}, r.Alternatives...)
	}
	return r
}
