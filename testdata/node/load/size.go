package main

// size says how big a cluster is, and how many of its pods are found.
type size struct {
	pods       int
	namespaces int
}

func sizeOf(pods int) size {
	return size{pods: pods, namespaces: min(200, max(20, pods/50))}
}

const (
	nodes          = 100
	accounts       = 4  // of a namespace
	pullSecrets    = 3  // of a namespace
	opaqueSecrets  = 21 // of a namespace
	helmSecrets    = 8  // of a namespace, of 30 kB
	bigHelmSecrets = 2  // of a namespace, of 500 kB
	eventsPerPod   = 6  // of a failing pod
)

// state is what has become of a pod. Of a thousand pods 60 cannot pull their images.
type state int

const (
	running        state = iota
	succeeded            // 4 %
	unschedulable        // 1 %
	crashing             // 1 %
	pullFails            // 5 %
	initPullFails        // 0.5 %
	secondPullFail       // 0.5 %: the pod is Running, its second container is not
)

// stateOf gives every pod its fate by its number.
func stateOf(i int) state {
	switch n := i % 200; {
	case n%20 == 0: // 10
		return pullFails
	case n == 1:
		return initPullFails
	case n == 2:
		return secondPullFail
	case n == 3 || n == 4:
		return unschedulable
	case n == 5 || n == 6:
		return crashing
	case n >= 7 && n < 15:
		return succeeded
	}
	return running
}

func (s state) failing() bool { return s == pullFails || s == initPullFails || s == secondPullFail }

// failing is how many pods cannot pull an image.
func (s size) failing() int {
	n := 0
	for i := range s.pods {
		if stateOf(i).failing() {
			n++
		}
	}
	return n
}
