#!/usr/bin/env python3
"""alike.py STEM STEM: pages that pdftoppm rendered (STEM-1.ppm ...) look alike: no place differs by more than an eye would see."""
import glob
import sys

from PIL import Image, ImageChops

MOST = 14                                   # of 255, at a pixel


def main(first, second):
    worst, names = 0, sorted(glob.glob(first + "-*.ppm"))
    for name in names:
        a, b = Image.open(name), Image.open(second + name[len(first):])
        worst = max(worst, *(high for _, high in ImageChops.difference(a, b).getextrema()))
    print("%d pages, they differ by at most %d" % (len(names), worst))
    return not names or worst > MOST


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
