#!/usr/bin/env python3
"""malformed.py TINY OUT: writes malformed inputs and a table of them.

TINY is a copy of the tiny issue with its layouts, and with one file of translations exported from it in first.xlf and first.po. Each case
is a file of OUT and a line of OUT/table: its number, the file that it stands in for (below TINY), how it is read, the code that is
expected, the rule that the message must name, and what it is. Nothing is drawn by lot: the same cases every time.
"""
import pathlib
import sys

tiny, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
cases = []


def case(file, data, rule, what, how="check", code="1"):
    cases.append((file, how, code, rule, what))
    data = data.encode() if isinstance(data, str) else data
    (out / str(len(cases))).write_bytes(data)


def read(name):
    return (tiny / name).read_text(encoding="utf-8")


plan, layout, strings, article = "issue/issue.yaml", "layouts/tiny.yaml", "issue/en/strings.yaml", "issue/en/second.md"
P, L, S, A = read(plan), read(layout), read(strings), read(article)
T, G = read("layouts/typography.yaml"), read("layouts/languages/en.yaml")
head, body = A.split("\n\n", 1)
bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    "%s: &%s [%s]\n" % (c, c, ", ".join(["*" + p] * 9)) for p, c in zip("abcdefgh", "bcdefghi"))


# --- YAML: the plan, and what holds for every YAML file
def yaml(what, data, rule, code="1"):
    case(plan, data, rule, "issue.yaml: " + what, code=code)


