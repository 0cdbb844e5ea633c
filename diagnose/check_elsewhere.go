package diagnose

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// elsewhere tells that the same image is to be had on another node: it lies
// there, or that node has a login of its own.
func (k *Case) elsewhere() []Finding {
	if k.Pod.Template || k.Pod.Node == "" || k.ImageErr != nil || !k.refused() && k.Reading.Class != symptom.NeverPull {
		return nil
	}
	runs, listed := k.runsElsewhere(), k.listedElsewhere()
	if runs == nil && listed == nil {
		return nil
	}
	var has []string
	if runs != nil {
		detail := fmt.Sprintf("pod %s/%s runs it on node %s", runs.Namespace, runs.Name, runs.Node)
		if len(runs.PullSecrets) > 0 {
			detail += fmt.Sprintf(" with pull secrets of its own (%s)", joinSome(runs.PullSecrets))
		}
		has = append(has, detail)
	}
	if listed != nil {
		has = append(has, fmt.Sprintf("node %s lists it among its images", joinSome(listed)))
	}
	where := fmt.Sprintf("The same image works elsewhere: %s; it fails on node %s", joinAnd(has), joinSome(k.failsOn()))
	if k.Node != nil && len(k.Node.Images) > 0 && !k.nodeHas(k.Node) {
		where += ", whose status does not list it"
	}
	detail := where + ". An image that is on a node is not pulled there again (IfNotPresent)"
	if runs != nil && len(runs.PullSecrets) == 0 {
		detail += ", or that node has a login of its own (config.json in the kubelet's folder or in HOME/.docker of root, or a credential provider), which every pod there may use"
	}
	detail += ". A node that is added or replaced has neither; a pull secret works on all of them. From Kubernetes 1.35 on a pod needs a login of its own also for an image on the node."
	f := newFinding(CheckNodeCredentials, LinkRegistry, Possible, &Object{Kind: "Node", Name: k.Pod.Node}, detail)
	f.Severity = SeverityInfo
	return []Finding{f}
}

// alwaysPulled tells that the policy was changed on the way from the template
// to the pod, as the admission plugin AlwaysPullImages does: the registry is
// asked even for an image that is on the node.
func (k *Case) alwaysPulled() []Finding {
	written := k.templatePolicy()
	if k.Pod.Template || !k.refused() || k.Container.PullPolicy != always || written == "" || written == always {
		return nil
	}
	f := newFinding(CheckCredentialsForCachedImage, LinkPod, Likely, k.subject(),
		fmt.Sprintf("The template of %s says imagePullPolicy %s, and the pod has Always: the admission plugin AlwaysPullImages, or another one, changed it when the pod was made. So the registry is asked for %s at each start, and a pull secret is needed even where the image is on the node.",
			k.Owner.Object(), written, k.Container.Image))
	f.Severity = SeverityInfo
	return []Finding{f}
}
