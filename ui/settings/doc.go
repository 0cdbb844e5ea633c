// Package settings reads the files in which a team keeps its rules: the settings
// file .pulldoctor.yaml and baselines. Start reading at Find.
//
// It imports no other package of ui and none of kube.
package settings
