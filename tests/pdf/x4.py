#!/usr/bin/env python3
"""x4.py FILE...: is each file what PDF/X-4 (ISO 15930-7) and our own rules for print ask for?

Rules are named; docs: every function below that is decorated with @rule. No open validator for PDF/X-4 exists, so this one is tested
by x4_test.py, which breaks a good file once for each rule. It reads the objects through pikepdf, and walks through the
content of pages and forms with a small interpreter for colours, overprinting, clips and boxes.
"""
import re
import sys
import xml.dom.minidom

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from rules import Rules

RULES = Rules(None)                                          # opens File, below
rule = RULES.rule


class File:
    def __init__(self, path):
        self.bytes = open(path, "rb").read()
        self.pdf = pikepdf.open(path)
        self.root = self.pdf.Root
        self.pages = [page.obj for page in self.pdf.pages]
        self.objects = [o for o in self.pdf.objects if isinstance(o, (Dictionary, Stream, Array))]
        self.walks = None

    def metadata(self):
        return bytes(self.root.Metadata.read_bytes()).decode("utf-8") if "/Metadata" in self.root else ""

    def everything(self):
        """Every dictionary and array, however deep, once."""
        seen, todo = set(), list(self.objects) + [self.pdf.trailer]
        while todo:
            o = todo.pop()
            if isinstance(o, pikepdf.Object) and o.is_indirect:
                if o.objgen in seen:
                    continue
                seen.add(o.objgen)
            if isinstance(o, (Dictionary, Stream)):
                yield o
                todo.extend(o[key] for key in o.keys())
            elif isinstance(o, Array):
                yield o
                todo.extend(list(o))

    def events(self):
        """What is painted: dictionaries, one an operator, over all pages."""
        if self.walks is None:
            self.walks = []
            for number, page in enumerate(self.pages):
                Walk(self.walks, number, page).run(page, page.get("/Resources", Dictionary()))
        return self.walks


# ---- the interpreter ----

def multiply(a, b):
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def apply(m, x, y):
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def bounds(points):
    return (min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points))