yaml("empty", "", "key-missing")
yaml("white space", "\n \n\n", "key-missing")
yaml("a comment alone", "# nothing\n", "key-missing")
yaml("a word", "hello\n", "value-invalid")
yaml("a list", "- a\n- b\n", "value-invalid")
yaml("a tab for indentation", P.replace("    frames:", "\tframes:"), "yaml-[a-z]+")
yaml("a bomb of aliases", bomb + P, "yaml-feature")
yaml("an anchor", P.replace("source: en", "source: &x en"), "yaml-feature")
yaml("an alias to nothing", P.replace("source: en", "source: *x"), "yaml-[a-z]+")
yaml("a tag", P.replace("source: en", "source: !!python/object:os.system en"), "yaml-feature")
yaml("a merge key", P + "<<: { a: b }\n", "yaml-feature")
yaml("two documents", P + "---\n" + P, "yaml-[a-z]+")
yaml("a directive", "%YAML 1.2\n---\n" + P, "yaml-feature")
yaml("a key given twice", P + "source: fr\n", "(yaml-duplicate-key|key-duplicate|yaml-[a-z-]+)")
yaml("a list as a key", P + "[a, b]: c\n", "yaml-[a-z]+")
yaml("an open bracket", P.replace("[en, ar]", "[en, ar"), "yaml-syntax")
yaml("an open quote", P.replace('"Quoin tests"', '"Quoin tests'), "yaml-syntax")
yaml("a colon in a value", P.replace('"Quoin tests"', "Quoin: tests"), "yaml-syntax")
yaml("cut off in a map", P[:-20], "value-invalid")
yaml("cut off in a word", P[:130], "yaml-syntax")
yaml("nested lists, a thousand deep", "pages: " + "[" * 1000 + "]" * 1000 + "\n", "(yaml-depth|nesting-depth|yaml-[a-z]+)")
yaml("nested maps, a hundred thousand deep", "pages: " + "{a: " * 100000 + "}" * 100000, "(yaml-[a-z]+)")
yaml("indented lists, five hundred deep", "pages:\n" + "".join(" " * i + "-\n" for i in range(1, 500)), "(yaml-[a-z]+)")
yaml("Latin-1", P.replace("tests", "t\u00e9sts").encode("latin-1"), "encoding-utf8")
yaml("UTF-16", P.encode("utf-16"), "encoding-utf8")
yaml("UTF-16 without a mark", P.encode("utf-16-le"), "(encoding-utf8|yaml-syntax)")
yaml("UTF-32", P.encode("utf-32"), "encoding-utf8")
yaml("overlong UTF-8", P.encode().replace(b"tests", b"\xc0\xaetests"), "encoding-utf8")
yaml("half a surrogate", P.encode().replace(b"tests", b"\xed\xa0\x80"), "encoding-utf8")
yaml("a zero byte", P.replace("tests", "te\0sts"), "(yaml-syntax|encoding-utf8)")
yaml("a control character", P.replace("tests", "te\x07sts"), "(yaml-syntax|encoding-utf8)")
yaml("random bytes", bytes((i * 197 + 31) % 256 for i in range(5000)), "encoding-utf8")
yaml("a PNG", (tiny / "issue/assets/field.png").read_bytes(), "encoding-utf8")
yaml("seventeen megabytes", P + "# " + "x" * (17 << 20), "file-too-large")
yaml("a key of a megabyte", "k" * (1 << 20) + ": 1\n" + P, "(key-unknown|yaml-syntax)")
yaml("a value of a megabyte", P.replace("2031-1", "x" * (1 << 20)), "value-invalid")
yaml("a hundred thousand keys", P + "".join("k%d: 1\n" % i for i in range(100000)), "key-unknown")
yaml("an edition up the tree", P.replace("edition: 2031-1", "edition: ../../../etc"), "value-invalid")
yaml("an absolute edition", P.replace("edition: 2031-1", "edition: /tmp/x"), "value-invalid")
yaml("an edition of dots", P.replace("edition: 2031-1", "edition: .."), "value-invalid")
yaml("a hidden edition", P.replace("edition: 2031-1", "edition: .x"), "value-invalid")
yaml("an edition with a line end", P.replace("edition: 2031-1", 'edition: "a\\nb"'), "value-invalid")
yaml("an edition with a zero byte", P.replace("edition: 2031-1", 'edition: "a\\0b"'), "value-invalid")
yaml("an empty edition", P.replace("edition: 2031-1", "edition:"), "value-invalid")
yaml("an edition that is a map", P.replace("edition: 2031-1", "edition: { a: b }"), "value-invalid")
yaml("a language up the tree", P.replace("[en, ar]", "[en, ../../etc]"), "language-tag")
yaml("a language with a slash", P.replace("[en, ar]", "[en, a/b]"), "language-tag")
yaml("a source up the tree", P.replace("source: en", "source: ../en"), "language-tag")
yaml("a language of a thousand letters", P.replace("[en, ar]", "[en, %s]" % ("a" * 1000)), "language-tag")
yaml("a layout that is not there", P.replace("layouts/tiny", "layouts/none"), "file-missing")
yaml("a layout that is a folder", P.replace("../layouts/tiny.yaml", "../layouts"), "file-unreadable", "5")
yaml("a layout that never ends", P.replace("../layouts/tiny.yaml", "/dev/zero"), "file-unreadable", "5")
yaml("a layout that is a password file", P.replace("../layouts/tiny.yaml", "/etc/passwd"), "(yaml-[a-z]+|value-invalid)")
yaml("a layout that is the issue", P.replace("../layouts/tiny.yaml", "issue.yaml"), "key-unknown")
yaml("an article up the tree", P.replace("article: second", "article: ../../../etc/passwd"), "article-unknown")
yaml("a day that does not exist", P.replace("2031-02-15", "2031-02-30"), "date-invalid")
yaml("a date of letters", P.replace("2031-02-15", "soon"), "date-invalid")
yaml("a year of ten digits", P.replace("2031-02-15", "9999999999-01-01"), "date-invalid")
yaml("a number beyond 64 bits", P.replace("number: 1", "number: 99999999999999999999999"), "value-invalid")
yaml("a number below zero", P.replace("number: 1", "number: -1"), "value-invalid")
yaml("no pages", P[:P.index("pages:")] + "pages: []\n", "value-invalid")
yaml("pages that are a word", P[:P.index("pages:")] + "pages: all\n", "value-invalid")
yaml("a page that is a word", P[:P.index("pages:")] + "pages: [front]\n", "value-invalid")
yaml("a template that is a list", P.replace("template: front", "template: [front]"), "value-invalid")
yaml("an unknown template", P.replace("template: front", "template: frnt"), "template-unknown")
yaml("frames that are a list", P.replace("frames:\n      main: { article: second }", "frames: [second]"), "value-invalid")
yaml("an article and a box in one", P.replace("{ article: second }", "{ article: second, box: field }"), "value-invalid")
yaml("a frame with nothing", P.replace("{ article: second }", "{}"), "key-missing")
yaml("a story that goes on and never began", P.replace("article: second", "article: second, continue: true"), "place-continue")
yaml("an article placed twice", P.replace("article: third", "article: second"), "place-continue")
yaml("a shape of two points", P.replace("{ article: third }", "{ box: field, shape: [[0, 0], [1, 1]] }"), "value-invalid")
yaml("a shape beyond its box", P.replace("{ article: third }", "{ box: field, shape: [[0, 0], [900, 0], [0, 9]] }"), "value-invalid")
yaml("a chain of languages to itself", P.replace("layout:", "missing: { ar: [xx] }\nlayout:"), "value-invalid")

