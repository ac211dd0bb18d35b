#!/usr/bin/env python3
"""screen_test.py GOOD.pdf FOLDER: screen.py finds nothing in a good file, and each of its rules finds the file that breaks it.

The good file is that of tests/pdf/structures, which has every structure. Speaks TAP.
"""
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

import screen
from rules import Broken, replace_metadata


def save(pdf, path, how):
    pdf.save(path, force_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)


BROKEN = Broken(screen.RULES, {"id", "header"}, save)
broken = BROKEN.broken


def elements(pdf, kind):
    roles = {str(k): str(v) for k, v in dict(pdf.Root.StructTreeRoot.RoleMap).items()}
    found = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/StructElem" and roles.get(str(o.S), str(o.S)) == "/" + kind]
    assert found, kind
    return found


def element(pdf, kind):
    return elements(pdf, kind)[0]


def annotation(pdf):
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Subtype") == "/Link" and "/Rect" in o)


@broken("header")
def _(data):
    return data.replace(b"%PDF-1.7", b"%PDF-1.4", 1)


@broken("id")
def _(pdf):
    return "id"


@broken("catalogue")
def _(pdf):
    del pdf.Root.ViewerPreferences


@broken("catalogue")
def _(pdf):
    pdf.Root.MarkInfo.Suspects = False


@broken("catalogue", "metadata")
def _(pdf):
    pdf.Root.Lang = pikepdf.String("en_GB")


@broken("catalogue")
def _(pdf):
    del pdf.Root.Outlines


@broken("pages")
def _(pdf):
    del pdf.pages[0].obj["/Tabs"]


@broken("metadata")
def _(pdf):
    replace_metadata(pdf, b"<pdfuaid:part>", b"<pdfuaid:parts>")
    replace_metadata(pdf, b"</pdfuaid:part>", b"</pdfuaid:parts>")


@broken("metadata")
def _(pdf):
    element(pdf, "Span").Lang = pikepdf.String("xx")


@broken("info")
def _(pdf):
    pdf.trailer.Info.Title = "Something else"


@broken("elements", "notes")
def _(pdf):
    element(pdf, "P").K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=element(pdf, "P"), K=Array([]))))


@broken("elements")
def _(pdf):
    element(pdf, "LBody").P = element(pdf, "Art")


@broken("containment")
def _(pdf):
    element(pdf, "TOCI").S = Name.LI


@broken("containment", "articles", "headings", "notes")
def _(pdf):
    element(pdf, "H2").S = Name.Art


@broken("headings")
def _(pdf):
    element(pdf, "H3").S = Name.H6


@broken("articles")
def _(pdf):
    del element(pdf, "Art")["/T"]


@broken("attributes")
def _(pdf):
    del element(pdf, "Figure")["/A"]


@broken("attributes")
def _(pdf):
    del element(pdf, "TH")["/A"]


@broken("attributes")
def _(pdf):
    del element(pdf, "L")["/A"]


@broken("attributes")
def _(pdf):
    element(pdf, "Note").ID = pikepdf.String("nothing")


@broken("parents", "containment")
def _(pdf):
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[len(row) - 1] = element(pdf, "TOCI")


@broken("order", "headings", "notes")
def _(pdf):
    art = next(a for a in elements(pdf, "Art") if len(a.K) > 4)
    art.K = Array([*list(art.K)[:1], *reversed(list(art.K)[1:])])


@broken("links")
def _(pdf):
    del annotation(pdf)["/Contents"]


@broken("links")
def _(pdf):
    annotation(pdf).F = 2


@broken("links", "containment", "elements", "notes")
def _(pdf):
    annotation(pdf).StructParent = 9999


@broken("notes", "links", "containment")
def _(pdf):
    for link in elements(pdf, "Link"):
        if link.P.S == "/Lbl":
            link.S = Name.Span


@broken("notes", "order", "elements")
def _(pdf):
    note = next(n for n in elements(pdf, "Note") if n.P.S == "/P")
    kids = [k for k in note.P.K if not (isinstance(k, Dictionary) and k.objgen == note.objgen)]
    note.P.K = Array([note, *kids])


@broken("spaces")
def _(pdf):
    for page in pdf.pages:
        if "/Group" in page.obj:
            del page.obj["/Group"]


if __name__ == "__main__":
    sys.exit(BROKEN.main(*sys.argv[1:]))
