#!/usr/bin/env bash
# The print profile as a print shop gets it: boxes, plates, bleed, marks; the same pages as on screen; a file a rule that the checker of
# PDF/X-4 must find. Ghostscript makes the plates.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
python=python3
$python -c 'import pikepdf, PIL' 2>/dev/null || python=/usr/bin/python3

# The tiny issue with a spot ink, a tint on all edges of page 1, one on three edges of the others, and a picture in a corner.
fresh_tiny
layout=tiny/layouts/tiny.yaml
sed -i -e 's/cmyk: \[0, 0, 0, 90\]/cmyk: [0, 0, 0, 100]/' \
	-e 's|^text-colour: ink|  light: { rgb: "#f3c3c9", cmyk: [0, 100, 75, 4], spot: "PANTONE 185 C", tint: 30 }\n&\nspot-inks: 1|' \
	-e 's/^  accent: .*/  accent: { rgb: "#9a3b1f", cmyk: [0, 0, 0, 100] }\n  brick: { rgb: "#d1a596", cmyk: [20, 80, 90, 20] }/' \
	-e 's/tint: paper, //' \
	-e '/^  front:/,/^  inner:/s/^    furniture:/&\n      - { tint: light, top: 0, height: 170mm, bleed: true }/' $layout
cat >>$layout <<'YAML'
    furniture:
      - { tint: brick, top: 0, height: 10mm, bleed: true }
      - { image: corner.png, column: 1, span: 2, top: 162mm, height: 8mm, bleed: true }
      - { image: drawing.svg, column: 5, span: 2, top: 100mm, height: 30mm }
YAML
cat >tiny/issue/assets/drawing.svg <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/>
<stop offset="1" stop-color="#00c" stop-opacity="0.3"/></linearGradient></defs><rect width="200" height="120" fill="url(#g)"/>
<circle cx="100" cy="110" r="60" fill="#080" opacity="0.5"/><rect x="20" y="20" width="160" height="3"/><path d="M10 10V190" stroke="#000"/><path d="M10 180H190" fill="none" stroke="black" stroke-width="6"/></svg>
SVG
$python - tiny/issue/assets/corner.png <<'PYTHON'
import sys
from PIL import Image
image = Image.new("RGBA", (500, 150), (20, 60, 160, 255))
image.paste((250, 180, 0, 120), (400, 0, 450, 75))
image.save(sys.argv[1])
PYTHON

quoin build --profile screen,print --dump-layout both -o both tiny/issue
expect "both profiles in one run" 0 no-stdout stderr '^both/en\.pdf: 4 pages$' stderr '^both/en-print\.pdf: 4 pages$'
check "both files of both languages" test "$(ls both/*.pdf | wc -w)" = 4
quoin build --profile print --dump-layout print -o print tiny/issue
expect "print alone" 0 no-stdout
check "print alone has no file for the screen" test ! -e print/en.pdf
quoin build --dump-layout screen -o screen tiny/issue
expect "without --profile: the screen" 0 no-stdout
check "the screen alone has no print file" test ! -e screen/en-print.pdf
for language in en ar; do
	check "$language: the same lines and places in both profiles" cmp "print/$language.jsonl" "screen/$language.jsonl"
	check "$language: the same print file, alone or with the other" cmp "both/$language-print.pdf" "print/$language-print.pdf"
	check "$language: the same screen file, alone or with the other" cmp "both/$language.pdf" "screen/$language.pdf"
done
quoin build --profile print --marks -o marked tiny/issue
expect "with marks" 0 no-stdout

