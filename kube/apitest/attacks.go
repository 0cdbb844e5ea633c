package apitest

// Attack is a text that anyone who may create a pod could put into it.
type Attack struct{ Name, Text string }

// Attacks are the classic ones, on terminals, on CI logs, and on the formats
// of a report.
var Attacks = []Attack{
	{"title escape", "a\x1b]0;owned\x07b"},
	{"title escape, C1", "a\u009d0;owned\u009cb"},
	{"clipboard", "a\x1b]52;c;cm0gLXJmIC8=\x07b"},
	{"hyperlink", "a\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\"},
	{"cursor moves", "a\x1b[2J\x1b[1;1H\x1b[1Aeverything is fine"},
	{"colour that hides", "a\x1b[8mhidden\x1b[0m\x1b[30;40m"},
	{"device status", "a\x1b[6n\x1b[c\x1bP$q\"p\x1b\\"},
	{"raw C1 bytes", "a\x9b2J\x9d0;owned\x9c"},
	{"carriage return", "ghcr.io/acme/web:1 is missing\rEvery image could be pulled"},
	{"backspaces", "bad\b\b\bgood\x7f\x7f"},
	{"line break and a false line", "a\n\n0 image pulls fail\n✓ Every image could be pulled."},
	{"vertical tab, form feed, null", "a\v\f\x00b"},
	{"right to left", "a\u202egpj.exe\u202c\u2066b\u2069"},
	{"zero width", "gh\u200bcr.i\u200do\ufeff"},
	{"tag characters", "a\U000e0073\U000e0065\U000e0063"},
	{"line separators", "a\u2028b\u2029c\u0085d"},
	{"GitHub command", "a\n::stop-commands::x\n::set-output name=x::y\n::error file=a::b"},
	{"GitHub command after a space", "a ::add-mask::e ::warning::everything is fine"},
	{"GitHub command, old form", "a ##[error]b ##[set-env name=PATH]/tmp"},
	{"GitLab section", "a\x1b[0Ksection_start:1:x\r\x1b[0Khidden"},
	{"Markdown link and image", "[login](http://evil.example) ![x](http://evil.example/x.png) <http://evil.example>"},
	{"Markdown blocks", "a\n# Everything is fine\n```\n| a | b |\n|---|---|\n> quote\n</details>"},
	{"HTML", `a<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;<!-- --> </td></tr></table>`},
	{"mentions", "@everyone #1 acme/web#2 GH-3"},
	{"XML entities", `]]><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;&#27;[2J`},
	{"YAML", "a: &a [*a, *a]\n--- !!python/object/apply:os.system ['id']\n? {x: y}\n- |\n  %YAML"},
	{"JSON", `","failures":[],"x":"\u001b[2J"}`},
	{"printf and shell", "%s%n$(id)`id`;id|id&&id 'a' \"b\""},
	{"path", "../../../../etc/passwd"},
}
