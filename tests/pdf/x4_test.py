#!/usr/bin/env python3
"""x4_test.py GOOD.pdf FOLDER: the checker of PDF/X-4 finds nothing in a good file, and each rule finds the file that breaks it.

The good file has a spot ink, marks, a picture with alpha and text on a tint. Speaks TAP.
"""
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

import x4
from rules import Broken, replace_metadata


def save(pdf, path, how):
    options = dict(force_version="1.6", object_stream_mode=pikepdf.ObjectStreamMode.generate,
                   compress_streams=False)
    if how == "encrypt":
        pdf.save(path, encryption=pikepdf.Encryption(user="", owner="o", R=4), **options)
    else:
        pdf.save(path, **options)


BROKEN = Broken(x4.RULES, {"id", "end", "header"}, save)
broken = BROKEN.broken


def prepend(pdf, content, page=0):
    p = pdf.pages[page]
    p.contents_add(pdf.make_stream(content), prepend=True)


def append(pdf, content, page=0):
    pdf.pages[page].contents_add(pdf.make_stream(content), prepend=False)


def first_font(pdf):
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and "/FontDescriptor" in o)


def first_image(pdf):
    return next(o for o in pdf.objects if isinstance(o, Stream) and o.get("/Subtype") == "/Image")


def states(pdf):
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/ExtGState"]


@broken("header")
def _(data):
    return data.replace(b"%PDF-1.6", b"%PDF-1.7", 1)


@broken("end")
def _(data):
    return data + b"more\n"


@broken("id")
def _(pdf):
    return "id"             # saved with another second half


@broken("encryption", "metadata-form")
def _(pdf):
    return "encrypt"


@broken("lzw")
def _(pdf):
    pdf.Root.Extra = pdf.make_indirect(Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode))


@broken("catalogue")
def _(pdf):
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))


@broken("annotations")
def _(pdf):
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9])))])


@broken("metadata-form", "metadata-x4", "info-is-metadata")
def _(pdf):
    del pdf.Root.Metadata


@broken("metadata-x4")
def _(pdf):
    replace_metadata(pdf, b"PDF/X-4", b"PDF/X-3")


@broken("metadata-x4")
def _(pdf):
    replace_metadata(pdf, b"<pdf:Trapped>False</pdf:Trapped>", b"")


@broken("info")
def _(pdf):
    del pdf.trailer.Info.Trapped


@broken("info-is-metadata")
def _(pdf):
    pdf.trailer.Info.Title = "Something else"


@broken("output-intent", "output-profile")
def _(pdf):
    del pdf.Root.OutputIntents


@broken("output-intent")
def _(pdf):
    pdf.Root.OutputIntents[0].S = Name.GTS_PDFA1


@broken("output-intent")
def _(pdf):
    del pdf.Root.OutputIntents[0].RegistryName


@broken("output-profile")
def _(pdf):
    icc = bytearray(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    icc[16:20] = b"RGB "
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(bytes(icc), N=4)


@broken("limits")
def _(pdf):
    pdf.Root.Extra = pikepdf.String("x" * 32768)


@broken("nesting")
def _(pdf):
    append(pdf, b"\n" + b"q " * 29 + b"Q " * 29)


@broken("resources")
def _(pdf):
    form = pdf.make_stream(b"0 0 0 1 k", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    pdf.Root.Extra = form


@broken("trim", "equal-trim", "all-plates")
def _(pdf):
    del pdf.pages[0].obj["/TrimBox"]


@broken("trim")
def _(pdf):
    pdf.pages[0].obj["/ArtBox"] = pdf.pages[0].obj.TrimBox


@broken("boxes", "beyond-bleed")
def _(pdf):
    pdf.pages[0].obj["/BleedBox"] = Array([40, 40, 100, 100])


@broken("boxes")
def _(pdf):
    pdf.pages[0].obj["/CropBox"] = pdf.pages[0].obj.MediaBox


@broken("equal-trim")
def _(pdf):
    box = [float(v) for v in pdf.pages[1].obj.TrimBox]
    pdf.pages[1].obj["/TrimBox"] = Array([box[0], box[1], box[2], box[3] - 1])


@broken("turned")
def _(pdf):
    pdf.pages[0].obj["/Rotate"] = 90


@broken("beyond-bleed")
def _(pdf):
    prepend(pdf, b"q 0 0.2 0 0 k 10 10 100 100 re f Q\n")


@broken("all-plates")
def _(pdf):
    prepend(pdf, b"q /All CS 1 SCN 3 w 100 100 m 150 150 l S Q\n")


@broken("colours")
def _(pdf):
    append(pdf, b"\nq 0.5 0 0 rg 60 60 10 10 re f Q\n")


@broken("colours")
def _(pdf):
    first_image(pdf).ColorSpace = Name.DeviceRGB


@broken("colours")
def _(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    pdf.Root.Extra = Array([Name.ICCBased, profile])


@broken("small-grey", "white-overprint")
def _(pdf):
    append(pdf, b"\nq 0 g 60 60 50 1 re f Q\n")


@broken("overprint")
def _(pdf):
    for state in states(pdf):
        state.OPM = 0


@broken("overprint")
def _(pdf):
    prepend(pdf, b"q 0 0 0 1 k 60 60 50 1 re f Q\n")


@broken("overprint")
def _(pdf):
    prepend(pdf, b"q 0 0 0 1 K 1.9 w 60 60 m 110 60 l S Q\n")


@broken("white-overprint")
def _(pdf):
    name = next(k for k, v in dict(pdf.pages[0].Resources.ExtGState).items() if v.get("/op", False))
    append(pdf, b"\nq " + name.encode() + b" gs 0 0 0 0 k 60 60 50 50 re f Q\n")


@broken("one-ink-one-definition")
def _(pdf):
    spaces = pdf.pages[0].Resources.ColorSpace
    own = next(v for v in dict(spaces).values() if str(v[1]) != "/All")
    other = Array([own[0], own[1], own[2], Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 0, 0, 0]), N=1)])
    spaces["/S9"] = other


@broken("blend-space", "page-group")
def _(pdf):
    page = next(p for p in pdf.pages if "/Group" in p.obj)
    page.obj.Group.CS = Name.DeviceRGB


@broken("page-group")
def _(pdf):
    page = next(p for p in pdf.pages if "/Group" in p.obj)
    del page.obj["/Group"]


@broken("images")
def _(pdf):
    first_image(pdf).Interpolate = True


@broken("transfer")
def _(pdf):
    states(pdf)[0].TR = Name.Identity


@broken("fonts")
def _(pdf):
    del first_font(pdf).FontDescriptor["/FontFile2"]


@broken("fonts")
def _(pdf):
    first_font(pdf).BaseFont = Name("/Serif")


if __name__ == "__main__":
    sys.exit(BROKEN.main(*sys.argv[1:]))
