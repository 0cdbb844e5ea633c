package engine

import (
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

var (
	allPhases     = []symptom.Phase{"", symptom.PhaseLocal, symptom.PhaseToken, symptom.PhaseResolve, symptom.PhaseManifest, symptom.PhaseConfig, symptom.PhaseLayer, symptom.PhaseUnpack, symptom.PhaseVerify}
	allResponders = []symptom.Responder{"", symptom.Registry, symptom.TokenServer, symptom.BlobStore, symptom.Mirror, symptom.Proxy, symptom.NoAnswer}
	allAnswers    = []pull.Answer{pull.AnswerPlain, pull.AnswerClock, pull.AnswerPage, pull.AnswerAddress}
	allClasses    = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.NotFound, symptom.RateLimited, symptom.DNS, symptom.Connection, symptom.TLS, symptom.HTTPvsHTTPS, symptom.Platform, symptom.InvalidReference, symptom.NeverPull, symptom.RegistryError, symptom.Disk, symptom.Policy, symptom.Throttled, symptom.Cancelled, symptom.SecretMissing, symptom.CredentialMalformed, symptom.CredentialExpired, symptom.UnsupportedManifest, symptom.Unknown}
	allStages     = []pull.Stage{pull.StageBroken, pull.StageNone, pull.StageUnseen, pull.StageAnonymous, pull.StageSent}
)

// outcomes are all combinations that the table can be asked for.
func outcomes(yield func(outcome) bool) {
	for _, phase := range allPhases {
		for _, target := range allResponders {
			for _, by := range allResponders {
				for _, answer := range allAnswers {
					for _, class := range allClasses {
						for _, stage := range allStages {
							if !yield(outcome{phase, target, by, answer, class, stage}) {
								return
							}
						}
					}
				}
			}
		}
	}
}

