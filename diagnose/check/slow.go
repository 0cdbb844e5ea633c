package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

var _ = register(Check{
	Name:  diagnose.CheckPullSlow,
	Short: "pull takes very long",
	Title: "The pull has been running for a long time without a result",
	Doc: `The pod is in ContainerCreating or PodInitializing, or waits after a failed attempt, and the latest event about
its image is Pulling. A large image on a slow connection looks like that; so does a registry that accepts the
connection but sends nothing, or a pull that waits for others: the kubelet pulls one image at a time unless
serializeImagePulls is false.
Nothing is reported until a pull has lasted 10 minutes. containerd cancels a download without progress
(image_pull_progress_timeout), CRI-O has pull_progress_timeout; cri-dockerd before 0.2.6 cuts off long pulls.
Check it: kubectl -n NAMESPACE get events --field-selector involvedObject.name=POD shows when Pulling began;
on the node, crictl images and the runtime's log show whether any data arrives.
Fix it: wait if the image is large. Otherwise check the runtime's log, the registry's storage and the proxy;
delete the pod to start the pull again.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.PullingSince.IsZero() {
			return nil
		}
		o := k.Pod.Object()
		if k.Pod.Node != "" {
			o = diagnose.Object{Kind: "Node", Name: k.Pod.Node}
		}
		others, earlier := k.Queued()
		detail := fmt.Sprintf("Node %s has been pulling %s for %s; no later event reports that the pull ended or failed.", nodeName(k), k.Container.Image, span(k.Index.Taken().Sub(k.PullingSince)))
		if k.FailedBefore != "" {
			detail += fmt.Sprintf(" An earlier attempt failed: %s. The present one has not ended yet.", strings.TrimSuffix(k.FailedBefore, "."))
		}
		if size, unpacked := k.Size(); size > 0 {
			how := "as downloaded"
			if unpacked {
				how = "unpacked on another node"
			}
			detail += fmt.Sprintf(" The image size is %s (%s).", megabytes(size), how)
		}
		if len(others) > 0 {
			detail += fmt.Sprintf(" The node also reports Pulling for %s. Unless serializeImagePulls is false in the kubelet's configuration, it pulls one image at a time", text.JoinSome(others))
			if earlier {
				detail += ", and one of these began earlier: this pull may only be waiting for it"
			}
			detail += "."
		}
		f := diagnose.NewFinding(diagnose.CheckPullSlow, diagnose.LinkRegistry, diagnose.Likely, &o, detail+" "+slowReasons(k))
		f.Severity = diagnose.SeverityWarning
		return []diagnose.Finding{f}
	},
})

// slowReasons lists possible reasons and the limits of the node's runtime.
func slowReasons(k *pull.Case) string {
	return "Possible reasons: a large image on a slow connection, or a registry or proxy that accepts the connection but sends nothing. " + pullLimits(k)
}

// pullLimits says which setting of the node's runtime ends a pull.
func pullLimits(k *pull.Case) string {
	limits := []struct{ runtime, text string }{
		{"containerd", "containerd cancels a download that makes no progress for the time in image_pull_progress_timeout (5 minutes by default; 0 disables it)."},
		{"cri-o", "CRI-O cancels a pull that makes no progress for the time in pull_progress_timeout in crio.conf."},
		{"docker", "With Docker, cri-dockerd before 0.2.6 and the dockershim cut off long pulls (--image-pull-progress-deadline, and the kubelet's --runtime-request-timeout): update cri-dockerd."},
	}
	runtime := runtimeOf(k)
	var all []string
	for _, l := range limits {
		if l.runtime == runtime {
			return l.text
		}
		all = append(all, l.text)
	}
	return strings.Join(all, " ")
}

// runtimeOf is the container runtime of the pod's node: "containerd", "cri-o"
// or "docker"; "" if unknown.
func runtimeOf(k *pull.Case) string {
	if k.Node == nil {
		return ""
	}
	name, _, _ := strings.Cut(k.Node.ContainerRuntime, "://")
	return strings.ToLower(name)
}

// megabytes formats a size with one unit.
func megabytes(bytes int64) string {
	switch {
	case bytes >= 1_000_000_000:
		return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
	case bytes >= 1_000_000:
		return fmt.Sprintf("%d MB", bytes/1_000_000)
	}
	return fmt.Sprintf("%d kB", max(bytes/1000, 1))
}
