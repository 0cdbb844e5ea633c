// Package fakecluster is the fake clientset of client-go for tests, with what an API server does
// besides storing objects: UIDs, resource versions, conflicts, preconditions, dry runs and refusals.
// Tests that look at the HTTP requests themselves use package apitest.
//
// It may import the types of diagnose. Only tests import it.
package fakecluster
