#!/usr/bin/env python3
"""plates.py MARKED.pdf FOLDER [INK...]: Ghostscript's plates of tests/e2e/print.sh's file with marks, measured. Speaks TAP.

The file: page 1 lies on a tint of 30 % of a spot ink that bleeds on all four edges; its text is black. Page 2 has a tint of process inks
that touches the top and both sides, and a picture that touches the left and the foot. Trim 105 by 170 mm, bleed 3 mm.
"""
import glob
import os
import re
import subprocess
import sys

import pikepdf
from PIL import Image

PPI = 254                                   # ten pixels a millimetre
BLEED = 3.0
failed = False


def say(good, what, why=""):
    global failed
    failed = failed or not good
    print("%s - %s%s" % ("ok" if good else "not ok", what, "" if good or not why else "\n#   " + str(why)))


def separate(path, folder):
    subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r%d" % PPI, "-sOutputFile=%s/p%%d.tif" % folder, path],
                   check=True)
    plates = {}
    for name in glob.glob(folder + "/p*(*).tif"):
        page, ink = re.match(r"p(\d+)\((.*)\)\.tif", os.path.basename(name)).groups()
        plates[int(page), ink] = Image.open(name).convert("L")
    return plates


class Plate:
    """Ink in percent at millimetres from the trim's top left corner."""

    def __init__(self, image, trim, media):
        self.image, self.trim, self.media = image, trim, media

    def at(self, x, y):
        px = (self.trim[0] - self.media[0]) / 72 * PPI + x * PPI / 25.4
        py = (self.media[3] - self.trim[3]) / 72 * PPI + y * PPI / 25.4
        px, py = int(px), int(py)
        if not (0 <= px < self.image.width and 0 <= py < self.image.height):
            return None
        return (255 - self.image.getpixel((px, py))) / 2.55

    def crop(self, x0, y0, x1, y1):
        left, top = ((self.trim[0] - self.media[0]) / 72 * PPI, (self.media[3] - self.trim[3]) / 72 * PPI)
        box = [left + x0 * PPI / 25.4, top + y0 * PPI / 25.4, left + x1 * PPI / 25.4, top + y1 * PPI / 25.4]
        low, high = self.image.crop([int(v) for v in box]).getextrema()
        return (255 - high) / 2.55, (255 - low) / 2.55       # least and most ink

    def reach(self, x, y, dx, dy, least):
        """How far ink goes on beyond the trim, from a point on it, in tenths of a millimetre."""
        n = 0
        while n < 100:
            ink = self.at(x + dx * (n + 0.5) / 10, y + dy * (n + 0.5) / 10)
            if ink is None or ink < least:
                break
            n += 1
        return n / 10


def main(path, folder, *inks):
    plates = separate(path, folder)
    pdf = pikepdf.open(path)
    names = sorted({ink for _, ink in plates})
    say(names == sorted(["Cyan", "Magenta", "Yellow", "Black", *inks]), "the plates are C, M, Y, K and the spot inks, and nothing else", names)
    boxes = [([float(v) for v in p.obj.TrimBox], [float(v) for v in p.obj.MediaBox]) for p in pdf.pages]

    def plate(page, ink):
        return Plate(plates[page, ink], *boxes[page - 1])

    width, height = ((boxes[0][0][i + 2] - boxes[0][0][i]) / 72 * 25.4 for i in (0, 1))
    text = (12, 52, 92, 120)
    for ink in ("Cyan", "Magenta", "Yellow"):
        say(plate(1, ink).crop(0, 0, width, height)[1] < 1, "page 1: no %s: black text is on K alone" % ink, plate(1, ink).crop(0, 0, width, height))
    say(plate(1, "Black").crop(*text)[1] > 95, "page 1: there is black text on K", plate(1, "Black").crop(*text))
    least, most = plate(1, inks[0]).crop(*text)
    say(28 < least and most < 32, "page 1: the spot tint goes on below small black text", (least, most))
    quarter = width / 4, height / 4
    for page, ink, least, sides in ((1, inks[0], 25, "left right top foot"), (2, "Magenta", 75, "left right top")):
        for side in sides.split():
            x, y, dx, dy = {"left": (0, quarter[1] if page == 1 else 5, -1, 0), "right": (width, quarter[1] if page == 1 else 5, 1, 0),
                            "top": (quarter[0], 0, 0, -1), "foot": (quarter[0], height, 0, 1)}[side]
            reach = plate(page, ink).reach(x, y, dx, dy, least)
            say(abs(reach - BLEED) <= 0.15, "page %d: the tint bleeds %.1f mm at the %s" % (page, reach, side), reach)
    for side, (x, y, dx, dy) in {"left": (0, height - 4, -1, 0), "foot": (6, height, 0, 1)}.items():
        reach = max(plate(2, ink).reach(x, y, dx, dy, 10) for ink in ("Cyan", "Magenta", "Yellow", "Black"))
        say(abs(reach - BLEED) <= 0.15, "page 2: the picture bleeds %.1f mm at the %s" % (reach, side), reach)
    marks = [plate(1, ink).crop(width + BLEED + 3, -0.3, width + BLEED + 4, 0.3)[1] for ink in names]
    say(all(v > 30 for v in marks), "crop marks are on every plate", marks)
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
