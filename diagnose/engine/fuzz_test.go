package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// Whatever a secret contains, an image and a node's words: the diagnosis ends, names a cause, and
// shows no password.
func FuzzRun(f *testing.F) {
	f.Add(config("ghcr.io"), "kubernetes.io/dockerconfigjson", ".dockerconfigjson", "ghcr.io/acme/web:1", fill(saysNoBasic))
	f.Add(entry(`{"auth":"`+b64("x:"+canary+"\n")+`"}`), "kubernetes.io/dockercfg", ".dockercfg", "nginx", fill(saysHead401))
	f.Add(`{"auths":[`, "Opaque", "config.json", "UPPER/case", "illegal base64 data at input byte 4")
	f.Fuzz(func(t *testing.T, content, typ, key, image, message string) {
		s := world(message, refs("r"), secret("shop", "r", content, kind(typ, key)), secret("shop", "s", config(image)))
		s.Pods[0].Containers[0].Image = image
		redact.Known(s)
		res := Run(s, diagnose.Options{Version: "fuzz"})
		for i := range res.Report.Failures {
			if len(res.Report.Failures[i].Findings) == 0 {
				t.Error("a failure without a finding")
			}
		}
		out, err := json.Marshal(wire.Of(&res.Report))
		if err != nil {
			t.Fatal(err)
		}
		if text := string(out) + fmt.Sprintf("%+v", res.Diagnoses); strings.Contains(text, canary) && !strings.Contains(content+image+message+typ+key, canary) {
			t.Error("a password is shown")
		}
	})
}

// Secrets beyond any measure are judged in a time that grows with their size alone. The API server
// takes one MiB; a manifest can hold more.
func TestHugeSecrets(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of work")
	}
	for name, content := range map[string]string{
		"an entry of 3 MB":    `{"auths":{"ghcr.io":{"auth":"` + strings.Repeat("QUJD", 3<<18) + `"}}}`,
		"200000 entries":      `{"auths":{` + strings.TrimSuffix(strings.Repeat(`"r.example":{},`, 200_000), ",") + `}}`,
		"25000 registries":    `{"auths":{` + registries(25_000) + `}}`,
		"nested 10000 deep":   strings.Repeat(`{"auths":`, 10_000) + "{}" + strings.Repeat("}", 10_000),
		"nested lists":        `{"auths":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`,
		"a key of a megabyte": `{"auths":{"` + strings.Repeat("a.", 1<<19) + `":{}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := world(fill(saysNoBasic), refs("r"), secret("shop", "r", content))
			begin := time.Now()
			res := Run(s, diagnose.Options{Version: "test"})
			if took := time.Since(begin); took > time.Minute {
				t.Errorf("took %v", took)
			} else {
				t.Logf("%s: %v, root %s", name, took.Round(time.Millisecond), res.Diagnoses[0].Root().Check)
			}
		})
	}
}

func registries(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"r%d.example":{"username":"u","password":"p"},`, i)
	}
	return strings.TrimSuffix(b.String(), ",")
}
