#!/usr/bin/env python3
"""Draw the pictures of issue 2007-4.

Run by hand, from anywhere; the PNGs are written beside this file (pictures
with words go into the folder of their language, en/, fr/, ar/ …):

    python3 make-pictures.py --geodata countries-10m.json
    python3 make-pictures.py harvest metro          (only these pictures)
    python3 make-pictures.py exits map -l hi        (only this language)

A language is added by its entries in FONTS, EXITS and NAMES.

Needs
    Debian: python3-cairo python3-gi python3-gi-cairo gir1.2-pango-1.0
            python3-numpy python3-pil fonts-noto-core fonts-noto-cjk
            zopfli (optional: smaller files)

Geodata (for the map only)
    Natural Earth, 1:10m Admin 0 countries, version 4.1.0, public domain
    (naturalearthdata.com), as TopoJSON in the npm package world-atlas 2.0.2:
    "npm pack world-atlas@2.0.2", unpack, take countries-10m.json.

All measures are millimetres at final size, y downwards, unless said.
Every PNG is 300 ppi, 8 bit, without alpha.
"""

import argparse
import json
import math
import random
import shutil
import subprocess
from pathlib import Path

import cairo
import gi
import numpy as np
from PIL import Image

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

HERE = Path(__file__).resolve().parent
PPI = 300
COLUMN, TWO_COLUMNS = 56.7, 118.3

# family and size, against Noto Sans, of the words in the pictures
FONTS = {
    "ar": ("Noto Naskh Arabic, Noto Sans", 1.15),   # Naskh looks smaller
    "hi": ("Noto Sans Devanagari, Noto Sans", 1.05),
    "zh-Hans": ("Noto Sans CJK SC", .95),
}


# ------------------------------------------------------------------ palette

def rgb(code):
    return tuple(int(code[i:i + 2], 16) / 255 for i in (1, 3, 5))


PETROL, RUST, MIST, SAND, GREY, INK = map(
    rgb, ("#0f4c5c", "#a34420", "#e6eeef", "#f5efe4", "#8a9499", "#1d1d1b"))
WHITE = (1, 1, 1)


def mix(a, b, t):
    """Colour t of the way from a to b."""
    return tuple(x + (y - x) * t for x, y in zip(a, b))


DEEP = mix(PETROL, INK, .55)         # petrol shade, nearly black
DUSK = mix(PETROL, INK, .25)
LAGOON = mix(PETROL, MIST, .28)      # petrol tints
HAZE = mix(PETROL, MIST, .62)
FOG = mix(PETROL, MIST, .84)
CLAY = mix(RUST, SAND, .45)          # rust tints
STRAW = mix(RUST, SAND, .74)
BARK = mix(RUST, INK, .45)           # rust shade


# ------------------------------------------------------------- small helpers

class Picture:
    """A drawing surface measured in millimetres that saves itself as PNG."""

    def __init__(self, width, height, ground=WHITE):
        self.w, self.h = width, height
        self.size = tuple(round(v * PPI / 25.4) for v in (width, height))
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24, *self.size)
        self.ctx = cairo.Context(self.surface)
        self.ctx.scale(self.size[0] / width, self.size[1] / height)
        self.ctx.set_antialias(cairo.ANTIALIAS_BEST)
        rect(self.ctx, 0, 0, width, height, ground)

    def save(self, name, colours=256):
        self.surface.flush()
        data = np.frombuffer(self.surface.get_data(), np.uint8)
        data = data.reshape(self.size[1], self.surface.get_stride() // 4, 4)
        image = to_palette(data[:, :self.size[0], 2::-1].copy(), colours)
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, optimize=True, bits=8, dpi=(PPI, PPI))
        if shutil.which("zopflipng"):
            subprocess.run(["zopflipng", "-y", "-m", "--keepchunks=pHYs",
                            str(path), str(path)],
                           check=True, stdout=subprocess.DEVNULL)
        print(f"{name:16} {self.size[0]} x {self.size[1]} px "
              f"{path.stat().st_size / 1000:6.1f} kB")


def to_palette(pixels, limit):
    """Flat colours keep their exact value; the rest goes to the nearest."""
    h, w, _ = pixels.shape
    p = pixels.reshape(-1, 3).astype(np.int32)
    codes, inverse, counts = np.unique(
        (p[:, 0] << 16) | (p[:, 1] << 8) | p[:, 2],
        return_inverse=True, return_counts=True)
    colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], 1)
    # take every colour that fills an area, then the most frequent others,
    # but none close to one taken already; shrink the "close" distance until
    # the palette is full
    order = np.argsort(-counts)
    chosen = [i for i in order if counts[i] > .002 * len(p)][:limit]
    for near in (24, 16, 11, 7, 4, 0):
        for i in order:
            if len(chosen) == limit:
                break
            if not chosen or np.min(np.sum(
                    (colours[chosen] - colours[i]) ** 2, 1)) > near ** 2:
                chosen.append(i)
    palette = colours[chosen]
    nearest = np.empty(len(colours), np.uint8)
    for i, c in enumerate(colours):
        nearest[i] = np.argmin(np.sum((palette - c) ** 2, 1))
    image = Image.fromarray(nearest[inverse].reshape(h, w), "P")
    image.putpalette(palette.astype(np.uint8).tobytes())
    return image


def rect(ctx, x, y, w, h, colour):
    ctx.rectangle(x, y, w, h)
    ctx.set_source_rgb(*colour)
    ctx.fill()


def round_rect(ctx, x, y, w, h, r):
    ctx.new_sub_path()
    for cx, cy, a in ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0),
                      (x + r, y + h - r, 90), (x + r, y + r, 180)):
        ctx.arc(cx, cy, r, math.radians(a), math.radians(a + 90))
    ctx.close_path()


def polygon(ctx, points, colour):
    for p in points:
        ctx.line_to(*p)
    ctx.close_path()
    ctx.set_source_rgb(*colour)
    ctx.fill()


def disc(ctx, x, y, rx, colour, ry=None, turn=0):
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(turn)
    ctx.scale(rx, ry or rx)
    ctx.new_path()
    ctx.arc(0, 0, 1, 0, math.tau)
    ctx.restore()
    ctx.set_source_rgb(*colour)
    ctx.fill()


def smooth(ctx, points, closed=True):
    """Path of a Catmull-Rom curve; a point given twice makes a corner."""
    n = len(points)

    def at(i):
        return points[i % n] if closed else points[max(0, min(n - 1, i))]

    def tangent(i):
        (ax, ay), (bx, by) = at(i - 1), at(i + 1)
        if at(i) in (at(i - 1), at(i + 1)):
            return 0, 0
        return (bx - ax) / 6, (by - ay) / 6

    ctx.move_to(*points[0])
    for i in range(n if closed else n - 1):
        (x0, y0), (x1, y1) = at(i), at(i + 1)
        (ax, ay), (bx, by) = tangent(i), tangent(i + 1)
        ctx.curve_to(x0 + ax, y0 + ay, x1 - bx, y1 - by, x1, y1)
    if closed:
        ctx.close_path()


