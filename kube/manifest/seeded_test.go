package manifest

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// mistake is one kind of mistake, and what has to be reported about it.
type mistake struct {
	name     string
	make     func(*seeded)
	check    diagnose.CheckName
	severity diagnose.Severity
	at       func(after *seeded) *yaml3.Node // the field at fault, in the changed text
}

// Places of fields at fault.
var (
	atReference = func(s *seeded) *yaml3.Node { _, v := s.pod("imagePullSecrets", 0, "name"); return v }
	atItem      = func(s *seeded) *yaml3.Node { _, v := s.pod("imagePullSecrets", 0); return v }
	atList      = func(s *seeded) *yaml3.Node { k, _ := s.pod("imagePullSecrets"); return k }
	atImage     = func(s *seeded) *yaml3.Node { _, v := s.pod("containers", 0, "image"); return v }
	atPolicy    = func(s *seeded) *yaml3.Node { _, v := s.pod("containers", 0, "imagePullPolicy"); return v }
	atContainer = func(s *seeded) *yaml3.Node { _, v := s.pod("containers", 0); return v }
	atType      = func(s *seeded) *yaml3.Node { return nodeAt(s.secret(), "type") }
	atSecret    = func(s *seeded) *yaml3.Node { return nodeAt(s.secret(), "metadata", "name") }
	atConfig    = func(s *seeded) *yaml3.Node {
		if v := nodeAt(s.secret(), "data", ".dockerconfigjson"); v != nil {
			return v
		}
		return nodeAt(s.secret(), "stringData", ".dockerconfigjson")
	}
	atDataKey = func(s *seeded) *yaml3.Node {
		for _, f := range []string{"data", "stringData"} {
			if v := nodeAt(s.secret(), f); v != nil {
				return v.Content[0]
			}
		}
		return nil
	}
)

// podKey is the key of a field of the pod, wherever in it.
func podKey(path ...any) func(*seeded) *yaml3.Node {
	return func(s *seeded) *yaml3.Node { k, _ := s.pod(path...); return k }
}

func keyIn(object func(*seeded) *yaml3.Node, path ...any) func(*seeded) *yaml3.Node {
	return func(s *seeded) *yaml3.Node { k, _ := fieldAt(object(s), path...); return k }
}

func workloadIn(s *seeded) *yaml3.Node { w, _ := s.workload(); return w }

// reference changes how the pod references its pull secret.
func reference(lines ...string) func(*seeded) {
	return func(s *seeded) {
		k, v := s.pod("imagePullSecrets")
		name := v.Content[0].Content[1].Value
		out := make([]string, len(lines))
		for i, l := range lines {
			out[i] = strings.ReplaceAll(l, "NAME", name)
		}
		s.replace(k, v, out...)
	}
}

// moved moves the list of pull secrets: it is inserted where place says, after it was
// cut.
func moved(place func(s *seeded) (line, column int)) func(*seeded) {
	return func(s *seeded) {
		k, v := s.pod("imagePullSecrets")
		name := v.Content[0].Content[1].Value
		s.cut(k.Line, lastLine(v))
		line, column := place(readSeeded(s.t, s.text))
		pad := strings.Repeat(" ", column-1)
		s.insert(line, pad+"imagePullSecrets:", pad+"- name: "+name)
	}
}

// content writes another config: HOST, USER, PASSWORD and AUTH (base64 of both) stand
// for what it has.
func content(text string) func(*seeded) {
	return func(s *seeded) {
		host, user, password, _, _ := s.config()
		auth := base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
		s.setConfig(strings.NewReplacer("HOST", host, "USER", user, "PASSWORD", password, "AUTH", auth).Replace(text))
	}
}

// image changes the image.
func image(change func(string) string) func(*seeded) {
	return func(s *seeded) { v := atImage(s); s.set(v, `"`+change(v.Value)+`"`) }
}

func setNode(at func(*seeded) *yaml3.Node, text string) func(*seeded) {
	return func(s *seeded) { s.set(at(s), text) }
}

