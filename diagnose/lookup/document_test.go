package lookup

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

const denied = `failed to pull and unpack image "quay.io/acme/web:1": failed to resolve reference "quay.io/acme/web:1": failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://quay.io/v2/auth: 401 Unauthorized`

// Output of kubectl of several versions, in its own layout.
var documents = map[string]struct {
	text string
	want []string // kind, name and places of each entry
}{
	"describe pod, 1.36": {
		`Name:             web-7d9f4c6b8-2xkqp
Namespace:        shop
Priority:         0
Service Account:  default
Node:             node-1/10.0.0.5
Labels:           app=web
Annotations:      note: Failed to pull image, for example
Status:           Pending
Init Containers:
  prepare:
    Container ID:   containerd://0123
    Image:          busybox:1.36
    State:          Terminated
      Reason:       Completed
      Exit Code:    0
    Ready:          True
Containers:
  web:
    Container ID:   
    Image:          quay.io/acme/web:1
    State:          Waiting
      Reason:       ImagePullBackOff
    Last State:     Terminated
      Reason:       Error
    Ready:          False
    Environment:
      PASSWORD:  hunter2secret
    Mounts:
      /var/run/secrets from kube-api-access (ro)
  proxy:
    Image:          envoy:1
    State:          Running
      Started:      Sun, 22 Nov 2026 05:00:00 +0000
Conditions:
  Type              Status
  Ready             False 
Events:
  Type     Reason     Age                    From               Message
  ----     ------     ----                   ----               -------
  Normal   Scheduled  4m39s                  default-scheduler  Successfully assigned shop/web-7d9f4c6b8-2xkqp to node-1
  Normal   Pulling    3m4s (x4 over 4m38s)   kubelet            spec.containers{web}: Pulling image "quay.io/acme/web:1"
  Warning  Failed     3m4s (x4 over 4m38s)   kubelet            spec.containers{web}: Failed to pull image "quay.io/acme/web:1": ` + denied + `
  Warning  Failed     3m4s (x4 over 4m38s)   kubelet            spec.containers{web}: Error: ErrImagePull
  Warning  Failed     2m51s (x6 over 4m38s)  kubelet            spec.containers{web}: Error: ImagePullBackOff
  Normal   BackOff    2m36s (x7 over 4m38s)  kubelet            spec.containers{web}: Back-off pulling image "quay.io/acme/web:1"
`,
		[]string{"message auth-required: pod shop/web-7d9f4c6b8-2xkqp, container web"},
	},
	"describe pod, 1.10": {
		`Name:         web-1
Namespace:    default
Node:         minikube/192.168.64.4
Start Time:   Tue, 10 Apr 2018 10:00:00 +0200
Status:       Pending
Containers:
  web:
    Container ID:   
    Image:          quay.io/acme/web:1
    State:          Waiting
      Reason:       ErrImagePull
    Ready:          False
Events:
  Type     Reason                          Age              From               Message
  ----     ------                          ----             ----               -------
  Normal   SuccessfulMountVolume           1m               kubelet, minikube  MountVolume.SetUp succeeded for volume "default-token-x"
  Warning  FailedToRetrieveImagePullSecret  5s (x3 over 1m)  kubelet, minikube  Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.
  Warning  Failed                          5s (x3 over 1m)  kubelet, minikube  Failed to pull image "quay.io/acme/web:1": rpc error: code = Unknown desc = Error response from daemon: unauthorized: access to the requested resource is not authorized
`,
		[]string{"message access-denied: pod default/web-1, container web", "reason FailedToRetrieveImagePullSecret: default/web-1"},
	},
	"describe pod, 1.6": {
		`Name:		web-1
Namespace:	default
Status:		Pending
Containers:
  web:
    Image:	r.example/a:1
    State:		Waiting
      Reason:		ErrImagePull
Events:
  FirstSeen	LastSeen	Count	From			SubObjectPath		Type		Reason		Message
  ---------	--------	-----	----			-------------		--------	------		-------
  1m		1s		3	kubelet, minikube	spec.containers{web}	Warning		Failed		Failed to pull image "r.example/a:1": rpc error: code = 2 desc = Error: image a:1 not found
`,
		[]string{"message not-found: pod default/web-1, container web"},
	},
	"describe two pods, Windows line ends": {
		strings.ReplaceAll(`Name:         a
Namespace:    x
Status:       Pending
Containers:
  web:
    Image:          r.example/a:1
    State:          Waiting
      Reason:       InvalidImageName
Events:
  Type     Reason         Age   From     Message
  ----     ------         ----  ----     -------
  Warning  InspectFailed  1s    kubelet  Failed to apply default image tag "r.example/A:1": couldn't parse image name "r.example/A:1": invalid reference format: repository name must be lowercase


Name:         b
Namespace:    x
Status:       Pending
Containers:
  web:
    Image:          r.example/b:1
    State:          Waiting
      Reason:       CreateContainerConfigError
Events:           <none>
`, "\n", "\r\n"),
		[]string{"message invalid-reference: pod x/a, container web", "reason CreateContainerConfigError: pod x/b, container web"},
	},
	"describe pod, status with the raw error": {
		`Name:         a
Namespace:    x
Status:       Pending
Containers:
  web:
    Image:          r.example/a:1
    State:          Waiting
      Reason:       illegal base64 data at input byte 4
Events:           <none>
`,
		[]string{"message credential-malformed: pod x/a, container web"},
	},
	"describe pod, a sandbox": {
		`Name:         a
Namespace:    x
Status:       Pending
Containers:
  web:
    Image:          r.example/a:1
    State:          Waiting
      Reason:       ContainerCreating
Events:
  Type     Reason                  Age   From     Message
  ----     ------                  ----  ----     -------
  Warning  FailedCreatePodSandBox  1s    kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "r.example/pause:3.9": failed to pull image "r.example/pause:3.9": failed to resolve reference "r.example/pause:3.9": dial tcp: lookup r.example: no such host
`,
		[]string{"reason ContainerCreating: pod x/a, container web", "message dns: x/a"},
	},
	"get events": {
		`LAST SEEN   TYPE      REASON             OBJECT                     MESSAGE
4m          Normal    Scheduled          pod/web-1                  Successfully assigned shop/web-1 to node-1
3m          Warning   Failed             pod/web-1                  Failed to pull image "quay.io/acme/web:1": ` + denied + `
3m          Warning   Failed             pod/web-1                  Error: ErrImagePull
2m          Warning   Failed             pod/web-2                  Failed to pull image "quay.io/acme/web:1": ` + denied + `
1m          Normal    ScalingReplicaSet  deployment/web             Scaled up replica set web to 2
<invalid>   Warning   FailedMount        pod/db-0                   MountVolume.SetUp failed for volume "x": secret "y" not found
`,
		[]string{"message auth-required: pod/web-1 pod/web-2", "reason FailedMount: pod/db-0"},
	},
	"get events -A": {
		`NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT      MESSAGE
shop        3m          Warning   Failed   pod/web-1   Failed to pull image "quay.io/acme/web:1": ` + denied + `
`,
		[]string{"message auth-required: shop/pod/web-1"},
	},
	"get events -o wide": {
		`LAST SEEN   TYPE      REASON    OBJECT      SUBOBJECT              SOURCE            MESSAGE                                                 FIRST SEEN   COUNT   NAME
3m          Warning   Failed    pod/web-1   spec.containers{web}   kubelet, node-1   Failed to pull image "r.example/a:1": no such host      4m           4       web-1.17a
3m          Normal    BackOff   pod/web-1                          kubelet, node-1   Back-off pulling image "r.example/a:1"                  4m           4       web-1.17b
`,
		[]string{"message dns: pod/web-1"},
	},
	"get events, 1.10": {
		`LAST SEEN   FIRST SEEN   COUNT     NAME         KIND      SUBOBJECT              TYPE      REASON    SOURCE              MESSAGE
3m          4m           4         web-1.152    Pod       spec.containers{web}   Warning   Failed    kubelet, minikube   Failed to pull image "r.example/a:1": rpc error: code = Unknown desc = Error response from daemon: toomanyrequests: too many failed login attempts
`,
		[]string{"message rate-limited: pod/web-1.152"},
	},
	"kubectl events": {
		`LAST SEEN              TYPE      REASON   OBJECT      MESSAGE
3m4s (x4 over 4m38s)   Warning   Failed   Pod/web-1   Failed to pull image "quay.io/acme/web:1": ` + denied + `
`,
		[]string{"message auth-required: Pod/web-1"},
	},
	"get events --no-headers": {
		`3m    Warning   Failed   pod/web-1   Failed to pull image "quay.io/acme/web:1": ` + denied + "\n",
		[]string{"message auth-required: "},
	},
	"a message of several lines": {
		`LAST SEEN   TYPE      REASON   OBJECT      MESSAGE
3m          Warning   Failed   pod/web-1   Failed to pull image "r.example/a:1": unexpected status from HEAD request to https://r.example/v2/a/manifests/1: 403 Forbidden
<html>
<head><title>Access denied</title></head>
`,
		[]string{"message access-denied: pod/web-1"}, // or registry-error: a web page
	},
	"get pods": {
		`NAME    READY   STATUS                  RESTARTS      AGE
web-1   0/1     ImagePullBackOff        0             5m
web-2   0/1     Init:ErrImagePull       0             5m
web-3   1/1     Running                 3 (5m ago)    5m
web-4   0/1     ImagePullBackOff        0             5m
`,
		[]string{"reason ImagePullBackOff: pod web-1 pod web-4", "reason ErrImagePull: pod web-2"},
	},
	"get pods -A": {
		`NAMESPACE   NAME    READY   STATUS             RESTARTS   AGE
shop        web-1   0/1     ImagePullBackOff   0          5m
`,
		[]string{"reason ImagePullBackOff: pod shop/web-1"},
	},
	"get pods, then events": {
		`NAME    READY   STATUS             RESTARTS   AGE
web-1   0/1     ImagePullBackOff   0          5m

LAST SEEN   TYPE      REASON   OBJECT      MESSAGE
3m          Warning   Failed   pod/web-1   Failed to pull image "quay.io/acme/web:1": ` + denied + `
`,
		[]string{"reason ImagePullBackOff: pod web-1", "message auth-required: pod/web-1"},
	},
	"a log of the kubelet": {
		`Nov 22 05:00:01 node-1 systemd[1]: Started kubelet and containerd.
Nov 22 05:00:02 node-1 kubelet[812]: E1122 05:00:02.000000 812 log.go:32] "PullImage from image service failed" err="rpc error: code = Unknown desc = ` + strings.ReplaceAll(denied, `"`, `\"`) + `" image="quay.io/acme/web:1"
Nov 22 05:00:03 node-1 kubelet[812]: I1122 nothing of interest
`,
		[]string{"message auth-required: "},
	},
	"a wrapped message": {
		"failed to authorize: failed to fetch anonymous\ntoken: unexpected status: 401\nUnauthorized",
		[]string{"message auth-required: "},
	},
	"progress only": {
		`LAST SEEN   TYPE     REASON    OBJECT      MESSAGE
3m          Normal   Pulling   pod/web-1   Pulling image "r.example/a:1"
`,
		[]string{"reason Pulling: pod/web-1"},
	},
	"nothing":  {"The weather is nice.\n", nil},
	"empty":    {"", nil},
	"manifest": {"apiVersion: v1\nkind: Pod\n", nil},
}