def blob(ctx, points, colour):
    smooth(ctx, points)
    ctx.set_source_rgb(*colour)
    ctx.fill()


def limb(ctx, joints, colour):
    """Tapered limb through joints (x, y, radius)."""
    ctx.set_source_rgb(*colour)
    for (x0, y0, r0), (x1, y1, r1) in zip(joints, joints[1:]):
        d = math.hypot(x1 - x0, y1 - y0)
        a = math.atan2(y1 - y0, x1 - x0)
        b = math.acos(max(-1, min(1, (r0 - r1) / d)))
        ctx.new_path()
        ctx.arc(x0, y0, r0, a + b, a - b + math.tau)
        ctx.arc(x1, y1, r1, a - b, a + b)
        ctx.close_path()
        ctx.fill()


def cut(ctx, x0, y0, x1, y1, width, colour, bend=0):
    """A gouge of the lino cutter: a lens-shaped stroke."""
    dx, dy = x1 - x0, y1 - y0
    d = math.hypot(dx, dy)
    nx, ny = -dy / d, dx / d
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    ctx.move_to(x0, y0)
    for s in (1, -1):
        o = bend + s * width * .66
        tx, ty = mx + nx * o, my + ny * o
        ends = ((x0, y0), (x1, y1)) if s > 0 else ((x1, y1), (x0, y0))
        ctx.curve_to(*(e + (t - e) * .6 for e, t in zip(ends[0], (tx, ty))),
                     *(e + (t - e) * .6 for e, t in zip(ends[1], (tx, ty))),
                     *ends[1])
    ctx.set_source_rgb(*colour)
    ctx.fill()


def text(ctx, words, x, y, pt, colour, lang="en", bold=False, align="centre",
         spread=1.0):
    """Words set on the baseline y of their first line; align to x."""
    px = PPI / 72                       # set in pixels: exact glyph places
    x, y = ctx.user_to_device(x, y)
    ctx.save()
    ctx.identity_matrix()
    layout = PangoCairo.create_layout(ctx)
    context = layout.get_context()
    context.set_round_glyph_positions(False)
    if lang == "ar":
        context.set_base_dir(Pango.Direction.RTL)
    context.set_language(Pango.Language.from_string(lang))
    family, scale = FONTS.get(lang, ("Noto Sans", 1))
    pt *= scale
    layout.set_auto_dir(False)
    options = cairo.FontOptions()
    options.set_hint_style(cairo.HINT_STYLE_NONE)
    options.set_hint_metrics(cairo.HINT_METRICS_OFF)
    options.set_antialias(cairo.ANTIALIAS_GRAY)
    PangoCairo.context_set_font_options(context, options)
    font = Pango.FontDescription(family)
    font.set_weight(Pango.Weight.BOLD if bold else Pango.Weight.NORMAL)
    font.set_absolute_size(pt * px * Pango.SCALE)
    layout.set_font_description(font)
    ctx.set_source_rgb(*colour)
    for i, line in enumerate(words.split("\n")):
        layout.set_text(line, -1)
        width = layout.get_extents()[1].width / Pango.SCALE
        left = x - {"left": 0, "centre": .5, "right": 1}[align] * width
        base = layout.get_baseline() / Pango.SCALE
        ctx.move_to(left, y + i * pt * px * 1.22 * spread - base)
        PangoCairo.show_layout(ctx, layout)
    ctx.restore()
    ctx.new_path()


# ------------------------------------------------------------------ 1 exits

EXITS = {
    "en": (("Belarus", 77.6, "77.6 %"), ("Ukraine", 46.9, "46.9 %"),
           ("0", "50", "100 %")),
    "fr": (("Bélarus", 77.6, "77,6 %"), ("Ukraine", 46.9, "46,9 %"),
           ("0", "50", "100 %")),
    "ar": (("بيلاروس", 77.6, "٧٧٫٦٪"), ("أوكرانيا", 46.9, "٤٦٫٩٪"),
           ("٠", "٥٠", "١٠٠٪")),
    "hi": (("बेलारूस", 77.6, "77.6%"), ("यूक्रेन", 46.9, "46.9%"),
           ("0", "50", "100%")),
    "zh-Hans": (("白俄罗斯", 77.6, "77.6%"), ("乌克兰", 46.9, "46.9%"),
                ("0", "50", "100%")),
    "es": (("Belarús", 77.6, "77,6 %"), ("Ucrania", 46.9, "46,9 %"),
           ("0", "50", "100 %")),
    "ru": (("Беларусь", 77.6, "77,6 %"), ("Украина", 46.9, "46,9 %"),
           ("0", "50", "100 %")),
}


def exits(languages):
    """Share of assisted men who left exploitation on their own."""
    for lang in languages:
        *rows, ticks = EXITS[lang]
        pic = Picture(COLUMN, 34)
        ctx = pic.ctx
        rtl = lang == "ar"
        start, end = ("right", "left") if rtl else ("left", "right")
        length = pic.w - .6

        def at(share):
            x = .3 + length * share / 100
            return pic.w - x if rtl else x

        def bar(share, y, h, colour):
            rect(ctx, min(at(0), at(share)), y, abs(at(share) - at(0)), h,
                 colour)

        for (name, share, label), y, colour in zip(rows, (5, 18.2),
                                                   (PETROL, RUST)):
            text(ctx, name, at(0), y - (1.6 if rtl else 1.35), 7.5,
                 INK, lang, align=start)
            bar(100, y, 7.2, MIST)
            bar(share, y, 7.2, colour)
            text(ctx, label, at(share) + (1.4 if rtl else -1.4),
                 y + (4.9 if rtl else 4.65), 8.5, WHITE, lang, bold=True,
                 align=end)
        for share, label, align in zip((0, 50, 100), ticks,
                                       (start, "centre", end)):
            x = at(share)
            rect(ctx, x - .09, 26.9, .18, 1.5, GREY)
            text(ctx, label, x, 32, 7.5 if rtl else 6.5,
                 mix(GREY, INK, .5), lang, align=align)
        rect(ctx, .21, 26.9, length + .18, .18, GREY)
        pic.save(f"{lang}/exits.png", 128)


# -------------------------------------------------------------------- 2 map

PLACES = {   # longitude, latitude of the label
    "Macedonia": (21.68, 41.62),
    "Albania": (19.98, 41.08),
    "Bulgaria": (24.05, 42.20),
    "Greece": (22.00, 40.62),
    "Serbia": (22.10, 42.72),
    "Montenegro": (19.36, 42.74),
    "Kosovo": (20.90, 42.63),
    "Skopje": (21.43, 42.00),
}
NEIGHBOURS = ("Albania", "Bulgaria", "Greece", "Serbia", "Montenegro")

