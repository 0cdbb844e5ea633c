// Command sbom writes the bill of materials of a Go program: which modules are
// linked into it, in which versions, as CycloneDX 1.6 JSON. It reads them from
// the program itself (debug/buildinfo), so it needs no network and no other
// tool, and says what is in the file that is shipped, not what was meant to be.
//
//	go run ./release/sbom -version 1.2.3 PROGRAM SBOM.json
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	version := flag.String("version", "", "version of the program, if the build does not say it")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: sbom [-version VERSION] PROGRAM SBOM.json")
		os.Exit(2)
	}
	if err := write(flag.Arg(0), flag.Arg(1), *version); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// write reads a program and writes its bill of materials.
func write(program, document, version string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	digest, err := digestOf(program)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(describe(info, version, digest), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(document, append(text, '\n'), 0o644)
}

// digestOf is the SHA-256 of a file, in hex.
func digestOf(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
