package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// mostRequests is how many requests one step of a story may need.
const mostRequests = 400

// world is a cluster, its user and a second writer.
type world struct {
	t      *testing.T
	client *fake.Clientset
	fixer  *apply.Fixer
	store  string
	log    []string
	bad    []string

	op       op
	requests int            // of the fix that is being applied
	seen     map[string]int // faults of requests outside of a fix
	writes   []k8stesting.Action
	other    bool // the second writer is at work
	playing  bool // a fix is being applied
	allowed  map[diagnose.Object]bool

	touched map[diagnose.Object]bool // by the second writer since the last reading
	undo    *diagnose.Fix
	before  map[string]string // the contents before the fix that undo is of
	between bool              // the second writer changed something since then
}

func (w *world) violated(format string, args ...any) {
	w.bad = append(w.bad, fmt.Sprintf(format, args...))
}

func (w *world) note(format string, args ...any) {
	w.log = append(w.log, fmt.Sprintf(format, args...))
}

// play runs a story in the world of a seed and returns what was violated, and what happened.
func play(t *testing.T, seed uint64, ops []op) (bad, log []string) {
	w := &world{t: t, store: t.TempDir(), touched: map[diagnose.Object]bool{}}
	w.client = fakecluster.New(t, objects(rand.New(rand.NewPCG(seed, 1)))...)
	w.client.PrependReactor("*", "*", w.request)
	w.restart()
	for _, o := range ops {
		w.op, w.seen = o, map[string]int{}
		w.note("%s", o)
		bare := slices.DeleteFunc(list[corev1.Pod](w, "pods"), func(p corev1.Pod) bool { return len(p.OwnerReferences) > 0 })
		w.step(o)
		w.checkPods(bare)
		if len(w.bad) > 0 {
			break
		}
	}
	for _, line := range w.log {
		if strings.Contains(line, canary) {
			w.violated("a password is shown: %s", line)
		}
	}
	return w.bad, w.log
}

func (w *world) restart() {
	w.fixer = apply.New(w.client)
	w.fixer.KeepPods(apply.NewPodStore(w.store+"/pods", "https://cluster.example"))
}

func (w *world) step(o op) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			w.note("  killed")
			w.playing = false
			w.undo = nil // it was in the program's memory
			w.restart()
		}
	}()
	switch o.kind {
	case "write":
		w.secondWriter(o.pick)
	case "restart":
		w.undo = nil
		w.restart()
		w.rescue()
	case "wait":
		time.Sleep(time.Duration(o.pick) * time.Minute)
	case "undo":
		w.takeBack()
	case "fix":
		w.fix(o.pick)
	}
}