// TestVerdictTable reads the table as a person would: what comes first for typical
// outcomes of a pull.
func TestVerdictTable(t *testing.T) {
	for name, c := range map[string]struct {
		o    outcome
		want diagnose.CheckName // among the first causes
		not  diagnose.CheckName // nowhere among them
	}{
		"401 from the registry, nothing referenced": {outcome{phase: symptom.PhaseResolve, by: symptom.Registry, class: symptom.AuthRequired, stage: pull.StageNone}, diagnose.CheckNoCredentials, diagnose.CheckLayersBlocked},
		"401 from the token server, sent":           {outcome{phase: symptom.PhaseToken, by: symptom.TokenServer, class: symptom.AuthRequired, stage: pull.StageSent}, diagnose.CheckCredentialRejected, diagnose.CheckNoCredentials},
		"403, sent":                                 {outcome{phase: symptom.PhaseResolve, by: symptom.Registry, class: symptom.AccessDenied, stage: pull.StageSent}, diagnose.CheckAccessDenied, diagnose.CheckSecretNotAttached},
		"403 from a mirror":                         {outcome{phase: symptom.PhaseResolve, by: symptom.Mirror, class: symptom.AccessDenied, stage: pull.StageNone}, diagnose.CheckNoCredentials, diagnose.CheckLayersBlocked},
		"an entry without credentials":              {outcome{phase: symptom.PhaseToken, by: symptom.TokenServer, class: symptom.AuthRequired, stage: pull.StageAnonymous}, diagnose.CheckEmptyCredential, diagnose.CheckLayersBlocked},
		"403 from the storage of the layers":        {outcome{phase: symptom.PhaseLayer, by: symptom.BlobStore, class: symptom.RegistryError, stage: pull.StageNone}, diagnose.CheckLayersBlocked, diagnose.CheckNoCredentials},
		"the storage cannot be reached":             {outcome{phase: symptom.PhaseLayer, target: symptom.BlobStore, by: symptom.NoAnswer, class: symptom.Connection, stage: pull.StageSent}, diagnose.CheckLayersBlocked, diagnose.CheckRegistryUnreachable},
		"a proxy refuses a layer":                   {outcome{phase: symptom.PhaseLayer, by: symptom.Proxy, class: symptom.AccessDenied, stage: pull.StageSent}, diagnose.CheckLayersBlocked, diagnose.CheckCredentialRejected},
		"a layer is missing":                        {outcome{phase: symptom.PhaseLayer, by: symptom.Registry, class: symptom.NotFound, stage: pull.StageSent}, diagnose.CheckRegistryError, diagnose.CheckImageNotFound},
		"a web page":                                {outcome{phase: symptom.PhaseResolve, by: symptom.Registry, answer: pull.AnswerPage, class: symptom.AccessDenied, stage: pull.StageSent}, diagnose.CheckNotARegistry, diagnose.CheckCredentialRejected},
		"the address is refused":                    {outcome{phase: symptom.PhaseResolve, by: symptom.Registry, answer: pull.AnswerAddress, class: symptom.AccessDenied, stage: pull.StageSent}, diagnose.CheckEgressRefused, diagnose.CheckAccessDenied},
		"the clock":                                 {outcome{phase: symptom.PhaseResolve, by: symptom.NoAnswer, answer: pull.AnswerClock, class: symptom.TLS, stage: pull.StageSent}, diagnose.CheckNodeClock, diagnose.CheckRegistryUntrusted},
		"a damaged layer":                           {outcome{phase: symptom.PhaseVerify, class: symptom.Disk, stage: pull.StageSent}, diagnose.CheckRegistryError, ""},
		"a full disk":                               {outcome{phase: symptom.PhaseUnpack, class: symptom.Disk, stage: pull.StageSent}, diagnose.CheckNodeDisk, diagnose.CheckRegistryError},
		"the limit, with a key that does not match": {outcome{phase: symptom.PhaseResolve, by: symptom.Registry, class: symptom.RateLimited, stage: pull.StageNone}, diagnose.CheckHostMismatch, diagnose.CheckNoCredentials},
		"the limit, sent":                           {outcome{phase: symptom.PhaseResolve, by: symptom.Registry, class: symptom.RateLimited, stage: pull.StageSent}, diagnose.CheckRateLimited, diagnose.CheckHostMismatch},
		"a secret that cannot be parsed":            {outcome{phase: symptom.PhaseLocal, class: symptom.CredentialMalformed, stage: pull.StageBroken}, diagnose.CheckPoisonedByOtherSecret, diagnose.CheckNoCredentials},
		"a name that does not resolve":              {outcome{phase: symptom.PhaseResolve, by: symptom.NoAnswer, class: symptom.DNS, stage: pull.StageNone}, diagnose.CheckRegistryUnreachable, diagnose.CheckNoCredentials},
		"no message, nothing wrong with a secret":   {outcome{class: symptom.Unknown, stage: pull.StageSent}, diagnose.CheckInvalidImageName, diagnose.CheckCredentialRejected},
	} {
		v := row(c.o)
		if v == nil || !slices.Contains(v.causes, c.want) || c.not != "" && slices.Contains(v.causes, c.not) {
			t.Errorf("%s: %v, want %s and not %s", name, v, c.want, c.not)
		}
	}
}

// TestVerdictTableHasNoHoles: every outcome has a row, and every row decides some.
func TestVerdictTableHasNoHoles(t *testing.T) {
	decides := map[*verdict]bool{}
	for o := range outcomes {
		v := row(o)
		if v == nil {
			t.Fatalf("no row for %+v", o)
		}
		decides[v] = true
	}
	for i := range verdicts {
		if !decides[&verdicts[i]] {
			t.Errorf("row %d (%v) is never reached", i, verdicts[i].causes)
		}
	}
}

// TestVerdictTableBlamesCredentialsWhereTheyMatter: no row blames credentials for
// an answer that they cannot change.
func TestVerdictTableBlamesCredentialsWhereTheyMatter(t *testing.T) {
	mayBlame := append(slices.Clone(authWords), symptom.CredentialMalformed, symptom.RateLimited, symptom.NeverPull, symptom.Unknown)
	for o := range outcomes {
		for _, cause := range row(o).causes {
			blames := cause == otherRegistry
			if c := check.Named(cause); c != nil {
				blames = blames || c.AboutCredentials
			}
			if blames && !slices.Contains(mayBlame, o.class) {
				t.Fatalf("%+v: %s", o, cause)
			}
			if blames && (o.answer != pull.AnswerPlain || o.by == symptom.BlobStore) && slices.Contains(refusalClasses, o.class) {
				t.Fatalf("%+v: %s", o, cause)
			}
		}
	}
}
