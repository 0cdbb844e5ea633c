package wire

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Every field of the wire format is filled from the engine's report.
func TestOfFillsEveryField(t *testing.T) {
	r := new(diagnose.Report)
	fill(reflect.ValueOf(r).Elem())
	var empty func(at string, v reflect.Value)
	empty = func(at string, v reflect.Value) {
		if v.IsZero() {
			t.Errorf("%s is not filled", at)
			return
		}
		switch {
		case v.Type() == reflect.TypeFor[time.Time]():
		case v.Kind() == reflect.Pointer:
			empty(at, v.Elem())
		case v.Kind() == reflect.Slice:
			empty(at+"[0]", v.Index(0))
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				field := v.Type().Field(i)
				if field.Tag.Get("json") == "" {
					t.Errorf("%s.%s has no JSON name", at, field.Name)
				}
				empty(at+"."+field.Name, v.Field(i))
			}
		}
	}
	empty("report", reflect.ValueOf(Of(r)))
}

// fill sets every field to a value other than zero, with one element in each list. Interfaces and
// functions stay nil: they are the engine's state, which is not written.
func fill(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(1, 0)))
	case v.Kind() == reflect.String:
		v.SetString("x")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(1)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i))
			}
		}
	}
}

// A list that is nil stays nil and an empty one stays empty: null and [] are not the same to a reader.
func TestOfKeepsNil(t *testing.T) {
	got, err := json.Marshal(Of(&diagnose.Report{Causes: []diagnose.Cause{}}))
	want := `{"schemaVersion":1,"tool":{"name":"","version":""},"source":{"kind":""},"summary":{"podsRead":0,"failures":0,"errors":0,` +
		`"warnings":0,"unreadable":0},"causes":[],"failures":null,"unreadable":null}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

// The shape of a registry's answer is the contract, which a reader of answers without a schema relies on.
func TestAnswerJSON(t *testing.T) {
	got, err := json.Marshal(answerOf(diagnose.RegistryAnswer{Credentials: "regcred", Key: "ghcr.io", Username: "bot", Host: "ghcr.io", TokenHost: "ghcr.io",
		Verdict: diagnose.VerdictCanPull, Status: 200, Digest: "sha256:0", Platforms: []string{"linux/amd64"}, Access: []string{"pull"},
		RateLimit: &diagnose.RegistryRateLimit{Limit: 100, Remaining: 76, Window: "6h"}}))
	want := `{"credentials":"regcred","key":"ghcr.io","username":"bot","host":"ghcr.io","tokenHost":"ghcr.io","verdict":"can-pull","status":200,` +
		`"digest":"sha256:0","platforms":["linux/amd64"],"access":["pull"],"rateLimit":{"limit":100,"remaining":76,"window":"6h"},"text":""}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}
