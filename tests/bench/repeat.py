#!/usr/bin/env python3
"""repeat.py ISSUE TIMES OUT LANGUAGE: an issue whose pages and articles are those of ISSUE, TIMES over.

Every article, box and reference of a copy gets a number behind its name, so that the result is a sound issue of its own. The list
of contents is left out: it would name every article, and its frame is made for a few.
"""
import pathlib
import re
import shutil
import sys

PLACES = r"\b(article|box|figure): *([a-z0-9][a-z0-9-]*)"


def main(issue, times, out, language):
    issue, out = pathlib.Path(issue), pathlib.Path(out)
    text = (issue / "issue.yaml").read_text(encoding="utf-8")
    head, pages = re.split(r"^pages:\n", text, maxsplit=1, flags=re.M)
    pages = re.sub(r"^ *\S+: *\{ *auto: contents *\}\n", "", pages, flags=re.M)
    layout = re.search(r"^layout: *(\S+)", head, re.M).group(1)
    head = head.replace(layout, str((issue / layout).resolve()))
    head = re.sub(r"^languages:.*(\n  *- .*)*", "languages: [%s]" % language, head, flags=re.M)
    head = re.sub(r"^source:.*", "source: " + language, head, flags=re.M)
    (out / language).mkdir(parents=True)
    shutil.copytree(issue / "assets", out / "assets")
    shutil.copy(issue / language / "strings.yaml", out / language)
    sections = {}
    source = re.search(r"^source: *(\S+)", text, re.M).group(1)
    for path in (issue / source).glob("*.md"):
        found = re.search(r"^section:.*$", path.read_text(encoding="utf-8"), re.M)
        sections[path.name] = found.group(0) if found else ""
    body = []
    for i in range(1, times + 1):
        body.append(re.sub(PLACES, r"\1: \2-%d" % i, pages))
        for path in sorted((issue / language).glob("*.md")):
            t = path.read_text(encoding="utf-8")
            t = re.sub(r"^id: *(\S+).*$", r"id: \1-%d" % i, t, count=1, flags=re.M)
            if sections[path.name] and not re.search(r"^section:", t, re.M):
                t = re.sub(r"^(id: .*)$", r"\1\n" + sections[path.name], t, count=1, flags=re.M)
            t = re.sub(r"\{#([a-z0-9-]+)", r"{#\1-%d" % i, t)
            t = re.sub(r"\]\(#([a-z0-9-]+)\)", r"](#\1-%d)" % i, t)
            (out / language / ("%s-%d.md" % (path.stem, i))).write_text(t, encoding="utf-8")
    (out / "issue.yaml").write_text(head + "pages:\n" + "".join(body), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