NAMES = {    # the country, its neighbours in the order above, Kosovo, capital
    "en": ("The former\nYugoslav Republic\nof Macedonia",
           ("Albania", "Bulgaria", "Greece", "Serbia", "Montenegro"),
           ("Kosovo", "(UN administration)"), "Skopje"),
    "fr": ("ex-République\nyougoslave\nde Macédoine",
           ("Albanie", "Bulgarie", "Grèce", "Serbie", "Monténégro"),
           ("Kosovo", "(administration de l’ONU)"), "Skopje"),
    "ar": ("جمهورية مقدونيا\nاليوغوسلافية السابقة",
           ("ألبانيا", "بلغاريا", "اليونان", "صربيا", "الجبل الأسود"),
           ("كوسوفو", "(إدارة الأمم المتحدة)"), "سكوبيه"),
    "hi": ("पूर्व यूगोस्लाव\nमैसेडोनिया\nगणराज्य",
           ("अल्बानिया", "बुल्गारिया", "यूनान", "सर्बिया", "मोंटेनेग्रो"),
           ("कोसोवो", "(संयुक्त राष्ट्र प्रशासन)"), "स्कोप्ये"),
    "zh-Hans": ("前南斯拉夫的\n马其顿共和国",
                ("阿尔巴尼亚", "保加利亚", "希腊", "塞尔维亚", "黑山"),
                ("科索沃", "（联合国管理）"), "斯科普里"),
    "es": ("ex República\nYugoslava\nde Macedonia",
           ("Albania", "Bulgaria", "Grecia", "Serbia", "Montenegro"),
           ("Kosovo", "(administración de la ONU)"), "Skopje"),
    "ru": ("бывшая югославская\nРеспублика\nМакедония",
           ("Албания", "Болгария", "Греция", "Сербия", "Черногория"),
           ("Косово", "(управление ООН)"), "Скопье"),
}


def projection(pic, lon0, lat0, km_across):
    """Lambert azimuthal equal-area projection centred on lon0, lat0."""
    k = pic.w / km_across * 6371
    l0, f0 = math.radians(lon0), math.radians(lat0)

    def project(lon, lat):
        dl, f = math.radians(lon) - l0, math.radians(lat)
        c = 1 + math.sin(f0) * math.sin(f) \
            + math.cos(f0) * math.cos(f) * math.cos(dl)
        s = math.sqrt(2 / c)
        return (pic.w / 2 + k * s * math.cos(f) * math.sin(dl),
                pic.h / 2 - k * s * (math.cos(f0) * math.sin(f)
                - math.sin(f0) * math.cos(f) * math.cos(dl)))
    return project


