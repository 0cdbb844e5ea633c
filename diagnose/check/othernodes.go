package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// otherNodes reports that the same image is available on another node: it is
// stored there, or that node has credentials of its own.
func otherNodes(k *pull.Case) []diagnose.Finding {
	if k.Pod.Template || k.Pod.Node == "" || k.ImageErr != nil || !k.Refused() && k.Reading.Class != symptom.NeverPull {
		return nil
	}
	runs, listed := k.RunsOnOtherNode(), k.ListedOnOtherNodes()
	if runs == nil && listed == nil {
		return nil
	}
	var has []string
	if runs != nil {
		detail := fmt.Sprintf("pod %s/%s runs it on node %s", runs.Pod.Namespace, runs.Pod.Name, runs.Pod.Node)
		if len(runs.Pod.PullSecrets) > 0 {
			detail += fmt.Sprintf(" with its own pull secrets (%s)", text.JoinSome(runs.Pod.PullSecrets))
		}
		has = append(has, detail)
	}
	if listed != nil {
		has = append(has, fmt.Sprintf("node %s lists it among its images (a node lists its 50 largest, so absence from a list proves nothing)", text.JoinSome(listed)))
	}
	detail := fmt.Sprintf("The same image is available elsewhere: %s; it fails on node %s", text.JoinAnd(has), text.JoinSome(k.FailsOn()))
	if k.Node != nil && len(k.Node.Images) > 0 && !k.NodeHas(k.Node) {
		detail += ", which does not list it"
	}
	c, why := otherNodeReason(k, runs)
	f := diagnose.NewFinding(diagnose.CheckNodeCredentials, diagnose.LinkRegistry, c, &diagnose.Object{Kind: "Node", Name: k.Pod.Node}, detail+"."+why)
	f.Severity = diagnose.SeverityInfo
	return []diagnose.Finding{f}
}

// otherNodeReason says why the image may be available on another node, with a leading space: by the policies
// of the pod that runs there and of the failing pod.
func otherNodeReason(k *pull.Case, runs *pull.Running) (diagnose.Certainty, string) {
	const forAll = " A pull secret works on all nodes."
	switch {
	case k.Container.PullPolicy == pull.Never:
		return diagnose.Possible, fmt.Sprintf(" The policy of this pod is Never, so the image has to be on node %s itself.", k.Pod.Node)
	case runs != nil && len(runs.Pod.PullSecrets) == 0 && runs.Container.PullPolicy == pull.Always:
		return diagnose.Likely, fmt.Sprintf(" That pod has the policy Always and no pull secret, so node %s has credentials of its own, or had them when the pod started.", runs.Pod.Node) + forAll
	case runs != nil && len(runs.Pod.PullSecrets) == 0:
		return diagnose.Possible, fmt.Sprintf(" Either the image is stored on node %s, or that node has credentials of its own, which every pod there may use.", runs.Pod.Node) + forAll
	case k.Container.PullPolicy == pull.Always:
		return diagnose.Possible, " The policy of this pod is Always: it needs credentials on every node, even where the image is stored."
	case runs == nil:
		return diagnose.Possible, " A pod with the policy IfNotPresent does not pull there; since Kubernetes 1.35 it needs its own credentials even then." + forAll
	}
	return diagnose.Possible, ""
}

// policyChanged reports that the pull policy was changed between the template and the pod, as the admission
// plugin AlwaysPullImages does: the registry is asked even if the image is on the node.
func policyChanged(k *pull.Case) []diagnose.Finding {
	written := k.TemplatePolicy()
	if k.Pod.Template || !k.Refused() || k.Container.PullPolicy != pull.Always || written == "" || written == pull.Always {
		return nil
	}
	f := diagnose.NewFinding(diagnose.CheckCredentialsForCachedImage, diagnose.LinkPod, diagnose.Likely, k.Subject(),
		fmt.Sprintf("The template of %s has imagePullPolicy %s, but the pod has Always: an admission plugin (AlwaysPullImages) or a webhook changed it, so the registry is asked for %s at each start.",
			k.Owner.Object(), written, k.Container.Image))
	f.Severity = diagnose.SeverityInfo
	return []diagnose.Finding{f}
}
