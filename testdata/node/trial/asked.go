package trial

import (
	"context"
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// Asked asks the registries about a snapshot, as the program does, and diagnoses it with the answers.
func Asked(ctx context.Context, s *diagnose.Snapshot, o ask.Options) *diagnose.Result {
	s.RegistryAnswers = ask.New(o).Answers(ctx, engine.Questions(s))
	return engine.Run(s, diagnose.Options{Version: "node-test"})
}

// DiagnoseAsked is Diagnose with what the registries answer.
func (w *World) DiagnoseAsked(ctx context.Context, o ask.Options) (*diagnose.Result, error) {
	s, err := read.Collect(ctx, w.Client, kube.Scope{}, source, nil)
	if err != nil {
		return nil, err
	}
	return Asked(ctx, s, o), nil
}

// borneOut are the verdicts on what the kubelet would send that agree with what a node said, by the
// class of its message. Where a class is missing the registry had no part in the failure, or the
// node's way to it.
var borneOut = map[symptom.Class][]diagnose.RegistryVerdict{
	symptom.AuthRequired:        {diagnose.VerdictWrongCredentials, diagnose.VerdictDeniedOrAbsent},
	symptom.CredentialExpired:   {diagnose.VerdictWrongCredentials},
	symptom.AccessDenied:        {diagnose.VerdictNoRight, diagnose.VerdictDeniedOrAbsent},
	symptom.NotFound:            {diagnose.VerdictNoSuchImage},
	symptom.RateLimited:         {diagnose.VerdictRateLimited},
	symptom.Platform:            {diagnose.VerdictCanPull},
	symptom.UnsupportedManifest: {diagnose.VerdictCanPull},
	symptom.TLS:                 {diagnose.VerdictUntrusted, diagnose.VerdictUnreachable},
	symptom.DNS:                 {diagnose.VerdictUnreachable},
	symptom.HTTPvsHTTPS:         {diagnose.VerdictNotAsked},
}

// Contradictions are where the answers of a registry say another thing than the node said of the
// same pull; settled is how many failures the answers bear out. A mirror answers the node for another
// registry, and who cannot be reached from here says nothing: then there is nothing to compare.
func Contradictions(r *diagnose.Report) (wrong []string, settled int) {
	for i := range r.Failures {
		f := &r.Failures[i]
		want := borneOut[symptom.Class(f.Symptom.Class)]
		if len(f.RegistryAnswers) == 0 || want == nil || f.Symptom.Responder == string(symptom.Mirror) || f.Symptom.Responder == string(symptom.Proxy) {
			continue
		}
		// What the kubelet would send: without credentials only where none match.
		sent := f.RegistryAnswers[:max(len(f.Credentials), min(1, len(f.RegistryAnswers)))]
		agrees := slices.ContainsFunc(sent, func(a diagnose.RegistryAnswer) bool { return slices.Contains(want, a.Verdict) })
		pulls := slices.ContainsFunc(sent, func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictCanPull })
		if !agrees && !slices.ContainsFunc(sent, says) || changed(f) {
			continue
		}
		if !agrees || pulls && !slices.Contains(want, diagnose.VerdictCanPull) {
			wrong = append(wrong, fmt.Sprintf("%s/%s: the node said %s (%s), the registry %s", f.Namespace, f.Pod, f.Symptom.Class, f.Symptom.Text, answersIn(sent)))
			continue
		}
		settled++
	}
	return wrong, settled
}

// says tells a registry's judgement from the lack of one.
func says(a diagnose.RegistryAnswer) bool {
	switch a.Verdict {
	case diagnose.VerdictCanPull, diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight, diagnose.VerdictNoSuchImage, diagnose.VerdictDeniedOrAbsent:
		return true
	}
	return false
}

// changed says that the pull secrets are others than those of the node's last attempt.
func changed(f *diagnose.Failure) bool {
	return slices.ContainsFunc(f.Findings, func(x diagnose.Finding) bool {
		return x.Check == diagnose.CheckWaitingForRetry && x.Severity == diagnose.SeverityInfo
	})
}

func answersIn(list []diagnose.RegistryAnswer) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Line())
	}
	return out
}
