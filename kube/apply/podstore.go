package apply

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// PodStore keeps the manifests of bare pods on disk from before they are
// deleted until they have been created again, so that none is lost if the
// program is killed in between. Folder and files are readable by their owner
// only: a pod's environment may contain passwords.
type PodStore struct {
	folder  string
	cluster string // URL of the API server; all clusters share the folder
}

// NewPodStore makes a store for the pods of one cluster. The folder is
// created with the first pod.
func NewPodStore(folder, cluster string) *PodStore {
	return &PodStore{folder: folder, cluster: clean.Line(cluster)}
}

// PodStoreFolder returns the folder for such state: below $XDG_STATE_HOME, or
// the system's default; without a home directory, below the folder for
// temporary files, where anyone can make a folder of that name: what is not the
// user's own is not used (see private).
func PodStoreFolder() string {
	const name = "pulldoctor"
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, name, "pods")
	}
	if runtime.GOOS == "linux" {
		if home, err := os.UserHomeDir(); err == nil && isFolder(home) {
			return filepath.Join(home, ".local", "state", name, "pods")
		}
	} else if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, name, "pods")
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("%s-%d", name, os.Getuid()), "pods")
}

func isFolder(path string) bool {
	i, err := os.Stat(path)
	return err == nil && i.IsDir()
}

// keptPod is a manifest in the store.
type keptPod struct {
	pod  *corev1.Pod // as it will be created, with the UID of the one that was deleted
	path string
	at   time.Time
}

// Comments at the head of a file; the rest is a manifest for kubectl.
const (
	headCluster = "# cluster: "
	headUID     = "# uid: "
	headTime    = "# deleted: "
)

func (s *PodStore) path(pod *corev1.Pod, uid types.UID) string {
	name := strings.Join([]string{pod.Namespace, pod.Name, string(uid)}, "_")
	return filepath.Join(s.folder, url.PathEscape(name)+".yaml")
}

// keep stores the manifest of a pod that is about to be deleted.
func (s *PodStore) keep(fresh *corev1.Pod, uid types.UID) error {
	manifest := fresh.DeepCopy()
	manifest.APIVersion, manifest.Kind = "v1", "Pod"
	text, err := yaml.Marshal(manifest)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# pulldoctor deletes this pod to create it again. If it ended in between, start it again or run:\n")
	fmt.Fprintf(&b, "#   kubectl create -f FILE\n%s%s\n%s%s\n%s%s\n", headCluster, s.cluster, headUID, clean.Line(string(uid)), headTime, time.Now().UTC().Format(time.RFC3339))
	b.Write(text)
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return err
	}
	if err := private(s.folder, true); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.folder, ".new-") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), s.path(fresh, uid)) // atomic
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

func (s *PodStore) drop(pod *corev1.Pod, uid types.UID) {
	_ = os.Remove(s.path(pod, uid)) // a leftover file is found at the next start
}

// all returns the pods of this cluster. It skips files that cannot be read.
func (s *PodStore) all() []keptPod {
	paths, err := filepath.Glob(filepath.Join(s.folder, "*.yaml"))
	if err != nil || private(s.folder, true) != nil {
		return nil
	}
	var out []keptPod
	for _, path := range paths {
		if k, ok := s.read(path); ok {
			out = append(out, k)
		}
	}
	return out
}

func (s *PodStore) read(path string) (keptPod, bool) {
	if private(path, false) != nil {
		return keptPod{}, false
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return keptPod{}, false
	}
	k := keptPod{path: path, pod: &corev1.Pod{}}
	var cluster, uid string
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() && strings.HasPrefix(lines.Text(), "#") {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, headCluster):
			cluster = line[len(headCluster):]
		case strings.HasPrefix(line, headUID):
			uid = line[len(headUID):]
		case strings.HasPrefix(line, headTime):
			k.at, _ = time.Parse(time.RFC3339, line[len(headTime):])
		}
	}
	if cluster != s.cluster || uid == "" || yaml.Unmarshal(text, k.pod) != nil || k.pod.Name == "" {
		return keptPod{}, false
	}
	k.pod.UID = types.UID(uid)
	return k, true
}
