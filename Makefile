# `make help` lists the targets.
GO ?= go
VERSION ?=
LDFLAGS = -s -w $(if $(VERSION),-X main.version=$(VERSION))
# A third of the program is generated code of the Kubernetes API, which runs
# seldom: not inlining in there makes the program 2 MB smaller.
GCFLAGS = k8s.io/...=-l
GORELEASER ?= $(GO) run github.com/goreleaser/goreleaser/v2@v2.13.0
NODE_DIR = testdata/node
# The node tests build real programs once into $$PULLDOCTOR_CACHE (or the user's cache folder).
NODE_TIMEOUT ?= 60m

# Where make simulate begins, and how many worlds it runs.
SEED ?= 1
RUNS ?= 2000

# Sizes of the clusters that make bench reads.
PODS ?= 1000,10000,50000

# Packages tested at a time: more than there are processors, for many tests wait for a screen or a node.
TEST_PACKAGES ?= $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))

.PHONY: help build snapshot test simulate race lint test-node node-up node-down record bench golden shots tidy

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

build: ## build ./pulldoctor
	CGO_ENABLED=0 $(GO) build -trimpath -gcflags '$(GCFLAGS)' -ldflags '$(LDFLAGS)' -o pulldoctor .

snapshot: ## build all artifacts of a release into dist
	$(GORELEASER) release --snapshot --clean

test: ## unit tests and the screens in a pseudo-terminal; no root, no cluster
	GOGC=400 $(GO) test -p $(TEST_PACKAGES) ./...  # tests make much garbage in a short time: a tenth of their time went into collecting it

simulate: ## whole worlds from one seed: SEED=1 RUNS=2000; MUTANTS=all puts bugs into the program that it has to find
	SEED=$(SEED) RUNS=$(RUNS) MUTANTS= $(GO) test ./kube/simulate -run '^TestSimulate$$' -count=1 -v -timeout 0
	$(if $(MUTANTS),MUTANTS='$(MUTANTS)' $(GO) test ./kube/simulate -run '^TestMutants$$' -count=1 -v -timeout 0)

race: ## the same with the race detector
	$(GO) test -race ./...

lint: ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

test-node: ## every case on a real API server and a real node (Linux, root)
	$(GO) -C $(NODE_DIR) test -p 1 -count=1 -timeout $(NODE_TIMEOUT) ./apiserver ./realnode ./... -v
	$(GO) -C $(NODE_DIR)/distribution test -count=1 ./...

node-up: ## keep a real node with all cases running and print its kubeconfig (NODE=older: the older one)
	$(GO) -C $(NODE_DIR) run ./up -cases=all

node-down: ## end it
	$(GO) -C $(NODE_DIR) run ./up -stop

record: ## write what the real node says of each case into testdata/cases
	$(GO) -C $(NODE_DIR) test ./realnode -run TestRecord -record -count=1 -timeout $(NODE_TIMEOUT) -v

bench: bench-cluster ## all measurements: big clusters, a start, a key
	$(GO) test -run '^$$' -bench . -benchtime 10x ./ui/e2e
	$(GO) test -run '^$$' -bench '5000|Idle' -benchtime 100x ./ui

bench-cluster: ## a real API server full of pods, read beside kubectl and a raw read (PODS=1000 for one size)
	$(GO) -C $(NODE_DIR) run ./load -pods $(PODS)

golden: ## write the golden files
	$(GO) test ./ui/tui ./ui/report ./ui/e2e -update

shots: ## draw the README's pictures from the program itself
	$(GO) run ./ui/shots -o testdata/shots

tidy: ## go.mod and go.sum
	$(GO) mod tidy