for what, data, rule in [
    ("empty", "", "(design-unknown|style-missing|template-unknown)"),
    ("a word", "x\n", "value-invalid"),
    ("a bomb of aliases", bomb + L, "yaml-feature"),
    ("based on itself", "based-on: tiny.yaml\n" + L, "style-cycle"),
    ("based on what is outside", "based-on: ../../../../../../etc/passwd\n" + L, "(yaml-[a-z]+|value-invalid|file-missing)"),
    ("a page of no width", L.replace("width: 105mm", "width: 0"), "value-invalid"),
    ("a page below zero", L.replace("width: 105mm", "width: -105mm"), "value-invalid"),
    ("a page of a kilometre", L.replace("width: 105mm", "width: 1000000mm"), "value-invalid"),
    ("a length beyond 32 bits", L.replace("width: 105mm", "width: 99999999999999999999mm"), "value-invalid"),
    ("margins wider than the page", L.replace("inside: 12mm", "inside: 120mm"), "value-invalid"),
    ("a million columns", L.replace("columns: 6", "columns: 1000000"), "value-invalid"),
    ("a baseline of zero", L.replace("baseline: 11pt", "baseline: 0"), "value-invalid"),
    ("type of zero", L.replace("size: 9pt", "size: 0pt", 1), "value-invalid"),
    ("a style that is based on itself", L.replace("body: { font", "body: { based-on: body, font", 1), "style-cycle"),
    ("frames that follow each other in a circle", L.replace("main: { top: 25mm", "main: { top: after inside", 1), "frame-cycle"),
    ("a frame outside the page", L.replace("height: 70mm", "height: 700mm"), "frame-outside-page"),
    ("a colour that nobody declared", L.replace("text-colour: ink", "text-colour: inc"), "colour-unknown"),
    ("a colour of letters", L.replace('"#202020"', '"#zzzzzz"'), "value-invalid"),
    ("a direction", L.replace("inside: 12mm", "left: 12mm"), "direction-word"),
    ("cut off", L[:len(L) // 2], "(yaml-syntax|template-unknown|style-missing|value-invalid|key-[a-z]+)"),
]:
    case(layout, data, rule, "layout: " + what)

for what, data, rule in [
    ("empty", "", "string-missing"),
    ("a list", "- a\n", "value-invalid"),
    ("not quoted", S.replace('"The Small Post"', "The Small Post"), "string-quoted"),
    ("nested a hundred deep", "a:\n" + "".join("  " * i + "a:\n" for i in range(1, 100)), "(yaml-[a-z]+|value-invalid)"),
    ("Latin-1", S.replace("Post", "P\u00f6st").encode("latin-1"), "encoding-utf8"),
    ("a title that is a list", S.replace('"The Small Post"', "[a]"), "value-invalid"),
    ("a section without a name", S.replace('  news: "News"\n', ""), "string-missing"),
]:
    case(strings, data, rule, "strings.yaml: " + what)
case("layouts/typography.yaml", T.replace("space-max: 1.33", "space-max: 1e9"), "value-invalid", "typography.yaml: a number with an exponent")
case("layouts/typography.yaml", T.replace("scripts:", "scripts: 1\nx:", 1), "(value-invalid|key-unknown|yaml-syntax)", "typography.yaml: scripts that are a number")
case("layouts/typography.yaml", bomb, "yaml-feature", "typography.yaml: a bomb of aliases")
for what, data, rule in [
    ("empty", "", "key-missing"),
    ("a message with an open brace", G.replace('"{page}"', '"{page"', 1), "message-syntax"),
    ("braces a thousand deep", G.replace('"{page}"', '"%s"' % ("{page, select, other " * 1000 + "{" + "}" * 1001), 1), "message-[a-z]+"),
    ("an unknown argument", G.replace("p. {page}", "p. {pge}", 1), "message-argument"),
    ("a plural without other", G.replace("other {# articles}", ""), "message-plural"),
    ("a dictionary up the tree", G.replace("hyph_en_GB.dic", "../../../../etc/passwd"), "value-invalid"),
    ("a script of six letters", G.replace("script: Latn", "script: Latin"), "value-invalid"),
]:
    case("layouts/languages/en.yaml", data, rule, "a language: " + what)


# --- Markdown
def md(what, data, rule, code="1"):
    case(article, data, rule, "Markdown: " + what, code=code)


def text(what, addition, rule, code="1"):
    md(what, A + "\n" + addition + "\n", rule, code)


md("empty", "", "(front-matter|headline|key-missing)")
md("one letter", "x", "(front-matter|headline)")
md("front matter alone", head + "\n", "headline")
md("front matter that does not end", "---\nid: second\n\n# A\n\nB\n", "(front-matter|headline)")
md("a dash for the fence", A.replace("---", "\u2014", 1), "front-matter")
md("an id up the tree", A.replace("id: second", "id: ../../x"), "id-form")
md("an id of another article", A.replace("id: second", "id: first"), "(article-id|id-duplicate)")
md("a bomb of aliases in the front matter", "---\n" + bomb + "id: second\n---\n\n" + body, "yaml-feature")
md("front matter nested a thousand deep", "---\nid: " + "[" * 1000 + "\n---\n\n" + body, "yaml-[a-z]+")
md("front matter of ten thousand keys", "---\nid: second\n" + "".join("k%d: 1\n" % i for i in range(10000)) + "---\n\n" + body, "key-unknown")
md("no headline", head + "\n\nText.\n", "headline")
md("two headlines", A + "\n# Another\n", "headline")
md("Latin-1", A.replace("wool", "w\u00f6\u00f6l").encode("latin-1"), "encoding-utf8")
md("UTF-16", A.encode("utf-16"), "encoding-utf8")
md("cut off in a character", A.encode() + "\u00e9".encode()[:1], "encoding-utf8")
md("a zero byte", A.replace("wool", "wo\0ol"), "[a-z-]+")
md("a control character", A.replace("wool", "wo\x1bol"), "[a-z-]+")
md("a reversing mark", A.replace("wool", "wo\u202eol"), "(encoding-bidi|bidi-control|[a-z-]*bidi[a-z-]*)")
md("seventeen megabytes", A + "x" * (17 << 20), "file-too-large")
md("lines that end in CR alone", A.replace("\n", "\r").replace("# The", "## The"), "headline")
text("raw HTML", "<script>alert(1)</script>", "html-raw")
text("an entity", "A&nbsp;B", "entity")
text("a comment that does not end", "<!-- never", "comment")
text("an underlined heading", "A heading\n---------", "heading-setext")
text("indented code", "    code", "(code-indented|indented-code|[a-z-]*code[a-z-]*)")
text("a level left out", "### Deep", "heading-level")
text("seven levels", "####### Deep", "heading-[a-z]+")
text("an unknown box", "> [!boox] x\n>\n> y", "box-unknown-kind")
text("a box without an end of its marker", "> [!sidebar\n>\n> y", "[a-z-]+")
text("a box without content", "> [!sidebar] x", "box-empty")
text("a marker that is escaped", "> \\[!sidebar\\]\n>\n> y", "[a-z-]+")
text("quotes two hundred deep", "> " * 200 + "x", "nesting-depth")
text("quotes ten thousand deep", ">" * 10000 + "x", "nesting-depth")
text("lists twenty deep", "\n".join("  " * i + "- x" for i in range(20)), "(list-depth|nesting-depth)")
text("lists five hundred deep", "\n".join("  " * i + "- x" for i in range(500)), "(list-depth|nesting-depth)")
text("emphasis two hundred deep", "*a **b " * 200 + "c" + "** *" * 200, "(nesting-depth|emphasis[a-z-]*)")
text("brackets ten thousand deep", "[" * 10000 + "x" + "]" * 10000, "[a-z-]+", "[01]")
text("links in links a thousand times", "[a](" * 1000, "[a-z-]+", "[01]")
text("spans a hundred deep", "[" * 100 + "x" + "]{lang=fr}" * 100, "nesting-depth")
text("a hundred thousand stars", "*" * 100000, "[a-z-]+", "[01]")
text("a hundred thousand backticks apart", "` " * 50000, "[a-z-]+", "[01]")
text("ten thousand calls of nothing", "[^x] " * 10000, "footnote-undefined")
text("a note that nobody calls", "[^x]: A note.", "footnote-unused")
text("a note given twice", "A[^x]\n\n[^x]: One.\n\n[^x]: Two.", "footnote-duplicate")
text("a note that calls itself", "A[^x]\n\n[^x]: One[^x].", "footnote-nested")
text("notes that stand together", "A[^x]B[^y]\n\n[^x]: One.\n[^y]: Two.", "footnote-place")
text("a note in full width", "A\uff3b^1\uff3d", "footnote-form")
text("a picture up the tree", "> [!figure] {#f1}\n>\n> ![A](../../../../etc/passwd)", "asset-outside")
text("a picture by an absolute path", "> [!figure] {#f1}\n>\n> ![A](/etc/passwd)", "asset-outside")
text("a picture up the tree in disguise", "> [!figure] {#f1}\n>\n> ![A](x/../../field.png)", "asset-outside")
text("a picture with backslashes", "> [!figure] {#f1}\n>\n> ![A](..\\..\\x.png)", "(asset-outside|[a-z-]+)")
text("a picture from the network", "> [!figure] {#f1}\n>\n> ![A](https://127.0.0.1:9/x.png)", "(picture-missing|asset-outside|link-[a-z]+|[a-z-]+)")
text("a picture that is a folder", "> [!figure] {#f1}\n>\n> ![A](.)", "[a-z-]+")
text("a picture that is not there", "> [!figure] {#f1}\n>\n> ![A](none.png)", "picture-missing")
text("a picture without words", "> [!figure] {#f1}\n>\n> ![](field.png)", "image-alt")
text("a picture of a thousand letters", "> [!figure] {#f1}\n>\n> ![A](%s.png)" % ("x" * 1000), "picture-missing")
text("a picture within a paragraph", "A ![b](field.png) c", "image-place")
text("a reference to nothing", "[p. {page}](#nothing)", "xref-undefined")
text("an id given twice", "## A {#open-day}", "id-duplicate")
text("an id in capitals", "## A {#Big}", "id-form")
text("attributes that nobody knows", "[a]{onclick=x}", "attribute")
text("ten thousand attributes", "[a]{%s}" % " ".join(".c%d" % i for i in range(10000)), "[a-z-]+", "[01]")
text("a language that is no tag", "[a]{lang=../../x}", "language-tag")
text("a date that does not exist", "{date 2031-02-31}", "date-invalid")
text("data that nobody knows", "{exec ls}", "data")
text("data that does not end", "{date 2031-02-01", "[a-z-]+", "[01]")
text("a number of a thousand digits", "{number %s}" % ("9" * 1000), "[a-z-]+")
text("a link without a scheme", "[a](javascript:alert(1))", "link-[a-z]+|url-[a-z]+|[a-z-]+")
text("a link by reference", "[a][b]\n\n[b]: https://example.org", "[a-z-]+")
text("a link that is parted", "[a] (https://example.org)", "[a-z-]+")
text("a table of a thousand columns", "|" + " a |" * 1000 + "\n|" + " - |" * 1000, "table-form")
text("a table of uneven rows", "| a | b |\n| - | - |\n| 1 |", "table-ragged")
text("a table within a list", "- | a |\n  | - |\n  | 1 |", "table-place")
text("a no-break space after a hyphen", "-\u00a0item", "marker-space")
text("a no-break space after #", "#\u00a0Head", "marker-space")
text("stars with spaces inside", "** bold **", "emphasis[a-z-]*|[a-z-]+")
text("a second deck", "> [!deck] One.\n\n> [!deck] Two.", "role-twice")
text("a table for a byline", "> [!byline]\n>\n> | a |\n> | - |", "(role-content|table-place)")
text("an event without a date", "> [!event] soon\n>\n> x", "event-date")
text("a word of a megabyte", "x" * (1 << 20), "file-too-large")
text("a word of four hundred kilobytes", "x" * (400 << 10), "text-long")
md("a headline of forty kilobytes", A.replace("# The", "# The" + " long" * 8000), "(text-long|fit-[a-z]+)")
text("fifty thousand paragraphs", "x\n\n" * 50000, "fit-overset")

# --- what translators send back
xlf, po = read("first.xlf"), read("first.po")
xhead, xbody = xlf.split("\n", 1)


def xliff(what, data, rule, code="1"):
    case("back", data, rule, "XLIFF: " + what, "merge", code)


xliff("empty", b"", "xliff-[a-z]+")
xliff("cut off", xlf.encode()[:len(xlf.encode()) // 2], "xliff-form")
xliff("cut off in a tag", xlf[:xlf.index("<target>") + 5], "xliff-form")
xliff("an entity bomb", xhead + "<!DOCTYPE xliff [<!ENTITY a0 \"aaaaaaaaaa\">" + "".join(
    "<!ENTITY a%d \"%s\">" % (i + 1, ("&a%d;" % i) * 10) for i in range(9)) + "]>" + xbody.replace("<target>", "<target>&a9;"), "xliff-refused")
xliff("a quadratic bomb", xhead + "<!DOCTYPE xliff [<!ENTITY a \"%s\">]>" % ("a" * 100000) + xbody.replace("<target>", "<target>" + "&a;" * 1000, 1), "xliff-refused")
xliff("an entity from a file", xhead + "<!DOCTYPE xliff [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + xbody.replace("<target>", "<target>&x;", 1), "xliff-refused")
xliff("a document type from the network", xhead + "<!DOCTYPE xliff SYSTEM \"http://127.0.0.1:9/x.dtd\">" + xbody, "xliff-refused")
xliff("a stylesheet and nothing", "<?xml version=\"1.0\"?><?xml-stylesheet href=\"file:///etc/passwd\"?><x/>", "xliff-form")
xliff("fifty thousand elements in each other", xlf.replace("<target>", "<target>" + "<pc id=\"9\">" * 50000, 1), "xliff-(refused|form)")
xliff("a prefix that nobody declared", xlf.replace("<target>", "<target><zz:x/>", 1), "xliff-[a-z]+")
xliff("UTF-16 that says UTF-8", xlf.encode("utf-16-le"), "[a-z-]+", "[01]")
xliff("Latin-1 that says UTF-8", xlf.encode().replace(b"<target>", b"<target>\xe9\xe8", 1), "xliff-form")
xliff("a zero byte", xlf.replace("<target>", "<target>\0", 1), "xliff-form")
xliff("another language", xlf.replace("trgLang=\"ar\"", "trgLang=\"../x\""), "xliff-language")
xliff("no language", xlf.replace(" trgLang=\"ar\"", ""), "xliff-language")
xliff("seventy megabytes", xlf + " " * (70 << 20), "file-too-large")
xliff("HTML", "<!doctype html><p>x", "xliff-[a-z]+")
xliff("JSON", "{\"a\": 1}", "xliff-form")
xliff("a ZIP", b"PK\x03\x04" + bytes(200), "xliff-form")
xliff("PO with an open string", po.replace("msgid \"", "msgid \"\\", 1)[:400] + "\nmsgstr \"a\n", "xliff-form")
xliff("PO cut off", po[:len(po) // 2].rsplit("\"", 1)[0], "xliff-form")
xliff("PO in Latin-1", po.encode()[:600] + b"\nmsgid \"\xe9\"\nmsgstr \"\xe8\"\n", "xliff-form")
xliff("PO with keywords that nobody knows", po + "\nmsgfoo \"a\"\n", "xliff-form")

# --- tables
status_head = "article\tunit\tsource\ttarget\tstate\torigin\n"
row = "second\tp-00000000\t0123456789abcdef\t0123456789abcdef\ttranslated\tadopted\n"


def tsv(what, data, rule):
    case("issue/ar/status.tsv", data, rule, "status.tsv: " + what, "status", "[01]")


tsv("too few fields", status_head + "second\tp-1\n", "status-form")
tsv("too many fields", status_head + row.replace("\n", "\tx\ty\n"), "status-form")
tsv("an unknown state", status_head + row.replace("translated", "perhaps"), "status-form")
tsv("a hash that is none", status_head + row.replace("0123456789abcdef", "zz"), "status-form")
tsv("spaces for tabs", status_head + row.replace("\t", " "), "status-form")
tsv("Latin-1", (status_head + row).encode() + b"\xe9\n", "encoding-utf8")
tsv("UTF-16", (status_head + row).encode("utf-16"), "encoding-utf8")
tsv("marks of a merge", status_head + "<<<<<<< here\n" + row + "=======\n" + row + ">>>>>>> there\n", "status-form")
tsv("a zero byte", status_head + row.replace("adopted", "ad\0opted") + "x\n", "encoding-utf8")
tsv("cut off", status_head + row[:30], "status-form")
tsv("a line of a megabyte", status_head + "x" * (1 << 20) + "\n", "status-form")
tsv("a hundred thousand lines of nothing", status_head + "x\n" * 100000, "status-form")
tsv("seventeen megabytes", status_head + row * 250000, "file-too-large")


def glossary(what, data, rule):
    case("glossary/en-ar.tsv", data, rule, "glossary: " + what, "check-ar", "[01]")


glossary("too few fields", "saffron\n", "glossary-form")
glossary("an unknown use", "saffron\t\u0632\u0639\u0641\u0631\u0627\u0646\tperhaps\n", "glossary-form")
glossary("no term", "\tx\tpreferred\n", "glossary-form")
glossary("a star alone", "*\tx\tpreferred\n", "glossary-form")
glossary("Latin-1", b"saffron\t\xe9\tpreferred\n", "encoding-utf8")
glossary("a line of a megabyte", "x" * (1 << 20) + "\n", "glossary-form")

with open(out / "table", "w", encoding="utf-8") as table:
    for number, row in enumerate(cases, 1):
        table.write("\t".join((str(number),) + row) + "\n")
