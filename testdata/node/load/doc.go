// Command load measures what reading a big cluster costs. It fills the store of a real API server
// with pods, secrets, accounts and events as a busy cluster has them, and lets the program read
// them side by side with kubectl and with a raw read that discards everything.
//
//	go -C testdata/node run ./load -pods 1000,10000,50000
//
// There are no controllers and no nodes: the objects are written straight into etcd, in the API
// server's own encoding, and nothing changes them.
package main
