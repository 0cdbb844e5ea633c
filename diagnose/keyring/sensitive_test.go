package keyring

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"text/template"
)

const password = "hunter2-geheim"

// shows says whether printed text gives the password away, also as hex, bytes or quoted.
func shows(printed string) bool {
	lower := strings.ToLower(printed)
	return strings.Contains(lower, password) || strings.Contains(lower, "hunter") ||
		strings.Contains(lower, hex.EncodeToString([]byte("hunter"))) || strings.Contains(lower, "104 117 110")
}

func TestSensitiveUnderEveryVerb(t *testing.T) {
	secret := Sensitive(password)
	values := map[string]any{
		"plain":      secret,
		"pointer":    &secret,
		"slice":      []Sensitive{secret},
		"map value":  map[string]Sensitive{"k": secret},
		"credential": Credential{Username: "u", Password: secret},
		"entry":      Entry{Password: secret, WrittenPassword: secret, RecoveredPassword: secret},
		"inspection": Inspection{Entries: []Entry{{Password: secret}}},
		"secret":     Secret{Name: "s", Data: map[string][]byte{"k": []byte(password)}},
		"secrets":    []*Secret{{Name: "s", Data: map[string][]byte{"k": []byte(password)}}},
	}
	for name, value := range values {
		for _, verb := range strings.Fields("v +v #v s q +q #q x X #x d b o O c U e g t T z 20s .3s -20v 08d") {
			if text := fmt.Sprintf("%"+verb, value); shows(text) {
				t.Errorf("%s under %%%s: %s", name, verb, text)
			}
		}
		text, err := json.Marshal(value)
		if err != nil || shows(string(text)) || strings.Contains(string(text), "aHVudGVy") {
			t.Errorf("%s as json: %s, %v", name, text, err)
		}
		for kind, handler := range map[string]func(*bytes.Buffer) slog.Handler{
			"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
			"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		} {
			var log bytes.Buffer
			slog.New(handler(&log)).Info("login", "value", value)
			if shows(log.String()) || strings.Contains(log.String(), "aHVudGVy") {
				t.Errorf("%s in a %s log: %s", name, kind, log.String())
			}
		}
	}
}

func TestSensitiveMarshalling(t *testing.T) {
	text, err := Sensitive(password).MarshalText()
	if err != nil || string(text) != mask {
		t.Errorf("MarshalText = %s, %v", text, err)
	}
	type form struct{ P Sensitive }
	text, err = xml.Marshal(form{password})
	if err != nil || shows(string(text)) {
		t.Errorf("xml = %s, %v", text, err)
	}
	var page bytes.Buffer
	if err := template.Must(template.New("t").Parse("{{.}} {{printf \"%s\" .}}")).Execute(&page, Sensitive(password)); err != nil || shows(page.String()) {
		t.Errorf("template = %s, %v", page.String(), err)
	}
}

func TestSensitiveWords(t *testing.T) {
	if got := Sensitive("").String(); got != "" {
		t.Errorf("empty text prints as %q", got)
	}
	if got := fmt.Sprint(Sensitive("x")); got != mask {
		t.Errorf("prints as %q", got)
	}
	if got := fmt.Sprintf("%q", Sensitive("x")); got != `"`+mask+`"` {
		t.Errorf("quoted as %s", got)
	}
	if a, b := fmt.Sprint(Sensitive("x")), fmt.Sprint(Sensitive(password)); a != b {
		t.Error("the mask tells the length")
	}
	if got := Sensitive(password).Reveal(); got != password {
		t.Errorf("Reveal = %q", got)
	}
}