// inAccount adds lines to the service account and takes the list from the pod; NAME
// stands for the pull secret.
func inAccount(after string, lines ...string) func(*seeded) {
	return func(s *seeded) {
		k, v := s.pod("imagePullSecrets")
		name := v.Content[0].Content[1].Value
		s.cut(k.Line, lastLine(v))
		a := readSeeded(s.t, s.text).account()
		pad := strings.Repeat(" ", a.Column-1)
		line := lastLine(a) + 1
		if after == "metadata" {
			key, v := fieldAt(a, "metadata")
			pad, line = strings.Repeat(" ", v.Column-1), key.Line+1
		}
		out := make([]string, len(lines))
		for i, l := range lines {
			out[i] = pad + strings.ReplaceAll(l, "NAME", name)
		}
		s.insert(line, out...)
	}
}

const (
	sevError   = diagnose.SeverityError
	sevWarning = diagnose.SeverityWarning
)

// mistakes are the kinds that are put into every chart.
var mistakes = []mistake{
	// The reference.
	{"name: two letters swapped", func(s *seeded) { v := atReference(s); s.set(v, swap(v.Value)) }, diagnose.CheckSecretNameTypo, sevWarning, atReference},
	{"name: a letter missing", func(s *seeded) { v := atReference(s); s.set(v, v.Value[:len(v.Value)-1]) }, diagnose.CheckSecretNameTypo, sevWarning, atReference},
	{"name: a space at the end", func(s *seeded) { v := atReference(s); s.set(v, `"`+v.Value+` "`) }, diagnose.CheckSecretNameTypo, sevError, atReference},
	{"name: a capital letter", func(s *seeded) { v := atReference(s); s.set(v, strings.ToUpper(v.Value[:1])+v.Value[1:]) }, diagnose.CheckSecretNameTypo, sevError, atReference},
	{"name: an underscore, and no Secret like it", func(s *seeded) { s.set(atReference(s), "some_other_login") }, diagnose.CheckSecretMissing, sevError, atReference},
	{"name: not among the manifests", func(s *seeded) { s.set(atReference(s), "created-by-hand") }, diagnose.CheckSecretMissing, sevWarning, atReference},
	{"the Secret is in another namespace", func(s *seeded) {
		v := nodeAt(s.secret(), "metadata", "namespace")
		if v != nil {
			s.set(v, "elsewhere")
			return
		}
		n := nodeAt(s.secret(), "metadata")
		s.insert(n.Line, strings.Repeat(" ", n.Column-1)+"namespace: elsewhere")
	}, diagnose.CheckSecretInOtherNamespace, sevWarning, atReference},
	{"no reference", func(s *seeded) { k, v := s.pod("imagePullSecrets"); s.cut(k.Line, lastLine(v)) }, diagnose.CheckSecretNotAttached, sevWarning, atSecret},
	{"an empty list", reference("imagePullSecrets: []"), diagnose.CheckSecretNotAttached, sevWarning, atSecret},
	{"a list of names", reference("imagePullSecrets:", "- NAME"), diagnose.CheckMisplacedPullSecrets, sevError, atList},
	{"a name in place of the list", reference("imagePullSecrets: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, atList},
	{"a mapping in place of the list", reference("imagePullSecrets:", "  name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, atList},
	{"an item with the name as its key", reference("imagePullSecrets:", "- NAME:"), diagnose.CheckMisplacedPullSecrets, sevError, atItem},
	{"an item with secretName", reference("imagePullSecrets:", "- secretName: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, atItem},
	{"an item with an empty name", reference("imagePullSecrets:", `- name: ""`), diagnose.CheckMisplacedPullSecrets, sevError, atItem},
	{"the field misspelt", reference("imagePullSecerts:", "- name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, podKey("imagePullSecerts")},
	{"the field in the singular", reference("imagePullSecret:", "- name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, podKey("imagePullSecret")},
	{"the field in lower case", reference("imagepullsecrets:", "- name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, podKey("imagepullsecrets")},
	{"in the container", moved(func(s *seeded) (int, int) { v := atContainer(s); return lastLine(v) + 1, v.Column }), diagnose.CheckMisplacedPullSecrets, sevError, podKey("containers", 0, "imagePullSecrets")},
	{"in the metadata", moved(func(s *seeded) (int, int) { v := nodeAt(workloadIn(s), "metadata"); return v.Line, v.Column }), diagnose.CheckMisplacedPullSecrets, sevError, keyIn(workloadIn, "metadata", "imagePullSecrets")},
	{"at the top", moved(func(s *seeded) (int, int) { k, _ := fieldAt(workloadIn(s), "metadata"); return k.Line, k.Column }), diagnose.CheckMisplacedPullSecrets, sevError, keyIn(workloadIn, "imagePullSecrets")},

	// The Secret.
	{"type Opaque", setNode(atType, "Opaque"), diagnose.CheckWrongType, sevError, atType},
	{"type misspelt", setNode(atType, "kubernetes.io/dockerconfig"), diagnose.CheckWrongType, sevError, atType},
	{"type basic-auth", setNode(atType, "kubernetes.io/basic-auth"), diagnose.CheckWrongType, sevError, atType},
	{"no type", func(s *seeded) { k, v := fieldAt(s.secret(), "type"); s.cut(k.Line, lastLine(v)) }, diagnose.CheckWrongType, sevError, atSecret},
	{"type of the old form", setNode(atType, "kubernetes.io/dockercfg"), diagnose.CheckWrongDataKey, sevError, atDataKey},
	{"data key without the dot", setNode(atDataKey, "dockerconfigjson"), diagnose.CheckWrongDataKey, sevError, atDataKey},
	{"data key config.json", setNode(atDataKey, "config.json"), diagnose.CheckWrongDataKey, sevError, atDataKey},
	{"data key with a capital letter", setNode(atDataKey, ".dockerConfigJson"), diagnose.CheckWrongDataKey, sevError, atDataKey},
	{"base64 cut off", func(s *seeded) { s.setRaw(rawOf(s)[:21]) }, diagnose.CheckUndecodableBase64, sevError, atConfig},
	{"base64 with a space", func(s *seeded) { r := rawOf(s); s.setRaw(`"` + r[:8] + " " + r[8:] + `"`) }, diagnose.CheckUndecodableBase64, sevError, atConfig},
	{"base64 for URLs", func(s *seeded) { s.setRaw(`"` + "_-" + rawOf(s)[2:] + `"`) }, diagnose.CheckUndecodableBase64, sevError, atConfig},
	{"JSON below data", func(s *seeded) { s.setRaw(`'{"auths":{"registry.acme.example":{"auth":"YTpi"}}}'`) }, diagnose.CheckUndecodableBase64, sevError, atConfig},
	{"base64 twice", func(s *seeded) { s.setRaw(base64.StdEncoding.EncodeToString([]byte(rawOf(s)))) }, diagnose.CheckDoubleBase64, sevError, atConfig},
	{"no content", func(s *seeded) { s.setRaw(`""`) }, diagnose.CheckWrongDataKey, sevError, atConfig},

	// The config in it.
	{"a comma too many", content(`{"auths":{"HOST":{"auth":"AUTH"},}}`), diagnose.CheckUnparseableConfig, sevError, atConfig},
	{"a bracket missing", content(`{"auths":{"HOST":{"auth":"AUTH"}}`), diagnose.CheckUnparseableConfig, sevError, atConfig},
	{"quotes of Python", content(`{'auths':{'HOST':{'auth':'AUTH'}}}`), diagnose.CheckUnparseableConfig, sevError, atConfig},
	{"YAML in place of JSON", content(`auths: {HOST: {auth: AUTH}}`), diagnose.CheckUnparseableConfig, sevError, atConfig},
	{"a byte order mark", content("\ufeff" + `{"auths":{"HOST":{"auth":"AUTH"}}}`), diagnose.CheckUnparseableConfig, sevError, atConfig},
	{"no auths", content(`{"HOST":{"auth":"AUTH"}}`), diagnose.CheckWrongConfigShape, sevError, atConfig},
	{"auths twice", content(`{"auths":{"auths":{"HOST":{"auth":"AUTH"}}}}`), diagnose.CheckWrongConfigShape, sevError, atConfig},
	{"another registry", content(`{"auths":{"registry.other.example":{"auth":"AUTH"}}}`), diagnose.CheckHostMismatch, sevWarning, atConfig},
	{"another port", content(`{"auths":{"HOST:9999":{"auth":"AUTH"}}}`), diagnose.CheckHostMismatch, sevError, atConfig},
	{"another path", content(`{"auths":{"HOST/elsewhere":{"auth":"AUTH"}}}`), diagnose.CheckHostMismatch, sevError, atConfig},
	{"an empty entry", content(`{"auths":{"HOST":{}}}`), diagnose.CheckEmptyCredential, sevError, atConfig},
	{"a keychain of a laptop", content(`{"auths":{"HOST":{}},"credsStore":"desktop"}`), diagnose.CheckEmptyCredential, sevError, atConfig},
	{"an identity token alone", content(`{"auths":{"HOST":{"identitytoken":"invented"}}}`), diagnose.CheckEmptyCredential, sevError, atConfig},
	{"auth without a colon", content(`{"auths":{"HOST":{"auth":"aW52ZW50ZWQ="}}}`), diagnose.CheckAuthMalformed, sevError, atConfig},
	{"auth in plain text", content(`{"auths":{"HOST":{"auth":"USER:PASSWORD"}}}`), diagnose.CheckUndecodableBase64, sevError, atConfig},
	{"auth for another user", content(`{"auths":{"HOST":{"username":"USER","password":"PASSWORD","auth":"b3RoZXI6aW52ZW50ZWQ="}}}`), diagnose.CheckAuthDisagrees, sevError, atConfig},
	{"a newline in the password", content(`{"auths":{"HOST":{"username":"USER","password":"PASSWORD\n"}}}`), diagnose.CheckStrayWhitespace, sevError, atConfig},
	{"sample values", content(`{"auths":{"HOST":{"username":"<your-name>","password":"<your-pword>"}}}`), diagnose.CheckPlaceholderLeft, sevError, atConfig},
	{"an expired token", content(`{"auths":{"HOST":{"username":"USER","password":"` + expired + `"}}}`), diagnose.CheckCredentialExpired, sevError, atConfig},

	// The image and the rest of the document.
	{"image: a scheme", image(func(i string) string { return "https://" + i }), diagnose.CheckInvalidImageName, sevError, atImage},
	{"image: capital letters", image(func(i string) string {
		n := strings.LastIndex(i, "/") + 1
		return i[:n] + strings.ToUpper(i[n:n+1]) + i[n+1:]
	}), diagnose.CheckInvalidImageName, sevError, atImage},
	{"image: a space at the end", image(func(i string) string { return i + " " }), diagnose.CheckInvalidImageName, sevError, atImage},
	{"image: an empty tag", image(func(i string) string { i, _, _ = strings.Cut(i, "@"); return i + ":" }), diagnose.CheckInvalidImageName, sevError, atImage},
	{"image: a sample tag", image(func(i string) string {
		i, _, _ = strings.Cut(i, "@")
		return i[:strings.LastIndex(i, "/")] + "/app:<tag>"
	}), diagnose.CheckInvalidImageName, sevError, atImage},
	{"no image", func(s *seeded) { k, _ := s.pod("containers", 0, "image"); s.cut(k.Line, k.Line) }, diagnose.CheckNotDeployable, sevError, atContainer},
	{"policy misspelt", setNode(atPolicy, "IfNotPresnet"), diagnose.CheckNotDeployable, sevError, atPolicy},
	{"policy in lower case", setNode(atPolicy, "always"), diagnose.CheckNotDeployable, sevError, atPolicy},
	{"policy in a field of another name", func(s *seeded) { k, _ := s.pod("containers", 0, "imagePullPolicy"); s.set(k, "pullPolicy") }, diagnose.CheckNotDeployable, sevError, podKey("containers", 0, "pullPolicy")},
	{"containers in the singular", func(s *seeded) { k, _ := s.pod("containers"); s.set(k, "container") }, diagnose.CheckNotDeployable, sevError, podKey("container")},
	{"a name with a capital letter", func(s *seeded) { v := nodeAt(workloadIn(s), "metadata", "name"); s.set(v, strings.ToUpper(v.Value)) }, diagnose.CheckNotDeployable, sevError, func(s *seeded) *yaml3.Node { return nodeAt(workloadIn(s), "metadata", "name") }},
	{"account name as a number", func(s *seeded) { _, v := s.pod("serviceAccountName"); s.set(v, "17") }, diagnose.CheckNotDeployable, sevError, func(s *seeded) *yaml3.Node { _, v := s.pod("serviceAccountName"); return v }},

	// The service account.
	{"account: a list of names", inAccount("", "imagePullSecrets:", "- NAME"), diagnose.CheckMisplacedPullSecrets, sevError, keyIn((*seeded).account, "imagePullSecrets")},
	{"account: the field misspelt", inAccount("", "imagePullSecerts:", "- name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, keyIn((*seeded).account, "imagePullSecerts")},
	{"account: below spec", inAccount("", "spec:", "  imagePullSecrets:", "  - name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, keyIn((*seeded).account, "spec", "imagePullSecrets")},
	{"account: in the metadata", inAccount("metadata", "imagePullSecrets:", "- name: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, keyIn((*seeded).account, "metadata", "imagePullSecrets")},
	{"account: an item with secretName", inAccount("", "imagePullSecrets:", "- secretName: NAME"), diagnose.CheckMisplacedPullSecrets, sevError, keyIn((*seeded).account, "imagePullSecrets", 0)},
	{"account: the name misspelt", inAccount("", "imagePullSecrets:", "- name: NAMEe"), diagnose.CheckSecretNameTypo, sevWarning, func(s *seeded) *yaml3.Node { return nodeAt(s.account(), "imagePullSecrets", 0, "name") }},
	{"account: an impossible name", inAccount("", "imagePullSecrets:", "- name: Some_Login"), diagnose.CheckSecretMissing, sevError, func(s *seeded) *yaml3.Node { return nodeAt(s.account(), "imagePullSecrets", 0, "name") }},
}

// expired is a token (JSON Web Token) that was valid until 2020.
var expired = "eyJhbGciOiJub25lIn0." + base64.RawURLEncoding.EncodeToString([]byte(`{"exp":1580000000}`)) + ".aW52ZW50ZWQ"

func swap(s string) string { return s[:2] + s[3:4] + s[2:3] + s[4:] }

// rawOf is the content of the pull secret in base64.
func rawOf(s *seeded) string {
	_, _, _, value, plain := s.config()
	if plain {
		return base64.StdEncoding.EncodeToString([]byte(value.Value))
	}
	return value.Value
}

// Every kind of mistake is found in every chart, as a finding of a pull or of a
// document, with its check, its severity, and the file, line and column of the field
// at fault. The charts are fine as they are.
func TestSeededMistakes(t *testing.T) {
	charts, err := filepath.Glob("testdata/charts/*.yaml")
	if err != nil || len(charts) < 15 || len(mistakes) < 45 {
		t.Fatal(err, len(charts), len(mistakes))
	}
	found := make([]int, len(mistakes))
	for _, chart := range charts {
		b, err := os.ReadFile(chart)
		if err != nil {
			t.Fatal(err)
		}
		if findings := findingsIn(t, string(b)); len(findings) > 0 {
			t.Errorf("%s: %v", chart, findings)
		}
		for i, m := range mistakes {
			s := readSeeded(t, string(b))
			m.make(s)
			text := s.written()
			node := m.at(readSeeded(t, text))
			if node == nil || text == string(b) {
				t.Errorf("%s, %s: the mistake was not made:\n%s", chart, m.name, text)
				continue
			}
			want := fmt.Sprintf("%s %s %d:%d", m.check, m.severity, node.Line, node.Column)
			findings := findingsIn(t, text)
			for _, r := range findings {
				if r == want {
					found[i]++
					break
				}
			}
			if len(findings) == 0 || !contains(findings, want) {
				t.Errorf("%s, %s: %v, want %s", filepath.Base(chart), m.name, findings, want)
			}
		}
	}
	total := 0
	for i, m := range mistakes {
		t.Logf("%-45s %-25s %-8s %d of %d", m.name, m.check, m.severity, found[i], len(charts))
		total += found[i]
	}
	t.Logf("%d kinds in %d charts: %d of %d found", len(mistakes), len(charts), total, len(mistakes)*len(charts))
}

func contains(list []string, want string) bool {
	for _, s := range list {
		if s == want {
			return true
		}
	}
	return false
}

// findingsIn are the findings of the pulls and documents of a text.
func findingsIn(t *testing.T, text string) []string {
	t.Helper()
	s, _, err := readText(t, text, "")
	if err != nil {
		return []string{err.Error()}
	}
	r := engine.Run(s, diagnose.Options{}).Report
	var out []string
	add := func(f diagnose.Finding) {
		at := "nowhere"
		if l := f.Location; l != nil && l.File == "standard input" {
			at = fmt.Sprintf("%d:%d", l.Line, l.Column)
		}
		if w := fmt.Sprintf("%s %s %s", f.Check, f.Severity, at); !contains(out, w) {
			out = append(out, w)
		}
	}
	for _, f := range r.Failures {
		for _, x := range f.Findings {
			add(x)
		}
	}
	for _, d := range r.Documents {
		for _, x := range d.Findings {
			add(x)
		}
	}
	return out
}
