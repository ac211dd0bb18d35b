#!/usr/bin/env python3
"""pseudo.py ISSUE SOURCE DUMP: is every letter of the source on the pages of a pseudo-language, whose letters are read back here?

ar-XB has one letter for each of the source; en-XA has more than the source at the end of each text, so only what is lost counts.
"""
import collections
import json
import sys
import unicodedata

from source import CALL, INSERTED, read_issue

ACCENTS = dict(zip("ƀðƒþǫ", "bdfpq"))
ARABIC = dict(zip("ابچدعفغهيجكلمنوپقرستطڤثخضز", "abcdefghijklmnopqrstuvwxyz"))
MARKS = dict(zip("،؛؟", ",;?"))


def letters(text, kind):
    if kind == "en-XA":
        text = "".join(ACCENTS.get(c, c) for c in text.casefold() if c not in "⟦⟧")
    text = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    if kind == "ar-XB":
        text = "".join(ARABIC.get(c, MARKS.get(c, c)) for c in text)
    return collections.Counter(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Co", "Cc"))


def main(issue, language, dump):
    kind = dump.rsplit("/", 1)[-1].removesuffix(".jsonl")
    source, pages = collections.Counter(), collections.Counter()
    for unit in read_issue(issue, language):
        if unit.kind != "short":
            source += letters(unit.text.replace(CALL, "").replace(INSERTED, ""), "source")
    for text in open(dump, encoding="utf-8"):
        item = json.loads(text)
        if "text" in item and not item.get("generated") and "/strings.yaml:" not in item.get("source", ""):
            pages += letters(item["text"], kind)
            pages -= letters(item.get("generated_text", ""), kind)
    lost, extra = source - pages, pages - source if kind == "ar-XB" else {}
    for name, counter in (("lost", lost), ("too often", extra)):
        for c, n in sorted(counter.items()):
            print("%s: %d × %s U+%04X" % (name, n, c, ord(c)))
    growth = sum(pages.values()) / max(1, sum(source.values()))
    print("%d characters in the source, %.2f times as many on the pages" % (sum(source.values()), growth))
    if kind == "en-XA" and not 1.25 < growth < 1.6:
        print("en-XA should be about a third longer")
        return 1
    return 1 if lost or extra or sum(source.values()) < 100 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
