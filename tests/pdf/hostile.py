#!/usr/bin/env python3
"""hostile.py FOLDER: pictures that are damaged, made to do harm, or merely odd. Prints a line for each: file, what must come of it, why.

What must come of it: `good`; `inks`: good for print, but refused for screens; or the rules of which one must refuse it; then a pattern that
the message must have. Pictures that are good are of one orange and twice as wide as high, so that whoever sets them can look whether it arrives.
"""
import io
import pathlib
import struct
import sys
import zlib

from PIL import Image, ImageCms

ORANGE = (240, 130, 20)
INKS = (0, 140, 235, 12)                     # of the CMYK pictures, of 255
CASES = []
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100" viewBox="0 0 200 100">'


def case(name, fate, pattern=""):
    def note(function):
        CASES.append((name, fate, pattern, function))
        return function
    return note


# ---- PNG ----

def chunk(kind, data, crc=None):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def header(width, height, bits, kind, interlace=0):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlace))


def rows(width, height, pixel):
    return zlib.compress((b"\0" + pixel * width) * height, 9)


def plain(width=800, height=400, extra=b"", pixel=bytes(ORANGE), bits=8, kind=2):
    return header(width, height, bits, kind) + extra + chunk(b"IDAT", rows(width, height, pixel)) + chunk(b"IEND", b"")


def bomb(megabytes):
    """Zeros that pack a thousandfold."""
    packer, out = zlib.compressobj(9), []
    for _ in range(megabytes):
        out.append(packer.compress(bytes(1 << 20)))
    return b"".join(out) + packer.flush()


def saved(image, **how):
    out = io.BytesIO()
    image.save(out, **how)
    return out.getvalue()


@case("plain.png", "good")
def _():
    return plain()


@case("sixteen.png", "good")
def _():
    return plain(bits=16, pixel=b"".join(bytes([v, 77]) for v in ORANGE))


@case("sixteen-alpha.png", "good")
def _():
    return plain(bits=16, kind=6, pixel=b"".join(bytes([v, 77]) for v in ORANGE) + b"\xff\xff")


@case("palette-alpha.png", "good")
def _():
    palette = chunk(b"PLTE", bytes(ORANGE) + bytes(3)) + chunk(b"tRNS", b"\xff\x80")
    return header(800, 400, 8, 3) + palette + chunk(b"IDAT", rows(800, 400, b"\0")) + chunk(b"IEND", b"")


@case("palette-2-bits.png", "good")
def _():
    palette = chunk(b"PLTE", bytes(9) + bytes(ORANGE))
    return header(800, 400, 2, 3) + palette + chunk(b"IDAT", rows(200, 400, b"\xff")) + chunk(b"IEND", b"")


@case("interlaced.png", "good")
def _():
    passes = [(8, 8, 0, 0), (8, 8, 4, 0), (4, 8, 0, 4), (4, 4, 2, 0), (2, 4, 0, 2), (2, 2, 1, 0), (1, 2, 0, 1)]
    data = b""
    for across, down, x, y in passes:
        n, m = -(-(800 - x) // across), -(-(400 - y) // down)
        data += (b"\0" + bytes(ORANGE) * n) * m
    return header(800, 400, 8, 2, 1) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


@case("behind-the-end.png", "good")
def _():
    return plain() + b"\0" * 5000 + b"<script>"


@case("truncated.png", "picture-damaged", "cut off")
def _():
    return plain()[:-40]


@case("wrong-sum.png", "picture-damaged", "checksum of the part 'IDAT'")
def _():
    return header(40, 40, 8, 2) + chunk(b"IDAT", rows(40, 40, b"\1\2\3"), 12345) + chunk(b"IEND", b"")


@case("huge.png", "picture-size", "65536 by 65536")
def _():
    return header(65536, 65536, 8, 6) + chunk(b"IDAT", bomb(1)) + chunk(b"IEND", b"")


@case("wide.png", "picture-size", "2147483647 by 1")
def _():
    return header(0x7FFFFFFF, 1, 8, 0) + chunk(b"IDAT", bomb(1)) + chunk(b"IEND", b"")


@case("no-pixels.png", "picture-damaged", "no pixels")
def _():
    return header(0, 40, 8, 2) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@case("too-much.png", "picture-damaged", "cannot be unpacked")
def _():
    return header(16, 16, 8, 2) + chunk(b"IDAT", bomb(300)) + chunk(b"IEND", b"")


@case("too-little.png", "picture-damaged", "too little data")
def _():
    return header(8000, 8000, 8, 2) + chunk(b"IDAT", rows(10, 10, b"\1\2\3")) + chunk(b"IEND", b"")


@case("bomb-profile.png", "picture-damaged", "'iCCP' .* more than 4 MiB")
def _():
    return plain(extra=chunk(b"iCCP", b"x\0\0" + bomb(300)))


@case("bomb-text.png", "picture-damaged", "'zTXt' .* more than 4 MiB")
def _():
    return plain(extra=chunk(b"zTXt", b"Comment\0\0" + bomb(300)))


@case("bomb-international.png", "picture-damaged", "'iTXt' .* more than 4 MiB")
def _():
    return plain(extra=chunk(b"iTXt", b"Comment\0\1\0en\0Comment\0" + bomb(300)))


@case("texts.png", "good")
def _():
    return plain(extra=chunk(b"iTXt", b"Comment\0\0\0en\0Comment\0as it is") + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"packed"))
                 + chunk(b"tEXt", b"Comment\0plain"))