func TestText(t *testing.T) {
	for name, tc := range documents {
		r := Text(tc.text)
		var got []string
		for _, e := range r.Entries {
			got = append(got, string(e.Kind)+" "+e.Name+": "+strings.Join(e.Where, " "))
		}
		if name == "get events" { // the error of the volume is no error of a pull
			if len(got) != 2 || got[0] != tc.want[0] {
				t.Errorf("%s: %q, want %q", name, got, tc.want)
			}
			continue
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s:\n%q, want\n%q", name, got, tc.want)
		}
	}
}

// A manifest is not explained, and the answer says which command reads it.
func TestOtherFormats(t *testing.T) {
	r := Text("apiVersion: v1\nkind: Pod\n")
	if r.Found() || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "pulldoctor --report -f") {
		t.Errorf("%+v", r)
	}
}

// The commands of a pod that was described have its names.
func TestCommandsHaveNames(t *testing.T) {
	r := Text(documents["describe pod, 1.36"].text)
	commands := strings.Join(r.Entries[0].Commands, "\n")
	if !strings.Contains(commands, "-n shop pod/web-7d9f4c6b8-2xkqp") || strings.Contains(commands, "NAMESPACE") {
		t.Errorf("%s", commands)
	}
	hostile := strings.ReplaceAll(documents["describe pod, 1.36"].text, "Namespace:        shop", "Namespace:        x;reboot")
	if got := strings.Join(Text(hostile).Entries[0].Commands, "\n"); got != shell.NoCommand+`"x;reboot" is not a valid name of a namespace.` {
		t.Errorf("%s", got)
	}
}

