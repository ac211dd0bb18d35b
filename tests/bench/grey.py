#!/usr/bin/env python3
"""How even the grey of a narrow column is: the same text set by Quoin and by LuaLaTeX with microtype, measured alike.

  grey.py text UDHR.html SAMPLE LANGUAGE OUT       paragraphs, one a line
  grey.py issue TEXT LANGUAGE FOLDER LAYOUTS       an issue of that text in three columns of 56.7 mm, 9/11 pt
  grey.py tex TEXT LANGUAGE PACKAGES OUT           the same for LuaLaTeX
  grey.py dump LABEL DUMP                          measures a layout dump
  grey.py bbox LABEL FILE                          measures what `pdftotext -bbox-layout` says of a PDF

Of 100 lines: those with word spaces over twice the normal one, the spaces in them, those that end in a hyphen, and ladders of
three hyphens or more in all. A word space of a PDF is measured between the boxes of two words; the normal one is 0.26 em. What does
not fit on the eight pages is not looked at. Sentences end in a word space like any other, so that no program is blamed for more.
"""
import html.parser
import json
import pathlib
import re
import sys

PAGES = 8
HEIGHT = 841.89                                              # of A4: what a draft shows below it has no room
CHARACTERS = 8000 * PAGES                                    # what fills them
SPACE = 0.26                                                 # of Noto Serif, in ems
HYPHENS = "-\u2010\u00ad"

LAYOUT = """
page: { size: A4, margins: { top: 12mm, bottom: 12mm, inside: 15mm, outside: 15mm }, grid: { columns: 3, gutter: 4.95mm, baseline: 11pt } }
styles:
  body: { font: text, size: 9pt, indent-first: 3mm }
articles:
  default: { styles: { body: body, headline: body } }
templates:
  page:
    frames:
      text: { columns: 3, balance: false }
"""

TEX = r"""\documentclass[9pt]{extarticle}
\usepackage[paper=a4paper,left=15mm,right=15mm,top=12mm,bottom=12mm,headsep=0pt,headheight=0pt]{geometry}
\usepackage{fontspec}\setmainfont{Noto Serif}
\usepackage[%s]{babel}
%s
\usepackage{multicol}
\setlength{\columnsep}{4.95mm}\setlength{\parindent}{3mm}\pagestyle{empty}\raggedcolumns
\begin{document}\frenchspacing\fontsize{9pt}{11pt}\selectfont\begin{multicols*}{3}
%s
\end{multicols*}\end{document}
"""
BABEL = {"en-US": "american", "en": "british", "fr": "french", "de": "ngerman", "ru": "russian"}


class Paragraphs(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside, self.found = False, []

    def handle_starttag(self, tag, attributes):
        if tag in ("p", "li"):
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("p", "li")

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def of_html(path):
    parser = Paragraphs()
    parser.feed(pathlib.Path(path).read_text(encoding="utf-8"))
    return [" ".join(p.split()) for p in parser.found if len(p) > 80]


def of_markdown(folder):
    found = []
    for path in sorted(pathlib.Path(folder).glob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
        for block in re.split(r"\n\s*\n", text):
            block = " ".join(block.split())
            if len(block) < 80 or re.match(r"[#>|!<\[*-]|\d+\.|:::", block):
                continue
            block = re.sub(r"\[\^[^\]]*\]|!?\[([^\]]*)\](\([^)]*\)|\{[^}]*\})?", lambda m: m.group(1) or "", block)
            found.append(re.sub(r"[*_`]|\{[^}]*\}|<[^>]*>", "", block))
    return found


def text(udhr, sample, language, out):
    paragraphs = of_html(udhr)
    if pathlib.Path(sample, language).is_dir():
        paragraphs += of_markdown(pathlib.Path(sample, language))
    whole, i = [], 0
    while sum(map(len, whole)) < CHARACTERS:
        whole.append(paragraphs[i % len(paragraphs)])
        i += 1
    pathlib.Path(out).write_text("\n".join(whole) + "\n", encoding="utf-8")


def issue(source, language, folder, layouts):
    folder = pathlib.Path(folder)
    (folder / "layouts").mkdir(parents=True, exist_ok=True)
    (folder / language).mkdir(exist_ok=True)
    (folder / "layouts" / "grey.yaml").write_text(LAYOUT, encoding="utf-8")
    (folder / "layouts" / "typography.yaml").write_bytes(pathlib.Path(layouts, "typography.yaml").read_bytes())
    head = ["edition: 2026-1", "date: 2026-01-01", "period: 2026-Q1", "number: 1", "source: " + language,
            "languages: [%s]" % language, "layout: layouts/grey.yaml", 'publisher: "None"', "pages:"]
    for page in range(PAGES):
        head += ["  - template: page", "    frames:", "      text: { article: a%s }" % (", continue: true" if page else "")]
    (folder / "issue.yaml").write_text("\n".join(head) + "\n", encoding="utf-8")
    (folder / language / "strings.yaml").write_text('title: "Grey"\n', encoding="utf-8")
    lines = pathlib.Path(source).read_text(encoding="utf-8").splitlines()
    (folder / language / "a.md").write_text("---\nid: a\n---\n\n# Grey\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")


def tex(source, language, packages, out):
    body = pathlib.Path(source).read_text(encoding="utf-8")
    body = re.sub(r"([%&#$_{}])", r"\\\1", body).replace("\n", "\n\n")
    pathlib.Path(out).write_text(TEX % (BABEL[language], packages, body), encoding="utf-8")


def show(label, lines):
    """lines: (widest space over the normal one, number of spaces, ends in a hyphen, first of a paragraph)"""
    n = len(lines) or 1
    loose = [spaces for space, spaces, hyphen, first in lines if space > 2]
    hyphens = sum(hyphen for space, spaces, hyphen, first in lines)
    ladders = row = 0
    for space, spaces, hyphen, first in lines:
        row = row + 1 if hyphen and not first else int(hyphen)
        ladders += row == 3
    print("%-28s %5d lines, of 100: %4.1f with spaces over twice (%5.1f spaces)  %5.1f with a hyphen; %3d ladders"
          % (label, len(lines), 100 * len(loose) / n, 100 * sum(loose) / n, 100 * hyphens / n, ladders))


def dump(label, path):
    lines, first = [], True
    for row in map(json.loads, pathlib.Path(path).read_text(encoding="utf-8").splitlines()):
        if row["kind"] != "line" or row["style"] != "body" or row["text"] == "Grey" or row["baseline"] > HEIGHT:
            continue
        words = row["text"].strip()
        hyphen = row.get("hyphen", False) or (words[-1:] in HYPHENS and not row.get("last"))
        ragged = not row.get("last") and row["width"] < row["measure"] - 1         # left so, since its gaps would be worse
        lines.append((99 if ragged else row.get("space", 1000) / 1000, words.count(" "), hyphen, first))
        first = row.get("last", False)
    show(label, lines)


def bbox(label, path):
    found = pathlib.Path(path).read_text(encoding="utf-8")
    size, lines, top = 9.0, [], None
    for line in re.findall(r"<line .*?</line>", found, flags=re.S):
        words = [(float(a), float(b), html.unescape(w)) for a, b, w in
                 re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>([^<]*)<', line)]
        widest = max([b[0] - a[1] for a, b in zip(words, words[1:])], default=0) / (SPACE * size)
        lines.append((widest, len(words) - 1, words[-1][2][-1:] in HYPHENS, False))
    show(label, lines)


if __name__ == "__main__":
    {"text": text, "issue": issue, "tex": tex, "dump": dump, "bbox": bbox}[sys.argv[1]](*sys.argv[2:])
