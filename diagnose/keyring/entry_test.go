package keyring

import (
	"encoding/base64"
	"reflect"
	"strings"
	"testing"
)

func TestEntries(t *testing.T) {
	urlSafe := base64.URLEncoding.EncodeToString([]byte("u:pä?>>>?ÿ"))
	tests := map[string]struct {
		entry     string // JSON of the entry
		want      Entry
		recovered string // user:password
		detail    string
	}{
		"fields":   {`{"username":"u","password":"p"}`, Entry{Username: "u", Password: "p", WrittenUsername: "u", WrittenPassword: "p"}, "", ""},
		"auth":     {`{"auth":"` + b64("u:p:q") + `"}`, Entry{Username: "u", Password: "p:q", HasAuth: true}, "", ""},
		"any case": {`{"USERNAME":"u","Password":"p"}`, Entry{Username: "u", Password: "p", WrittenUsername: "u", WrittenPassword: "p"}, "", ""},
		"null changes nothing": {`{"username":"u","Username":null}`,
			Entry{Username: "u", WrittenUsername: "u"}, "", ""},
		"auth wins": {`{"username":"other","password":"p","auth":"` + b64("u:p") + `"}`,
			Entry{Username: "u", Password: "p", WrittenUsername: "other", WrittenPassword: "p", HasAuth: true, Disagrees: true}, "", ""},
		"auth agrees": {`{"username":"u","password":"p","auth":"` + b64("u:p") + `"}`,
			Entry{Username: "u", Password: "p", WrittenUsername: "u", WrittenPassword: "p", HasAuth: true}, "", ""},
		"token":       {`{"auth":"` + b64("u:") + `","identitytoken":"x"}`, Entry{Username: "u", HasAuth: true, IdentityToken: true}, "", ""},
		"empty token": {`{"identitytoken":""}`, Entry{}, "", ""},
		"null":        {`null`, Entry{}, "", ""},
		"a text":      {`"u:p"`, Entry{Fault: FaultNotObject}, "", "the entry is a text, but must be an object"},
		"a list":      {`[]`, Entry{Fault: FaultNotObject}, "", "the entry is a list"},
		"number":      {`{"username":"u","password":7}`, Entry{WrittenUsername: "u", Fault: FaultNotObject}, "", "password is a number, but must be a text"},
		"email":       {`{"email":true}`, Entry{Fault: FaultNotObject}, "", "email is true or false"},
		"blank at the end": {`{"auth":"` + b64("u:pp") + ` "}`,
			Entry{HasAuth: true, Fault: FaultNotBase64}, "u:pp", "at byte 8 stands a blank"},
		"url-safe": {`{"auth":"` + urlSafe + `"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:pä?>>>?ÿ", "URL-safe alphabet"},
		"no-break space": {`{"auth":"dTpw\u00a0"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:p",
			"at byte 4 stands a no-break space (U+00A0)"},
		"half padding":  {`{"auth":"dTpwcA="}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:pp", "ends in 1 = where 2 are due"},
		"cut off":       {`{"auth":"dTpwd"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "", "the text is cut off"},
		"plain":         {`{"auth":"u:p"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:p", "user:password in plain text"},
		"header":        {`{"auth":"Basic dTpw"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:p", "HTTP header"},
		"other letters": {`{"auth":"dT!w"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "", "at byte 2 stands a character that base64 does not have"},
		"behind =":      {`{"auth":"dTpwcA==dTpwcA=="}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "", "behind the closing = stands more text, from byte 8"},
		"twice":         {`{"auth":"` + b64(b64("u:p")) + `"}`, Entry{HasAuth: true, Fault: FaultDouble}, "u:p", "base64 twice"},
		"lone word":     {`{"auth":"` + b64("token") + `"}`, Entry{HasAuth: true, Fault: FaultNoColon}, "", "holds no colon"},
		"blanks only":   {`{"auth":"` + b64(" \n") + `"}`, Entry{HasAuth: true, Fault: FaultNoColon}, "", "blanks only"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, s := range []Secret{configSecret("s", `{"auths":{"a.io":`+test.entry+`}}`), cfgSecret("s", `{"a.io":`+test.entry+`}`)} {
				in := Inspect(s)
				if len(in.Entries) != 1 {
					t.Fatalf("%d entries", len(in.Entries))
				}
				got := in.Entries[0]
				if user, pass, _ := strings.Cut(test.recovered, ":"); got.RecoveredUsername != user || got.RecoveredPassword.Reveal() != pass {
					t.Errorf("recovered %q, %q", got.RecoveredUsername, got.RecoveredPassword.Reveal())
				}
				if !strings.Contains(got.Detail, test.detail) || (test.detail == "") != (got.Detail == "") {
					t.Errorf("detail %q, want %q", got.Detail, test.detail)
				}
				_, err := New([]Secret{s})
				if (got.Err == nil) != (err == nil) || err != nil && got.Err.Error() != err.Error() {
					t.Errorf("error %v, the kubelet's %v", got.Err, err)
				}
				if (got.FaultPos.Line > 0) != (got.Fault != FaultNone) {
					t.Errorf("fault %q at %v", got.Fault, got.FaultPos)
				}
				want := test.want
				want.Key = "a.io"
				want.Err, want.Detail, want.Pos, want.FaultPos = got.Err, got.Detail, got.Pos, got.FaultPos
				want.RecoveredUsername, want.RecoveredPassword = got.RecoveredUsername, got.RecoveredPassword
				if !reflect.DeepEqual(got, want) {
					t.Errorf("got %#v, want %#v", got, want)
				}
			}
		})
	}
}

// No sentence may hold a part of the login it speaks of.
func TestDetailsHoldNoCredential(t *testing.T) {
	const secret = "Zq7XsW"
	for _, auth := range []string{secret, "user:" + secret, secret + "!", " " + secret, secret + "=", "Basic " + secret, b64(secret), b64(b64("u:" + secret)), "dTpw=" + secret} {
		for _, content := range []string{`{"auths":{"a.io":{"auth":"` + auth + `"}}}`, `{"auths":{"a.io":{"auth":"` + auth + `"`, `{"auths":{"https://u:` + secret + ` @a.io":{"auth":"!"}}}`} {
			in := Inspect(configSecret("s", content))
			said := in.Detail
			for _, e := range in.Entries {
				said += e.Detail + e.Dropped
				if e.Err != nil {
					said += e.Err.Error()
				}
			}
			if strings.Contains(said, secret) {
				t.Errorf("content %q: %s", content, said)
			}
		}
	}
}

func TestDropped(t *testing.T) {
	tests := map[string]string{
		"a.io":                "",
		"a.io\u00a0":          "",
		" a.io":               "it begins with a blank",
		"a.io\n":              "it ends with a line break",
		"a b.io":              "a blank stands in it, at byte 1",
		"a.io:*":              "it cannot be read as a URL: invalid port",
		"https://u:%zz@a.io":  "it cannot be read as a URL",
		"https://u:geh im@io": "a blank stands in it, at byte 13",
	}
	for key, want := range tests {
		in := Inspect(oneEntry(t, key))
		if got := in.Entries[0].Dropped; !strings.HasPrefix(got, want) || (want == "") != (got == "") {
			t.Errorf("%q: dropped %q, want %q", key, got, want)
		}
	}
}
