#!/usr/bin/env python3
"""Does to XLIFF 2.1 what translators and their tools do: edit_xliff.py FILE... edits up to 20 units, prints one line for each:
ARTICLE UNIT WHAT. Codes are moved, segments joined, split and put in another order; one note is dropped (printed as "drop LABEL").
The files are written as another program would write them: other prefixes, other quotes, no line ends between elements."""
import sys
import xml.etree.ElementTree as ET

XLF = '{urn:oasis:names:tc:xliff:document:2.0}'


def content(segments):
    return [child for child in segments if child.tag in (XLF + 'segment', XLF + 'ignorable')]


def add_word(unit):
    """A word more at the start of the first text."""
    target = unit.find(XLF + 'segment').find(XLF + 'target')
    target.text = 'Neuf ' + (target.text or '')
    return 'word'


def move_code(unit):
    """A note that ends its sentence comes to stand at the start of it."""
    for segment in unit.findall(XLF + 'segment'):
        target = segment.find(XLF + 'target')
        code = target.find(XLF + 'ph')
        if code is None or len(target) != 1 or not target.text:
            continue
        tail, code.tail = code.tail or '', target.text
        target.text, code.tail = 'Note ', code.tail + tail
        return 'move'
    return None


def join(unit):
    """Two sentences become one segment, with another word between them."""
    parts = content(unit)
    if len(parts) < 3 or any(len(part.find(XLF + 'target')) for part in parts[:3]):
        return None
    for name in ('source', 'target'):
        first = parts[0].find(XLF + name)
        first.text += (' et' if name == 'target' else '') + ' ' + parts[2].find(XLF + name).text
    unit.remove(parts[1])
    unit.remove(parts[2])
    return 'join'


def split(unit):
    """One segment becomes two; the translation of the second begins with another word."""
    segment = unit.find(XLF + 'segment')
    target = segment.find(XLF + 'target')
    if len(target) or len(segment.find(XLF + 'source')) or len(target.text.split()) < 4:
        return None
    words = target.text.split(' ')
    second = ET.Element(XLF + 'segment', dict(segment.attrib, id=segment.get('id') + 'b'))
    ET.SubElement(second, XLF + 'source').text = ''
    ET.SubElement(second, XLF + 'target').text = ' puis ' + ' '.join(words[2:])
    target.text = ' '.join(words[:2])
    unit.insert(list(unit).index(segment) + 1, second)
    return 'split'


def reorder(unit):
    """The second sentence comes first in the translation."""
    parts = content(unit)
    if len(parts) != 3 or any(len(part.find(XLF + 'target')) for part in parts):
        return None
    for part, order in zip(parts, ('3', '2', '1')):
        part.find(XLF + 'target').set('order', order)
    return 'order'


def drop_note(unit):
    for segment in unit.findall(XLF + 'segment'):
        target = segment.find(XLF + 'target')
        for code in list(target):
            if code.get('subType') != 'gz:fnref' or list(target).index(code) > 0:
                continue
            target.text = (target.text or '') + (code.tail or '')
            target.remove(code)
            return 'drop ' + code.get('equiv')
    return None


def main():
    plan = [drop_note] + [move_code] * 4 + [join] * 4 + [split] * 4 + [reorder] * 2 + [add_word] * 5
    done = set()
    trees = [(path, ET.parse(path)) for path in sys.argv[1:]]
    for edit in plan:
        for path, tree in trees:
            file = tree.getroot().find(XLF + 'file')
            for unit in file.iter(XLF + 'unit'):
                key = (path, unit.get('id'))
                if key in done or unit.find('.//' + XLF + 'target') is None:
                    continue
                if edit is add_word and unit.get('type') not in ('gz:p', 'gz:item'):
                    continue
                what = edit(unit)
                if what:
                    done.add(key)
                    print(file.get('id'), unit.get('id'), what)
                    break
            else:
                continue
            break
    for path, tree in trees:
        for element in tree.iter():
            if element.tag not in (XLF + 'source', XLF + 'target', XLF + 'pc', XLF + 'mrk', XLF + 'data') and not (element.text or '').strip():
                element.text = None
            if element.tag in (XLF + 'segment', XLF + 'ignorable', XLF + 'unit', XLF + 'source', XLF + 'target', XLF + 'notes', XLF + 'note'):
                element.tail = None
        tree.write(path, encoding='utf-8', xml_declaration=True)


main()
