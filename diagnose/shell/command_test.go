package shell

import (
	"strings"
	"testing"
)

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"regcred": "regcred", "": "''", "a b": "'a b'", "$(x)": "'$(x)'", "it's": `'it'\''s'`, "-n": "'-n'", "https://index.docker.io/v1/": "https://index.docker.io/v1/",
	} {
		if got := quote(in); got != want {
			t.Errorf("quote(%q) = %s, want %s", in, got, want)
		}
	}
}

// A word that is not what it must be takes the whole list with it.
func TestLines(t *testing.T) {
	templates := []string{"# about {name}", "kubectl -n {ns} get secret {name} -o {path} > {name}.json", "kubectl label {name} note={note}"}
	words := func(ns, name, key string) Words {
		return Words{"ns": Namespace(ns), "name": Name(name), "path": DataKey("jsonpath={.data.", key, "}"), "note": Text("--all; it's\n")}
	}
	got := strings.Join(Lines(words("shop", "regcred", ".dockerconfigjson"), templates...), "\n")
	want := `# about regcred
kubectl -n shop get secret regcred -o 'jsonpath={.data.\.dockerconfigjson}' > regcred.json
kubectl label regcred note='--all; it'\''s
'`
	if got != want {
		t.Errorf("%s", got)
	}
	for _, w := range []Words{
		words("", "a", "k"), words("--all", "a", "k"), words("a.b", "a", "k"), words("a", "", "k"), words("a", "--all", "k"), words("a", "A", "k"),
		words("a", "../x", "k"), words("a", "a..b", "k"), words("a", "a b", "k"), words("a", strings.Repeat("a", 254), "k"), words("a", "a", "x'y"), words("a", "a", ""), words("a", "a\nb", "k"),
	} {
		got := Lines(w, templates...)
		if len(got) != 1 || Some(got) || !strings.HasPrefix(got[0], "# no command: ") || strings.Contains(got[0], "\n") || len(got[0]) > 400 {
			t.Errorf("%q", got)
		}
	}
	// A free value is an argument only where no option can be read.
	if got := Lines(Words{"x": Text("y")}, "kubectl get {x}"); Some(got) {
		t.Errorf("%q", got)
	}
	if got := Lines(Words{"x": Text("a\nb")}, "# {x} {y}"); got[0] != "# a b {y}" {
		t.Errorf("%q", got)
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		word Word
		ok   bool
	}{
		{Name("a-1.b"), true}, {Name("a_b"), false}, {Name(".a"), false}, {Name("a-"), false}, {Namespace(strings.Repeat("a", 64)), false},
		{QualifiedName("argocd/shop"), true}, {QualifiedName("a/b/c"), false}, {QualifiedName("a/--x"), false},
		{Cloud("example.com:my-project"), true}, {Cloud("-x"), false}, {Cloud("a/../b"), false}, {Cloud("a b"), false},
		{Registry("https://index.docker.io/v1/"), true}, {Registry("--help"), false}, {Registry("a'b"), false},
		{Path("-x.yaml"), true}, {Path(""), false}, {JSON(map[string]string{"a": "-"}), true}, {JSON("-x"), true}, {Capitals("NAME"), true},
	} {
		if got := Some(Lines(Words{"w": c.word}, "kubectl get {w}")); got != c.ok {
			t.Errorf("%q: %v", c.word.value, got)
		}
	}
	if got := Lines(Words{"w": Path("-x")}, "cat {w}")[0]; got != "cat ./-x" {
		t.Errorf("%s", got)
	}
}