// No credential of a text comes back.
func TestTextHasNoCredentials(t *testing.T) {
	const canary = "hunter2secret"
	for _, s := range []string{
		`Failed to pull image "https://bot:` + canary + `@r.example/a:1": 401 Unauthorized`,
		`Get "https://bot:` + canary + `@r.example/v2/": dial tcp: lookup r.example: no such host`,
		`unexpected status: 401 Unauthorized Authorization: Basic ` + canary,
		"no basic auth credentials --docker-password=" + canary,
		documents["describe pod, 1.36"].text,
	} {
		for _, r := range []Result{Words(s), Text(s)} {
			for _, e := range r.Entries {
				all := e.Name + e.Title + strings.Join(e.Means, "") + strings.Join(e.Commands, "") + strings.Join(e.Where, "")
				for _, f := range e.Facts {
					all += f.Value
				}
				if strings.Contains(all, "hunter2") {
					t.Errorf("%.60q: %s", s, all)
				}
			}
		}
	}
}

// FuzzText: any text is read without a panic, and the answer is bounded.
func FuzzText(f *testing.F) {
	for _, d := range documents {
		f.Add(d.text)
	}
	for _, p := range pasted {
		f.Add(p.words)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range []Result{Text(s), Words(s)} {
			if len(r.Entries) > mostEntries || len(r.Near) > mostNear || len(r.Notes) > 3 {
				t.Errorf("%d entries, %d suggestions, %d notes", len(r.Entries), len(r.Near), len(r.Notes))
			}
			for _, e := range r.Entries {
				if e.Name == "" || e.Title == "" && len(e.Means) == 0 {
					t.Errorf("an empty entry: %+v", e)
				}
				for _, x := range e.Facts {
					if strings.Contains(x.Value, "\n") || len(x.Value) > 5*longestMessage {
						t.Errorf("%s: %q", x.Name, x.Value)
					}
				}
			}
		}
	})
}
