#!/usr/bin/env python3
"""makeup.py ISSUE LANGUAGE PDF REPORT: counts the faults of makeup on finished pages, and compares them with Quoin's own count.

The words and their places come from `pdftotext -raw -bbox`, the paragraphs from the source; nothing is known of frames, columns or
baselines but what the words show. A paragraph whose next line stands higher, or on another page, is parted there. A widow is a last
line that is parted from the others, an orphan a first line, a heading is alone when its text stands in another column. Body lines
of an article on a page must be whole steps of the grid apart. REPORT is what `quoin build --report` writes; its sums must be the same.
It reads languages with spaces between words that run from left to right.
"""
import json
import re
import subprocess
import sys

from source import read_issue
from words import LABEL, SHY, patterns, run_from

FLOW = {"body", "heading"}
TOLERANCE = 0.35


class Word:
    def __init__(self, page, box, text):
        self.page, self.text = page, text
        self.left, self.top, self.right, self.foot = box
        self.line = 0


def read_words(path):
    out = subprocess.run(["pdftotext", "-raw", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    words, page = [], 0
    for line in out.split("\n"):
        page += "<page " in line
        match = re.search(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)</word>', line)
        if match:
            text = match.group(5).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
            text = re.sub("\u00ad(?=\\S)|[\u2066-\u2069\u200e\u200f\u200b]", "", text)
            word = Word(page, [float(match.group(i)) for i in range(1, 5)], text)
            if is_call(words, word):
                words[-1].text += text
                words[-1].right = word.right
            else:
                words.append(word)
    return words


def is_call(words, word):
    """The number of a note, small and raised behind a word, or the mark behind such a number."""
    if not words or words[-1].page != word.page:
        return False
    before = words[-1]
    touches = abs(word.left - before.right) < 1 and before.top < middle(word) < before.foot
    smaller = word.foot - word.top < 0.8 * (before.foot - before.top)
    number = smaller and re.fullmatch(r"\d+", word.text)
    return touches and bool(number or (re.search(r"\D\d+$", before.text) and re.fullmatch(r"\W+", word.text)))


def middle(word):
    return (word.top + word.foot) / 2


def find_lines(words):
    """Numbers the lines: a word on another height, or far from the one before it, begins one. Note calls stand a little higher."""
    starts = []
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        new = before is None or before.page != word.page or abs(middle(before) - middle(word)) > 0.35 * (word.foot - word.top)
        if not new:
            gap = word.left - before.right if word.left >= before.right else before.left - word.right
            new = gap > 2 * (word.foot - word.top)
        word.line = (before.line + new) if before else 0
        starts.append(new or (before is not None and LABEL.match(before.text) is not None and starts[-1]))
    return starts


def place(tokens, texts, starts, after):
    """The words of a unit: (first, end) of each piece, in order; None when it is not there."""
    for at in range(after, len(texts)):
        if not starts[at]:
            continue
        n, end = run_from(tokens, 0, texts, starts, at)
        pieces = [(at, end)]
        if n < min(2, len(tokens)):                          # a single word proves nothing
            continue
        while n and n < len(tokens):
            rest, first = None, end
            if end < len(texts) and texts[end].endswith(SHY) and isinstance(tokens[n][0], str) and tokens[n][0].startswith(texts[end].rstrip(SHY)):
                rest = tokens[n][0][len(texts[end].rstrip(SHY)):]
                pieces[-1] = (pieces[-1][0], end + 1)
                first = end + 1
            best = (0, 0, 0)
            for other in range(first, len(texts)):
                if not starts[other] or (rest is not None and texts[other] != rest):
                    continue
                more, stop = run_from(tokens, n + (rest is not None), texts, starts, other + (rest is not None))
                more += rest is not None
                if more > best[0]:
                    best = (more, other, stop)
            if not best[0]:
                break
            n += best[0]
            end = best[2]
            pieces.append(best[1:])
        if n == len(tokens):
            return pieces
    return None


def lines_of(pieces, words):
    lines = []
    for first, end in pieces:
        for word in words[first:end]:
            if not lines or lines[-1][-1].line != word.line:
                lines.append([])
            lines[-1].append(word)
    if len(lines) > 1 and lines[0][0].foot - lines[0][0].top > 1.6 * (lines[1][0].foot - lines[1][0].top):
        del lines[0]                                         # an initial
    return lines


def is_parted(above, below):
    return above[0].page != below[0].page or middle(below[-1]) < middle(above[0])


def judge(unit, lines, count):
    """Counts what is wrong where a paragraph is parted."""
    parts = [i for i in range(1, len(lines)) if is_parted(lines[i - 1], lines[i])]
    if not parts or unit.kind == "heading":
        return
    found = []
    if parts[-1] == len(lines) - 1:
        found.append("widow")
    if parts[0] == 1:
        found.append("orphan")
    for kind in found:
        count[kind] += 1
        print("%s: %s, page %d: %s" % (kind, unit.article, lines[-1][0].page, unit.text[:60]))
    for i in parts:
        count["hyphen-at-foot"] += lines[i - 1][-1].text.endswith((SHY, "-", "\u2010"))


def off_grid(lines, step):
    """Lines of one article on one page that are not whole steps from its first."""
    heights = [middle(max(line, key=lambda word: word.foot - word.top)) for line in lines]
    off = 0
    for height in heights:
        distance = (height - heights[0]) % step
        off += min(distance, step - distance) > TOLERANCE
    return off


def grid_step(all_lines):
    steps = {}
    for lines in all_lines:
        for above, below in zip(lines, lines[1:]):
            step = round(middle(below[0]) - middle(above[0]), 1)
            if not is_parted(above, below) and step > 4:
                steps[step] = steps.get(step, 0) + 1
    return max(steps, key=steps.get)


def main(issue, language, pdf, report):
    words = read_words(pdf)
    starts = find_lines(words)
    texts = [word.text.casefold() for word in words]
    count = dict.fromkeys(["widow", "orphan", "hyphen-at-foot", "lone-heading", "off-grid"], 0)
    cursor, heading, bodies, lost, found = {}, {}, {}, 0, 0
    for unit in read_issue(issue, language):
        tokens = patterns(unit.text)
        if unit.kind not in FLOW or not tokens:
            continue
        pieces = place(tokens, texts, starts, cursor.get(unit.article, 0))
        if pieces is None:
            lost += 1
            heading[unit.article] = None
            print("not found: %s: %s" % (unit.article, unit.text[:60]))
            continue
        found += 1
        cursor[unit.article] = pieces[0][1]
        lines = lines_of(pieces, words)
        judge(unit, lines, count)
        if heading.get(unit.article):
            count["lone-heading"] += is_parted(heading[unit.article][-1], lines[0])
        heading[unit.article] = lines if unit.kind == "heading" else None
        if unit.kind == "body":
            bodies.setdefault(unit.article, []).append(lines)
    step = grid_step([lines for paragraphs in bodies.values() for lines in paragraphs])
    for paragraphs in bodies.values():
        pages = {}
        for lines in paragraphs:
            for line in lines[2:]:                           # not those beside an initial
                pages.setdefault(line[0].page, []).append(line)
        for lines in pages.values():
            count["off-grid"] += off_grid(lines, step)
    with open(report, encoding="utf-8") as file:
        sums = json.load(file)["sums"]
    differ = [kind for kind in count if count[kind] != sums[kind]]
    print("%d paragraphs, %d not found, grid of %s; counted %s" % (found, lost, step, count))
    for kind in differ:
        print("%s: %d on the pages, %d in the report" % (kind, count[kind], sums[kind]))
    return 1 if differ or lost * 20 > found or found < 20 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
