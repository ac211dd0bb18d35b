#!/usr/bin/env python3
"""screen.py FILE...: what readers need of a tagged file and veraPDF does not ask for, or asks for one file at a time.

Each function decorated with @rule yields what is wrong. screen_test.py breaks a good file once for each rule.
"""
import re
import sys
import xml.etree.ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from rules import Rules

RULES = Rules(None)                                          # opens File, below
rule = RULES.rule
SECTIONS = "Sect Div Part TOC H1 H2 H3 H4 H5 H6 P L Table Figure BlockQuote Note Link".split()
INLINE = "Span Quote Link Reference Note Lbl".split()
KIDS = {
    "Document": ["Part", "Art", *SECTIONS],
    "Part": ["Art", *SECTIONS],
    "Art": [*SECTIONS, "Caption", "Lbl"],
    "Sect": ["Art", *SECTIONS, "Caption", "Lbl"],
    "P": [*INLINE, "L", "Figure", "Code", "Ruby"],
    **{"H%d" % n: [*INLINE, "Figure"] for n in range(1, 7)},
    "Link": ["Span", "Lbl", "Reference", "Figure", "Quote"],
    "Reference": ["Span", "Lbl", "Link", "Quote"],
    "Note": ["Lbl", "P", "Span", "Link", "L", "Reference"],
    "L": ["Caption", "LI"],
    "LI": ["Lbl", "LBody"],
    "LBody": ["P", "L", "Figure", "Span", "Link", "Reference", "Note", "Quote", "Sect", "BlockQuote", "Table"],
    "Lbl": ["Span", "Link", "Reference"],
    "TOC": ["Caption", "TOCI", "TOC"],
    "TOCI": ["Lbl", "Reference", "P", "TOC"],
    "Table": ["Caption", "TR", "THead", "TBody", "TFoot"],
    "TR": ["TH", "TD"],
    "TH": ["P", "L", "Figure", *INLINE],
    "TD": ["P", "L", "Figure", *INLINE],
    "Figure": ["Caption", "Span", "P"],
    "Caption": ["P", "L", "Figure", *INLINE],
    "BlockQuote": ["P", "L", "Figure", "Table", *INLINE],
    "Span": INLINE,
    "Quote": INLINE,
}
TEXT = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Link", "Reference", "Note", "Lbl", "LBody", "TH", "TD", "Figure", "Caption", "BlockQuote", "Span",
        "Quote", "Code"}


CALLERS = {"H1", "H2", "H3", "H4", "H5", "H6", "TH", "Caption"}


