package main

import (
	"encoding/json"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// controllerFields and kubeletFields are the field sets that the two writers of a pod leave in its
// managedFields.
var (
	controllerFields = fieldSet(map[string]any{
		"f:metadata": map[string]any{
			"f:generateName": nothing{}, "f:labels": owned("app.kubernetes.io/name", "app.kubernetes.io/instance", "pod-template-hash", "team"),
			"f:annotations":     owned("checksum/config", "prometheus.io/scrape", "prometheus.io/port"),
			"f:ownerReferences": map[string]any{".": nothing{}, `k:{"uid":"00000000-0000-4000-8000-000000000000"}`: nothing{}},
		},
		"f:spec": map[string]any{
			"f:containers": map[string]any{`k:{"name":"app"}`: containerFields(), `k:{"name":"sidecar"}`: containerFields()},
			"f:dnsPolicy":  nothing{}, "f:enableServiceLinks": nothing{}, "f:restartPolicy": nothing{}, "f:schedulerName": nothing{},
			"f:securityContext": nothing{}, "f:serviceAccount": nothing{}, "f:serviceAccountName": nothing{}, "f:terminationGracePeriodSeconds": nothing{},
			"f:volumes": map[string]any{".": nothing{}, `k:{"name":"config"}`: owned("configMap", "name")},
		},
	})
	kubeletFields = fieldSet(map[string]any{"f:status": map[string]any{
		"f:conditions": map[string]any{
			`k:{"type":"PodScheduled"}`: conditionFields(), `k:{"type":"Initialized"}`: conditionFields(),
			`k:{"type":"ContainersReady"}`: conditionFields(), `k:{"type":"Ready"}`: conditionFields(),
		},
		"f:containerStatuses": nothing{}, "f:hostIP": nothing{}, "f:hostIPs": nothing{}, "f:phase": nothing{}, "f:podIP": nothing{},
		"f:podIPs": map[string]any{".": nothing{}, `k:{"ip":"10.1.0.1"}`: owned("ip")}, "f:startTime": nothing{},
	}})
)

type nothing struct{}

func owned(names ...string) map[string]any {
	out := map[string]any{".": nothing{}}
	for _, n := range names {
		out["f:"+n] = nothing{}
	}
	return out
}

func conditionFields() map[string]any {
	return owned("lastProbeTime", "lastTransitionTime", "status", "type", "observedGeneration")
}

func containerFields() map[string]any {
	out := owned("image", "imagePullPolicy", "name", "terminationMessagePath", "terminationMessagePolicy")
	env := map[string]any{".": nothing{}}
	for _, e := range []string{"LOG_LEVEL", "DATABASE_HOST", "CACHE_HOST", "REGION", "OTEL_EXPORTER_OTLP_ENDPOINT"} {
		env[fmt.Sprintf(`k:{"name":%q}`, e)] = owned("name", "value")
	}
	probe := owned("failureThreshold", "httpGet", "periodSeconds", "successThreshold", "timeoutSeconds", "initialDelaySeconds")
	out["f:env"], out["f:livenessProbe"], out["f:readinessProbe"] = env, probe, probe
	out["f:ports"] = map[string]any{".": nothing{}, `k:{"containerPort":8080,"protocol":"TCP"}`: owned("containerPort", "name", "protocol")}
	out["f:resources"] = map[string]any{".": nothing{}, "f:limits": owned("memory"), "f:requests": owned("cpu", "memory")}
	out["f:volumeMounts"] = map[string]any{".": nothing{}, `k:{"mountPath":"/etc/web"}`: owned("mountPath", "name", "readOnly")}
	return out
}

func fieldSet(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func manager(name, subresource string, raw []byte) metav1.ManagedFieldsEntry {
	return metav1.ManagedFieldsEntry{
		Manager: name, Operation: metav1.ManagedFieldsOperationUpdate, APIVersion: "v1", Time: &made,
		FieldsType: "FieldsV1", FieldsV1: metav1.NewFieldsV1(string(raw)), Subresource: subresource,
	}
}
