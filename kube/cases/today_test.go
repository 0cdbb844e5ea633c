package cases

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestTokenOfToday(t *testing.T) {
	text := string(Expand([]byte("a " + TokenOfToday + " b " + TokenOfToday)))
	words := strings.Fields(text)
	if words[1] != words[3] || strings.Contains(text, "$") {
		t.Fatalf("not one token: %d words", len(words))
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(words[1], ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		Exp int64 `json:"exp"`
	}
	if err := json.Unmarshal(raw, &claims); err != nil {
		t.Fatal(err)
	}
	if left := time.Until(time.Unix(claims.Exp, 0)); left <= 0 || left > 24*time.Hour {
		t.Errorf("it ends in %v", left)
	}
	if plain := []byte("no token"); &Expand(plain)[0] != &plain[0] {
		t.Error("a text without the word was copied")
	}
}

// What a case says about who looks, where it plays and where it cannot be played.
func TestPlace(t *testing.T) {
	list, err := Load(fstest.MapFS{
		"x/case.yaml": {Data: []byte(`
title: t
expect: {namespace: shop, pod: web}
deny: [{verb: get, resource: secrets}]
node: {name: odd, pauseImage: "a.example/pause:1", pullQPS: 1, providerID: "aws:///z/i"}
late: true
notPlayed: {practice: why, node: because}
`)},
		"x/manifests.yaml": {Data: []byte("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := list[0]
	if len(c.Deny) != 1 || c.Deny[0] != (Right{"get", "secrets"}) || *c.Node != (Node{"odd", "a.example/pause:1", 1, "aws:///z/i"}) ||
		!c.Late || c.NotPlayed != (NotPlayed{"why", "because"}) {
		t.Errorf("%+v %+v", c, c.Node)
	}
}
