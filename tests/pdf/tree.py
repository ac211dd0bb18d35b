#!/usr/bin/env python3
"""tree.py ISSUE LANGUAGE PDF: does the structure tree say what the source says?

The tree is read twice by others: poppler (`pdfinfo -struct-text`) gives each element's type and text, qpdf (`--json`) its language
and alternative text. Speaks TAP. For each article: its source text in source order, every heading at its level, every phrase of
another language with that language, every picture with its alternative text; and the file's outline and page labels.
Poppler gives the glyphs' text: right-to-left pieces in visual order, the two parts of a drop-capped word as they stand.
"""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

from source import CALL, INSERTED, plain, read_issue

FLOW = {"headline", "deck", "byline", "dateline", "body", "heading", "signature", "source"}
ELSEWHERE = {"short"}    # shown in the contents and over continuations
RTL = {"ar", "fa", "he", "ur", "ug", "dv", "yi", "ckb", "nqo"}
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "LBody", "Caption", "BlockQuote"}
status = 0


def verdict(good, what, why=()):
    global status
    print("%s - %s" % ("ok" if good else "not ok", what))
    if not good:
        status = 1
        for line in list(why)[:12]:
            print("#   %s" % line)


class Element:
    def __init__(self, kind):
        self.kind, self.kids, self.language, self.alt, self.title = kind, [], None, None, None

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def text(self):
        """Its own text and that of inline elements in it."""
        return "".join(kid if isinstance(kid, str) else kid.text() if kid.kind not in BLOCKS | {"Note"} else "" for kid in self.kids)


def logical(piece, rtl):
    """A piece in visual order, as poppler gives right-to-left text, in the order of reading."""
    kinds = {unicodedata.bidirectional(c) for c in piece}
    if kinds & {"R", "AL"} or (rtl and not kinds & {"L", "EN", "AN"}):
        return piece[::-1]
    return piece


def poppler_tree(pdf, rtl):
    out = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True).stdout
    # Titles come as raw UTF-16 up to the first zero byte; a byte of a letter may be a line feed.
    out = re.sub(rb' "\xfe\xff.*?"(?=\n| \()', b"", out, flags=re.S).decode("utf-8", "replace")
    root = Element("root")
    stack = [(-1, root)]
    for line in out.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        rest = line.strip(" ")
        if not rest or rest.startswith("/") or rest.startswith("Object "):
            continue
        while stack[-1][0] >= depth:
            stack.pop()
        if rest.startswith('"'):
            stack[-1][1].kids.append(logical(rest[1:-1], rtl))
            continue
        element = Element(re.match(r"[A-Za-z0-9]+", rest).group(0))
        stack[-1][1].kids.append(element)
        stack.append((depth, element))
    return root.kids[0]


class Objects:
    """A file's objects as qpdf tells them."""

    def __init__(self, pdf):
        out = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", pdf], capture_output=True, check=True).stdout
        self.all = json.loads(out)["qpdf"][1]

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.all["obj:" + value]
            value = entry.get("value", entry.get("stream", {}).get("dict"))
        return value

    def text(self, value):
        value = self.get(value)
        return value[2:] if isinstance(value, str) and value.startswith("u:") else value

    def root(self):
        return self.get(self.get(self.all["trailer"]["value"]["/Root"]))


def qpdf_elements(objects):
    """Elements in the order of the tree: (type, own language or inherited, alternative text, title)."""
    top = objects.get(objects.root()["/StructTreeRoot"])
    roles = objects.get(top.get("/RoleMap", {}))

    def walk(value, language):
        value = objects.get(value)
        if isinstance(value, list):
            for one in value:
                yield from walk(one, language)
        elif isinstance(value, dict) and "/S" in value:
            language = objects.text(value.get("/Lang")) or language
            yield roles.get(value["/S"], value["/S"])[1:], language, objects.text(value.get("/Alt")), objects.text(value.get("/T"))
            yield from walk(value.get("/K", []), language)

    return list(walk(top["/K"], objects.text(objects.root()["/Lang"])))


def normal(text):
    text = unicodedata.normalize("NFC", text).casefold()
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc") and c != "\u0640")


def letters(text):
    """A letter with marks may come out twice: its cluster has ActualText, which poppler passes over here."""
    for cluster in re.findall("[^\u0300-\u036f\u064b-\u065f\u0670][\u0300-\u036f\u064b-\u065f\u0670]*", normal(text)):
        yield re.escape(cluster) if len(cluster) == 1 else "%s[%s]*" % (re.escape(cluster[0]), re.escape(cluster))


def pattern(text):
    """A regular expression for a unit's text: calls of notes and values that the program writes may be anything short."""
    out = []
    for part in re.split("([%s%s])" % (CALL, INSERTED), text):
        out.append(r".{0,4}?" if part == CALL else r".{1,80}?" if part == INSERTED else "".join(letters(part)))
    return re.compile("".join(out))


