package keyring_test

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

func Example() {
	image, err := keyring.ParseImage("ghcr.io/acme/shop:1.4")
	if err != nil {
		fmt.Println(err)
		return
	}
	secret := keyring.Secret{
		Namespace: "shop", Name: "regcred", Type: keyring.TypeDockerConfigJSON,
		Data: map[string][]byte{keyring.KeyDockerConfigJSON: []byte(`{"auths":{
			"gchr.io": {"username": "bot", "password": "s3cret"},
			"https://ghcr.io": {"auth": "Ym90Om5ldw=="}
		}}`)},
	}
	keys, err := keyring.New([]keyring.Secret{secret})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, login := range keys.Lookup(image) {
		fmt.Println("tried:", login.Key, login.Username, login.Password)
	}
	for _, entry := range keyring.Inspect(secret).Entries {
		match := keyring.Explain(entry.Key, image)
		fmt.Println(entry.Key, match.Matches, "-", match.Why)
	}
	// Output:
	// tried: https://ghcr.io bot ••••••
	// gchr.io false - the host differs from ghcr.io by two swapped letters
	// https://ghcr.io true - https://ghcr.io is the registry of the image
}

func ExampleInspect() {
	in := keyring.Inspect(keyring.Secret{
		Type: keyring.TypeDockerConfigJSON,
		Data: map[string][]byte{keyring.KeyDockerConfigJSON: []byte("{\"auths\": {\n  \"ghcr.io\": {\"auth\": \"Ym90 Om5ldw==\"}}}")},
	})
	fmt.Println(in.State)
	fmt.Println(in.Err)
	fmt.Println(in.Detail)
	// Output:
	// undecodable
	// illegal base64 data at input byte 4
	// entry ghcr.io, line 2, column 28 (byte 39): auth is not base64: it contains a space at byte 4
}
