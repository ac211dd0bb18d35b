#!/usr/bin/env python3
"""words.py ISSUE LANGUAGE TEXT [bag]: does the text of a PDF hold every word of the source, in reading order?

TEXT comes from `pdftotext -raw`, which keeps the order of the file. Each unit of the source (a paragraph, a heading, a note …)
must stand in it word for word. It begins at the start of a line, or behind a list mark or a number there; it may be
interrupted only at a line end, where a column or a page ends. The paragraphs, headings and lists of an article follow each
other in source order; boxes, captions and notes may stand anywhere. With `bag` only the number of each word counts: for
TEXT from `pdftotext` without -raw, which guesses an order from the places on the page.
"""
import collections
import re
import sys

from source import CALL, INSERTED, read_issue

FLOW = {"headline", "deck", "byline", "body", "heading", "signature", "source"}
ELSEWHERE = {"short"}    # shown in the contents and over continuations: not a part of the flow
LABEL = re.compile(r"^(\d{1,3}\.?|\W)$")


def read_text(path):
    """Words with the number of their line. A soft hyphen at a line end joins."""
    text = open(path, encoding="utf-8").read().replace("\f", "\n")
    text = re.sub("\u00ad\n", "", text).replace("\u00ad", "")
    text = re.sub("[\u2066-\u2069\u200e\u200f\u200b]", "", text)
    words, starts = [], []
    for line in text.split("\n"):
        in_line = line.split()
        for i, word in enumerate(in_line):
            words.append(word.casefold())
            starts.append(i == 0 or (i == 1 and LABEL.match(in_line[0]) is not None))
    return words, starts


def patterns(text):
    """One matcher a word: a string, or a regular expression where the program inserts something."""
    out = []
    for word in text.split():
        word = word.casefold()
        if INSERTED in word or CALL in word:
            expression = re.escape(word)
            expression = expression.replace(re.escape(CALL), r"\d{0,3}").replace(re.escape(INSERTED), r"\S+")
            out.append((re.compile(expression + r"$"), INSERTED in word))
        else:
            out.append((word, False))
    return out


def fits(pattern, word):
    return pattern == word if isinstance(pattern, str) else pattern.match(word) is not None


def run_from(tokens, first, words, at):
    """How many tokens from `first` match from word `at` on, and where that ends. An inserted value may be several words."""
    i = first
    while i < len(tokens) and at < len(words):
        pattern, inserted = tokens[i]
        if fits(pattern, words[at]):
            at += 1
            i += 1
            if inserted:
                for skip in range(4):
                    if i >= len(tokens) or (at + skip < len(words) and fits(tokens[i][0], words[at + skip])):
                        at += skip
                        break
            continue
        break
    return i - first, at


def find(tokens, words, starts, after):
    """Places a unit: its first piece begins a line at or after `after`. Returns the end of its first piece, or None."""
    best = None
    for at in range(after, len(words)):
        if not starts[at] or not fits(tokens[0][0], words[at]):
            continue
        n, end = run_from(tokens, 0, words, at)
        pieces, place = 1, end
        while n < len(tokens) and pieces < 6 and (end >= len(words) or starts[end]):
            longest = (0, 0)
            for next_at in range(end, len(words)):
                if starts[next_at]:
                    more = run_from(tokens, n, words, next_at)
                    if more[0] > longest[0]:
                        longest = more
            if longest[0] == 0:
                break
            n += longest[0]
            end = longest[1]
            pieces += 1
        if n == len(tokens):
            return place, end
        if best is None or n > best:
            best = n
    return None


def count_words(issue, language, words):
    """The words that the text has less often than the source."""
    there = collections.Counter(words)
    asked = collections.Counter(word.casefold() for unit in read_issue(issue, language) if unit.kind not in ELSEWHERE
                                for word in unit.text.split() if INSERTED not in word and CALL not in word)
    for word, n in (asked - there).most_common(40):
        print("%d × too few: %s" % (n, word))
    print("%d words of the source looked for" % sum(asked.values()))
    return 1 if asked - there or sum(asked.values()) < 20 else 0


def main(issue, language, path, how="order"):
    words, starts = read_text(path)
    if how == "bag":
        return count_words(issue, language, words)
    lost = 0
    total = 0
    cursor = {}
    for unit in read_issue(issue, language):
        tokens = patterns(unit.text)
        if not tokens or unit.kind in ELSEWHERE:
            continue
        total += len(tokens)
        ordered = unit.kind in FLOW
        begins = starts if unit.kind != "cell" else [True] * len(words)
        found = find(tokens, words, begins, cursor.get(unit.article, 0) if ordered else 0)
        if found is None:
            lost += 1
            anywhere = find(tokens, words, starts, 0)
            why = "out of order" if anywhere else "not found"
            print("%s, %s: %s: %s" % (unit.article, unit.kind, why, unit.text[:160].replace("\n", " ")))
        elif ordered:
            cursor[unit.article] = found[0]
    print("%d words of the source looked for, %d units lost" % (total, lost))
    return 1 if lost or total < 20 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
