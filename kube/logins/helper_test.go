package logins

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// helper puts a credential helper into the PATH that logs each call.
func helper(t *testing.T, name, script string) (log string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the helper is a shell script")
	}
	dir := t.TempDir()
	log = filepath.Join(dir, "log")
	text := "#!/bin/sh\nread -r server\necho \"$1 $server\" >> " + log + "\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(dir, "docker-credential-"+name), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return log
}

func calls(t *testing.T, log string) string {
	t.Helper()
	data, err := os.ReadFile(log)
	if os.IsNotExist(err) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}

const answer = `echo '{"ServerURL":"x","Username":"kept","Secret":"` + canary + `"}'`

func TestHelperRunsOnlyForGet(t *testing.T) {
	machine(t, map[string]string{".docker/config.json": `{"auths":{"https://index.docker.io/v1/":{}},"credsStore":"stand-in"}`})
	log := helper(t, "stand-in", answer)
	found := Find("docker.io")
	if len(found) != 1 || found[0].Helper != "docker-credential-stand-in" || found[0].Username != "" {
		t.Fatalf("%+v", found)
	}
	if got := calls(t, log); got != "" {
		t.Fatalf("the helper ran before Get: %s", got)
	}
	l, err := found[0].Get(t.Context())
	if err != nil || l.Username != "kept" || l.Password.Reveal() != canary {
		t.Errorf("%v %v", l.Username, err)
	}
	if got := calls(t, log); got != "get https://index.docker.io/v1/" {
		t.Errorf("called with %q", got)
	}
}

func TestHelperErrors(t *testing.T) {
	for name, tc := range map[string]struct{ script, want string }{
		"not found":         {`echo "credentials not found in native keychain"; exit 1`, "has no credentials for ghcr.io"},
		"failure":           {`echo "` + canary + `"; echo "` + canary + `" >&2; exit 3`, "failed. Run it yourself"},
		"no JSON":           {`echo "` + canary + `"`, "did not return JSON"},
		"an identity token": {`echo '{"Username":"<token>","Secret":"` + canary + `"}'`, "identity token"},
		"empty":             {`echo '{"Username":"","Secret":""}'`, "has no credentials"},
		"endless":           {`yes ` + canary, "failed"},
	} {
		t.Run(name, func(t *testing.T) {
			machine(t, map[string]string{".docker/config.json": `{"credHelpers":{"ghcr.io":"stand-in"}}`})
			helper(t, "stand-in", tc.script)
			_, err := Find("ghcr.io")[0].Get(t.Context())
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Fatalf("got %v", err)
			}
			if strings.Contains(err.Error(), canary) {
				t.Error("the error contains the password")
			}
		})
	}
}

func TestHelperTimeout(t *testing.T) {
	machine(t, map[string]string{".docker/config.json": `{"credHelpers":{"ghcr.io":"stand-in"}}`})
	helper(t, "stand-in", "sleep 60 & sleep 60")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := Find("ghcr.io")[0].Get(ctx)
	if err == nil || !strings.Contains(err.Error(), "did not answer in time") || time.Since(begin) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(begin))
	}
}

func TestHelperOfHostBeforeStore(t *testing.T) {
	machine(t, map[string]string{".docker/config.json": `{"auths":{"ghcr.io":{}},"credsStore":"nowhere","credHelpers":{"ghcr.io":"stand-in","quay.io":"nowhere"}}`})
	helper(t, "stand-in", answer)
	got := shown(t, Find("ghcr.io"))
	if len(got) != 2 || !strings.HasSuffix(got[0], "kept | by docker-credential-stand-in") || !strings.Contains(got[1], "not for ghcr.io") {
		t.Errorf("%q", got)
	}
}