// fix reads the cluster, chooses one of the fixes, and applies it.
func (w *world) fix(pick int) {
	ctx := context.Background()
	clear(w.touched)
	s, err := read.Collect(ctx, w.client, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
	if err != nil {
		w.note("  not read: %v", err)
		return
	}
	res := engine.Run(s, diagnose.Options{})
	var fixes []diagnose.Fix
	for _, f := range res.Report.Failures {
		for _, x := range f.Findings {
			if x.Check == diagnose.CheckSecretMissing && w.op.fault == "forbidden" && w.exists(x.Object) {
				w.violated("a forbidden secret is called missing: %s", x.Detail)
			}
			for _, fx := range x.Fixes {
				if fx.Blocked == "" && fx.Form == nil && len(fx.Steps) > 0 {
					fixes = append(fixes, fx)
				}
			}
		}
	}
	if len(fixes) == 0 {
		w.note("  no fix")
		return
	}
	f := fixes[pick%len(fixes)]
	for _, p := range w.fixer.Check(ctx, f) {
		w.note("  check %v: %s %s", p.OK, p.Text, p.Why)
	}
	was, credentials := w.contents(), w.credentials()
	w.between = false
	undo, err := w.apply(ctx, f)
	now := w.contents()
	if !w.between && !slices.ContainsFunc(removing, func(id string) bool { return strings.HasSuffix(f.ID, id) }) {
		for c := range credentials {
			if !w.credentials()[c] {
				w.violated("%s loses credentials of another registry", f.ID)
			}
		}
	}
	changed := len(w.writes) > 0
	if err == nil && !w.between && len(w.touched) == 0 {
		if err := apitest.Carries(ctx, w.quiet(), f); err != nil {
			w.violated("%s is called done and is not: %v", f.ID, err)
		}
	}
	updates := slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool { return s.Action() == diagnose.UpdateSecret })
	if err == nil && updates && !w.between && maps.Equal(was, now) {
		w.violated("%s is called done and changed nothing", f.ID)
	}
	if changed && undo == nil && err == nil && slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool { return s.Action() != diagnose.DeletePod }) && !maps.Equal(was, now) {
		w.violated("%s has no way back", f.ID)
	}
	var halfway interface{ Halfway() bool }
	if err != nil && changed && undo == nil && !maps.Equal(was, now) && !w.between && !(asHalfway(err, &halfway) && halfway.Halfway()) {
		w.violated("%s changed something, and says that it did not: %v", f.ID, err)
	}
	if undo == nil && !w.between {
		for c := range credentials {
			if !w.credentials()[c] {
				w.violated("credentials are gone without a way back: user %s", strings.SplitN(c, ":", 2)[0])
			}
		}
	}
	w.undo, w.before = undo, was
}

// removing are the fixes whose previews show that entries go.
var removing = []string{"-one-host", "drop-entry", "unwrap-auths", "drop-settings", "decode-once", "replace-login", "move-data-key"}

// checkPods checks that no bare pod is gone that is not kept.
func (w *world) checkPods(bare []corev1.Pod) {
	for _, p := range bare {
		if slices.ContainsFunc(list[corev1.Pod](w, "pods"), func(now corev1.Pod) bool { return now.Namespace == p.Namespace && now.Name == p.Name }) {
			continue
		}
		kept, _ := filepath.Glob(filepath.Join(w.store, "pods", p.Namespace+"_"+p.Name+"_*"))
		if len(kept) == 0 {
			w.violated("Pod %s/%s is gone and its manifest is not kept", p.Namespace, p.Name)
		}
	}
}

// apply applies a fix and checks what is true of every write.
func (w *world) apply(ctx context.Context, f diagnose.Fix) (*diagnose.Fix, error) {
	w.allowed = map[diagnose.Object]bool{}
	for _, s := range f.Steps {
		w.allowed[s.Object] = true
	}
	w.playing, w.writes, w.requests = true, nil, 0
	undo, err := w.fixer.Apply(ctx, f, func(d diagnose.StepDone) { w.note("  %s %v", d.Text, d.Err) })
	w.playing = false
	w.note("  %s: %v", f.Title, err)
	return undo, err
}

// takeBack undoes the last fix: everything is as it was, or it says why not.
func (w *world) takeBack() {
	if w.undo == nil {
		return
	}
	undo, before := *w.undo, w.before
	w.undo = nil
	_, err := w.apply(context.Background(), undo)
	if err != nil || w.between {
		return
	}
	if now := w.contents(); !maps.Equal(before, now) {
		for _, k := range slices.Sorted(maps.Keys(before)) {
			if now[k] != before[k] {
				w.violated("after the undo, %s is not as it was", k)
			}
		}
		for k := range now {
			if _, ok := before[k]; !ok {
				w.violated("after the undo, there is %s", k)
			}
		}
	}
}

// rescue creates pods again that an earlier run deleted.
func (w *world) rescue() {
	for _, f := range w.fixer.Lost(context.Background()) {
		_, err := w.apply(context.Background(), f)
		w.note("  rescued %s: %v", f.Title, err)
	}
}

// quiet is the client without faults, for the checks.
func (w *world) quiet() *fake.Clientset {
	w.op.fault, w.op.writer, w.op.kill = "", -1, -1
	return w.client
}

