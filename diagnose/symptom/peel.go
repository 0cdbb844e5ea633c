package symptom

import "strings"

// wrapper is a head that a layer puts before the error of the layer below:
// "head: rest", or "head name: rest" where the name is the image.
type wrapper struct {
	head    string // lower case; ends before the name or before the colon
	named   bool   // a quoted or plain name may follow
	other   bool   // the name is not an image
	runtime bool   // written by the runtime, so the rest is not the kubelet's own text
	code    string // of a gRPC error, lower case
	daemon  bool   // written by dockerd
	phase   Phase  // the step that it names
}

// wrappers are tried in this order at the start of the text, again and again.
var wrappers = []wrapper{
	{head: "(combined from similar events)"},
	{head: "error"},
	{head: "failed to create pod sandbox", runtime: true},
	{head: "failed create pod sandbox", runtime: true},
	{head: "failed to start sandbox", named: true, other: true, runtime: true},
	{head: "error creating pod sandbox with name", named: true, other: true, runtime: true},
	{head: "back-off pulling image", named: true},
	{head: "errimagepull"},
	{head: "imagepullbackoff"},
	{head: "registryunavailable", runtime: true},
	{head: "failed to pull image", named: true},
	{head: "failed to inspect image", named: true},
	{head: "failed to apply default image tag", named: true},
	{head: "couldn't parse image name", named: true},
	{head: "failed to record image pull intent for container image", named: true},
	{head: "failed to get sandbox image", named: true, runtime: true},
	{head: "unable to pull sandbox image", named: true, runtime: true},
	{head: "failed pulling image", named: true, runtime: true},
	{head: "error pulling image configuration", runtime: true, phase: PhaseConfig},
	{head: "error pulling image", named: true, runtime: true},
	{head: "unable to pull image", named: true, runtime: true},
	{head: "failed to pull and unpack image", named: true, runtime: true},
	{head: "failed to resolve reference", named: true, runtime: true, phase: PhaseResolve},
	{head: "failed to resolve image", runtime: true, phase: PhaseResolve},
	{head: "error response from daemon", runtime: true, daemon: true},
	{head: "unable to pull image or oci artifact", runtime: true},
	{head: "pull image err", runtime: true},
	{head: "initializing source", named: true, runtime: true, phase: PhaseResolve},
	{head: "error initializing source", named: true, runtime: true, phase: PhaseResolve},
	{head: "rpc error"},
	{head: "warning failed"},
	{head: "pulling image", runtime: true},
	{head: "image pull failed", runtime: true},
	{head: "unable to copy from source", named: true, runtime: true},
	{head: "error determining manifest mime type for", named: true, runtime: true, phase: PhaseResolve},
	{head: "determining manifest mime type for", named: true, runtime: true, phase: PhaseResolve},
	{head: "failed to resolve source metadata for", named: true, runtime: true, phase: PhaseResolve},
	{head: "error from registry", runtime: true},
}

// peeled is a message without its wrappers.
type peeled struct {
	text    string // what remains, original letter case
	image   string // first image that a wrapper names
	runtime bool   // a runtime wrapper was removed
	code    string // the innermost gRPC code, lower case: "deadlineexceeded"
	daemon  bool   // dockerd's wrapper was removed
	phase   Phase  // the innermost step that a wrapper names

	podImage string // the image that the caller knows, where the message names none
	sandbox  bool   // the message is about the pause image
	mirror   bool   // the text is the error of a mirror
}

// peel removes the wrappers that the kubelet and the runtimes put in front.
func peel(p peeled) peeled {
	for {
		rest, name, w, ok := peelOne(p.text)
		if !ok {
			return p
		}
		p.text = rest
		p.runtime = p.runtime || w.runtime
		p.daemon = p.daemon || w.daemon
		if w.phase != PhaseUnknown {
			p.phase = w.phase
		}
		if w.code != "" {
			p.code = w.code
		}
		if p.image == "" {
			p.image = name
		}
	}
}

func peelOne(s string) (rest, name string, w wrapper, ok bool) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "spec.") { // the field path that newer event listings put in front
		if i := strings.Index(s, "}: "); i > 0 && i < 128 {
			return s[i+3:], "", wrapper{}, true
		}
	}
	if rest, name, ok := peelPhrase(s); ok {
		w := wrapper{runtime: strings.HasPrefix(s, "image pull failed")}
		if strings.Contains(s, "no credentials on this request") {
			w.phase = PhaseResolve // dockershim adds it to what the daemon says of the registry
		}
		return rest, name, w, true
	}
	head := lower(s[:min(len(s), 64)])
	for _, w := range wrappers {
		if !strings.HasPrefix(head, w.head) {
			continue
		}
		rest := s[len(w.head):]
		if strings.HasPrefix(rest, ": ") {
			rest = rest[2:]
			if w.head == "rpc error" {
				rest, w.code = afterCode(rest)
			}
			return rest, "", w, true
		}
		if rest == "" || rest == ":" {
			return "", "", w, w.head != "error"
		}
		if !w.named || rest[0] != ' ' {
			continue
		}
		name, rest, ok := cutName(rest[1:])
		if ok {
			if w.other {
				name = ""
			}
			return rest, name, w, true
		}
	}
	return s, "", wrapper{}, false
}

// afterCode removes "code = NotFound desc = ".
func afterCode(s string) (rest, code string) {
	if i := strings.Index(s, "desc = "); i >= 0 && i < 64 && strings.HasPrefix(s, "code = ") {
		return s[i+len("desc = "):], lower(strings.TrimSpace(s[len("code = "):i]))
	}
	return s, "" // the code alone is evidence, too
}

// cutName takes an image name, quoted or not, and the colon after it.
func cutName(s string) (name, rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		name, rest, ok = strings.Cut(s[1:], `"`)
		if !ok {
			return s[1:], "", true // cut off in the middle of the name
		}
	} else {
		name, rest, _ = strings.Cut(s, " ")
		if !strings.HasSuffix(name, ":") && rest != "" {
			return "", s, false
		}
		rest = ": " + rest
	}
	name = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSuffix(name, ":"), "docker:"), "//")
	rest, found := strings.CutPrefix(rest, ":")
	if !found && rest != "" {
		return "", s, false
	}
	return name, strings.TrimSpace(rest), true
}

// phrases are wrappers with a name in the middle of a sentence.
var phrases = [][2]string{
	{"image pull failed for ", ", this may be because there are no credentials on this request. details: ("},
	{`failed to "StartContainer" for "`, `" with ErrImagePull: "`},
	{`failed to "StartContainer" for "`, `" with ImagePullBackOff: "`},
	{"image pull failed for ", " because the registry is unavailable"},
	{"image pull failed for ", " because the signature validation failed"},
	{`container "`, " is waiting to start: "}, // what the kubelet answers to a reader of logs
}

func peelPhrase(s string) (rest, name string, ok bool) {
	for _, p := range phrases {
		after, found := strings.CutPrefix(s, p[0])
		if !found {
			continue
		}
		name, rest, found := strings.Cut(after, p[1])
		if !found {
			continue
		}
		switch p[1][len(p[1])-1] {
		case '(':
			rest = strings.TrimSuffix(rest, ")")
		case '"':
			rest, name = strings.TrimSuffix(rest, `"`), ""
		case ' ':
			name = ""
		}
		return strings.TrimPrefix(rest, ": "), name, true
	}
	return s, "", false
}
