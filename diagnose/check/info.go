package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

var waitingForRetry = &Check{
	Name:  diagnose.CheckWaitingForRetry,
	Short: "mended, waiting for try",
	Title: "The cause is gone; the node has not tried again yet",
	Doc: `After each failure the node waits longer: 10 seconds, then double, up to 5 minutes. Mending the secret does
not shorten that. A new pod starts at once.
Check it: kubectl -n NAMESPACE get events --field-selector involvedObject.name=POD shows when Pulling was
last; the secret is younger.
Fix it: wait, or delete the pod so that its controller makes a new one.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Pod.Template || !fixedSince(k) {
			return nil
		}
		now := "What the node complained about is not so any more: with the secrets as they are now it would send a login."
		if k.Stage() != pull.StageSent && removedSince(k) {
			now = fmt.Sprintf("The login that the registry refused is in none of the pod's secrets any more, and %s needs none.", k.Image.Familiar())
		}
		f := diagnose.NewFinding(diagnose.CheckWaitingForRetry, diagnose.LinkRegistry, diagnose.Likely, k.Subject(), now+" It has not tried again yet; the pauses between tries grow to 5 minutes.")
		f.Severity = diagnose.SeverityInfo
		return []diagnose.Finding{f}
	},
}

// fixedSince says whether the node's complaint is older than the secrets.
func fixedSince(k *pull.Case) bool {
	switch k.Reading.Class {
	case symptom.CredentialMalformed:
		return k.KeyringErr == nil && k.Stage() != pull.StageUnseen
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		if k.Stage() != pull.StageSent {
			return removedSince(k)
		}
		return k.Reading.Sent == symptom.SentNo || changedSinceTry(k, "Pulling", "Failed")
	case symptom.SecretMissing, symptom.Unknown:
		if k.Reading.Class == symptom.Unknown && !silent(k) {
			return false // words that nobody knows: the cause may be anything
		}
		return k.Stage() == pull.StageSent && changedSinceTry(k, "Pulling", "Failed", "FailedToRetrieveImagePullSecret")
	}
	return false
}

// removedSince says whether the node last sent a login for a public image, and it was
// taken out of the pod's secrets since.
func removedSince(k *pull.Case) bool {
	if st := k.Stage(); st != pull.StageNone && st != pull.StageAnonymous || k.Reading.Sent != symptom.SentYes {
		return false
	}
	var secrets []*diagnose.Secret
	for i := range k.Refs {
		if s := k.Refs[i].Secret; s != nil {
			secrets = append(secrets, s)
		}
	}
	return changedSince(secrets, lastTry(k, "Pulling", "Failed")) && (alwaysPublic(k.Image) || pulledFreely(k) != nil)
}

// silent says whether the node backs off and gives no cause, as it did before
// Kubernetes 1.32.
func silent(k *pull.Case) bool {
	m := k.Container.Message
	return m == "" || strings.HasPrefix(m, "Back-off pulling image ") && !strings.Contains(m, "ErrImagePull: ")
}

// pausing is what the kubelet says, with the reason Failed, each time it looks
// at a pod between two tries.
const pausing = "Error: ImagePullBackOff"

// changedSinceTry says whether a secret that matches was written after the
// last try that is known of, by the events of these reasons.
func changedSinceTry(k *pull.Case, reasons ...string) bool {
	var secrets []*diagnose.Secret
	for _, s := range k.Sent() {
		secrets = append(secrets, s.Ref.Secret)
	}
	return changedSince(secrets, lastTry(k, reasons...))
}

// lastTry is when the node last said one of these reasons of the container;
// zero when no event tells.
func lastTry(k *pull.Case, reasons ...string) time.Time {
	var last time.Time
	for _, e := range k.Events {
		if e.Message == pausing {
			continue
		}
		if slices.Contains(reasons, e.Reason) && e.Last.After(last) && (e.Container == "" || e.Container == k.Container.Name) {
			last = e.Last
		}
	}
	return last
}

// changedSince says whether one of the secrets was written after a time that
// is known.
func changedSince(secrets []*diagnose.Secret, last time.Time) bool {
	return !last.IsZero() && slices.ContainsFunc(secrets, func(s *diagnose.Secret) bool {
		// Both count whole seconds: a change within the same second counts, being made does not.
		return s.Changed.After(last) || s.Changed.Equal(last) && s.Changed.After(s.Created)
	})
}

var nodeCredentials = &Check{
	Name:  diagnose.CheckNodeCredentials,
	Short: "the node's own login",
	Title: "This registry is normally reached by the node's own identity",
	Doc: `Cloud nodes reach the registry of their cloud by their own identity (an IAM role, a managed identity, a
service account of the machine), through a credential provider of the kubelet. No pull secret is needed
then, and none can be seen from here. The providers built into the kubelet are gone: that of AWS since
Kubernetes 1.28, of Azure since 1.30, of Google since 1.32; log lines such as "aws-ecr-key" or
"ecrProvider" and the flag --cloud-provider=aws are of that time.
A login can also lie on the node itself: the kubelet reads the first of config.json in its root folder
(/var/lib/kubelet), in its working folder, .docker/config.json in HOME and in /, then .dockercfg in the
same places, and adds it to the pod's secrets. All nodes need the same file, new ones by their template,
and every pod on the node may use it: where tenants share nodes, give each namespace a pull secret.
Check it: kubectl get node NODE -o jsonpath='{.spec.providerID}' names the cloud (aws, gce, azure), and
kubectl get nodes -o wide the nodes with their addresses and versions of the kubelet. To check in order:
does the image's region and account agree with the node's; may your own login pull it; has the node's
identity the right; is the provider set up (--image-credential-provider-config); does a test pod on the
same node pull it. Nothing makes that pod but you: kubectl -n NAMESPACE run pull-test --image=IMAGE
--image-pull-policy=Always --restart=Never --overrides='{"spec":{"nodeName":"NODE"}}' --command -- echo SUCCESS,
then kubectl -n NAMESPACE logs pull-test, and kubectl -n NAMESPACE delete pod pull-test.
Fix it: give the node's identity the right to pull, or use a pull secret, which works on all nodes.
This program changes nothing on nodes.`,
	Run: func(k *pull.Case) []diagnose.Finding { return append(nodeIdentity(k), otherNodes(k)...) },
}

// nodeIdentity tells that nodes of the registry's cloud need no secret, and
// what their identity needs.
func nodeIdentity(k *pull.Case) []diagnose.Finding {
	if k.Node == nil || !k.Refused() || k.HasCredentials() {
		return nil
	}
	id := provider.Of(k.Image.Registry).Node
	if id == nil || !strings.HasPrefix(k.Node.ProviderID, id.Cloud) {
		return nil
	}
	f := diagnose.NewFinding(diagnose.CheckNodeCredentials, diagnose.LinkRegistry, diagnose.Likely, &diagnose.Object{Kind: "Node", Name: k.Node.Name},
		fmt.Sprintf("%s is the registry of the cloud that node %s runs in. Such nodes normally pull by their own identity; its right to pull may be what is missing.%s %s",
			k.Image.Registry, k.Node.Name, kubeletFetches(k), nodeRights(k)))
	f.Severity = diagnose.SeverityInfo
	return []diagnose.Finding{f}
}

var cachedImage = &Check{
	Name:  diagnose.CheckCredentialsForCachedImage,
	Short: "login for cached image",
	Title: "The image may be on the node, and this pod has no credential for it",
	Doc: `Since Kubernetes 1.35 an image that another pod pulled with a secret is not free for all: a pod needs a
credential of its own for it, even when it is on the node. With the policy Never the words are the same as
for an image that is absent.
Check it: kubectl get node NODE -o jsonpath='{.status.images[*].names}' lists the image all the same.
Fix it: attach a pull secret for the image.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Reading.Class != symptom.NeverPull {
			return policyChanged(k)
		}
		how := ""
		if p := runsOnNode(k); p != nil {
			how = fmt.Sprintf("pod %s/%s runs it there", p.Namespace, p.Name)
		} else if listedByNode(k) {
			how = "the node lists it"
		}
		if how != "" {
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckCredentialsForCachedImage, diagnose.LinkPod, diagnose.Likely, k.Subject(),
				fmt.Sprintf("%s is on node %s: %s. Since Kubernetes 1.35 a pod may use such an image only with a credential of its own for %s, and this pod has none that counts.", k.Container.Image, k.Pod.Node, how, k.Image.Registry))}
		}
		node := fmt.Sprintf("Since Kubernetes 1.35 a node (the version of %s is not known)", k.Pod.Node)
		switch {
		case k.Stage() == pull.StageSent, k.Node != nil && !text.AtLeast(k.Node.KubeletVersion, 1, 35):
			return nil
		case k.Node != nil:
			node = fmt.Sprintf("Node %s runs Kubernetes %s, which", k.Node.Name, k.Node.KubeletVersion)
		}
		f := diagnose.NewFinding(diagnose.CheckCredentialsForCachedImage, diagnose.LinkPod, diagnose.Possible, k.Subject(),
			fmt.Sprintf("%s lets a pod use an image that is on the node only if the pod has a credential for it. This pod has none for %s.", node, k.Image.Registry))
		f.Severity = diagnose.SeverityWarning
		return []diagnose.Finding{f}
	},
}

