#!/usr/bin/env python3
"""size.py FILE KB: has the file less than so many thousands of bytes, its pictures not counted?"""
import os
import sys

import pikepdf


def main(path, most):
    pdf = pikepdf.open(path)
    pictures = sum(len(o.read_raw_bytes()) for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image")
    size = os.path.getsize(path) - pictures
    print("%d bytes without %d of pictures" % (size, pictures))
    return size >= int(most) * 1000


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
