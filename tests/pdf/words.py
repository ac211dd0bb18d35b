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
SHY = "\u00ad"
LABEL = re.compile(r"^(\d{1,3}\.?|\W)$")


def read_text(path):
    """Words, and whether each begins a line. A soft hyphen stays at the end of a word that goes on elsewhere."""
    text = open(path, encoding="utf-8").read().replace("\f", "\n")
    text = re.sub("\u00ad(?=\\S)", "", text)
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
            expression = re.escape(word).replace(re.escape(CALL), r"\d{0,3}").replace(re.escape(INSERTED), r"\S+(?: \S+)*")
            out.append((re.compile(expression), INSERTED in word))
        else:
            out.append((word, False))
    return out


def fits(pattern, words):
    return pattern == words if isinstance(pattern, str) else pattern.fullmatch(words) is not None


def match(token, words, starts, at):
    """How many words from `at` on the token may take: one, several for an inserted value or one that a line end parts."""
    pattern, inserted = token
    for n in range(1, 7 if inserted else 2):
        if at + n <= len(words) and fits(pattern, " ".join(words[at:at + n])):
            yield n
    joined = ""
    for n in range(1, 4):
        if at + n > len(words) or (n > 1 and not starts[at + n - 1] and not words[at + n - 2].endswith(SHY)):
            break
        joined = joined.rstrip(SHY) + words[at + n - 1]
        if n > 1 and fits(pattern, joined):
            yield n


def run_from(tokens, first, words, starts, at, depth=0):
    """How many tokens from `first` match from word `at` on, and where that ends."""
    i = first
    while i < len(tokens):
        ways = list(match(tokens[i], words, starts, at))
        if not ways:
            break
        if len(ways) > 1 and depth < 8:
            tries = [run_from(tokens, i + 1, words, starts, at + n, depth + 1) for n in ways]
            best = max(range(len(ways)), key=lambda k: (tries[k][0], -ways[k]))
            return i + 1 - first + tries[best][0], tries[best][1]
        at += ways[0]
        i += 1
    return i - first, at


def next_piece(tokens, n, words, starts, end):
    """The longest piece that goes on with token n at the start of a line after `end`: how many tokens, and its end."""
    rest = None              # of a word whose first half stands at `end`
    if end < len(words) and words[end].endswith(SHY) and isinstance(tokens[n][0], str):
        half = words[end].rstrip(SHY)
        if tokens[n][0].startswith(half):
            rest = tokens[n][0][len(half):]
            end += 1
    longest = (0, end)
    if end < len(words) and not starts[end]:
        return longest
    for at in range(end, len(words)):
        if not starts[at]:
            continue
        if rest is None:
            more = run_from(tokens, n, words, starts, at)
        elif words[at] == rest:
            more = run_from(tokens, n + 1, words, starts, at + 1)
            more = (more[0] + 1, more[1])
        else:
            continue
        if more[0] > longest[0]:
            longest = more
    return longest


def find(tokens, words, starts, after):
    """Places a unit: its first piece begins a line at or after `after`. Returns the end of its first piece, or None."""
    for at in range(after, len(words)):
        if not starts[at]:
            continue
        n, end = run_from(tokens, 0, words, starts, at)
        first_end = end
        for _ in range(6):
            if n == len(tokens):
                return first_end
            if n == 0:
                break
            more, end = next_piece(tokens, n, words, starts, end)
            if more == 0:
                break
            n += more
    return None


def count_words(issue, language, words, starts):
    """The words that the text has less often than the source. A word that a line end parts counts as a whole too."""
    there = collections.Counter(words)
    there += collections.Counter(words[i - 1].rstrip(SHY) + words[i] for i in range(1, len(words))
                                 if starts[i] or words[i - 1].endswith(SHY))
    asked = collections.Counter(word.casefold() for unit in read_issue(issue, language) if unit.kind not in ELSEWHERE
                                for word in unit.text.split() if INSERTED not in word and CALL not in word)
    lost = asked - there
    for word in list(lost):
        lost[word] -= there[word.replace("-", "")]           # the guess takes hyphens at line ends for its own
        lost[word] -= any(there[word[:i] + SHY] and there[word[i:]] for i in range(1, len(word)))  # parted by a column
    for word, n in (+lost).most_common(40):
        print("%d × too few: %s" % (n, word))
    print("%d words of the source looked for" % sum(asked.values()))
    return 1 if +lost or sum(asked.values()) < 20 else 0


def main(issue, language, path, how="order"):
    words, starts = read_text(path)
    if how == "bag":
        return count_words(issue, language, words, starts)
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
            cursor[unit.article] = found
    print("%d words of the source looked for, %d units lost" % (total, lost))
    return 1 if lost or total < 20 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
