package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// otherNodes tells that the same image is to be had on another node: it lies
// there, or that node has a login of its own.
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
		detail := fmt.Sprintf("pod %s/%s runs it on node %s", runs.Namespace, runs.Name, runs.Node)
		if len(runs.PullSecrets) > 0 {
			detail += fmt.Sprintf(" with pull secrets of its own (%s)", text.JoinSome(runs.PullSecrets))
		}
		has = append(has, detail)
	}
	if listed != nil {
		has = append(has, fmt.Sprintf("node %s lists it among its images", text.JoinSome(listed)))
	}
	where := fmt.Sprintf("The same image works elsewhere: %s; it fails on node %s", text.JoinAnd(has), text.JoinSome(k.FailsOn()))
	if k.Node != nil && len(k.Node.Images) > 0 && !k.NodeHas(k.Node) {
		where += ", whose status does not list it"
	}
	detail := where + ". An image that is on a node is not pulled there again (IfNotPresent)"
	if runs != nil && len(runs.PullSecrets) == 0 {
		detail += ", or that node has a login of its own (config.json in the kubelet's folder or in HOME/.docker of root, or a credential provider), which every pod there may use"
	}
	detail += ". A node that is added or replaced has neither; a pull secret works on all of them. From Kubernetes 1.35 on a pod needs a login of its own also for an image on the node."
	f := diagnose.NewFinding(diagnose.CheckNodeCredentials, diagnose.LinkRegistry, diagnose.Possible, &diagnose.Object{Kind: "Node", Name: k.Pod.Node}, detail)
	f.Severity = diagnose.SeverityInfo
	return []diagnose.Finding{f}
}

// policyChanged tells that the policy was changed on the way from the template
// to the pod, as the admission plugin AlwaysPullImages does: the registry is
// asked even for an image that is on the node.
func policyChanged(k *pull.Case) []diagnose.Finding {
	written := k.TemplatePolicy()
	if k.Pod.Template || !k.Refused() || k.Container.PullPolicy != pull.Always || written == "" || written == pull.Always {
		return nil
	}
	f := diagnose.NewFinding(diagnose.CheckCredentialsForCachedImage, diagnose.LinkPod, diagnose.Likely, k.Subject(),
		fmt.Sprintf("The template of %s says imagePullPolicy %s, and the pod has Always: the admission plugin AlwaysPullImages, or another one, changed it when the pod was made. So the registry is asked for %s at each start, and a pull secret is needed even where the image is on the node.",
			k.Owner.Object(), written, k.Container.Image))
	f.Severity = diagnose.SeverityInfo
	return []diagnose.Finding{f}
}
