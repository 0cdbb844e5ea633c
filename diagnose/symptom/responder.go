package symptom

import (
	"cmp"
	"strings"
)

// filters are names that the pages of web filters and proxies carry, in masked text.
var filters = []string{
	"squid", "zscaler", "blue coat", "bluecoat", "fortinet", "fortiguard", "web filter", "webfilter", "sophos", "web gateway", "websense", "forcepoint",
	"captive portal", "proxy server", "proxy error", "web proxy", "this site is blocked", "blocked by your", "access to this site",
}

// proxyRules are rows of the table about the node's proxy.
var proxyRules = map[string]bool{"proxy-auth": true, "proxy-refused": true}

// unanswered reports whether the request got no HTTP answer.
func unanswered(t *subject, r *Reading, step Phase, a answer, body Body, c call) bool {
	if a.status != 0 || a.code != "" || body != BodyUnknown {
		return false
	}
	switch r.Class {
	case DNS, TLS, HTTPvsHTTPS:
		return true
	case Connection:
		switch r.Rule {
		case "registry-unavailable-reason":
			return false // no connection, or 502 to 504
		case "read-broke", "cut-off", "hung-up": // a layer's body may have broken off
			return c.url != "" || step != PhaseLayer && step != PhaseUnknown || t.has("failed open")
		}
		return true
	case Cancelled:
		return c.url != "" || step == PhaseResolve || step == PhaseToken || t.has("failed to do request")
	}
	return false
}

// responder returns who answered. e is the rest of the exchange; step is its
// phase, for the pause image too.
func responder(t *subject, r *Reading, e Exchange, step Phase, a answer, c call) Responder {
	switch {
	case step == PhaseLocal || step == PhaseUnknown && c.url == "" && a == (answer{}) && e.Body == BodyUnknown && !unreached(r.Class):
		return UnknownResponder
	case e.Target == Proxy:
		return Proxy
	case unanswered(t, r, step, a, e.Body, c):
		return NoAnswer
	case e.Status == 407:
		return Proxy
	case e.Body == BodyHTML:
		return pageFrom(t, e)
	case e.Body == BodyXML || a.storage:
		if step == PhaseResolve || step == PhaseManifest || step == PhaseToken {
			return e.Target // a registry or its token server may pass on what its storage says
		}
		return BlobStore
	case a == (answer{}) && !answered[r.Class] && (r.Class != Policy || step != PhaseResolve):
		return UnknownResponder // what failed is the node's work on a good answer
	case e.Target != UnknownResponder:
		return e.Target
	case e.Host != "":
		return UnknownResponder
	case step == PhaseResolve || step == PhaseManifest:
		return Registry
	case step == PhaseConfig || step == PhaseLayer:
		if e.Body == BodyJSON {
			return Registry // storage has no such codes
		}
	}
	return UnknownResponder
}

// unreached reports whether a class means that nothing answered.
func unreached(c Class) bool {
	return c == DNS || c == TLS || c == HTTPvsHTTPS || c == Connection
}

// pageFrom returns who sent a web page. A page under the registry's own host
// comes from an unknown party, because registries do not send pages.
func pageFrom(t *subject, e Exchange) Responder {
	switch {
	case e.Status >= 502 && e.Status <= 504, containsAny(t.masked, filters):
		return Proxy
	case e.Target == Registry:
		return UnknownResponder
	}
	return e.Target
}

// exchange reads the exchange of one peeled text. s is that text in lower case.
func (m *Reader) exchange(t *subject, p *peeled, s string, r *Reading, c call) Exchange {
	if strayRule(r.Rule) && r.Rule != "runtime-socket" {
		return Exchange{Host: r.Host, Sent: r.Sent} // about no pull
	}
	a := findAnswer(t, r.Class, p.text, s)
	e := Exchange{Method: c.method, URL: plainURL(p.text[c.at : c.at+len(c.url)]), Host: r.Host, Status: a.status, Code: a.code, Sent: r.Sent}
	e.Body = findBody(s, c.method, a)
	step := findPhase(m.wording(t), t, r.Class, r.Rule, c.url, p.phase)
	if step == PhaseResolve && r.Class == NotFound && a == (answer{}) && p.runtime {
		a.status, e.Status = 404, 404 // containerd: every host returned it
	}
	if step == PhaseLocal && (a.code == "NAME_INVALID" || a.code == "TAG_INVALID") {
		step = PhaseResolve // from the registry, not from the parser
	}
	registry := cmp.Or(registryOf(p.image), registryOf(r.Image), registryOf(p.podImage))
	switch {
	case proxyRules[r.Rule], e.Status == 407, containsAny(s, []string{"proxyconnect ", "socks connect"}), strings.HasPrefix(r.Rule, "proxy-"):
		e.Target = Proxy
	case step == PhaseToken:
		e.Target = TokenServer
	case p.mirror:
		e.Target = Mirror
	case r.Host != "" && step != PhaseLocal && step != PhaseUnpack && step != PhaseVerify:
		e.Target = m.role(registry, r.Host, step, c)
	}
	if e.Target == BlobStore && (step == PhaseUnknown || step == PhaseResolve && !strings.Contains(c.url, "/v2/")) {
		step = PhaseLayer
	}
	e.Responder = responder(t, r, e, step, a, c)
	if e.Responder == BlobStore && step == PhaseUnknown {
		step = PhaseLayer
	}
	e.Phase = step
	if p.sandbox {
		e.Phase = PhaseSandbox
	}
	return e
}