class Element:
    """An element of the tree: its kids are elements, (page number, MCID) and annotations."""

    def __init__(self, f, obj, parent, language):
        self.obj, self.parent = obj, parent
        self.name = str(obj.get("/S", "/"))[1:]
        self.kind = f.roles.get(self.name, self.name)
        self.language = str(obj.Lang) if "/Lang" in obj else language
        self.kids = []
        kids = obj.get("/K", Array())
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                self.kids.append(Element(f, kid, self, self.language))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                self.kids.append(kid.Obj)
            elif isinstance(kid, Dictionary):
                self.kids.append((f.numbers[kid.get("/Pg", obj.get("/Pg")).objgen], int(kid.MCID)))
            else:
                self.kids.append((f.numbers[obj.Pg.objgen], int(kid)))

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self):
        """Its pieces of content, in the order of reading."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            elif isinstance(kid, tuple):
                yield kid


class File:
    def __init__(self, path):
        self.bytes = open(path, "rb").read()
        self.pdf = pikepdf.open(path)
        self.root = self.pdf.Root
        self.pages = [p.obj for p in self.pdf.pages]
        self.numbers = {p.objgen: n for n, p in enumerate(self.pages)}
        tree = self.root.get("/StructTreeRoot", Dictionary())
        self.roles = {str(k)[1:]: str(v)[1:] for k, v in dict(tree.get("/RoleMap", Dictionary())).items()}
        kids = tree.get("/K")
        first = kids[0] if isinstance(kids, Array) and len(kids) > 0 else kids
        self.top = Element(self, first, None, str(self.root.get("/Lang", ""))) if isinstance(first, Dictionary) else None

    def elements(self):
        return list(self.top.walk()) if self.top else []

    def metadata(self):
        return ET.fromstring(bytes(self.root.Metadata.read_bytes())) if "/Metadata" in self.root else None

    def owners(self):
        """The parent tree: by key."""
        owners, todo = {}, [self.root.StructTreeRoot.get("/ParentTree", Dictionary())]
        while todo:
            node = todo.pop()
            todo.extend(node.get("/Kids", Array()))
            nums = list(node.get("/Nums", Array()))
            owners.update({int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)})
        return owners


# ---- the file ----

@rule("header")
def header(f):
    if not re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", f.bytes) or not re.search(rb"%%EOF\r?\n?\Z", f.bytes):
        yield "does not begin with %PDF-1.7 and high bytes, or does not end with %%EOF"


@rule("id")
def identifier(f):
    pair = f.pdf.trailer.get("/ID", Array())
    if len(pair) != 2 or bytes(pair[0]) != bytes(pair[1]) or not bytes(pair[0]):
        yield "/ID is not two equal strings"


@rule("catalogue")
def catalogue(f):
    if not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", str(f.root.get("/Lang", ""))):
        yield "no language"
    mark = f.root.get("/MarkInfo", Dictionary())
    if mark.get("/Marked") is not True or "/Suspects" in mark:
        yield "/MarkInfo is not just Marked"
    if f.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield "the title is not displayed"
    for key in ("/ParentTree", "/ParentTreeNextKey", "/RoleMap"):
        if key not in f.root.get("/StructTreeRoot", Dictionary()):
            yield "the tree lacks " + key
    if f.root.get("/PageMode") != "/UseOutlines" or "/Outlines" not in f.root or "/PageLabels" not in f.root:
        yield "no outline, or no page labels"
    for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Names"):
        if key in f.root and (key != "/Names" or "/JavaScript" in f.root.Names or "/EmbeddedFiles" in f.root.Names):
            yield "the catalogue has " + key


@rule("pages")
def pages(f):
    for number, page in enumerate(f.pages):
        if page.get("/Tabs") != "/S" or "/StructParents" not in page or "/Resources" not in page:
            yield "page %d lacks /Tabs, /StructParents or /Resources" % (number + 1)


@rule("metadata")
def metadata(f):
    root = f.metadata()
    if root is None:
        yield "no metadata"
        return
    names = {e.tag for e in root.iter()}
    for uri, tags in (("http://purl.org/dc/elements/1.1/", "format title language"), ("http://ns.adobe.com/xap/1.0/", "CreateDate ModifyDate MetadataDate CreatorTool"),
                      ("http://ns.adobe.com/pdf/1.3/", "Producer"), ("http://www.aiim.org/pdfa/ns/id/", "part conformance"), ("http://www.aiim.org/pdfua/ns/id/", "part"),
                      ("http://www.aiim.org/pdfa/ns/extension/", "schemas")):
        for tag in tags.split():
            if "{%s}%s" % (uri, tag) not in names:
                yield "metadata lacks " + tag
    said = {e.text for e in root.iter("{http://purl.org/dc/elements/1.1/}language") for e in e.iter() if e.text and e.text.strip()}
    used = {e.language for e in f.elements()}
    if used != said:
        yield "metadata names the languages %s, the tree uses %s" % (sorted(said), sorted(used))


@rule("info")
def info(f):
    root, d = f.metadata(), f.pdf.trailer.get("/Info", Dictionary())
    if root is None:
        return
    texts = [e.text for e in root.iter() if e.text]
    for key in ("/Title", "/Author", "/Producer", "/Creator"):
        if key in d and str(d[key]) not in texts:
            yield "%s is not in the metadata" % key
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z", str(d.get("/CreationDate", "")))
    if "/Title" not in d or not date or "%s-%s-%sT%s:%s:%sZ" % date.groups() not in texts:
        yield "title or date are not in both"


# ---- the tree ----

@rule("elements")
def elements(f):
    for e in f.elements():
        if not e.kids and e.kind not in ("TD", "TH"):
            yield "an empty %s" % e.name
        if e.parent and e.obj.get("/P") is not None and e.obj.P.objgen != e.parent.obj.objgen:
            yield "a %s says that its parent is another" % e.name
        if e.obj.get("/P") is None:
            yield "a %s without a parent" % e.name


@rule("containment")
def containment(f):
    for e in f.elements():
        for kid in e.kids:
            if isinstance(kid, Element) and kid.kind not in KIDS.get(e.kind, []):
                yield "%s in %s" % (kid.kind, e.kind)
            elif isinstance(kid, tuple) and e.kind not in TEXT:
                yield "content directly in %s" % e.kind


@rule("headings")
def headings(f):
    last = 0
    for e in f.elements():
        level = int(e.kind[1]) if re.fullmatch("H[1-6]", e.kind) else 0
        if level > last + 1:
            yield "H%d after H%d" % (level, last)
        last = level or last


@rule("articles")
def articles(f):
    for e in f.elements():
        if e.kind == "Art":
            first = next((k for k in e.kids if isinstance(k, Element)), None)
            if first is None or not first.kind.startswith("H") or not str(e.obj.get("/T", "")):
                yield "an article does not begin with its headline, or is not named after it"


@rule("attributes")
def attributes(f):
    ids = []
    for e in f.elements():
        a = e.obj.get("/A", Dictionary())
        a = a if isinstance(a, Dictionary) else a[0]
        if e.kind == "Figure" and (not str(e.obj.get("/Alt", "")) or len(a.get("/BBox", Array())) != 4):
            yield "a figure without alternative text or box"
        if e.kind == "TH" and "/Scope" not in a:
            yield "a head cell without scope"
        if e.kind == "L" and "/ListNumbering" not in a:
            yield "a list that does not say how it is numbered"
        if e.kind == "Note":
            ids.append(bytes(e.obj.get("/ID", b"")))
    names, todo = set(), [f.root.StructTreeRoot.get("/IDTree", Dictionary())]
    while todo:
        node = todo.pop()
        todo.extend(node.get("/Kids", Array()))
        names.update(bytes(n) for n in list(node.get("/Names", Array()))[::2])
    if len(set(ids)) != len(ids) or not set(ids) <= names:
        yield "notes without names of their own in the tree of names"


@rule("parents")
def parents(f):
    """Each piece of content knows its element, and the other way round."""
    owners, seen = f.owners(), {}
    for e in f.elements():
        for kid in e.kids:
            if isinstance(kid, tuple):
                if kid in seen:
                    yield "page %d: MCID %d stands twice in the tree" % (kid[0] + 1, kid[1])
                seen[kid] = e.obj.objgen
    for number, page in enumerate(f.pages):
        array = owners.get(int(page.get("/StructParents", -1)), Array())
        used = {m for n, m in stream_marks(page) for n in [number]}
        for mcid in range(max(len(array), len(used))):
            owner = array[mcid].objgen if mcid < len(array) else None
            if mcid not in used or owner is None or seen.get((number, mcid)) != owner:
                yield "page %d: MCID %d has no element, or another" % (number + 1, mcid)


def stream_marks(page):
    """(operator's place, MCID) in the order of painting."""
    for place, (operands, operator) in enumerate(pikepdf.parse_content_stream(page)):
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
            yield place, int(operands[1].MCID)


@rule("order")
def order(f):
    """What is painted later is read later: readers that go page by page hear the same order. Notes come after their paragraph."""
    if not f.top:
        return
    place = {}
    noted = {mark for e in f.elements() if e.kind == "Note" for mark in e.marks()}
    for n, mark in enumerate(f.top.marks()):
        place.setdefault(mark, n)
    for number, page in enumerate(f.pages):
        places = [place[number, m] for _, m in stream_marks(page) if (number, m) in place and (number, m) not in noted]
        back = [i for i in range(1, len(places)) if places[i] < places[i - 1]]
        if back:
            yield "page %d: the stream goes back in the tree %d times" % (number + 1, len(back))


# ---- links ----

@rule("links")
def links(f):
    owners = f.owners()
    for number, page in enumerate(f.pages):
        for a in page.get("/Annots", Array()):
            where = "page %d: a link " % (number + 1)
            if a.get("/Subtype") != "/Link" or a.get("/F") != 4 or not str(a.get("/Contents", "")):
                yield where + "without /F 4 or /Contents"
            if "/Dest" not in a and not str(a.get("/A", Dictionary()).get("/URI", "")):
                yield where + "that leads nowhere"
            owner = owners.get(int(a.get("/StructParent", -1)))
            if owner is None or f.roles.get(str(owner.S)[1:], str(owner.S)[1:]) != "Link":
                yield where + "that no Link owns"
    for e in f.elements():
        if e.kind == "Link" and (not list(e.marks()) or not any(isinstance(k, Dictionary) for k in e.kids if not isinstance(k, (Element, tuple)))):
            yield "a Link without text or annotation"


@rule("notes")
def notes(f):
    """A note's call leads to it, and it leads back."""
    for e in f.elements():
        if e.kind != "Note":
            continue
        label = next((k for k in e.walk() if k.kind == "Lbl"), None)
        back = label is not None and (any(k.kind == "Link" for k in label.walk()) or (label.parent is not None and label.parent.kind == "Link"))
        siblings = e.parent.kids
        before = siblings[siblings.index(e) - 1] if siblings.index(e) > 0 else None
        call = isinstance(before, Element) and before.kind in ("Reference", "Link") and any(k.kind == "Link" for k in before.walk())
        if isinstance(before, Element) and not call:         # called in a heading, a head cell or a caption: after that
            call = before.kind == "Note" or any(k.kind == "Reference" for h in before.walk() if h.kind in CALLERS for k in h.walk())
        if not back:
            yield "a note that does not lead back to its call"
        if not call:
            yield "a note that does not stand right after its call"


@rule("spaces")
def device_spaces(f):
    for number, page in enumerate(f.pages):
        images = [x for x in dict(page.get("/Resources", Dictionary()).get("/XObject", Dictionary())).values()]
        if any("/SMask" in x for x in images) and page.get("/Group", Dictionary()).get("/CS") != "/DeviceRGB":
            yield "page %d has transparency but no group in DeviceRGB" % (number + 1)
        for x in images:
            if x.get("/ColorSpace") == Name.DeviceCMYK or x.get("/Interpolate", False):
                yield "a picture in DeviceCMYK, or interpolated"


RULES.open_file = File
check = RULES.check

if __name__ == "__main__":
    RULES.main()
