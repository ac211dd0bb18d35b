#!/usr/bin/env python3
"""overlap.py DUMP...: does a line of text stand over another, or off its page?

Compares the lines of a layout dump pairwise: two of a page overlap when they share more than a point of width and their baselines are
nearer than half the smaller size. A drop cap stands beside its lines and is left out, as are labels, which share a baseline.
"""
import itertools
import json
import sys


def lines(path):
    pages = {}
    for text in open(path, encoding="utf-8"):
        item = json.loads(text)
        if item.get("kind") == "line" and item["text"].strip():
            pages.setdefault(item["page"], []).append(item)
    return pages


def overlap(a, b):
    shared = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    return shared > 1 and abs(a["baseline"] - b["baseline"]) < min(a["size"], b["size"]) / 2


def main(paths):
    found = 0
    compared = 0
    for path in paths:
        for page, items in lines(path).items():
            for item in items:
                if item["x"] + item["width"] < 0 or item["baseline"] < 0 or item["width"] > item["measure"] + item["size"]:
                    found += 1
                    print("%s: page %d: out of its place: %s" % (path, page, item["text"][:60]))
            for a, b in itertools.combinations(items, 2):
                compared += 1
                if overlap(a, b):
                    found += 1
                    print("%s: page %d: '%s' over '%s' at %s" % (path, page, a["text"][:40], b["text"][:40], a["baseline"]))
    print("%d pairs compared, %d faults" % (compared, found))
    return 1 if found or compared < 100 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
