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

var _ = register(Check{
	Name:  diagnose.CheckWaitingForRetry,
	Short: "fixed, awaiting retry",
	Title: "The cause is fixed, but the node has not retried yet",
	Doc: `After each failure the node waits longer: 10 seconds, then twice as long each time, up to 5 minutes. Fixing the
secret does not shorten the back-off. A new pod starts at once.
Check it: kubectl -n NAMESPACE get events --field-selector involvedObject.name=POD shows the last Pulling
event; the secret changed after it.
Fix it: wait, or delete the pod so that its controller recreates it.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Pod.Template || !fixedSince(k) {
			return nil
		}
		now := "The reported cause no longer exists: with the current secrets the node would send credentials."
		if k.Stage() != pull.StageSent && removedSince(k) {
			now = fmt.Sprintf("None of the pod's secrets still has the credentials that the registry refused, and %s needs none.", k.Image.Familiar())
		}
		f := diagnose.NewFinding(diagnose.CheckWaitingForRetry, diagnose.LinkRegistry, diagnose.Likely, k.Subject(), now+" The node has not retried yet; the back-off grows to 5 minutes.")
		f.Severity = diagnose.SeverityInfo
		return []diagnose.Finding{f}
	},
})

// fixedSince reports whether the secrets have changed since the reported failure, so that it no longer applies.
func fixedSince(k *pull.Case) bool {
	switch k.Reading.Class {
	case symptom.CredentialMalformed:
		return k.KeyringErr == nil && k.Stage() != pull.StageUnseen
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		if k.Stage() != pull.StageSent {
			return removedSince(k)
		}
		return k.Reading.Sent == symptom.SentNo || changedSinceAttempt(k, "Pulling", "Failed")
	case symptom.SecretMissing, symptom.Unknown:
		if k.Reading.Class == symptom.Unknown && !noCauseGiven(k) {
			return false // an unknown message: the cause may be anything
		}
		return k.Stage() == pull.StageSent && changedSinceAttempt(k, "Pulling", "Failed", "FailedToRetrieveImagePullSecret")
	}
	return false
}

// removedSince reports whether the node last sent credentials for a public image, and they have been removed
// from the pod's secrets since.
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
	return changedSince(secrets, lastAttempt(k, "Pulling", "Failed")) && (alwaysPublic(k.Image) || anonymousPod(k) != nil)
}

// noCauseGiven reports whether the node backs off without giving a cause, as it did before Kubernetes 1.32.
func noCauseGiven(k *pull.Case) bool {
	m := k.Container.Message
	return m == "" || strings.HasPrefix(m, "Back-off pulling image ") && !strings.Contains(m, "ErrImagePull: ")
}

// backOffMessage is the message of the Failed event that the kubelet sends each time it syncs a pod during
// the back-off.
const backOffMessage = "Error: ImagePullBackOff"

// changedSinceAttempt reports whether a matching secret was written after the last known attempt, taken from
// the events with these reasons.
func changedSinceAttempt(k *pull.Case, reasons ...string) bool {
	var secrets []*diagnose.Secret
	for _, s := range k.Sent() {
		secrets = append(secrets, s.Ref.Secret)
	}
	return changedSince(secrets, lastAttempt(k, reasons...))
}

// lastAttempt is the time of the container's last event with one of these reasons; zero if there is none.
func lastAttempt(k *pull.Case, reasons ...string) time.Time {
	var last time.Time
	for _, e := range k.Events {
		if e.Message == backOffMessage {
			continue
		}
		if slices.Contains(reasons, e.Reason) && e.Last.After(last) && (e.Container == "" || e.Container == k.Container.Name) {
			last = e.Last
		}
	}
	return last
}

// changedSince reports whether one of the secrets was written after a time, if that is known.
func changedSince(secrets []*diagnose.Secret, last time.Time) bool {
	return !last.IsZero() && slices.ContainsFunc(secrets, func(s *diagnose.Secret) bool {
		// Both have a resolution of one second: a change within that second counts, the creation does not.
		return s.Changed.After(last) || s.Changed.Equal(last) && s.Changed.After(s.Created)
	})
}

var _ = register(Check{
	Name:  diagnose.CheckNodeCredentials,
	Short: "the node's identity",
	Title: "Nodes normally pull from this registry with their own identity",
	Doc: `Cloud nodes pull from their cloud's registry with their own identity (an IAM role, a managed identity, a
service account of the machine), through a credential provider of the kubelet. They need no pull secret, and
their credentials cannot be seen from here. The providers built into the kubelet have been removed: AWS in
Kubernetes 1.28, Azure in 1.30, Google in 1.32; log lines such as "aws-ecr-key" or "ecrProvider" and the flag
--cloud-provider=aws date from before that.
Credentials can also be in a file on the node: the kubelet reads the first config.json in its root directory
(/var/lib/kubelet), in its working directory, in .docker of HOME and of /, then .dockercfg in the same places,
and uses it in addition to the pod's secrets. All nodes need the same file, new nodes from their template, and
every pod on the node may use it: if tenants share nodes, give each namespace a pull secret instead.
Check it: kubectl get node NODE -o jsonpath='{.spec.providerID}' shows the cloud (aws, gce, azure), and
kubectl get nodes -o wide the nodes with their addresses and kubelet versions. Check in this order: do the
image's region and account match the node's; can you pull it with your own credentials; does the node's
identity have permission; is the provider set up (--image-credential-provider-config); can a test pod on the
same node pull it. You have to create that pod yourself: kubectl -n NAMESPACE run pull-test --image=IMAGE
--image-pull-policy=Always --restart=Never --overrides='{"spec":{"nodeName":"NODE"}}' --command -- echo SUCCESS,
then kubectl -n NAMESPACE logs pull-test, and kubectl -n NAMESPACE delete pod pull-test.
For Amazon ECR, ecr:GetRepositoryPolicy, ecr:DescribeRepositories and ecr:ListImages, which older lists of
permissions include, are not needed to pull.
Fix it: grant the node's identity permission to pull, or use a pull secret, which works on all nodes.
This program changes nothing on nodes.`,
	Run: func(k *pull.Case) []diagnose.Finding { return append(nodeIdentity(k), otherNodes(k)...) },
})

// nodeIdentity reports that nodes in the registry's cloud need no secret, and what their identity needs.
func nodeIdentity(k *pull.Case) []diagnose.Finding {
	if k.Node == nil || !k.Refused() || k.HasCredentials() {
		return nil
	}
	id := provider.Of(k.Image.Registry).Node
	if id == nil || !strings.HasPrefix(k.Node.ProviderID, id.Cloud) {
		return nil
	}
	f := diagnose.NewFinding(diagnose.CheckNodeCredentials, diagnose.LinkRegistry, diagnose.Likely, &diagnose.Object{Kind: "Node", Name: k.Node.Name},
		fmt.Sprintf("Node %s runs in the cloud of %s and normally pulls with its own identity, which may lack permission.%s %s",
			k.Node.Name, k.Image.Registry, kubeletProvider(k), needed(id)))
	f.Severity, f.Commands = diagnose.SeverityInfo, NodeGrant(k)
	return []diagnose.Finding{f}
}

var _ = register(Check{
	Name:  diagnose.CheckCredentialsForCachedImage,
	Short: "no access to local image",
	Title: "The image may be on the node, but this pod has no credentials for it",
	Doc: `Since Kubernetes 1.35 an image that another pod pulled with a secret is not available to all pods: a pod needs
its own credentials for it, even if it is on the node. With the policy Never the message is the same as for an
image that is absent.
Check it: kubectl get node NODE -o jsonpath='{.status.images[*].names}' lists the image even so.
Fix it: attach a pull secret for the image.`,
	AboutCredentials: true,
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
				fmt.Sprintf("%s is on node %s: %s. Since Kubernetes 1.35 a pod may use such an image only with its own credentials for %s, and this pod has none that count.", k.Container.Image, k.Pod.Node, how, k.Image.Registry))}
		}
		node := fmt.Sprintf("Since Kubernetes 1.35 a node (the version of %s is not known)", k.Pod.Node)
		switch {
		case k.Stage() == pull.StageSent, k.Node != nil && !text.AtLeast(k.Node.KubeletVersion, 1, 35):
			return nil
		case k.Node != nil:
			node = fmt.Sprintf("Node %s runs Kubernetes %s, which", k.Node.Name, k.Node.KubeletVersion)
		}
		f := diagnose.NewFinding(diagnose.CheckCredentialsForCachedImage, diagnose.LinkPod, diagnose.Possible, k.Subject(),
			fmt.Sprintf("%s lets a pod use an image that is on the node only if the pod has credentials for it. This pod has none for %s.", node, k.Image.Registry))
		f.Severity = diagnose.SeverityWarning
		return []diagnose.Finding{f}
	},
})

// listedByNode reports whether the node's status lists the image. Kubelets before 1.35 let every pod use a
// listed image, so a list of theirs does not explain a failure.
func listedByNode(k *pull.Case) bool {
	if k.Node == nil || k.ImageErr != nil || !text.AtLeast(k.Node.KubeletVersion, 1, 35) {
		return false
	}
	return k.NodeHas(k.Node)
}

// runsOnNode finds a pod that runs the same image on the pod's node, so that it cannot be absent there.
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

var _ = register(Check{
	Name:  diagnose.CheckManagedObject,
	Short: "managed by a controller",
	Title: "A controller manages this object and will revert changes to it",
	Doc: `Secrets are often created by another tool: External Secrets, Sealed Secrets, a replicator, Helm, Argo CD, Flux,
Rancher. A change to the object lasts until that tool writes it again. Change the source instead.
Check it: kubectl -n NAMESPACE get secret NAME --show-managed-fields -o yaml shows ownerReferences, labels and
which tool writes it.
Fix it: change the source, and let the tool update the secret.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for i := range k.Refs {
			r := &k.Refs[i]
			if r.Secret == nil {
				continue
			}
			if who, reverts := manager.Rule(&r.Secret.Meta); who != "" && reverts {
				f := diagnose.NewFinding(diagnose.CheckManagedObject, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
					fmt.Sprintf("Secret %s is managed by %s, which will revert changes to it. Change it at its source.", r.Name, who))
				f.Severity = diagnose.SeverityInfo
				out = append(out, f)
			}
		}
		return out
	},
})

var UnknownCause = register(Check{
	Name:  diagnose.CheckUnknown,
	Short: "cause not known",
	Title: "The cause cannot be determined from here",
	Doc: `Neither the node's message nor the secrets show what is wrong. The details contain the node's message; the
node's own logs may show more.
Check it: kubectl -n NAMESPACE describe pod POD shows all that the API knows; look before the events expire.
Fix it: find the runtime's own message in the node's logs, and report the message that was not recognized.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		f := diagnose.NewFinding(diagnose.CheckUnknown, diagnose.LinkRegistry, diagnose.Possible, k.Subject(),
			"Neither the node's message nor the readable secrets explain this failure.")
		if k.Reading.Text == "" {
			f.Detail = "The node gives no cause, and the readable secrets do not explain the failure. Older events or the node's logs may show the cause."
		}
		return []diagnose.Finding{f}
	},
})
