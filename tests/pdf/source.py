"""Reads an issue's articles for their reader-facing text, independently of Quoin.

A second, much simpler reader of the same Markdown: units of text in source order, each with its kind. What the program
adds (numbers of notes, dates, page numbers, list marks) is left out; a place where it adds a word is marked.
"""
import pathlib
import re

INSERTED = "\ue000"      # a value that the program writes: a date, a number, a page
CALL = "\ue001"          # the number of a note


class Unit:
    def __init__(self, article, kind, text, level=0):
        self.article, self.kind, self.text, self.level = article, kind, text, level


def plain(text):
    """The text of inline Markdown."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    kept = []

    def keep(match):
        kept.append(match.group(1))
        return "\ue100%d\ue101" % (len(kept) - 1)

    text = re.sub(r"\\\n", "\n", text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", keep, text)
    text = re.sub(r"<((?:https?|mailto|tel):[^>]*)>", keep, text)
    text = re.sub(r"<([^<>@\s]+@[^<>\s]+)>", keep, text)
    text = re.sub(r"\[\^[^\]]+\]", CALL, text)
    text = re.sub(r"(?<!\])\{(?:date|number|page|title)\b[^}]*\}", INSERTED, text)
    for _ in range(4):
        text = re.sub(r"\[([^\[\]]*)\](?:\([^()\s]*\)|\{[^}]*\})", r"\1", text)
    text = re.sub(r"(\*\*|\*|`)", "", text)
    text = re.sub(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)", "", text)
    return re.sub("\ue100(\\d+)\ue101", lambda m: kept[int(m.group(1))], text)


def blocks(lines):
    """Groups of lines between blank lines."""
    group = []
    for line in lines + [""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


IMAGE = re.compile(r'^!\[((?:[^\]\\]|\\.)*)\]\(\S+(?:\s+"((?:[^"\\]|\\.)*)")?\)(\{[^}]*\})?$', re.S)


def read_flow(article, lines, kind):
    """Units of ordinary blocks: paragraphs, lists, tables, figures' pictures."""
    for group in blocks(lines):
        text = "\n".join(group)
        image = IMAGE.match(text.strip())
        if image:
            if image.group(2):
                yield Unit(article, "credit", plain(image.group(2)))
        elif re.match(r"#{1,3} ", text):
            title = re.sub(r"\s*\{[^}]*\}\s*$", "", text.lstrip("#"))
            yield Unit(article, "heading", plain(title.strip()), len(text) - len(text.lstrip("#")))
        elif re.match(r"(-|\d+\.) ", text):
            for item in re.split(r"\n(?=(?:-|\d+\.) )", text):
                yield Unit(article, kind, plain(re.sub(r"^(-|\d+\.) ", "", item)))
        elif text.startswith("|"):
            for i, row in enumerate(group):
                if i != 1:
                    for cell in re.split(r"(?<!\\)\|", row.strip().strip("|")):
                        yield Unit(article, "cell", plain(cell.strip()))
        elif text.strip() != "---":
            yield Unit(article, kind, plain(text))


def read_quote(article, lines):
    """A role or a box."""
    inner = [re.sub(r"^> ?", "", line) for line in lines]
    marker = re.match(r"\[!(\w+)\]\s*(.*)$", inner[0])
    if not marker:
        yield from read_flow(article, inner, "box")
        return
    name, title = marker.groups()
    title = re.sub(r"\s*\{[^}]*\}\s*$", "", " " + title).strip()
    if name in ("short", "deck", "byline", "dateline", "signature", "source"):
        text = "\n".join([title] + inner[1:]).strip()
        yield Unit(article, name, plain(text))
        return
    if name == "event":
        title = re.sub(r"^[\d/-]+\s*", "", title)
    if title:
        yield Unit(article, "box-title", plain(title))
    yield from read_flow(article, inner[1:], "caption" if name == "figure" else "pullquote" if name == "pullquote" else "box")


def read_article(path):
    text = path.read_text(encoding="utf-8")
    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    article = re.search(r"^id:\s*(\S+)", front.group(1), re.M).group(1)
    text = re.sub(r"<!--.*?-->", "", text[front.end():], flags=re.S)
    notes = []

    def note(match):
        notes.append(Unit(article, "note", plain(re.sub(r"\n {2,4}", "\n", match.group(1)))))
        return ""

    text = re.sub(r"^\[\^[^\]]+\]:\s*(.*(?:\n(?: {2,}.*|)(?=\n|$))*?)(?=\n\s*\n|\n?\Z)", note, text, flags=re.M)
    flow = []
    for group in blocks(text.split("\n")):
        if group[0].startswith("# "):
            flow.append(Unit(article, "headline", plain(group[0][2:].strip())))
        elif group[0].startswith(">"):
            flow.extend(read_quote(article, group))
        else:
            flow.extend(read_flow(article, group, "body"))
    return flow + notes


def read_issue(folder, language):
    units = []
    for path in sorted(pathlib.Path(folder, language).glob("*.md")):
        units.extend(read_article(path))
    return units