@case("broken-profile.png", "picture-damaged", "'iCCP' .* cannot be unpacked")
def _():
    return plain(extra=chunk(b"iCCP", b"x\0\0nothing that unpacks"))


@case("many-chunks.png", "good")
def _():
    return plain(extra=chunk(b"tEXt", b"k\0v") * 20000)


@case("sideways-of-data.png", "picture-damaged", "not in one piece")
def _():
    data = rows(40, 40, b"\1\2\3")
    return header(40, 40, 8, 2) + chunk(b"IDAT", data[:9]) + chunk(b"tEXt", b"k\0v") + chunk(b"IDAT", data[9:]) + chunk(b"IEND", b"")


@case("text-mode.png", "picture-damaged", "transfer in text mode")
def _():
    return plain().replace(b"\r\n", b"\n")


@case("index-outside.png", "good")
def _():
    palette = chunk(b"PLTE", bytes(ORANGE))
    return header(800, 400, 8, 3) + palette + chunk(b"IDAT", rows(800, 400, b"\xf0")) + chunk(b"IEND", b"")


# ---- JPEG ----

def jpeg(mode="RGB", size=(800, 400), **how):
    return saved(Image.new(mode, size, ORANGE if mode == "RGB" else INKS), format="JPEG", quality=95, **how)


def without(data, marker):
    """Takes the marker's segments out."""
    out, at = data[:2], 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        size = struct.unpack(">H", data[at + 2:at + 4])[0] + 2
        if data[at + 1] != marker:
            out += data[at:at + size]
        at += size
    return out + data[at:]


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def put_first(data, *segments):
    return data[:2] + b"".join(segments) + data[2:]


@case("plain.jpg", "good")
def _():
    return jpeg()


@case("progressive.jpg", "good")
def _():
    return jpeg(progressive=True)


@case("garbage-behind.jpg", "good")
def _():
    return jpeg() + b"\xff\xd8\xff\xe0" + b"more" * 5000


@case("fill-bytes.jpg", "good")
def _():
    data = jpeg()
    return data[:2] + b"\xff" * 300 + data[2:]


@case("turned.jpg", "good")
def _():
    return put_first(jpeg(size=(400, 800)), segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"))


@case("exif-cycle.jpg", "good")
def _():
    return put_first(jpeg(), segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\3\0\xff\xff\xff\xff" * 300))


@case("truncated.jpg", "picture-damaged", "damaged or cut off")
def _():
    data = jpeg()
    return data[:len(data) // 2]


@case("empty.jpg", "picture-damaged", "empty")
def _():
    return b""


@case("start-only.jpg", "picture-damaged", "damaged or cut off")
def _():
    return b"\xff\xd8"


@case("huge.jpg", "picture-size", "65500 by 65500")
def _():
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5:at + 9] = struct.pack(">HH", 65500, 65500)
    return bytes(data)


@case("no-height.jpg", "picture-damaged", "damaged or cut off")
def _():
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5:at + 7] = b"\0\0"
    return bytes(data)


@case("twelve-bits.jpg", "picture-kind", "not known to PDF .*12")
def _():
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 1], data[at + 4] = 0xC1, 12
    return bytes(data)