def meet(a, b):
    return (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


class Walk:
    def __init__(self, events, number, page):
        self.events, self.number = events, number
        self.state = dict(ctm=(1, 0, 0, 1, 0, 0), fill=("DeviceGray", (0.0,)), stroke=("DeviceGray", (0.0,)), op=False, OP=False, opm=0,
                          width=1.0, size=0.0, clip=(-1e9, -1e9, 1e9, 1e9), alpha=1.0, mask=False)
        self.stack, self.depth = [], 0

    def note(self, kind, box, paint, overprint):
        visible = meet(box, self.state["clip"])
        self.events.append(dict(kind=kind, page=self.number, box=visible, space=paint[0], name=name_of(paint[0]), values=paint[1], overprint=overprint,
                                opm=self.state["opm"], size=self.state["size"] * self.scale(), width=self.state["width"] * self.scale(),
                                alpha=self.state["alpha"], mask=self.state["mask"], thin=min(box[2] - box[0], box[3] - box[1])))

    def scale(self):
        m = self.state["ctm"]
        return abs(m[0] * m[3] - m[1] * m[2]) ** 0.5

    def space(self, resources, name):
        spaces = resources.get("/ColorSpace", Dictionary())
        return spaces[name] if name in spaces else name

    def run(self, stream, resources, nesting=0):
        path, clip = [], False
        for operands, operator in pikepdf.parse_content_stream(stream):
            op, s = str(operator), self.state
            if op == "q":
                self.stack.append(dict(s))
                self.depth = max(self.depth, len(self.stack))
            elif op == "Q":
                self.state = self.stack.pop()
            elif op == "cm":
                s["ctm"] = multiply(tuple(float(v) for v in operands), s["ctm"])
            elif op == "w":
                s["width"] = float(operands[0])
            elif op in ("g", "G", "rg", "RG", "k", "K"):
                name = {"g": "DeviceGray", "r": "DeviceRGB", "k": "DeviceCMYK"}[op[0].lower()]
                s["fill" if op.islower() else "stroke"] = (name, tuple(float(v) for v in operands))
            elif op in ("cs", "CS"):
                s["fill" if op == "cs" else "stroke"] = (self.space(resources, operands[0]), ())
            elif op in ("sc", "scn", "SC", "SCN"):
                which = "fill" if op.islower() else "stroke"
                s[which] = (s[which][0], tuple(float(v) for v in operands if not isinstance(v, Name)))
            elif op == "gs":
                state = resources.ExtGState[operands[0]]
                s["OP"] = bool(state.get("/OP", s["OP"]))
                s["op"] = bool(state.get("/op", state.get("/OP", s["op"])))
                s["opm"] = int(state.get("/OPM", s["opm"]))
                s["alpha"] = float(state.get("/ca", s["alpha"]))
                s["mask"] = isinstance(state.get("/SMask"), Dictionary) or s["mask"]
            elif op == "re":
                x, y, w, h = (float(v) for v in operands)
                path += [apply(s["ctm"], *p) for p in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
            elif op in ("m", "l"):
                path.append(apply(s["ctm"], float(operands[0]), float(operands[1])))
            elif op in ("c", "v", "y"):
                v = [float(n) for n in operands]
                path += [apply(s["ctm"], v[i], v[i + 1]) for i in range(0, len(v), 2)]
            elif op in ("W", "W*"):
                clip = True
            elif op in ("f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "n"):
                if path and op in ("f", "f*", "F", "B", "B*", "b", "b*"):
                    self.note("fill", bounds(path), s["fill"], s["op"])
                if path and op in ("S", "s", "B", "B*", "b", "b*"):
                    self.note("stroke", bounds(path), s["stroke"], s["OP"])
                if path and clip:
                    s["clip"] = meet(s["clip"], bounds(path))
                path, clip = [], False
            elif op == "Tf":
                s["size"] = abs(float(operands[1]))
            elif op in ("TJ", "Tj"):
                self.note("text", s["clip"], s["fill"], s["op"])
            elif op == "sh":
                self.note("shading", s["clip"], (resources.Shading[operands[0]].ColorSpace, ()), s["op"])
            elif op == "Do":
                self.paint_object(resources.XObject[operands[0]], nesting)

    def paint_object(self, thing, nesting):
        box = bounds([apply(self.state["ctm"], *p) for p in ((0, 0), (1, 0), (1, 1), (0, 1))])
        if thing.Subtype == "/Image":
            self.note("image", box, (thing.get("/ColorSpace", Name.DeviceGray), ()), False)
        elif thing.Subtype == "/Form" and nesting < 20:
            self.stack.append(dict(self.state))
            if "/Matrix" in thing:
                self.state["ctm"] = multiply(tuple(float(v) for v in thing.Matrix), self.state["ctm"])
            b = [float(v) for v in thing.BBox]
            self.state["clip"] = meet(self.state["clip"], bounds([apply(self.state["ctm"], x, y) for x in b[::2] for y in b[1::2]]))
            self.run(thing, thing.get("/Resources", Dictionary()), nesting + 1)
            self.state = self.stack.pop()


def name_of(space):
    """DeviceCMYK, Separation; of a palette, what its colours are in."""
    if isinstance(space, Array):
        return name_of(space[1]) if str(space[0]) == "/Indexed" else str(space[0])[1:]
    return str(space).lstrip("/")


def is_separation(space, name=None):
    named = isinstance(space, Array) and len(space) == 4 and isinstance(space[0], Name) and str(space[0]) == "/Separation"
    return named and (name is None or str(space[1]) == "/" + name)


def box_of(page, key):
    return tuple(float(v) for v in page[key]) if key in page else None


def inside(a, b, slack=0.02):
    return a[0] >= b[0] - slack and a[1] >= b[1] - slack and a[2] <= b[2] + slack and a[3] <= b[3] + slack


# ---- file and catalogue ----

@rule("header")
def header(f):
    if not re.match(rb"%PDF-1\.6\r?\n%[\x80-\xff]{4}", f.bytes):
        yield "the file does not begin with %PDF-1.6 and a line of four high bytes"


@rule("end")
def end(f):
    if not re.search(rb"%%EOF\r?\n?\Z", f.bytes):
        yield "something follows %%EOF"


@rule("id")
def identifier(f):
    pair = f.pdf.trailer.get("/ID")
    if pair is None or len(pair) != 2 or bytes(pair[0]) != bytes(pair[1]) or not bytes(pair[0]):
        yield "/ID is not two equal strings"


@rule("encryption")
def encryption(f):
    if f.pdf.is_encrypted:
        yield "the file is encrypted"


@rule("lzw")
def lzw(f):
    for o in f.everything():
        if isinstance(o, Stream) and "LZWDecode" in str(o.get("/Filter", "")):
            yield "a stream is compressed with LZW"


@rule("catalogue")
def catalogue(f):
    for key in ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/Collection"):
        if key in f.root:
            yield "the catalogue has " + key
    for o in f.everything():
        if isinstance(o, Dictionary) and ("/JavaScript" in o or "/EmbeddedFiles" in o):
            yield "scripts or embedded files"


@rule("annotations")
def annotations(f):
    for number, page in enumerate(f.pages):
        if "/Annots" in page and len(page.Annots) > 0:
            yield "page %d has annotations" % (number + 1)


@rule("metadata-form")
def metadata_form(f):
    m = f.root.get("/Metadata")
    if m is None or m.get("/Type") != "/Metadata" or m.get("/Subtype") != "/XML" or "/Filter" in m:
        yield "no uncompressed XML metadata"
        return
    try:
        xml.dom.minidom.parseString(f.metadata().encode())
    except Exception as error:
        yield "metadata is not XML: %s" % error


@rule("metadata-x4")
def metadata_x4(f):
    text = f.metadata()
    for part in ("http://www.npes.org/pdfx/ns/id/", "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "<pdf:Trapped>False",
                 "<xmpMM:DocumentID>uuid:", "<xmpMM:VersionID>", "<xmpMM:RenditionClass>", "<dc:title>", "<xmp:CreateDate>", "<xmp:ModifyDate>",
                 "<xmp:MetadataDate>", "<xmp:CreatorTool>"):
        if part not in text:
            yield "metadata lacks " + part
    if "pdfaid:" in text or "pdfuaid:" in text:
        yield "metadata claims PDF/A or PDF/UA"


@rule("info")
def info(f):
    d = f.pdf.trailer.get("/Info", Dictionary())
    if d.get("/Trapped") not in (Name.True_, Name("/False"), Name("/True")):
        yield "/Trapped is neither True nor False"
    for key in ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
        if key not in d or not str(d[key]):
            yield "the document information lacks " + key


@rule("info-is-metadata")
def info_is_metadata(f):
    d, text = f.pdf.trailer.get("/Info", Dictionary()), f.metadata()
    escape = lambda s: s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "/Title" in d and '"x-default">%s<' % escape(str(d.Title)) not in text:
        yield "the title differs"
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z", str(d.get("/CreationDate", "")))
    if date and "<xmp:CreateDate>%s-%s-%sT%s:%s:%sZ<" % date.groups() not in text:
        yield "the date differs"


@rule("output-intent")
def output_intent(f):
    intents = [i for i in f.root.get("/OutputIntents", Array()) if i.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1 or len(f.root.get("/OutputIntents", Array())) != 1:
        yield "there is not one output intent, GTS_PDFX"
        return
    i = intents[0]
    if not str(i.get("/OutputConditionIdentifier", "")) or not str(i.get("/Info", "")):
        yield "the output intent does not say its condition"
    if str(i.get("/OutputConditionIdentifier", "")).startswith("FOGRA") and str(i.get("/RegistryName", "")) != "http://www.color.org":
        yield "a registered condition without its registry"


@rule("output-profile")
def output_profile(f):
    for i in f.root.get("/OutputIntents", Array()):
        p = i.get("/DestOutputProfile")
        icc = bytes(p.read_bytes()) if p is not None else b""
        if len(icc) < 132 or icc[36:40] != b"acsp" or icc[12:16] != b"prtr" or icc[16:20] != b"CMYK" or p.get("/N") != 4 or icc[8] not in (2, 4):
            yield "the output profile is not one of a CMYK press"


@rule("limits")
def limits(f):
    for o in f.everything():
        if isinstance(o, Array):
            continue
        for key in o.keys():
            if len(key) > 128 or (isinstance(o[key], pikepdf.String) and len(bytes(o[key])) > 32767):
                yield "a name or string is too long"


@rule("nesting")
def nesting(f):
    for number, page in enumerate(f.pages):
        walk = Walk([], number, page)
        walk.run(page, page.get("/Resources", Dictionary()))
        if walk.depth > 28 or walk.stack:
            yield "page %d: q nests too deep, or is not closed" % (number + 1)


@rule("resources")
def resources(f):
    for number, page in enumerate(f.pages):
        if "/Resources" not in page:
            yield "page %d has no resources of its own" % (number + 1)
    for o in f.everything():
        if isinstance(o, Stream) and o.get("/Subtype") == "/Form" and "/Resources" not in o:
            yield "a form has no resources of its own"


# ---- geometry ----

@rule("trim")
def trim(f):
    for number, page in enumerate(f.pages):
        if "/TrimBox" not in page or "/ArtBox" in page:
            yield "page %d: not a TrimBox alone" % (number + 1)


@rule("boxes")
def boxes(f):
    for number, page in enumerate(f.pages):
        media, bleed, cut = (box_of(page, k) for k in ("/MediaBox", "/BleedBox", "/TrimBox"))
        if not media or not bleed or (cut and not inside(cut, bleed)) or not inside(bleed, media):
            yield "page %d: trim is not within bleed within media" % (number + 1)
        if media and not all(3 <= media[i + 2] - media[i] <= 14400 for i in (0, 1)):
            yield "page %d: media of an impossible size" % (number + 1)
        if "/CropBox" in page:
            yield "page %d has a CropBox" % (number + 1)


@rule("equal-trim")
def equal_trim(f):
    sizes = {tuple(round(b[i + 2] - b[i], 2) for i in (0, 1)) for b in (box_of(p, "/TrimBox") for p in f.pages) if b}
    if len(sizes) > 1:
        yield "pages are trimmed to different sizes"


@rule("turned")
def turned(f):
    for number, page in enumerate(f.pages):
        if page.get("/Rotate", 0) != 0 or "/UserUnit" in page:
            yield "page %d is turned or scaled" % (number + 1)


@rule("beyond-bleed")
def beyond_bleed(f):
    for e in f.events():
        bleed, b = box_of(f.pages[e["page"]], "/BleedBox"), e["box"]
        if not bleed or b[0] >= b[2] and e["kind"] != "stroke" or b[1] >= b[3] and e["kind"] != "stroke":
            continue
        apart = b[2] <= bleed[0] + 0.02 or b[0] >= bleed[2] - 0.02 or b[3] <= bleed[1] + 0.02 or b[1] >= bleed[3] - 0.02
        if not inside(b, bleed) and not apart:
            yield "page %d: painted over the bleed: %s %s" % (e["page"] + 1, e["kind"], [round(v, 1) for v in b])


@rule("all-plates")
def all_plates(f):
    for e in f.events():
        cut = box_of(f.pages[e["page"]], "/TrimBox")
        b = e["box"]
        if cut and is_separation(e["space"], "All") and b[0] < cut[2] and b[2] > cut[0] and b[1] < cut[3] and b[3] > cut[1]:
            yield "page %d: the ink of all plates within the trim" % (e["page"] + 1)


# ---- colour ----

@rule("colours")
def colours(f):
    for e in f.events():
        if e["name"] not in ("DeviceCMYK", "DeviceGray", "Pattern", "Separation"):
            yield "page %d: %s in %s" % (e["page"] + 1, e["kind"], e["name"])
    for o in f.everything():
        if isinstance(o, Array) and len(o) > 1 and isinstance(o[0], Name) and str(o[0]) in ("/ICCBased", "/CalRGB", "/CalGray", "/Lab"):
            yield "a colour space that is not the press's: " + str(o[0])
        if isinstance(o, (Dictionary, Stream)) and o.get("/ColorSpace") in (Name.DeviceRGB, Name.CalRGB):
            yield "an image or a shading in DeviceRGB"


@rule("small-grey")
def small_grey(f):
    for e in f.events():
        small = (e["kind"] == "text" and e["size"] < 12) or (e["kind"] == "stroke" and e["width"] < 2) or (e["kind"] == "fill" and e["thin"] < 2)
        if e["name"] == "DeviceGray" and small:
            yield "page %d: small %s in DeviceGray" % (e["page"] + 1, e["kind"])


@rule("overprint")
def overprint(f):
    for e in f.events():
        black = e["name"] == "DeviceCMYK" and e["values"] == (0, 0, 0, 1)
        small = (e["kind"] == "text" and e["size"] < 12) or (e["kind"] == "stroke" and e["width"] < 2) or (e["kind"] == "fill" and e["thin"] < 2)
        if black and small and not (e["overprint"] and e["opm"] == 1):
            yield "page %d: small black %s does not overprint" % (e["page"] + 1, e["kind"])


@rule("white-overprint")
def white_overprint(f):
    for e in f.events():
        grey = e["name"] == "DeviceGray" and e["kind"] != "image"
        white = e["values"] in ((0, 0, 0, 0), (1,)) and e["name"] in ("DeviceCMYK", "DeviceGray")
        if e["overprint"] and (white or grey):
            yield "page %d: %s %s overprints" % (e["page"] + 1, "white" if white else "grey", e["kind"])


@rule("one-ink-one-definition")
def one_definition(f):
    seen = {}
    for o in f.everything():
        if not is_separation(o):
            continue
        function = o[3]
        looks = (str(o[2]), tuple(float(v) for v in function.C0), tuple(float(v) for v in function.C1), float(function.N))
        if seen.setdefault(str(o[1]), looks) != looks:
            yield "the ink %s is defined twice" % o[1]


@rule("blend-space")
def blend_space(f):
    masks = {o.G.objgen for o in f.everything() if isinstance(o, Dictionary) and o.get("/S") == "/Luminosity" and "/G" in o}
    for o in f.everything():
        group = o.get("/Group") if isinstance(o, (Dictionary, Stream)) else None
        if group is None or group.get("/S") != "/Transparency":
            continue
        grey_mask = group.get("/CS") == "/DeviceGray" and (o.objgen in masks or in_mask(f, o, masks))
        if group.get("/CS") != "/DeviceCMYK" and not grey_mask:
            yield "a group blends in %s" % group.get("/CS")


def in_mask(f, form, masks):
    for o in f.everything():
        if isinstance(o, Stream) and o.objgen in masks and "/Resources" in o:
            if any(x.objgen == form.objgen for x in dict(o.Resources.get("/XObject", Dictionary())).values()):
                return True
    return False


@rule("page-group")
def page_group(f):
    for number, page in enumerate(f.pages):
        transparent = any(e["alpha"] < 1 or e["mask"] for e in f.events() if e["page"] == number)
        images = dict(page.get("/Resources", Dictionary()).get("/XObject", Dictionary())).values()
        transparent = transparent or any("/SMask" in x for x in images)
        if transparent and page.get("/Group", Dictionary()).get("/CS") != "/DeviceCMYK":
            yield "page %d has transparency but no group in DeviceCMYK" % (number + 1)


@rule("images")
def images(f):
    for o in f.everything():
        if not isinstance(o, Stream) or o.get("/Subtype") not in ("/Image", "/PS", "/Form"):
            continue
        if o.Subtype == "/PS" or "/Ref" in o or "/OPI" in o or "/Alternates" in o or o.get("/Interpolate", False):
            yield "an object that PDF/X-4 forbids"


@rule("transfer")
def transfer(f):
    for o in f.everything():
        if isinstance(o, Dictionary) and (o.get("/Type") == "/ExtGState" or "/OPM" in o):
            if "/TR" in o or "/HTP" in o or o.get("/TR2", "/Default") != "/Default" or "/HT" in o:
                yield "a transfer curve or halftone"


# ---- fonts ----

@rule("fonts")
def fonts(f):
    for o in f.everything():
        if not isinstance(o, Dictionary) or o.get("/Type") != "/Font" or "/DescendantFonts" in o:
            if isinstance(o, Dictionary) and "/DescendantFonts" in o and str(o.get("/Encoding")) not in ("/Identity-H", "/Identity-V"):
                yield "a font with an encoding of its own"
            continue
        descriptor = o.get("/FontDescriptor", Dictionary())
        if o.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2"):
            yield "a font that is neither of the two kinds we write"
        if not any(k in descriptor for k in ("/FontFile2", "/FontFile3")):
            yield "%s is not embedded" % o.get("/BaseFont")
        if not re.match(r"/[A-Z]{6}\+", str(o.get("/BaseFont"))):
            yield "%s is not marked as a subset" % o.get("/BaseFont")


RULES.open_file = File
check = RULES.check

if __name__ == "__main__":
    RULES.main()
