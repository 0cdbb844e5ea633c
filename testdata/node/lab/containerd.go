package lab

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
	"github.com/pulldoctor/pulldoctor/testdata/node/registry"
)

// Socket and pause image of the node. The image is imported, so no registry has to serve it.
const (
	containerdSocket = "/run/containerd/containerd.sock"
	pauseImage       = "practice.invalid/pause:1"

	progress = "20s" // after which a pull that gets nothing more is given up; five minutes by default
)

// olderContainerdConfig says the same to containerd 1.7.
const olderContainerdConfig = `version = 2
root = %[1]q
state = "/run/containerd"
[grpc]
  address = %[2]q
[plugins."io.containerd.grpc.v1.cri"]
  image_pull_progress_timeout = %[8]q
  sandbox_image = %[3]q
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = %[4]q
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    BinaryName = %[5]q
    SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = %[6]q
    conf_dir = %[7]q
[plugins."io.containerd.nri.v1.nri"]
  disable = true
`

// containerdConfig is containerd's own, for what differs from its defaults. The machine may lack the
// right to lower oom scores (CAP_SYS_RESOURCE), so runc must not try.
const containerdConfig = `version = 3
root = %[1]q
state = "/run/containerd"
[grpc]
  address = %[2]q
[plugins.'io.containerd.cri.v1.images']
  image_pull_progress_timeout = %[8]q
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = %[3]q
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = %[4]q
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  BinaryName = %[5]q
  SystemdCgroup = false
[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = [%[6]q]
  conf_dir = %[7]q
[plugins.'io.containerd.nri.v1.nri']
  disable = true
`

// cniConfig gives pods an address on a bridge that leads nowhere.
const cniConfig = `{"cniVersion": "1.0.0", "name": "practice", "plugins": [
  {"type": "bridge", "bridge": "practice0", "isGateway": false, "ipMasq": false,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.244.0.0/24"}]]}}]}
`

// writeHosts says how containerd reaches the registries: all with certificates of the practice
// authority, and some through a mirror, which it asks first.
func (c *Cluster) writeHosts(registries []cases.Registry) error {
	ca := fmt.Sprintf("ca = %q\n", c.file("registries.crt"))
	// containerd 1.7 wants the empty table
	if _, err := c.writeFile("certs.d/_default/hosts.toml", ca+"[host]\n"); err != nil {
		return err
	}
	for _, r := range registries {
		if r.Mirror == "" {
			continue
		}
		text := fmt.Sprintf("server = %q\n%s[host.%q]\n  capabilities = [\"pull\", \"resolve\"]\n  %s",
			"https://"+r.Host, ca, "https://"+r.Mirror, ca)
		if _, err := c.writeFile("certs.d/"+r.Host+"/hosts.toml", text); err != nil {
			return err
		}
	}
	return nil
}

// startContainerd runs containerd and gives it the pause image.
func (c *Cluster) startContainerd(ctx context.Context, registries []cases.Registry) error {
	runc, err := exec.LookPath("runc")
	if err != nil {
		return err
	}
	if err := c.writeHosts(registries); err != nil {
		return err
	}
	if _, err := c.writeFile("cni/10-practice.conflist", cniConfig); err != nil {
		return err
	}
	pause := pauseImage
	if c.about.PauseImage != "" {
		pause = c.about.PauseImage
	}
	config, err := c.writeFile("containerd.toml", fmt.Sprintf(c.node.containerdConfig, c.file("containerd"),
		containerdSocket, pause, c.file("certs.d"), runc, isolate.CNIDir, c.file("cni"), progress))
	if err != nil {
		return err
	}
	// containerd looks for its shim in PATH, and each program has a folder of its own.
	path := strings.Join([]string{
		filepath.Dir(c.path("containerd-shim-runc-v2")), "/usr/sbin", "/usr/bin", "/sbin", "/bin",
	}, ":")
	p, err := c.run("containerd", []string{"PATH=" + path}, "--config="+config)
	if err != nil {
		return err
	}
	if err := waitFor(ctx, p, func(ctx context.Context) error { return c.ctr(ctx, "version") }); err != nil {
		return err
	}
	archive := c.file("pause.tar")
	if err := registry.WriteArchive(archive, c.path("pause"), pauseImage); err != nil {
		return err
	}
	return c.ctr(ctx, "--namespace=k8s.io", "images", "import", c.node.importFlag, archive)
}

// ctr runs containerd's own client.
func (c *Cluster) ctr(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, c.path("ctr"), append([]string{"--address=" + containerdSocket}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("ctr %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return nil
}
