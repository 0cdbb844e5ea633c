# `make help` lists the targets.
GO ?= go
VERSION ?=
LDFLAGS = -s -w $(if $(VERSION),-X main.version=$(VERSION))
NODE = testdata/node
# The node tests build real programs once into $$PULLDOCTOR_CACHE (or the user's cache folder).
NODE_TIMEOUT ?= 60m

.PHONY: help build test race lint test-node node-diff bench golden shots tidy

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

build: ## build ./pulldoctor
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o pulldoctor .

test: ## unit tests and the screens in a pseudo-terminal; no root, no cluster
	$(GO) test ./...

race: ## the same with the race detector
	$(GO) test -race ./...

lint: ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

test-node: ## every case on a real API server and a real node (Linux, root)
	$(GO) -C $(NODE) test -p 1 -timeout $(NODE_TIMEOUT) ./apiserver ./realnode ./... -v

bench: ## how long a start takes, beside a program that does nothing
	$(GO) test -run '^$$' -bench . -benchtime 10x ./ui/e2e

golden: ## write the golden files anew
	$(GO) test ./ui ./ui/report ./ui/e2e -update

tidy: ## go.mod and go.sum
	$(GO) mod tidy