// contents are all secrets and lists of pull secrets, by object.
func (w *world) contents() map[string]string {
	out := map[string]string{}
	for _, s := range list[corev1.Secret](w, "secrets") {
		b, _ := json.Marshal(s.Data)
		out["Secret "+s.Namespace+"/"+s.Name] = string(s.Type) + string(b)
	}
	for _, a := range list[corev1.ServiceAccount](w, "serviceaccounts") {
		out["ServiceAccount "+a.Namespace+"/"+a.Name] = fmt.Sprint(a.ImagePullSecrets)
	}
	return out
}

// credentials are all credentials of the cluster.
func (w *world) credentials() map[string]bool {
	out := map[string]bool{}
	for _, s := range list[corev1.Secret](w, "secrets") {
		maps.Copy(out, credentialsIn(s.Data))
	}
	return out
}

func list[T any](w *world, resource string) []T {
	w.other = true
	defer func() { w.other = false }()
	gvr := corev1.SchemeGroupVersion.WithResource(resource)
	kind := map[string]string{"secrets": "Secret", "serviceaccounts": "ServiceAccount", "pods": "Pod"}[resource]
	all, err := w.client.Tracker().List(gvr, corev1.SchemeGroupVersion.WithKind(kind), "")
	if err != nil {
		w.t.Fatal(err)
	}
	items, err := meta.ExtractList(all)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []T
	for _, o := range items {
		out = append(out, *any(o).(*T))
	}
	return out
}

func (w *world) exists(o *diagnose.Object) bool {
	return o != nil && slices.ContainsFunc(list[corev1.Secret](w, "secrets"), func(s corev1.Secret) bool { return s.Namespace == o.Namespace && s.Name == o.Name })
}

func (w *world) kindOf(a k8stesting.Action) schema.GroupKind {
	return schema.GroupKind{Group: a.GetResource().Group, Kind: a.GetResource().Resource}
}

// kinds are the kinds of resources in this world.
var kinds = map[string]string{"secrets": "Secret", "serviceaccounts": "ServiceAccount", "pods": "Pod", "deployments": "Deployment", "replicasets": "ReplicaSet"}

// checkWrite checks a write as it is sent: it was shown in the preview, it carries what it was planned for, and
// nothing that the second writer has changed since is overwritten.
func (w *world) checkWrite(a k8stesting.Action) {
	if !isWrite(a) || dryRun(a) {
		return
	}
	o := diagnose.Object{Kind: kinds[a.GetResource().Resource], Namespace: a.GetNamespace(), Name: nameOf(a)}
	switch {
	case !w.playing:
		w.violated("a write outside of a fix: %s %s", a.GetVerb(), o)
	case !w.allowed[o]:
		w.violated("a write that no preview showed: %s %s", a.GetVerb(), o)
	}
	switch a := a.(type) {
	case k8stesting.UpdateActionImpl:
		m, _ := meta.Accessor(a.Object)
		if m.GetResourceVersion() == "" || m.GetUID() == "" {
			w.violated("an update of %s without the version that it was planned for", o)
		}
		w.checkUpdate(o, a)
	case k8stesting.PatchActionImpl:
		if !bytes.Contains(a.Patch, []byte(`"resourceVersion":"`)) || !bytes.Contains(a.Patch, []byte(`"uid":"`)) {
			w.violated("a patch of %s without version and UID", o)
		}
	case k8stesting.DeleteActionImpl:
		if p := a.DeleteOptions.Preconditions; p == nil || p.UID == nil || o.Kind == "Secret" && p.ResourceVersion == nil {
			w.violated("a deletion of %s without the UID that it was planned for", o)
		} else if now, err := w.client.Tracker().Get(a.GetResource(), o.Namespace, o.Name); err == nil && w.touched[o] {
			m, _ := meta.Accessor(now)
			if m.GetUID() == *p.UID && (p.ResourceVersion == nil || *p.ResourceVersion == m.GetResourceVersion()) { // else the server refuses it
				w.violated("%s was replaced by someone else since it was read, and is deleted", o)
			}
		}
	}
}

