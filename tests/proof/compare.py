#!/usr/bin/env python3
"""compare.py PROOF PDFS LANG...: every SVG page of a proof against the page of PDFS/LANG.pdf. Both are drawn at 450 dpi, averaged to
75 dpi, and compared with a tolerance of 40 of 255 in each channel, for what antialiasing makes of the edges. Speaks TAP."""
import base64
import os
import struct
import subprocess
import sys
import zlib

from browser import Browser

TIMES, DPI, TOLERANCE, MOST = 6, 75, 40, 0.01
SHIFT = 0.25


def png_of(pdf, page):
    """poppler's picture of a page, as a PNG that is packed quickly."""
    ppm = subprocess.run(["pdftoppm", "-r", str(DPI * TIMES), "-f", str(page), "-l", str(page), pdf], check=True,
                         stdout=subprocess.PIPE).stdout
    _, size, _, pixels = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = b"".join(b"\0" + pixels[y * width * 3:(y + 1) * width * 3] for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def main():
    proof, pdfs, languages = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(os.path.join(os.path.dirname(__file__), "compare.js"), encoding="utf-8") as f:
        script = f.read()
    good = True

    def say(passed, what):
        nonlocal good
        good = good and passed
        print(f"{'ok' if passed else 'not ok'} - {what}", flush=True)

    with Browser() as browser:
        browser.call("POST", "/timeouts", {"script": 100000})

        def differing(svg, png, shift=0.0):
            answer = browser.call("POST", "/execute/async", {"script": script, "args": [svg, png, DPI, TIMES, TOLERANCE, shift]})
            if "error" in answer or answer["ink"] == 0 or answer["size"][0] != answer["size"][1]:
                raise RuntimeError(answer)
            return answer["differ"] / answer["pixels"]

        for language in languages:
            pdf = os.path.join(pdfs, language + ".pdf")
            info = subprocess.run(["pdfinfo", pdf], check=True, stdout=subprocess.PIPE, text=True).stdout
            count = int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))
            worst = 0.0
            for page in range(1, count + 1):
                with open(os.path.join(proof, "pages", f"{language}-{page}.svg"), encoding="utf-8") as f:
                    svg = f.read()
                png = "data:image/png;base64," + base64.b64encode(png_of(pdf, page)).decode()
                share = differing(svg, png)
                worst = max(worst, share)
                if share >= MOST:
                    say(False, f"{language}, page {page}: {share:.2%} of the pixels differ")
                if page == 1 and language == languages[0]:
                    say(differing(svg, png, SHIFT) >= MOST, f"a page moved by {SHIFT} pt would be noticed")
            say(worst < MOST, f"{language}: SVG and PDF agree on {count} pages, at worst {worst:.2%} of the pixels differ")
    sys.exit(not good)


main()
