package keyring

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// The files in testdata/vectors hold what the real kubelet code of v1.36.3 answered.

// readVectors decodes one of them into its rows.
func readVectors[T any](t testing.TB, name string) []T {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "vectors", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	if err := json.Unmarshal(text, &rows); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(rows) == 0 {
		t.Fatalf("%s holds no rows", name)
	}
	return rows
}

type matchVector struct {
	Key        string `json:"auths_key"`
	Image      string `json:"image"`
	Matches    bool   `json:"matches"`
	LookupName string `json:"lookup_name"`
	ImageError string `json:"image_error"`
	Note       string `json:"note"`
}

type secretVector struct {
	Type        string             `json:"type"`
	Data        map[string]string  `json:"data"`
	Image       string             `json:"image"`
	Outcome     string             `json:"outcome"`
	Error       string             `json:"error"`
	Credentials []vectorCredential `json:"credentials"`
	Note        string             `json:"note"`
}

type vectorCredential struct {
	Secret   string `json:"secret"`
	Username string `json:"username"`
	Password string `json:"password"`
}

func (v secretVector) secret() Secret {
	return Secret{Namespace: "shop", Name: "s", Type: v.Type, Data: bytesOf(v.Data)}
}

func bytesOf(texts map[string]string) map[string][]byte {
	data := make(map[string][]byte, len(texts))
	for key, text := range texts {
		data[key] = []byte(text)
	}
	return data
}

// oneEntry is a secret with a single registry key, user u and password p.
func oneEntry(t testing.TB, key string) Secret {
	t.Helper()
	content, err := json.Marshal(map[string]any{"auths": map[string]any{key: map[string]string{"username": "u", "password": "p"}}})
	if err != nil {
		t.Fatal(err)
	}
	return configSecret("s", string(content))
}

func configSecret(name, content string) Secret {
	return Secret{Namespace: "shop", Name: name, Type: TypeDockerConfigJSON, Data: map[string][]byte{KeyDockerConfigJSON: []byte(content)}}
}

func cfgSecret(name, content string) Secret {
	return Secret{Namespace: "shop", Name: name, Type: TypeDockercfg, Data: map[string][]byte{KeyDockercfg: []byte(content)}}
}

func mustParse(t testing.TB, image string) Image {
	t.Helper()
	img, err := ParseImage(image)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