def geodata(path):
    """Arcs in degrees and, by country name, rings as lists of arc numbers."""
    topo = json.loads(Path(path).read_text())
    (sx, sy), (tx, ty) = (topo["transform"][k] for k in ("scale", "translate"))
    arcs = []
    for arc in topo["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    countries = {}
    for g in topo["objects"]["countries"]["geometries"]:
        shapes = {"Polygon": lambda a: a,
                  "MultiPolygon": lambda a: [r for s in a for r in s]}
        if g["type"] in shapes:
            countries[g["properties"]["name"]] = shapes[g["type"]](g["arcs"])
    return arcs, countries


def map_(geofile, languages):
    arcs, countries = geodata(geofile)
    home = countries["Macedonia"]

    for lang in languages:
        pic = Picture(TWO_COLUMNS, 68, MIST)
        ctx = pic.ctx
        project = projection(pic, 21.72, 41.64, 490)
        country, neighbours, kosovo, capital = NAMES[lang]

        # the sea: fine level lines
        for i in range(200):
            rect(ctx, 0, i * .8, pic.w, .16, FOG)

        def trace(rings):
            for ring in rings:
                for a in ring:
                    points = arcs[a] if a >= 0 else arcs[~a][::-1]
                    for p in points:
                        ctx.line_to(*project(*p))
                ctx.close_path()
                ctx.new_sub_path()

        def near(rings):
            return any(18 < lon < 26 and 39 < lat < 44.5 for ring in rings
                       for a in ring for lon, lat in arcs[max(a, ~a)])

        shown = {n: r for n, r in countries.items() if near(r)}
        ctx.set_line_join(cairo.LINE_JOIN_ROUND)
        ctx.set_line_cap(cairo.LINE_CAP_ROUND)
        for name, rings in shown.items():
            trace(rings)
            ctx.set_source_rgb(*(PETROL if name == "Macedonia" else SAND))
            ctx.fill()

        # borders: arcs that two countries share; coasts: all the others
        users = {}
        for name, rings in shown.items():
            for ring in rings:
                for a in ring:
                    users.setdefault(max(a, ~a), set()).add(name)
        for a, names in users.items():
            for p in arcs[a]:
                ctx.line_to(*project(*p))
            if len(names) == 1:
                ctx.set_source_rgb(*HAZE)
                ctx.set_line_width(.18)
            elif names == {"Serbia", "Kosovo"}:
                ctx.set_dash((1.2, 1.3))
                ctx.set_source_rgb(*GREY)
                ctx.set_line_width(.3)
            else:
                ctx.set_source_rgb(*WHITE)
                ctx.set_line_width(.75)
            ctx.stroke()
            ctx.set_dash(())
        trace(home)
        ctx.set_source_rgb(*WHITE)
        ctx.set_line_width(.9)
        ctx.stroke()

        quiet = mix(GREY, INK, .55)
        for place, name in zip(NEIGHBOURS, neighbours):
            x, y = project(*PLACES[place])
            text(ctx, name, x, y, 8.5, quiet, lang)
        x, y = project(*PLACES["Kosovo"])
        text(ctx, kosovo[0], x, y, 7.5, quiet, lang)
        text(ctx, kosovo[1], x, y + 2.9, 6.2, quiet, lang)

        x, y = project(*PLACES["Macedonia"])
        text(ctx, country, x, y, 10, WHITE, lang, bold=True,
             spread=1.25 if lang == "ar" else 1)

        x, y = project(*PLACES["Skopje"])
        disc(ctx, x, y, 1.25, WHITE)
        disc(ctx, x, y, .8, RUST)
        if lang == "ar":
            text(ctx, capital, x - 2, y + .9, 8.5, WHITE, lang,
                 align="right")
        else:
            text(ctx, capital, x + 2, y + 1, 8, WHITE, lang,
                 align="left")
        pic.save(f"{lang}/map.png", 128)


# ---------------------------------------------------------------- 3 harvest

def worker(ctx, x, y, stature, pose, shirt, trousers, hat, skin, flip=False):
    """A bent field worker; drawn 8 units tall were he upright, facing +x."""
    ctx.save()
    ctx.translate(x, y)
    u = stature / 8
    ctx.scale(-u if flip else u, -u)

    def legs(far, near):
        for joints, colour in ((far, mix(trousers, INK, .45)),
                               (near, trousers)):
            limb(ctx, joints, colour)
            fx, fy, _ = joints[-1]
            blob(ctx, [(fx - .32, 0), (fx - .32, 0), (fx - .34, fy + .2),
                       (fx + .15, fy + .22), (fx + .85, .18),
                       (fx + .85, 0), (fx + .85, 0)], DEEP)

    def hand(x0, y0, x1, y1):   # below the sleeve, the fingers at x1, y1
        wx, wy = x0 + (x1 - x0) * .55, y0 + (y1 - y0) * .55
        limb(ctx, [(x0, y0, .2), (wx, wy, .14)], skin)
        limb(ctx, [(wx, wy, .15), (x1 - .04, y1 + .15, .17),
                   (x1 + .04, y1 - .12, .07)], skin)
        limb(ctx, [(wx + .06, wy, .1), (x1 + .24, y1 + .1, .06)], skin)

    def straw_hat(hx, hy, tilt):
        ctx.save()
        ctx.translate(hx, hy)
        ctx.rotate(tilt)
        blob(ctx, [(-.52, .1), (-.46, .75), (0, .92), (.46, .75), (.52, .1)],
             hat)
        polygon(ctx, [(-.54, .12), (.54, .12), (.52, .32), (-.52, .32)],
                trousers)
        blob(ctx, [(-1.15, -.12), (-.5, .2), (.5, .2), (1.15, -.12),
                   (.5, .02), (-.5, .02)], hat)
        ctx.restore()

    if pose == "pick":          # legs straight, both hands at the plants
        legs([(-.95, 3.8, .62), (-.5, 2.0, .42), (-.75, .3, .24)],
             [(-.7, 3.8, .68), (.3, 2.05, .44), (.15, .3, .25)])
        limb(ctx, [(1.75, 4.2, .36), (2.15, 2.85, .27), (2.5, 2.1, .22)],
             mix(shirt, INK, .3))
        hand(2.52, 2.05, 2.86, 1.3)
        blob(ctx, [(-1.35, 3.55), (-1.42, 4.3), (-.7, 4.95), (.5, 5.3),
                   (1.6, 5.0), (2.25, 4.35), (2.1, 3.7), (1.5, 3.5),
                   (.6, 3.75), (-.2, 3.6), (-.6, 3.2)], shirt)
        limb(ctx, [(2.2, 4.2, .26), (2.6, 3.9, .24)], skin)
        disc(ctx, 2.85, 3.65, .52, skin, .6, .7)
        straw_hat(2.98, 3.75, -1.0)
        limb(ctx, [(1.55, 4.2, .42), (1.45, 2.8, .3), (1.8, 2.05, .25)],
             shirt)
        hand(1.82, 1.99, 2.12, 1.2)
        marks = [(-.9, 4.5, .9, 5.0), (-.6, 4.15, .8, 4.55)]
    elif pose == "lift":        # deeper in the knees, hands on a crate
        legs([(-1.3, 2.9, .6), (.1, 2.0, .42), (-.6, .3, .24)],
             [(-1.1, 2.9, .68), (.5, 1.95, .44), (.1, .3, .25)])
        blob(ctx, [(-1.75, 2.7), (-1.75, 3.5), (-1.0, 4.25), (.1, 4.85),
                   (1.1, 4.85), (1.75, 4.3), (1.65, 3.65), (1.0, 3.35),
                   (.1, 3.1), (-.5, 2.6), (-1.0, 2.35)], shirt)
        limb(ctx, [(1.6, 4.4, .26), (2.0, 4.35, .24)], skin)
        disc(ctx, 2.25, 4.25, .52, skin, .6, .4)
        straw_hat(2.35, 4.35, -.62)
        limb(ctx, [(1.1, 4.1, .42), (1.5, 2.8, .3), (2.35, 2.1, .2)], shirt)
        disc(ctx, 2.4, 2.05, .23, skin)
        marks = [(-1.2, 3.5, .4, 4.4), (-.9, 3.15, .4, 3.85)]
    else:                       # "kneel": one knee on the soil
        legs([(-.9, 2.3, .6), (.75, 2.1, .42), (.7, .3, .24)],
             [(-.75, 2.2, .66), (.0, .5, .42), (-1.5, .3, .25)])
        blob(ctx, [(-1.35, 2.1), (-1.4, 2.9), (-.75, 3.7), (.35, 4.3),
                   (1.3, 4.2), (1.8, 3.6), (1.6, 3.0), (.9, 2.8), (.1, 2.5),
                   (-.4, 1.9)], shirt)
        limb(ctx, [(1.6, 3.7, .26), (2.05, 3.5, .24)], skin)
        disc(ctx, 2.3, 3.3, .52, skin, .6, .6)
        straw_hat(2.42, 3.42, -.85)
        limb(ctx, [(1.2, 3.4, .42), (1.5, 2.2, .3), (2.4, 1.3, .2)], shirt)
        disc(ctx, 2.45, 1.25, .22, skin)
        marks = [(-.9, 2.95, .6, 3.85), (-.7, 2.6, .6, 3.35)]
    if stature > 12:
        for m in marks:
            cut(ctx, *m, .16, mix(shirt, INK, .38), -.12)
    ctx.restore()


def crate(ctx, x, y, s):
    """A slatted field crate, s wide, standing on y."""
    h = s * .55
    disc(ctx, x - s * .25, y - h, s * .17, PETROL)
    disc(ctx, x, y - h * 1.04, s * .19, LAGOON)
    disc(ctx, x + s * .27, y - h, s * .17, PETROL)
    rect(ctx, x - s / 2, y - h, s, h, BARK)
    for i in range(3):
        rect(ctx, x - s / 2, y - h + i * h * .35, s, h * .24, STRAW)
    for dx in (-.5, .4):
        rect(ctx, x + s * dx, y - h, s * .1, h, CLAY)


def plant(ctx, x, y, s, rnd):
    """A low leafy clump of about width s on the soil at y."""
    for k, a in enumerate((-1.25, 1.25, -.75, .75, -.28, .3)):
        a += rnd.uniform(-.12, .12)
        leaf = s * (.62 + .1 * (k // 2)) * rnd.uniform(.9, 1.08)
        tip = (x + leaf * math.sin(a), y - leaf * math.cos(a) * .95)
        cut(ctx, x, y + s * .04, *tip, s * .3, (DUSK, PETROL, LAGOON)[k // 2],
            s * .1 * (1 if a > 0 else -1))
        if s > 3:
            cut(ctx, x + (tip[0] - x) * .3, y + (tip[1] - y) * .3,
                x + (tip[0] - x) * .85, y + (tip[1] - y) * .85, s * .035,
                HAZE, s * .06 * (1 if a > 0 else -1))


def harvest():
    rnd = random.Random(4)
    pic = Picture(TWO_COLUMNS, 52, SAND)
    ctx = pic.ctx
    w, h, horizon, vx = pic.w, pic.h, 29.5, 82.0

    # sky: engraved level lines, heavier towards the top; low sun left open
    sun = (31, 18.0, 8.6)
    y = -.25
    while y < horizon - .6:
        t = y / horizon
        ctx.set_source_rgb(*mix(LAGOON, FOG, min(1, t * 1.15)))
        ctx.rectangle(0, y, w, .62 * (1 - t) ** .8 + .1)
        ctx.fill()
        y += 1.02
    disc(ctx, *sun[:2], sun[2] + 1.0, SAND)
    disc(ctx, *sun, CLAY)
    # clouds: long flat shapes cut out of the lines
    for cx, cy, l, t in ((70, 6.4, 46, 2.3), (84, 8.9, 34, 1.7),
                         (8, 9.4, 30, 1.5), (104, 15.6, 24, 1.1),
                         (34, 19.8, 26, 1.0), (22, 22.0, 16, .7)):
        blob(ctx, [(cx - l / 2, cy), (cx - l / 4, cy - t * .7),
                   (cx + l * .02, cy - t * .55), (cx + l * .16, cy - t),
                   (cx + l / 2, cy), (cx + l / 2, cy),
                   (cx + l * .1, cy + t * .3), (cx - l / 2, cy)], WHITE)

    # hills and a line of poplars
    blob(ctx, [(-4, horizon + 1), (-4, horizon - 2), (14, horizon - 3.6),
               (34, horizon - 1.5), (58, horizon - 2.9), (80, horizon - 1.0),
               (101, horizon - 3.2), (124, horizon - 2), (124, horizon + 1),
               (124, horizon + 1), (-4, horizon + 1)], HAZE)
    for i in range(9):
        px = 96.5 + i * 1.55
        ph = 3.4 + 1.1 * math.sin(i * 2.1)
        disc(ctx, px, horizon - ph * .5, .46, LAGOON, ph * .58)

    # the field: soil, furrows and rows of plants towards one point
    rect(ctx, 0, horizon, w, h - horizon, STRAW)
    reach = h - horizon + 3
    pitch = .42
    for i in range(-140, 60):
        for dx, half, colour in ((0, .26, CLAY), (.5, .05, SAND)):
            x0 = (i + dx) * pitch
            polygon(ctx, [(vx, horizon),
                          (vx + (x0 - half * pitch) * reach, horizon + reach),
                          (vx + (x0 + half * pitch) * reach, horizon + reach)],
                    colour)
    rect(ctx, 0, horizon, w, .8, LAGOON)
    rect(ctx, 0, horizon + .8, w, .35, PETROL)

    things = []
    distances, s = [], 21.4     # of the plants in a row, near to far
    while s > 2.2:
        distances.append(s)
        s /= 1 + .3 * (s / 21.4) ** .1 + .012 * len(distances)
    for s in distances:         # far off only every second furrow is planted
        for i in range(-140, 60):
            x = vx + i * pitch * s
            if -4 < x < w + 4 and (s > 7 or i % 2 == 0):
                things.append((horizon + s, "plant", x, s * .31))

    def man(furrow, s, *rest, **more):
        things.append((horizon + s, "man", vx + furrow * pitch * s,
                       s * 1.9, rest, more))

    tan = mix(RUST, SAND, .3)
    man(-6.5, 18.2, "pick", RUST, DUSK, SAND, BARK)
    man(.5, 19.0, "pick", MIST, DEEP, STRAW, tan, flip=True)
    man(-15.5, 10.6, "lift", SAND, DUSK, STRAW, tan)
    man(-6.5, 9.0, "kneel", RUST, DEEP, SAND, BARK)
    man(6.5, 10.2, "pick", GREY, DEEP, SAND, tan, flip=True)
    man(7.5, 5.0, "pick", RUST, DEEP, STRAW, BARK, flip=True)
    things.append((horizon + 11.2, "crate", vx - 13.5 * pitch * 10.9, 4.4))
    things.append((horizon + 21.9, "crate", vx - 2.5 * pitch * 21.4, 5.8))

    for yy, kind, xx, size, *rest in sorted(things, key=lambda t: t[:3]):
        if kind == "plant":
            plant(ctx, xx, yy, size, rnd)
        elif kind == "crate":
            crate(ctx, xx, yy, size)
        else:
            worker(ctx, xx, yy, size, *rest[0], **rest[1])
    pic.save("harvest.png", 128)


# ------------------------------------------------------------------ 4 metro

def commuter(ctx, x, y, stature, coat, stride=1.0, length="long",
             hair="short", carry=None):
    """A walker seen from the side, 8 units tall, facing left."""
    dark, light = mix(coat, INK, .5), mix(coat, MIST, .22)
    sleeve = mix(coat, MIST, .1)
    ctx.save()
    ctx.translate(x, y)
    u = stature / 8
    ctx.scale(-u, -u)
    s = stride

    def shoe(fx, fy, turn):
        ctx.save()
        ctx.translate(fx, fy)
        ctx.rotate(turn)
        blob(ctx, [(-.28, .22), (-.3, -.22), (-.3, -.22), (.85, -.24),
                   (.85, -.24), (.78, -.06), (.2, .24)], INK)
        ctx.restore()

    thin = .72 if length == "skirt" else 1
    # rear leg, heel lifting; rear arm
    limb(ctx, [(-.1, 4.0, .55), (-.35 * s, 2.2, .38 * thin),
               (-1.35 * s, .75, .2 * thin)], dark)
    shoe(-1.35 * s, .6, -.75)
    limb(ctx, [(.1, 6.1, .36), (.75, 4.95, .27), (1.25, 4.1, .2)], dark)
    # front leg
    limb(ctx, [(.05, 4.0, .58), (.7 * s, 2.25, .4 * thin),
               (1.15 * s, .35, .21 * thin)], dark)
    shoe(1.15 * s, .26, .1)

    hem = {"long": 2.2, "short": 3.55, "skirt": 2.75}[length]
    flare = {"long": 1.2, "short": .85, "skirt": 1.1}[length]
    blob(ctx, [(-.28, 6.8), (-.8, 6.4), (-.95, 5.4), (-.8, 4.5),
               (-flare, hem), (-flare, hem), (flare * .82, hem - .1),
               (flare * .82, hem - .1), (.66, 4.5), (.74, 5.6), (.55, 6.45),
               (.22, 6.8)], coat)
    # head, leaning into the walk
    limb(ctx, [(.02, 6.5, .32), (.2, 7.1, .26)], dark)
    disc(ctx, .3, 7.42, .46, dark, .56, .15)
    if hair == "hat":
        polygon(ctx, [(-.42, 7.55), (1.0, 7.62), (1.0, 7.75), (-.42, 7.7)],
                INK)
        blob(ctx, [(-.2, 7.68), (-.18, 8.15), (.3, 8.22), (.72, 8.15),
                   (.76, 7.72)], INK)
    elif hair == "long":
        blob(ctx, [(.62, 7.85), (.15, 8.05), (-.3, 7.7), (-.5, 6.9),
                   (-.55, 6.1), (-.05, 6.2), (.12, 7.2)], INK)
    else:
        blob(ctx, [(.74, 7.75), (.3, 8.05), (-.2, 7.8), (-.22, 7.2),
                   (.05, 7.2), (.22, 7.66)], INK)
    # near arm and what it carries
    limb(ctx, [(-.72, 4.05, .2), (-.75, 3.67, .21)], dark)
    limb(ctx, [(-.14, 6.12, .37), (-.6, 4.95, .3), (-.75, 4.05, .21)],
         sleeve)
    if carry == "brief":
        rect(ctx, -1.65, 2.2, 1.8, 1.25, INK)
        rect(ctx, -1.05, 3.43, .6, .12, INK)
        rect(ctx, -1.65, 2.75, 1.8, .07, dark)
    if carry == "shoulder":
        cut(ctx, .3, 6.5, -.85, 3.9, .2, INK)
        round_rect(ctx, -1.7, 3.0, 1.5, 1.2, .25)
        ctx.set_source_rgb(*INK)
        ctx.fill()
    cut(ctx, .42, 5.9, .4, hem + .5, .12, light, .08)
    ctx.restore()


def seated(ctx, x, y, stature):
    """An old woman on a bench, from the front, bowed over her stick."""
    ctx.save()
    ctx.translate(x, y)
    u = stature / 8
    ctx.scale(u, -u)
    skin = mix(RUST, SAND, .62)
    coat, fold = mix(RUST, INK, .38), mix(RUST, INK, .68)
    for side in (-1, 1):
        blob(ctx, [(side * .1, 0), (side * .1, 0), (side * .12, .6),
                   (side * .6, .62), (side * .98, .3), (side * 1.0, 0),
                   (side * 1.0, 0)], INK)
    # long skirt, coat with drooping shoulders
    blob(ctx, [(-1.3, 3.0), (-1.5, 2.2), (-1.28, .42), (-1.28, .42),
               (1.28, .42), (1.28, .42), (1.5, 2.2), (1.3, 3.0)], DUSK)
    for side in (-1, 1):
        cut(ctx, side * .62, 2.1, side * .78, .5, .16, LAGOON)
    blob(ctx, [(0, 4.9), (.8, 4.72), (1.35, 4.05), (1.6, 3.1), (1.5, 2.3),
               (.6, 2.05), (0, 2.25), (-.6, 2.05), (-1.5, 2.3), (-1.6, 3.1),
               (-1.35, 4.05), (-.8, 4.72)], coat)
    # headscarf: its corners on the shoulders, then the head, then the knot
    blob(ctx, [(0, 4.9), (.95, 4.75), (1.32, 3.95), (1.32, 3.95), (.5, 3.9),
               (0, 4.1), (-.5, 3.9), (-1.32, 3.95), (-1.32, 3.95),
               (-.95, 4.75)], RUST)
    blob(ctx, [(0, 6.35), (.66, 6.1), (.96, 5.4), (.84, 4.62), (.3, 4.1),
               (-.3, 4.1), (-.84, 4.62), (-.96, 5.4), (-.66, 6.1)], RUST)
    disc(ctx, 0, 4.98, .6, fold, .74)
    disc(ctx, 0, 4.94, .53, skin, .68)
    for side in (-1, 1):        # white hair, parted; lowered lids
        blob(ctx, [(0, 5.62), (side * .34, 5.5), (side * .54, 5.06),
                   (side * .54, 5.06), (side * .28, 5.3), (0, 5.42)], WHITE)
        cut(ctx, side * .12, 4.96, side * .4, 4.94, .09, BARK, side * -.06)
    cut(ctx, -.16, 4.52, .16, 4.52, .07, BARK, .03)
    for side in (-1, 1):
        blob(ctx, [(0, 4.2), (side * .18, 4.15), (side * .5, 3.45),
                   (side * .5, 3.45), (side * .16, 3.42),
                   (side * .16, 3.42)], CLAY)
    disc(ctx, 0, 4.16, .2, CLAY, .16)
    # hands folded on the stick
    limb(ctx, [(0, 3.0, .13), (.12, -.18, .1)], STRAW)
    for side in (-1, 1):
        cut(ctx, side * .78, 3.9, side * .92, 3.2, .14, fold)
        limb(ctx, [(side * 1.32, 2.75, .42), (side * .45, 2.68, .3)], fold)
        limb(ctx, [(side * 1.3, 2.95, .42), (side * .42, 2.82, .28)], coat)
        disc(ctx, side * .17, 2.84, .3, skin, .23, side * .3)
    ctx.restore()


def metro():
    pic = Picture(COLUMN, 45, MIST)
    ctx = pic.ctx
    w, h, floor = pic.w, pic.h, 33.0

    # two arches in the wall; through them the waiting train
    def arch(x0, x1, grow, colour):
        """An arch from the floor, grown by a margin on its outer side."""
        r = (x1 - x0) / 2
        ctx.save()
        ctx.translate((x0 + x1) / 2, 15)
        ctx.scale(r + grow, 9.4 + grow)
        ctx.new_path()
        ctx.arc(0, 0, 1, math.pi, math.tau)
        ctx.restore()
        ctx.line_to(x1 + grow, floor)
        ctx.line_to(x0 - grow, floor)
        ctx.close_path()
        ctx.set_source_rgb(*colour)
        ctx.fill_preserve()

    def window(x, ww, bottom):
        round_rect(ctx, x - .6, 12.2, ww + 1.2, bottom - 11.6, 1.4)
        ctx.set_source_rgb(*PETROL)
        ctx.fill()
        round_rect(ctx, x, 12.8, ww, bottom - 12.8, .9)
        ctx.set_source_rgb(*SAND)
        ctx.fill()

    rect(ctx, 0, 0, w, 3.0, DUSK)           # cornice
    rect(ctx, 0, 3.0, w, .5, DEEP)
    for x0, x1 in ((-3.2, 31.0), (54.2, 88.4)):
        arch(x0, x1, 1.3, LAGOON)
        arch(x0, x1, 0, DEEP)
        ctx.save()
        ctx.clip()
        rect(ctx, 0, 8.8, w, 22.4, HAZE)
        rect(ctx, 0, 8.8, w, 1.3, LAGOON)
        rect(ctx, 0, 22.6, w, 2.2, PETROL)
        rect(ctx, 0, 28.8, w, 2.4, PETROL)
        rect(ctx, 0, 31.2, w, 2, STRAW)
        rect(ctx, 0, 31.2, w, .5, WHITE)
        window(-2.0, 12.2, 20.4)
        rect(ctx, 13.2, 10.6, 12.4, 20.0, PETROL)
        for x in (13.9, 19.7):
            rect(ctx, x, 11.3, 5.2, 19.3, LAGOON)
            window(x + 1.1, 3.0, 24.4)
        window(28.0, 12, 20.4)
        ctx.restore()
        ctx.new_path()

    # pier: slabs, plinth, clock
    for y in (14.5, 20.5):
        rect(ctx, 32.3, y, 20.6, .3, FOG)
    rect(ctx, 32.3, floor - 2.6, 20.6, 2.6, HAZE)
    disc(ctx, 42.6, 10.0, 3.5, DEEP)
    disc(ctx, 42.6, 10.0, 2.8, WHITE)
    limb(ctx, [(42.6, 10, .28), (42.6, 8.0, .22)], DEEP)
    limb(ctx, [(42.6, 10, .28), (41.2, 10.7, .25)], DEEP)

    # platform
    rect(ctx, 0, floor, w, h - floor, SAND)
    rect(ctx, 0, floor, w, .5, STRAW)
    for x0, x1 in ((7, -4), (21, 16), (35, 36), (49, 56)):
        polygon(ctx, [(x0, floor), (x0 + .2, floor), (x1 + .4, h), (x1, h)],
                STRAW)
    rect(ctx, 0, 37.6, w, .28, STRAW)

    # the bench and the old woman, and their shadow in level cuts
    for k in range(4):
        cut(ctx, 34 + k * .9, 38.3 + k * .8, 55 + k * .9, 38.3 + k * .8, .6,
            CLAY)
    for x in (35.2, 51.0):
        rect(ctx, x, 32.6, 1.1, 5.6, DEEP)
    for x in (35.2, 51.0):
        rect(ctx, x, 27.0, 1.1, 5.2, DEEP)
    for k in range(2):
        rect(ctx, 34.2, 27.4 + k * 2.2, 19, 1.6, PETROL)
    rect(ctx, 33.6, 32.0, 20.2, 1.4, DEEP)
    seated(ctx, 46.6, 38.6, 19.5)
    polygon(ctx, [(41.2, 38.7), (43.2, 38.7), (42.9, 41.0), (41.5, 41.0)],
            RUST)               # the cup for alms
    disc(ctx, 42.2, 38.7, 1.0, BARK, .3)

    # commuters: all leave to the left
    for x, y, stature, coat, how in (
            (26.6, 39.0, 23.2, LAGOON, dict(length="skirt", hair="long",
                                            carry="shoulder", stride=.9)),
            (4.5, 42.4, 27.0, PETROL, dict(length="long", hair="hat",
                                           stride=.95)),
            (17.6, 43.6, 28.0, DEEP, dict(length="short", hair="short",
                                          carry="brief", stride=.95))):
        for k in range(3):
            cut(ctx, x - stature * .2 + k, y + .1 + k * .6,
                x + stature * .34 + k, y + .1 + k * .6, .5, CLAY)
        commuter(ctx, x, y, stature, coat, **how)
    pic.save("metro.png")


# ---------------------------------------------------------------- 5 screens

def viewer(ctx, x, y, u, hair, wide=1.0, body=DEEP, rim=LAGOON,
           headphones=False):
    """A young person from behind; y is the middle of the head, u its size."""
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(u, u)
    b = 1.4 * wide
    blob(ctx, [(-.3, .3), (-.33, .85), (-.75, 1.1), (-b + .12, 1.4),
               (-b - .12, 2.2), (-b - .3, 6), (-b - .3, 6), (b + .3, 6),
               (b + .3, 6), (b + .12, 2.2), (b - .12, 1.4), (.75, 1.1),
               (.33, .85), (.3, .3)], body)
    disc(ctx, 0, 0, .6, body, .74)
    for side in (-1, 1):
        disc(ctx, side * .6, .1, .12, body, .18)
    top = mix(body, INK, .6)
    if hair == "short":
        blob(ctx, [(0, -.84), (.55, -.6), (.66, -.05), (.5, .38), (0, .48),
                   (-.5, .38), (-.66, -.05), (-.55, -.6)], top)
    elif hair == "curls":
        for k in range(11):
            a = k * math.tau / 11
            disc(ctx, .62 * math.sin(a), -.14 - .62 * math.cos(a), .36, top)
        disc(ctx, 0, -.14, .7, top)
    elif hair == "bob":
        blob(ctx, [(0, -.88), (.62, -.6), (.78, 0), (.82, .72), (.4, .86),
                   (0, .84), (-.4, .86), (-.82, .72), (-.78, 0),
                   (-.62, -.6)], top)
    elif hair == "tail":
        blob(ctx, [(0, -.86), (.58, -.6), (.68, -.05), (.45, .35), (0, .4),
                   (-.45, .35), (-.68, -.05), (-.58, -.6)], top)
        blob(ctx, [(-.1, -.35), (.22, -.3), (.42, .3), (.34, 1.2),
                   (.08, 1.9), (-.02, 1.2), (-.05, .3)], top)
        cut(ctx, .1, -.1, .15, 1.5, .06, rim, -.1)
    elif hair == "scarf":
        blob(ctx, [(0, -.92), (.62, -.64), (.76, .05), (.78, .75),
                   (1.15, 1.4), (.5, 2.3), (0, 2.6), (-.5, 2.3),
                   (-1.15, 1.4), (-.78, .75), (-.76, .05), (-.62, -.64)],
             rim)
        for k in (-.5, -.15, .25):
            cut(ctx, k * .8, -.3, k * 1.2 + .1, 2.0, .06, top, .12)
    if headphones:
        ctx.move_to(-.7, .05)
        ctx.curve_to(-.78, -1.2, .78, -1.2, .7, .05)
        ctx.set_source_rgb(*rim)
        ctx.set_line_width(.14)
        ctx.stroke()
        for side in (-1, 1):
            disc(ctx, side * .69, .08, .19, rim, .32)
    # light of the screens on the shoulders
    if hair != "scarf":
        for side in (-1, 1):
            cut(ctx, side * .72, 1.2, side * (b + .1), 2.3, .1, rim,
                side * .3)
    ctx.restore()


def broadcast(ctx, kind, w, h):
    """An abstract programme on a screen w x h."""
    def stripes(colour, n, thin, thick):
        for k in range(n):
            t = thin + (thick - thin) * k / (n - 1)
            rect(ctx, 0, h * (k + .5) / n - t / 2, w, t, colour)

    if kind == "level":
        rect(ctx, 0, 0, w, h, MIST)
        stripes(LAGOON, 9, .2, .75)
    elif kind == "bars":
        for k, c in enumerate((SAND, STRAW, HAZE, LAGOON, CLAY, RUST, DUSK)):
            rect(ctx, w * k / 7, 0, w / 7 + .1, h, c)
    elif kind == "horizon":
        rect(ctx, 0, 0, w, h, STRAW)
        disc(ctx, w * .62, h * .6, h * .27, RUST)
        rect(ctx, 0, h * .6, w, h * .4, LAGOON)
        for k in range(3):
            rect(ctx, 0, h * (.68 + k * .1), w, .25, HAZE)
    elif kind == "wave":
        rect(ctx, 0, 0, w, h, HAZE)
        ctx.set_source_rgb(*MIST)
        ctx.set_line_width(.5)
        for k in range(7):
            for i in range(41):
                ctx.line_to(w * i / 40, h * (k + .5) / 7
                            + .7 * math.sin(i * math.tau / 20))
            ctx.stroke()
    elif kind == "slant":
        rect(ctx, 0, 0, w, h, SAND)
        for k in range(-6, 12):
            polygon(ctx, [(k * 2, h), (k * 2 + .9, h), (k * 2 + .9 + h, 0),
                          (k * 2 + h, 0)], HAZE)
    elif kind == "talk":        # someone speaking, no face
        rect(ctx, 0, 0, w, h, FOG)
        disc(ctx, w * .5, h * .42, h * .19, PETROL, h * .24)
        blob(ctx, [(w * .42, h * .6), (w * .22, h * .76), (w * .17, h * 1.1),
                   (w * .83, h * 1.1), (w * .78, h * .76), (w * .58, h * .6)],
             PETROL)
    elif kind == "roofs":
        rect(ctx, 0, 0, w, h, MIST)
        for k, t in enumerate((.5, .3, .62, .42, .7, .36)):
            rect(ctx, w * k / 6, h * (1 - t), w / 6 + .1, h * t,
                 LAGOON if k % 2 else HAZE)


def screens():
    pic = Picture(COLUMN, 38, INK)
    ctx = pic.ctx
    sun = (39.9, 11.6)
    for kind, x, y, sw, sh in (
            ("bars", -5.5, -1.4, 13.0, 8.8), ("talk", 9.0, -1.4, 13.0, 8.8),
            ("slant", -5.5, 8.9, 13.0, 9.6), ("horizon", 9.0, 8.9, 13.0, 9.6),
            ("wave", -5.5, 20.0, 13.0, 9.6), ("level", 9.0, 20.0, 13.0, 9.6),
            ("roofs", 23.5, 24.7, 15.6, 11.8),
            ("wave", 40.6, 24.7, 18.9, 11.8), ("sun", 23.5, -2.2, 36.0, 25.4)):
        ctx.save()
        ctx.translate(x, y)
        round_rect(ctx, -.5, -.5, sw + 1, sh + 1, 1.5)
        ctx.set_source_rgb(*DEEP)
        ctx.fill()
        round_rect(ctx, 0, 0, sw, sh, 1.1)
        ctx.clip()
        if kind == "sun":       # the one programme that all look at
            ctx.translate(sun[0] - x, sun[1] - y)
            rect(ctx, -20, -20, 40, 40, FOG)
            for r, colour in ((19.6, HAZE), (16.6, FOG), (13.6, HAZE),
                              (10.6, SAND), (8.2, RUST)):
                disc(ctx, 0, 0, r, colour)
        else:
            broadcast(ctx, kind, sw, sh)
        ctx.restore()

    # the young people, those behind first; one small, alone, in rust
    viewer(ctx, 17.4, 21.2, 4.7, "short", 1.02, DUSK, HAZE, headphones=True)
    viewer(ctx, 53.0, 21.6, 4.9, "curls", 1.0, DEEP)
    viewer(ctx, 4.6, 24.2, 4.8, "tail", .9, DEEP)
    viewer(ctx, 27.2, 26.6, 4.2, "scarf", .9, PETROL)
    viewer(ctx, 39.9, 28.6, 3.6, "bob", .86, RUST, CLAY)
    pic.save("screens.png")


# -------------------------------------------------------------------- 6 eye

def eye():
    """Emblem: a globe whose parallels open as lids; meridians as iris."""
    pic = Picture(24, 24)
    ctx = pic.ctx
    R = 11.5
    ctx.translate(12, 12)
    disc(ctx, 0, 0, R, PETROL)

    def lens(half_height):
        """Almond from pole to pole of the lying globe."""
        r = (R ** 2 + half_height ** 2) / (2 * half_height)
        a = math.asin(R / r)
        ctx.new_path()
        ctx.arc(0, r - half_height, r, -math.pi / 2 - a, -math.pi / 2 + a)
        ctx.arc(0, half_height - r, r, math.pi / 2 - a, math.pi / 2 + a)
        ctx.close_path()

    def meridians(r, rim, width, *shares):
        ctx.save()
        ctx.arc(0, 0, r - rim, 0, math.tau)
        ctx.clip()
        ctx.set_source_rgb(*WHITE)
        ctx.set_line_width(width)
        for k in shares:
            ctx.save()
            ctx.scale(k, 1)
            ctx.arc(0, 0, r, 0, math.tau)
            ctx.restore()
            ctx.stroke()
        ctx.restore()

    meridians(R, 1.0, .8, .001, .4, .75)
    lens(6.9)
    ctx.set_source_rgb(*WHITE)
    ctx.fill()
    iris = 5.7
    disc(ctx, 0, 0, iris, PETROL)
    meridians(iris, .75, .6, .51, .83)
    disc(ctx, 0, 0, 2.2, WHITE)
    disc(ctx, 0, 0, 1.6, PETROL)
    pic.save("eye.png", 64)


def main():
    pictures = {"exits": exits, "map": map_, "harvest": harvest,
                "metro": metro, "screens": screens, "eye": eye}
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("picture", nargs="*", help=", ".join(pictures))
    parser.add_argument("-l", "--language", nargs="+", default=list(EXITS),
                        help="of the pictures with words: "
                        + ", ".join(EXITS))
    parser.add_argument("--geodata", default="countries-10m.json")
    options = parser.parse_args()
    for name in options.picture or pictures:
        if name == "map":
            map_(options.geodata, options.language)
        elif name == "exits":
            exits(options.language)
        else:
            pictures[name]()


if __name__ == "__main__":
    main()
