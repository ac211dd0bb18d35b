"""How the letters of a page of vertical writing stand, by mutool: vertical.py FILE PAGE right|left WORD NUMBER.
Upright letters follow each other downwards, lines from that side; WORD is turned by a quarter clockwise; NUMBER stands upright, its digits
beside each other."""
import subprocess
import sys
import xml.etree.ElementTree as tree

path, page, side, word, number = sys.argv[1:]
trace = subprocess.run(['mutool', 'trace', path, page], capture_output=True, check=True).stdout
pieces = []                                                  # (text, matrix, vertical font, [(x, y)])
for span in tree.fromstring(trace).iter('span'):
    glyphs = list(span.iter('g'))
    text = ''.join(g.get('unicode', '') for g in glyphs)
    places = [(float(g.get('x')), float(g.get('y'))) for g in glyphs]
    pieces.append((text, [float(n) for n in span.get('trm').split()], span.get('wmode') == '1', places))


def ok(what, true, *why):
    print('ok' if true else 'not ok', '-', what)
    if not true:
        print('#  ', *why)


def turned(matrix):
    return matrix[0] == 0 and matrix[1] < 0 < matrix[2] and matrix[3] == 0


def upright(matrix):
    return matrix[0] > 0 and matrix[1] == matrix[2] == 0 and matrix[3] > 0


body = [p for p in pieces if p[0].strip() and (p[2] or turned(p[1]))]
ok('there is text that runs down', len(body) > 10, len(body))
ok('all of it upright or turned', all(turned(p[1]) or upright(p[1]) for p in body))
# In points from the foot of the page: down is less. On a line the pen goes down; a line that begins is another x, higher up, and notes follow their call.
steps = [(a, b) for p in body for a, b in zip(p[3], p[3][1:]) if a != b]
ok('the pen goes down', sum(b[1] < a[1] for a, b in steps) > len(steps) * 9 / 10, len(steps))
pens = [place for p in body if p[0].strip('\u2060 ') for place in p[3]]
lines = [(a, b) for a, b in zip(pens, pens[1:]) if b[1] > a[1] + 20 and 5 < abs(b[0] - a[0]) < 40]
forward = sum((b[0] < a[0]) == (side == 'right') for a, b in lines)
ok(f'lines follow each other from the {side}', len(lines) > 5 and forward >= len(lines) * 0.8, forward, len(lines))
named = [p for p in pieces if word in p[0]]
ok(f'{word} is turned', named and all(turned(p[1]) for p in named), named[:2])
digits = [p for p in pieces if p[0].strip('\u2060') == number]
ok(f'{number} is upright, its digits beside each other', digits and all(upright(p[1]) and not p[2] for p in digits), digits[:2])