// checkUpdate checks that an update of an object changes nothing that someone else has written meanwhile.
func (w *world) checkUpdate(o diagnose.Object, a k8stesting.UpdateActionImpl) {
	m, _ := meta.Accessor(a.Object)
	now, err := w.client.Tracker().Get(a.GetResource(), o.Namespace, o.Name)
	if err != nil {
		return
	}
	is, _ := meta.Accessor(now)
	if w.touched[o] && is.GetResourceVersion() == m.GetResourceVersion() {
		w.violated("%s was changed by someone else since it was read, and is overwritten", o)
	}
	if s, ok := a.Object.(*corev1.Secret); ok && o.Kind == "Secret" {
		was := now.(*corev1.Secret)
		if string(was.Data["note"]) != string(s.Data["note"]) {
			w.violated("a data key of %s is lost that the fix is not about", o)
		}
	}
}

// secondWriter is GitOps, a person with kubectl, or a replicator.
func (w *world) secondWriter(pick int) {
	w.other = true
	defer func() { w.other = false }()
	r := rand.New(rand.NewPCG(uint64(pick), 2))
	ctx := context.Background()
	secrets := list[corev1.Secret](w, "secrets")
	if len(secrets) == 0 {
		return
	}
	s := secrets[r.IntN(len(secrets))]
	for _, about := range secrets { // often one that the fix is about
		if w.playing && r.IntN(2) == 0 && w.allowed[diagnose.Object{Kind: "Secret", Namespace: about.Namespace, Name: about.Name}] {
			s = about
		}
	}
	o := diagnose.Object{Kind: "Secret", Namespace: s.Namespace, Name: s.Name}
	w.other = true
	gvr := corev1.SchemeGroupVersion.WithResource("secrets")
	stamp := func(m metav1.Object) { m.SetResourceVersion(fmt.Sprintf("9%d", r.IntN(1_000_000_000))) }
	switch r.IntN(5) {
	case 4: // another pod of the same name
		pods := list[corev1.Pod](w, "pods")
		w.other = true
		if len(pods) == 0 {
			return
		}
		p := pods[r.IntN(len(pods))]
		for _, about := range pods {
			if w.playing && r.IntN(2) == 0 && w.allowed[diagnose.Object{Kind: "Pod", Namespace: about.Namespace, Name: about.Name}] {
				p = about
			}
		}
		p.UID = "uid-other-" + p.UID
		stamp(&p)
		_ = w.client.Tracker().Update(corev1.SchemeGroupVersion.WithResource("pods"), &p, p.Namespace)
		o = diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}
	case 0: // a new password
		s.Data = maps.Clone(s.Data)
		s.Data[corev1.DockerConfigJsonKey] = config(r, "rotated.example")
		stamp(&s)
		_ = w.client.Tracker().Update(gvr, &s, s.Namespace)
	case 1: // deleted and created again by a replicator
		s.UID = "uid-other-" + s.UID
		stamp(&s)
		_ = w.client.Tracker().Update(gvr, &s, s.Namespace)
	case 2: // deleted
		_ = w.client.Tracker().Delete(gvr, s.Namespace, s.Name)
	case 3: // another list
		accounts := list[corev1.ServiceAccount](w, "serviceaccounts")
		a := accounts[r.IntN(len(accounts))]
		a.ImagePullSecrets = append(slices.Clone(a.ImagePullSecrets), corev1.LocalObjectReference{Name: "added"})
		stamp(&a)
		_ = w.client.Tracker().Update(corev1.SchemeGroupVersion.WithResource("serviceaccounts"), &a, a.Namespace)
		o = diagnose.Object{Kind: "ServiceAccount", Namespace: a.Namespace, Name: a.Name}
	}
	_ = ctx
	w.touched[o], w.between = true, true
	w.note("  second writer: %s", o)
}
