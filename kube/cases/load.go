package cases

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"sigs.k8s.io/yaml"
)

// Load reads every folder of fsys that contains a case.yaml, or only the named ones, sorted by
// order, then name. The error names the folder and file that cannot be read. A named case that does
// not exist is an error as well.
func Load(fsys fs.FS, only ...string) ([]Case, error) {
	names, err := folders(fsys, only)
	if err != nil {
		return nil, err
	}
	found := make([]*Case, len(names))
	errs := make([]error, len(names))
	var all sync.WaitGroup
	for i, name := range names { // YAML is so slow that a second core matters at start-up
		all.Go(func() { found[i], errs[i] = read(fsys, name) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	var list []Case
	for _, c := range found {
		if c != nil {
			list = append(list, *c)
		}
	}
	slices.SortFunc(list, func(a, b Case) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name))
	})
	return list, nil
}

// folders returns the names to read. A folder that is named must be a case.
func folders(fsys fs.FS, only []string) ([]string, error) {
	for _, name := range only {
		if _, err := fs.Stat(fsys, path.Join(name, "case.yaml")); err != nil {
			return nil, fmt.Errorf("there is no practice case named %q", name)
		}
	}
	if len(only) > 0 {
		return only, nil
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("cannot list the practice cases: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// read reads one folder; nil without an error if it is not a case.
func read(fsys fs.FS, name string) (*Case, error) {
	about, err := optional(fsys, path.Join(name, "case.yaml"))
	if about == nil || err != nil {
		return nil, err
	}
	var head struct {
		Title  string `json:"title"`
		Order  int    `json:"order"`
		Story  string `json:"story"`
		Lesson string `json:"lesson"`
		Expect Expect `json:"expect"`

		Deny      []Right   `json:"deny"`
		Node      *Node     `json:"node"`
		Late      bool      `json:"late"`
		NotPlayed NotPlayed `json:"notPlayed"`
	}
	if err := yaml.UnmarshalStrict(about, &head); err != nil {
		return nil, fmt.Errorf("case %s: case.yaml: %w", name, err)
	}
	head.Expect.fill()
	c := &Case{
		Name: name, Title: head.Title, Order: head.Order,
		Story: head.Story, Lesson: head.Lesson, Expect: head.Expect,
		Deny: head.Deny, Node: head.Node, Late: head.Late, NotPlayed: head.NotPlayed,
	}
	if c.Manifests, err = objects(fsys, name, "manifests.yaml"); err != nil {
		return nil, err
	}
	if len(c.Manifests) == 0 {
		return nil, fmt.Errorf("case %s: manifests.yaml contains no object", name)
	}
	if c.Then, err = objects(fsys, name, "then.yaml"); err != nil {
		return nil, err
	}
	c.NodeFile, err = optional(fsys, path.Join(name, "node.yaml"))
	return c, err
}

// optional reads a file; nil if it does not exist.
func optional(fsys fs.FS, file string) ([]byte, error) {
	data, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}
