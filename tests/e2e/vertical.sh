#!/usr/bin/env bash
# Vertical writing: pages of Japanese and Chinese whose lines run down and follow from the right, Mongolian from the left, of the layout
# that sets English across. Looked at by mutool, poppler and qpdf.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
specimen=$root/issues/specimen/vertical.yaml
quoin build --all -o pdf --dump-layout dump "$specimen"
expect "the vertical specimen builds" 0 no-stdout
quoin check --all --strict "$specimen"
expect "... without a warning" 0
for language in ja zh-Hant; do
	python3 "$root/tests/pdf/vertical.py" "pdf/$language.pdf" 1 right Festina 15 >look.log 2>&1 || status=1
	sed "s/^\(not ok\|ok\) - /&$language: /" look.log
done
python3 "$root/tests/pdf/vertical.py" pdf/mn-Mong.pdf 1 left Festina 15 >look.log 2>&1 || status=1
sed "s/^\(not ok\|ok\) - /&mn-Mong: /" look.log
check "English is set across in the same layout" bash -c 'mutool trace pdf/en.pdf 1 | grep -q "trm=\"[1-9]" && ! mutool trace pdf/en.pdf 1 | grep -qE "wmode=\"1\"|trm=\"0 -"'
for language in en ja zh-Hant mn-Mong; do
	python3 "$root/tests/pdf/tree.py" "$root/issues/specimen" "$language" "pdf/$language.pdf" >tree.log 2>&1 || status=1
	sed "s/^\(not ok\|ok\) - /&$language: /" tree.log
	check "$language: leaves are turned as they are bound" bash -c '[ "$(qpdf --json "$1" | grep -c "\"/Direction\": \"/R2L\"")" = "$2" ]' - "pdf/$language.pdf" \
		"$(case $language in ja | zh-Hant) echo 1 ;; *) echo 0 ;; esac)"
	check "$language: qpdf finds nothing amiss" qpdf --check "pdf/$language.pdf"
	check "$language: the page keeps its size" bash -c 'pdfinfo "$1" | grep -qE "^Page size: +419\.5[0-9]* x 510\.2[0-9]* "' - "pdf/$language.pdf"
	check "$language: every character of the source is on the pages" python3 "$root/tests/pdf/characters.py" "$root/issues/specimen" "$language" "dump/$language.jsonl"
done
quoin build -q -l ja -o ja-print.pdf --profile print --dump-layout ja-print.jsonl "$specimen"
check "in print with the same lines" cmp dump/ja.jsonl ja-print.jsonl
qpdf --qdf --object-streams=disable pdf/ja.pdf ja.qdf
check "a font writes downwards and across" test "$(pdffonts pdf/ja.pdf | grep -c NotoSerifCJKjp-Regular)" = 2
check "... and is embedded once" bash -c '[ "$(grep -a -c "/FontFile3 " ja.qdf)" = "$(pdffonts pdf/ja.pdf | awk "/CID Type 0C/ { print \$1 }" | sort -u | wc -l)" ]'

# What stands in a vertical issue besides text: jumps, notes, tables, boxes, pictures that stay upright.
export QUOIN_HOME=$root
quoin build -o s.pdf --dump-layout s.jsonl "$root/tests/pdf/structures/vertical.yaml"
expect "every structure is set in vertical writing" 0
check "a picture keeps its sides and its direction" python3 - <<'PYTHON'
import json
pictures = [json.loads(line) for line in open('s.jsonl') if '"picture"' in line]
photo = [p for p in pictures if p['file'].endswith('photo.jpg')][0]
sideways = [p for p in pictures if p['file'].endswith('sideways.jpg')][0]
assert 1.5 < photo['width'] / photo['height'] < 1.7, photo
assert sideways['width'] > sideways['height'], sideways
PYTHON
check "notes stand at the left edge, the newsletter's name at the right" python3 - <<'PYTHON'
import json
lines = [json.loads(line) for line in open('s.jsonl') if '"line"' in line]
first = [line for line in lines if line['page'] == 1]
title = [line['baseline'] for line in first if line['style'] == 'masthead']
notes = [line['baseline'] for line in first if line['frame'] == 'notes']
text = [line['baseline'] for line in first if line['frame'] == 'main']
assert title and notes and text and max(title) < min(text) and max(text) < min(notes), (title, text, notes)
PYTHON
qpdf --qdf --object-streams=disable s.pdf s.qdf
check "the links' rectangles run down" python3 - <<'PYTHON'
import re
found = re.findall(rb'/Rect \[\s+([-.\d]+)\s+([-.\d]+)\s+([-.\d]+)\s+([-.\d]+)\s+\]', open('s.qdf', 'rb').read())
rectangles = [[float(n) for n in r] for r in found]
assert len(rectangles) > 8 and sum(y1 - y0 > x1 - x0 for x0, y0, x1, y1 in rectangles) > len(rectangles) / 2, rectangles
PYTHON
quoin proof -q --html proof -l ja,mn-Mong "$specimen"
expect "a proof page of it" 0
if [ -z "$(command -v chromium)" ] || [ -z "$(command -v chromedriver)" ]; then
	bad "chromium and chromedriver are installed (packages chromium, chromium-driver)"
else
	timeout 300 python3 "$root/tests/proof/compare.py" proof pdf ja mn-Mong || status=1
fi

# Mistakes.
fresh_tiny
sed -i 's/^page:/page:\n  writing: sideways/' tiny/layouts/tiny.yaml
quoin check tiny/issue
expect "a way of writing that there is not" 1 stderr "tiny/layouts/tiny\.yaml:3:12: error: .*\[" stderr 'horizontal|vertical'
fresh_tiny
sed -i 's/^page:/page:\n  writing: vertical/; s/top: 25mm, height: 70mm/top: 95mm, height: 20mm/' tiny/layouts/tiny.yaml
quoin check tiny/issue
expect "a frame beyond the edge where the last line stands" 1 stderr "tiny/layouts/tiny\.yaml:[0-9]+:[0-9]+: error: frame 'main' reaches beyond the page \[frame-outside-page\]"
exit $status