@case("many-scans.jpg", "picture-damaged", "more than 200 scans")
def _():
    data = jpeg(progressive=True)
    at = data.rindex(b"\xff\xda")
    scan = data[at:-2]
    return data[:-2] + scan * 400 + b"\xff\xd9"


@case("profile-in-pieces.jpg", "good")
def _():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    half = len(profile) // 2
    return put_first(jpeg(), segment(0xE2, b"ICC_PROFILE\0\1\2" + profile[:half]), segment(0xE2, b"ICC_PROFILE\0\2\2" + profile[half:]))


@case("broken-profile.jpg", "picture-damaged", "colour profile of the JPEG file is damaged")
def _():
    return put_first(jpeg(), segment(0xE2, b"ICC_PROFILE\0\2\3" + bytes(200)))


@case("cmyk-marked.jpg", "inks", "CMYK picture without a colour profile")
def _():
    return jpeg("CMYK")


@case("cmyk-unmarked.jpg", "inks", "CMYK picture without a colour profile")
def _():
    image = Image.new("CMYK", (800, 400), tuple(255 - v for v in INKS))      # Pillow turns it round for the marker
    return without(saved(image, format="JPEG", quality=95), 0xEE)


# ---- SVG ----

@case("plain.svg", "good")
def _():
    return HEAD + '<rect width="200" height="100" fill="rgb(%d,%d,%d)"/></svg>' % ORANGE


@case("cyclic-use.svg", "picture-kind", "itself")
def _():
    return HEAD + '<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g></svg>'


@case("cyclic-gradient.svg", "picture-kind", "itself")
def _():
    return HEAD + ('<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/><rect width="9" height="9" fill="url(#a)"/></svg>')


@case("cyclic-clip.svg", "picture-kind", "itself")
def _():
    return HEAD + '<clipPath id="a" clip-path="url(#a)"><rect width="9" height="9"/></clipPath><rect width="9" height="9" clip-path="url(#a)"/></svg>'


@case("deep.svg", "picture-damaged", "[Ee]xcessive depth|deep")
def _():
    return HEAD + "<g>" * 30000 + '<rect width="9" height="9"/>' + "</g>" * 30000 + "</svg>"


@case("laughs.svg", "picture-kind", "declares entities")
def _():
    lines = "".join('<!ENTITY l%d "%s">' % (i, "&l%d;" % (i - 1) * 10) for i in range(1, 12))
    return '<!DOCTYPE svg [<!ENTITY l0 "ha">%s]>' % lines + HEAD + "<desc>&l11;</desc></svg>"


@case("outside.svg", "picture-kind", "declares entities")
def _():
    return '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + HEAD + "<desc>&x;</desc></svg>"


@case("exploding-use.svg", "picture-kind", "more than 100000 elements")
def _():
    levels = "".join('<g id="g%d">%s</g>' % (i, '<use xlink:href="#g%d"/>' % (i - 1) * 10) for i in range(1, 12))
    return HEAD + '<defs><rect id="g0" width="1" height="1"/>' + levels + '</defs><use xlink:href="#g11"/></svg>'


@case("text.svg", "picture-kind", "text")
def _():
    return HEAD + '<text x="10" y="20">letters</text></svg>'


@case("remote-image.svg", "picture-kind", "refers to another file")
def _():
    return HEAD + '<image xlink:href="http://192.0.2.1/x.png" width="9" height="9"/></svg>'


@case("script.svg", "picture-kind", "script")
def _():
    return HEAD + '<script>while (true) {}</script><rect width="9" height="9"/></svg>'


@case("endless-path.svg", "picture-kind", "more than 1000000 points")
def _():
    return HEAD + '<path d="M0 0' + "h1v1" * 600000 + '"/></svg>'


@case("numbers.svg", "picture-damaged", "path data cannot be read")
def _():
    return HEAD + '<path d="M1e999 -1e999L9e99 nan"/></svg>'


@case("unfinished.svg", "picture-damaged", "not in order")
def _():
    return HEAD + '<rect width="9"'


# ---- neither ----

@case("page.gif", "picture-kind", "GIF")
def _():
    return b"GIF89a" + bytes(50)


@case("noise.png", "picture-kind", "neither")
def _():
    return bytes(range(128, 256)) * 20


def main(folder):
    for name, fate, pattern, make in CASES:
        data = make()
        pathlib.Path(folder, name).write_bytes(data.encode() if isinstance(data, str) else data)
        print("%s\t%s\t%s" % (name, fate, pattern))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
