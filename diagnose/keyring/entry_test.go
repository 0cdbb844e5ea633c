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
		"a text":      {`"u:p"`, Entry{Fault: FaultNotObject}, "", "the entry is a string, but must be an object"},
		"a list":      {`[]`, Entry{Fault: FaultNotObject}, "", "the entry is a list"},
		"number":      {`{"username":"u","password":7}`, Entry{WrittenUsername: "u", Fault: FaultNotObject}, "", "password is a number, but must be a string"},
		"email":       {`{"email":true}`, Entry{Fault: FaultNotObject}, "", "email is true or false"},
		"space at the end": {`{"auth":"` + b64("u:pp") + ` "}`,
			Entry{HasAuth: true, Fault: FaultNotBase64}, "u:pp", "it contains a space at byte 8"},
		"url-safe": {`{"auth":"` + urlSafe + `"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:pä?>>>?ÿ", "URL-safe alphabet"},
		"no-break space": {`{"auth":"dTpw\u00a0"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:p",
			"it contains a no-break space (U+00A0) at byte 4"},
		"half padding":    {`{"auth":"dTpwcA="}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:pp", "padding has 1 = instead of 2"},
		"cut off":         {`{"auth":"dTpwd"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "", "it is truncated"},
		"plain":           {`{"auth":"u:p"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:p", "user:password in plain text"},
		"header":          {`{"auth":"Basic dTpw"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "u:p", "HTTP header"},
		"other letters":   {`{"auth":"dT!w"}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "", "the character at byte 2 is not a base64 character"},
		"behind =":        {`{"auth":"dTpwcA==dTpwcA=="}`, Entry{HasAuth: true, Fault: FaultNotBase64}, "", "unexpected data after the base64 padding, at byte 8"},
		"twice":           {`{"auth":"` + b64(b64("u:p")) + `"}`, Entry{HasAuth: true, Fault: FaultDouble}, "u:p", "base64-encoded twice"},
		"lone word":       {`{"auth":"` + b64("token") + `"}`, Entry{HasAuth: true, Fault: FaultNoColon}, "", "contains no colon"},
		"whitespace only": {`{"auth":"` + b64(" \n") + `"}`, Entry{HasAuth: true, Fault: FaultNoColon}, "", "whitespace only"},
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
		" a.io":               "it begins with a space",
		"a.io\n":              "it ends with a newline",
		"a b.io":              "it contains a space at byte 1",
		"a.io:*":              "it is not a valid URL: invalid port",
		"https://u:%zz@a.io":  "it is not a valid URL",
		"https://u:geh im@io": "it contains a space at byte 13",
	}
	for key, want := range tests {
		in := Inspect(oneEntry(t, key))
		if got := in.Entries[0].Dropped; !strings.HasPrefix(got, want) || (want == "") != (got == "") {
			t.Errorf("%q: dropped %q, want %q", key, got, want)
		}
	}
}