// listedByNode says whether the node's status names the image. Kubelets before
// 1.35 give it to every pod then, so that theirs is an older list.
func listedByNode(k *pull.Case) bool {
	if k.Node == nil || k.ImageErr != nil || !text.AtLeast(k.Node.KubeletVersion, 1, 35) {
		return false
	}
	return k.NodeHas(k.Node)
}

// runsOnNode finds a pod that runs the very image on the pod's node, so that
// it cannot be absent there.
func runsOnNode(k *pull.Case) *diagnose.Pod {
	for i := range k.Index.Snap.Pods {
		p := &k.Index.Snap.Pods[i]
		if p.Template || p.Node == "" || p.Node != k.Pod.Node {
			continue
		}
		for j := range p.Containers {
			if c := &p.Containers[j]; c.Running && c.Image == k.Container.Image {
				return p
			}
		}
	}
	return nil
}

var managedObject = &Check{
	Name:  diagnose.CheckManagedObject,
	Short: "a controller owns it",
	Title: "A controller looks after this object and would undo an edit",
	Doc: `Secrets are often made by something else: External Secrets, Sealed Secrets, a replicator, Helm, Argo CD, Flux,
Rancher. An edit of the copy lasts until its owner writes it again. Change the source instead.
Check it: kubectl -n NAMESPACE get secret NAME -o yaml shows ownerReferences, labels and managedFields of
who writes it.
Fix it: change the source, and let its owner write the copy.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for i := range k.Refs {
			r := &k.Refs[i]
			if r.Secret == nil {
				continue
			}
			if who, undone := manager.Rule(&r.Secret.Meta); who != "" && undone {
				f := diagnose.NewFinding(diagnose.CheckManagedObject, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
					fmt.Sprintf("Secret %s is looked after by %s, which would undo an edit. Change it at its source.", r.Name, who))
				f.Severity = diagnose.SeverityInfo
				out = append(out, f)
			}
		}
		return out
	},
}

var UnknownCause = &Check{
	Name:  diagnose.CheckUnknown,
	Short: "cause not known",
	Title: "The cause cannot be told from here",
	Doc: `Neither the node's words nor the secrets say what is wrong. The node's message stands in the details; the
node's own logs may say more.
Check it: kubectl -n NAMESPACE describe pod POD, and as long as they last, kubectl -n NAMESPACE get
events.
Fix it: find the runtime's own message in the node's logs, and report the words that nobody knew.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		f := diagnose.NewFinding(diagnose.CheckUnknown, diagnose.LinkRegistry, diagnose.Possible, k.Subject(),
			"Neither the node's words nor what can be read of the secrets explains this failure.")
		if k.Reading.Text == "" {
			f.Detail = "The node gives no cause, and what can be read of the secrets does not explain the failure. The cause may stand in older events or in the node's logs."
		}
		return []diagnose.Finding{f}
	},
}