quoin build --profile screen,print -l en -o x.pdf tiny/issue
expect "two profiles do not go into one file" 2 stderr "two profiles"
quoin build --profile paper tiny/issue
expect "a profile that does not exist" 2 stderr "'paper'"
quoin build --profile print --output-intent no-such.icc -l en -o no tiny/issue
expect "an output intent that does not exist" 5 stderr "no colour profile 'no-such.icc'"
quoin build --profile print --output-intent /usr/share/color/icc/sRGB.icc -l en -o no tiny/issue
expect "an output intent that is no press" 1 stderr "not the ICC profile of a CMYK press"
check "neither writes a file" test ! -e no
sed -i '1a output-intent: ../no-such.icc' $layout
quoin check tiny/issue
expect "the layout's output intent is looked for beside it" 1 stderr '^tiny/layouts/tiny\.yaml:2:16: error: .*tiny/no-such\.icc'
sed -i 2d $layout

for file in both/en-print.pdf both/ar-print.pdf marked/en-print.pdf marked/ar-print.pdf; do
	check "$file: qpdf finds nothing wrong" qpdf --check "$file"
	check "$file: nothing against PDF/X-4" $python "$root/tests/pdf/x4.py" "$file"
	check "$file: mutool draws it" mutool draw -q -r 20 -o /dev/null "$file"
	gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage "$file" >gs.out 2>&1
	check "$file: Ghostscript complains of nothing" test ! -s gs.out
done
pdfinfo -box both/en-print.pdf >info
check "the media is the trim and 3 mm on each side" grep -qE '^MediaBox: +0\.00 +0\.00 +314\.65 +498\.90' info
check "the trim is the page" grep -qE '^TrimBox: +8\.50 +8\.50 +306\.14 +490\.39' info
check "the bleed is the media" grep -qE '^BleedBox: +0\.00 +0\.00 +314\.65 +498\.90' info
check "fonts are embedded and subset" bash -c 'pdffonts "$1" | awk "NR > 2 && !/ yes yes yes +[0-9]+ +[0-9]+\$/ { bad = 1 } END { exit bad }"' - both/en-print.pdf

# The sample in all its languages: the same lines on screen and in print, four inks, nothing against PDF/X-4.
quoin build --all --profile screen --dump-layout sample-screen -o sample-screen "$sample"
quoin build --all --profile print --dump-layout sample-print -o sample-print "$sample"
expect "the sample in print" 0 no-stdout
for dump in sample-screen/*.jsonl; do
	language=$(basename "$dump" .jsonl)
	check "sample, $language: the same lines and places" cmp "$dump" "sample-print/$language.jsonl"
done
check "sample: nothing against PDF/X-4" $python "$root/tests/pdf/x4.py" sample-print/*.pdf
mkdir sample-plates
gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=tiffsep -r20 -sOutputFile=sample-plates/%d.tif sample-print/ar-print.pdf
check "sample: the plates are C, M, Y and K" test "$(find sample-plates -name '*(*' | sed 's/.*(//' | sort -u | tr '\n' ' ')" = \
	"Black).tif Cyan).tif Magenta).tif Yellow).tif "

mkdir plates broken
PYTHONPATH=$root/tests/pdf $python "$root/tests/pdf/plates.py" marked/en-print.pdf plates "PANTONE 185 C" || status=1
PYTHONPATH=$root/tests/pdf $python "$root/tests/pdf/x4_test.py" marked/en-print.pdf broken || status=1

# Bleed an edge at a time: none at the fold.
sed -i 's/^  height: 170mm/&\n  bleed: { inside: 0, top: 5mm }/' $layout
quoin build --profile print -l en -o uneven tiny/issue
expect "bleed an edge at a time" 0 no-stdout
pdfinfo -box -f 1 -l 2 uneven/en-print.pdf >info
check "page 1 is bound at the left" grep -qE '^Page +1 TrimBox: +0\.00 +8\.50 +297\.64 +490\.39' info
check "page 2 at the right" grep -qE '^Page +2 TrimBox: +8\.50 +8\.50 +306\.14 +490\.39' info
check "5 mm at the top" grep -qE '^Page +1 BleedBox: +0\.00 +0\.00 +306\.14 +504\.57' info
check "nothing against PDF/X-4 in it" $python "$root/tests/pdf/x4.py" uneven/en-print.pdf
exit $status
