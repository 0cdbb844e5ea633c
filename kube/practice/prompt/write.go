package prompt

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"
)

// create creates a Secret, the only kind that can be created here.
func (c *call) create() (string, error) {
	if len(c.words) < 3 || c.words[1] != "secret" {
		return "", notKnown("this create; only create secret docker-registry NAME")
	}
	if len(c.words) != 4 {
		return "", fmt.Errorf("error: exactly one NAME is required, got %d", len(c.words)-3)
	}
	s := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: c.words[3], Namespace: c.ns}}
	var err error
	switch c.words[2] {
	case "docker-registry":
		err = c.dockerRegistry(s)
	case "generic":
		err = c.generic(s)
	default:
		err = notKnown("create secret " + c.words[2])
	}
	if err != nil {
		return "", err
	}
	if _, err := c.client.CoreV1().Secrets(c.ns).Create(c.ctx, s, metav1.CreateOptions{FieldManager: "kubectl-create"}); err != nil {
		if apierrors.IsInvalid(err) {
			return "", fmt.Errorf("error: failed to create secret %w", err)
		}
		return "", fmt.Errorf("error: failed to create secret %s", err)
	}
	return "secret/" + s.Name + " created\n", nil
}

// hub is the server that kubectl uses by default.
const hub = "https://index.docker.io/v1/"

// dockerRegistry fills a Secret as kubectl does (pkg/cmd/create/create_secret_docker.go): the
// server is used as typed.
func (c *call) dockerRegistry(s *corev1.Secret) error {
	f := c.flags.one
	if f["docker-username"] == "" || f["docker-password"] == "" {
		return errors.New("error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required")
	}
	type entry struct {
		Username string `json:"username,omitempty"`
		Password string `json:"password,omitempty"`
		Email    string `json:"email,omitempty"`
		Auth     string `json:"auth,omitempty"`
	}
	text, err := json.Marshal(map[string]map[string]entry{"auths": {firstOf(f["docker-server"], hub): {
		f["docker-username"], f["docker-password"], f["docker-email"],
		base64.StdEncoding.EncodeToString([]byte(f["docker-username"] + ":" + f["docker-password"])),
	}}})
	s.Type, s.Data = corev1.SecretTypeDockerConfigJson, map[string][]byte{corev1.DockerConfigJsonKey: text}
	return err
}

func (c *call) generic(s *corev1.Secret) error {
	s.Type, s.Data = corev1.SecretType(c.flags.one["type"]), map[string][]byte{}
	for _, l := range c.flags.many["from-literal"] {
		key, value, ok := strings.Cut(l, "=")
		if !ok {
			return fmt.Errorf("error: invalid literal source %s, expected key=value", l)
		}
		s.Data[key] = []byte(value)
	}
	return nil
}

// patchTypes are the values of --type.
var patchTypes = map[string]types.PatchType{
	"": types.StrategicMergePatchType, "strategic": types.StrategicMergePatchType, "merge": types.MergePatchType, "json": types.JSONPatchType,
}

func (c *call) patch() (string, error) {
	k, names, err := c.objects(c.words[1:])
	if err != nil {
		return "", err
	}
	how, ok := patchTypes[c.flags.one["type"]]
	switch {
	case !ok:
		return "", fmt.Errorf("error: --type must be one of [json merge strategic], not %q", c.flags.one["type"])
	case len(names) != 1:
		return "", errors.New("error: one NAME is required, as in: kubectl patch serviceaccount default -p '...'")
	case c.flags.one["patch"] == "":
		return "", errors.New("error: must specify --patch or --patch-file containing the contents of the patch")
	}
	text, err := yaml.YAMLToJSON([]byte(c.flags.one["patch"]))
	if err != nil {
		return "", fmt.Errorf("error: unable to parse %q: %w", c.flags.one["patch"], err)
	}
	return c.change(k, names[0], how, text, "patched")
}

const noChange = " (no change)"

// change sends a patch and says whether it changed anything.
func (c *call) change(k kind, name string, how types.PatchType, text []byte, done string) (string, error) {
	a := c.access(k, c.ns)
	before, err := a.get(name)
	if err != nil {
		return "", failure(err)
	}
	after, err := a.patch(name, how, text)
	if err != nil {
		return "", failure(err)
	}
	if before.GetResourceVersion() == after.GetResourceVersion() {
		done += noChange
	}
	return k.label(name) + " " + done + "\n", nil
}

// set knows set image.
func (c *call) set() (string, error) {
	if len(c.words) < 4 || c.words[1] != "image" {
		return "", notKnown("this set; only set image deployment/NAME CONTAINER=IMAGE")
	}
	about, pairs := c.words[2:3], c.words[3:] // deployment/web app=image
	if !strings.Contains(about[0], "/") {
		about, pairs = c.words[2:4], c.words[4:] // deployment web app=image
	}
	k, names, err := c.objects(about)
	if err != nil {
		return "", err
	}
	var containers []map[string]string
	for _, pair := range pairs {
		name, image, ok := strings.Cut(pair, "=")
		if !ok {
			return "", fmt.Errorf("error: %q is not CONTAINER=IMAGE", pair)
		}
		containers = append(containers, map[string]string{"name": name, "image": image})
	}
	if len(names) != 1 || len(containers) == 0 {
		return "", errors.New("error: set image requires one object and CONTAINER=IMAGE")
	}
	var patch any = map[string]any{"spec": map[string]any{"containers": containers}}
	if k.plural != "pods" {
		patch = map[string]any{"spec": map[string]any{"template": patch}}
	}
	text, err := json.Marshal(patch)
	if err != nil {
		return "", err
	}
	out, err := c.change(k, names[0], types.StrategicMergePatchType, text, "image updated")
	if strings.Contains(out, noChange) {
		return "", err // kubectl is silent then
	}
	return out, err
}

// remove deletes objects by their names.
func (c *call) remove() (string, error) {
	k, names, err := c.objects(c.words[1:])
	if err != nil {
		return "", err
	}
	if len(names) == 0 {
		return "", errors.New("error: resource(s) were provided, but no name was specified")
	}
	var b strings.Builder
	for _, name := range names {
		background := metav1.DeletePropagationBackground
		if err := c.access(k, c.ns).remove(name, metav1.DeleteOptions{PropagationPolicy: &background}); err != nil {
			return b.String(), failure(err)
		}
		what := k.singular
		if k.group != "" {
			what += "." + k.group
		}
		fmt.Fprintf(&b, "%s %q deleted", what, name)
		if !k.clusterWide() {
			fmt.Fprintf(&b, " from %s namespace", c.ns)
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}

// rollout knows rollout restart.
func (c *call) rollout() (string, error) {
	if len(c.words) < 3 || c.words[1] != "restart" {
		return "", notKnown("this rollout; only rollout restart deployment/NAME")
	}
	k, names, err := c.objects(c.words[2:])
	if err != nil {
		return "", err
	}
	if len(names) != 1 || k.group != "apps" {
		return "", notKnown("restarting that; only rollout restart deployment/NAME")
	}
	stamp := c.now.Format(time.RFC3339Nano)
	text := fmt.Appendf(nil, `{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":%q}}}}}`, stamp)
	return c.change(k, names[0], types.StrategicMergePatchType, text, "restarted")
}