def check_article(article, units, blocks):
    lost, cursor = [], 0
    running = "".join(normal(unit.text.replace(CALL, "")) for unit in units if unit.kind in FLOW)
    for unit in units:
        if unit.kind in ELSEWHERE or not normal(unit.text.replace(CALL, "").replace(INSERTED, "")):
            continue
        wanted = pattern(unit.text)
        ordered = unit.kind in FLOW
        for at in range(cursor if ordered else 0, len(blocks)):
            if wanted.fullmatch(blocks[at][1]):
                break
        else:
            if unit.kind == "pullquote" and normal(unit.text) in running:
                continue                                     # the words stand in the text: the quote is decoration
            near = [kind for kind, text in blocks if wanted.fullmatch(text)]
            lost.append("%s %s: %s" % ("out of order" if near else "not found", unit.kind, unit.text[:120].replace("\n", " ")))
            continue
        if ordered:
            cursor = at + 1
        level = 1 if unit.kind == "headline" else unit.level if unit.kind == "heading" else 0
        if level and blocks[at][0] != "H%d" % level:
            lost.append("%s instead of H%d: %s" % (blocks[at][0], level, unit.text[:80]))
    verdict(not lost, "article %s: its source text in source order, headings at their levels" % article, lost)


def check_languages(issue, language, elements):
    """[words]{lang=xx} in the source is a Span of that language in the tree."""
    said, lost = 0, []
    spans = [(e.language, normal(e.text())) for e in elements if e.kind in ("Span", "Link", "Quote")]
    for path in sorted(pathlib.Path(issue, language).glob("*.md")):
        text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
        for words, tag in re.findall(r"\[([^\[\]]+)\]\{[^}]*\blang=([\w-]+)[^}]*\}", text):
            said += 1
            if (tag, normal(plain(words))) not in spans:
                lost.append("%s: [%s] is not %s" % (path.name, words, tag))
    verdict(not lost, "%d phrases of other languages say so" % said, lost)
    phrases = {id(inner) for e in elements if e.kind in ("Span", "Link", "Quote") for inner in e.walk()}
    main = [e for e in elements if e.language != language and id(e) not in phrases]
    verdict(not main, "everything else is in the language of the edition", ["%s %s: %s" % (e.kind, e.language, e.text()) for e in main])


def check_pictures(issue, language, elements):
    alts = [normal(e.alt or "") for e in elements if e.kind == "Figure"]
    verdict(all(alts), "every figure has its alternative text")
    lost = []
    for path in sorted(pathlib.Path(issue, language).glob("*.md")):
        text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
        for alt in re.findall(r"^(?:> ?)*!\[((?:[^\]\\]|\\.)+)\]\(", text, re.M):
            if normal(plain(alt)) not in alts:
                lost.append("%s: %s" % (path.name, alt))
    verdict(not lost, "every picture's alternative text stands in the tree", lost)


def check_outline(objects, headlines):
    titles = []

    def walk(value):
        while value:
            item = objects.get(value)
            titles.append(normal(objects.text(item["/Title"])))
            walk(item.get("/First"))
            value = item.get("/Next")

    walk(objects.get(objects.root().get("/Outlines", {})).get("/First"))
    wanted = [normal(h) for h in headlines]
    verdict([t for t in titles if t in wanted] != [] and set(wanted) <= set(titles), "the outline has every article",
            [h for h in headlines if normal(h) not in titles])


def check_labels(objects):
    pages = sum(1 for o in objects.all.values() if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/Page")
    numbers = objects.get(objects.get(objects.root()["/PageLabels"])["/Nums"])
    verdict(numbers[0] == 0 and (len(numbers) // 2 == pages or "/S" in objects.get(numbers[1])), "every page has its label")


def main(issue, language, pdf):
    objects = Objects(pdf)
    tree = poppler_tree(pdf, language.split("-")[0] in RTL)
    elements = list(tree.walk())
    others = qpdf_elements(objects)
    same = [e.kind for e in elements] == [kind for kind, *_ in others]
    verdict(same, "poppler and qpdf read the same tree of elements (%d)" % len(elements))
    if not same:
        return 1
    for element, (_, its_language, alt, title) in zip(elements, others):
        element.language, element.alt, element.title = its_language, alt, title
    strings = pathlib.Path(issue, language, "strings.yaml").read_text(encoding="utf-8")
    name = re.search(r'^title:\s*"?(.*?)"?\s*$', strings, re.M).group(1)
    first = tree.kids[0]
    verdict(first.kind == "P" and normal(first.text()) == normal(name), "the newsletter's name stands first", [first.kind, first.text()])
    articles = {}
    for unit in read_issue(issue, language):
        articles.setdefault(unit.article, []).append(unit)
    headlines = []
    for article, units in articles.items():
        headline = next(u.text for u in units if u.kind == "headline")
        headlines.append(headline.replace(CALL, ""))
        arts = [e for e in elements if e.kind == "Art" and normal(e.title or "") == normal(headlines[-1])]
        if len(arts) != 1:
            verdict(False, "article %s: one element" % article, ["%d" % len(arts)])
            continue
        blocks = [(e.kind, normal(e.text())) for e in arts[0].walk() if e.kind in BLOCKS]
        check_article(article, units, blocks)
    check_languages(issue, language, elements)
    check_pictures(issue, language, elements)
    check_outline(objects, headlines)
    check_labels(objects)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
