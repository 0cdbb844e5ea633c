package logins

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// maxFile is the largest config file that is read, in bytes.
const maxFile = 1 << 20

// place is where credentials may be stored.
type place struct {
	path   string
	text   string // the content itself, for the environment
	source string
	legacy bool // the format of .dockercfg
}

// places are the files in the order of docker (cli/config) and of podman,
// skopeo and buildah (containers-auth.json). nerdctl reads docker's.
func places() []place {
	var out []place
	add := func(source string, legacy bool, path ...string) {
		if path[0] != "" {
			p := filepath.Join(path...)
			out = append(out, place{path: p, source: source + " (" + shortened(p) + ")", legacy: legacy})
		}
	}
	if env := os.Getenv("DOCKER_AUTH_CONFIG"); env != "" {
		out = append(out, place{text: env, source: "the environment (DOCKER_AUTH_CONFIG)"})
	}
	home := homeDir()
	const docker, podman = "docker or nerdctl", "podman"
	if dir := os.Getenv("DOCKER_CONFIG"); dir != "" {
		add(docker, false, dir, "config.json")
	} else {
		add(docker, false, home, ".docker", "config.json")
	}
	add(podman, false, os.Getenv("REGISTRY_AUTH_FILE"))
	switch dir := os.Getenv("XDG_RUNTIME_DIR"); {
	case runtime.GOOS != "linux":
	case dir != "":
		add(podman, false, dir, "containers", "auth.json")
	default:
		add(podman, false, "/run/containers", strconv.Itoa(os.Getuid()), "auth.json")
	}
	if dir := os.Getenv("XDG_CONFIG_HOME"); dir != "" {
		add(podman, false, dir, "containers", "auth.json")
	} else {
		add(podman, false, home, ".config", "containers", "auth.json")
	}
	add("docker, legacy format", true, home, ".dockercfg")
	return out
}

// Places lists the files that Find reads, for the user.
func Places() string {
	var out []string
	for _, p := range places() {
		if p.path != "" {
			out = append(out, shortened(p.path))
		} else {
			out = append(out, "DOCKER_AUTH_CONFIG")
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}

func (p place) read() ([]byte, error) {
	if p.text != "" {
		return []byte(p.text), nil
	}
	return readFile(p.path)
}

// readFile reads a regular file of at most maxFile.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if i, err := f.Stat(); err != nil || i.IsDir() {
		return nil, errors.New("not a file")
	}
	return ReadAll(f)
}

// ReadAll reads at most maxFile bytes; more is an error.
func ReadAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = errors.New("larger than 1 MiB")
	}
	return data, err
}

func homeDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

// shortened is a path with ~ for the home directory.
func shortened(path string) string {
	if home := homeDir(); home != "" {
		if rest, err := filepath.Rel(home, path); err == nil && filepath.IsLocal(rest) {
			return "~" + string(filepath.Separator) + rest
		}
	}
	return path
}
