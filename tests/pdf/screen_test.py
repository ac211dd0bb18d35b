#!/usr/bin/env python3
"""screen_test.py GOOD.pdf FOLDER: screen.py finds nothing in a good file, and each of its rules finds the file that breaks it.

The good file is that of tests/pdf/structures, which has every structure. Speaks TAP.
"""
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

import screen

BROKEN = []


def broken(rule, *also):
    """A function that breaks the rule in an open file, or in the bytes of one. Rules of `also` may complain too."""
    def note(function):
        BROKEN.append((rule, set(also), function, "data" in function.__code__.co_varnames[:1]))
        return function
    return note


def elements(pdf, kind):
    roles = {str(k): str(v) for k, v in dict(pdf.Root.StructTreeRoot.RoleMap).items()}
    found = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/StructElem" and roles.get(str(o.S), str(o.S)) == "/" + kind]
    assert found, kind
    return found


def element(pdf, kind):
    return elements(pdf, kind)[0]


def annotation(pdf):
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Subtype") == "/Link" and "/Rect" in o)


def metadata(pdf, old, new):
    text = bytes(pdf.Root.Metadata.read_bytes())
    assert old in text, old
    pdf.Root.Metadata = pdf.make_stream(text.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)


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
    metadata(pdf, b"<pdfuaid:part>", b"<pdfuaid:parts>")
    metadata(pdf, b"</pdfuaid:part>", b"</pdfuaid:parts>")


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


def main(good, folder):
    failed = False
    complaints = screen.check(good)
    print("%s - nothing is wrong with the good file" % ("ok" if not complaints else "not ok"))
    for name, message in complaints:
        print("#   %s: %s" % (name, message))
        failed = True
    for number, (rule, also, function, bytewise) in enumerate(BROKEN):
        path = "%s/broken-%d-%s.pdf" % (folder, number, rule)
        if bytewise:
            with open(path, "wb") as out:
                out.write(function(open(good, "rb").read()))
        else:
            pdf = pikepdf.open(good)
            function(pdf)
            pdf.save(path, force_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
        found = {name for name, _ in screen.check(path)}
        extra = found - also - {rule} - {"id", "header"}     # what pikepdf's own saving may touch
        print("%s - %s is found" % ("ok" if rule in found and not extra else "not ok", rule))
        if rule not in found or extra:
            print("#   found %s" % sorted(found))
            failed = True
    missing = set(screen.RULES) - {rule for rule, *_ in BROKEN}
    print("%s - every rule has a file that breaks it %s" % ("not ok" if missing else "ok", " ".join(sorted(missing))))
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
