#!/usr/bin/env python3
"""patches.py PDF COUNT [C,M,Y,K]: are there COUNT equal patches of one colour on the pages of tests/e2e/pictures.sh? Speaks TAP.

The commonest colour is found (the orange of hostile.py when the file is for screens), or the inks are given, of 255. Each patch is as wide as
the column and half as high.
"""
import collections
import subprocess
import sys

import pikepdf

PPI = 40
WIDE = 84 / 25.4                            # inches: the column of tiny.yaml


def pages(path, inks):
    space, channels = ("cmyk", 4) if inks else ("rgb", 3)
    out = subprocess.run(["mutool", "draw", "-q", "-c", space, "-F", "pam", "-r", str(PPI), "-A", "0", "-o", "-", path], capture_output=True,
                         check=True).stdout
    while out:
        head, out = out.split(b"ENDHDR\n", 1)
        fields = dict(line.split(b" ", 1) for line in head.split(b"\n") if b" " in line)
        size = int(fields[b"WIDTH"]) * int(fields[b"HEIGHT"]) * channels
        yield [out[i:i + channels] for i in range(0, size, channels)]
        out = out[size:]


def main(path, count, inks=None):
    printed = "/OutputIntents" in pikepdf.open(path).Root and str(pikepdf.open(path).Root.OutputIntents[0].S) == "/GTS_PDFX"
    all_pages = list(pages(path, printed))
    seen = collections.Counter(p for page in all_pages for p in page)
    colour = bytes(int(v) for v in inks.split(",")) if inks else bytes((240, 130, 20)) if not printed else \
        next(c for c, _ in seen.most_common() if c != b"\0\0\0\0" and c[:3] != b"\0\0\0")
    near = sum(n for c, n in seen.items() if all(abs(a - b) <= 4 for a, b in zip(c, colour)))
    patches = near / (WIDE * PPI * WIDE * PPI / 2)
    good = abs(patches - int(count)) < 0.04 * int(count)
    print("%s - %s patches of one colour, %s (%.2f)" % ("ok" if good else "not ok", count, tuple(colour), patches))
    return not good


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
