#!/usr/bin/env python3
"""characters.py ISSUE LANGUAGE DUMP: is every character of the source on the pages, as often as it was written?

Compares the characters of the articles' reader text with those of the layout dump's lines that are neither made by the program
nor names of sections.
White space is not counted; nor is what fonts and languages may change without loss (case, canonical form, spaces).
"""
import collections
import json
import sys
import unicodedata

from source import CALL, INSERTED, read_issue

NOT_SET = {"short"}      # repeated by the program where it is needed


def count(text):
    text = unicodedata.normalize("NFC", text).casefold()
    return collections.Counter(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Co", "Cc"))


def main(issue, language, dump):
    source = collections.Counter()
    for unit in read_issue(issue, language):
        if unit.kind not in NOT_SET:
            source += count(unit.text.replace(CALL, "").replace(INSERTED, ""))
    pages = collections.Counter()
    for line in open(dump, encoding="utf-8"):
        item = json.loads(line)
        if "text" in item and not item.get("generated") and "/strings.yaml:" not in item.get("source", ""):
            pages += count(item["text"])
            pages -= count(item.get("generated_text", ""))
    lost, extra = source - pages, pages - source
    for name, counter in (("lost", lost), ("too often", extra)):
        for c, n in counter.most_common(40):
            print("%s: %d × %s U+%04X %s" % (name, n, c, ord(c), unicodedata.name(c, "?")))
    print("%d characters in the source, %d on the pages" % (sum(source.values()), sum(pages.values())))
    return 1 if lost or extra or sum(source.values()) < 100 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
