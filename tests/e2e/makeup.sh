#!/usr/bin/env bash
# Makeup in numbers: a box near its place or far from it, as the weights say; feet that are level; a short story that opens up.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
mkdir -p issue/en layouts/languages
ln -s "$root/fonts" fonts
cp "$root/layouts/typography.yaml" layouts/
cp "$root/layouts/languages/en.yaml" layouts/languages/
cp "$root/tests/e2e/tiny/issue/en/strings.yaml" issue/en/
ships="Ships that pass in the night speak each other in passing, only a signal shown and a distant voice in the darkness. So on the ocean of life we pass and speak one another, only a look and a voice, then darkness again and a silence."
{
	printf -- '---\nid: article\n---\n\n# A headline\n\n'
	for number in One Two Three Four Five; do
		printf '%s. %s\n\n' "$number" "$ships"
		[ $number != Two ] || printf '> [!panel] A box\n>\n> %s\n\n' "$ships"
	done
} >issue/en/article.md
printf '%s\n' 'edition: m' 'date: 2031-02-15' 'period: 2031-Q1' 'number: 1' 'source: en' 'languages: [en]' 'layout: ../layouts/layout.yaml' 'publisher: "Quoin tests"' \
	'pages:' '  - template: two' '    frames: { main: { article: article } }' >issue/issue.yaml

# build NAME HEIGHT FIT-SPACE [LINE]: on pages so high, headings with so much air to take, a line added to the layout; the number of the
# paragraph above the box goes to NAME.above
build() {
	local name=$1
	sed -e "s/height: 90mm/height: $2/" -e "s/  sub: { /&fit-space: $3, /" "$root/tests/golden/page/layout.yaml" >layouts/layout.yaml
	printf '%s\n' "${4-}" >>layouts/layout.yaml
	quoin build -l en --dump-layout "$name.jsonl" --report "$name.json" -o "$name.pdf" -v issue
	python3 - "$name.jsonl" >"$name.above" <<'PYTHON'
import json, sys
lines = [line for line in map(json.loads, open(sys.argv[1])) if line["kind"] == "line" and line.get("column")]
lines.sort(key=lambda line: (line["page"], line["column"]))
above = "none"
for line in lines:
    for number in ("One", "Two", "Three", "Four", "Five"):
        above = number if line["text"].startswith(number + ".") or (number == "One" and line["text"].startswith("ne.")) else above
    if line["text"].startswith("A box"):
        print(above)
PYTHON
}
sum() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["sums"][sys.argv[2]])' "$1" "$2"; }

build near 120mm 0 'weights: { box-far: 100000 }'
expect "an issue with a box" 0 stderr '1 page$'
check "a box that must stay near stands behind its paragraph" grep -qx Two near.above
build far 120mm 0 'weights: { box-far: 0 }'
check "one that may go far stands elsewhere, for the sake of the feet" bash -c '! grep -qx Two far.above'
check "which are level then" test "$(sum far.json uneven-foot)" = 0
build even 120mm 0
check "by default too" test "$(sum even.json uneven-foot)" = 0

# Without the box, in two columns with a heading each: a line short of the page.
{
	printf -- '---\nid: article\n---\n\n# A headline\n\n'
	for number in One Two Three Four; do
		printf '## Heading %s\n\n%s\n\n' $number "$ships"
	done
} >issue/en/article.md
build closed 90mm 0
build open 90mm 1
foot() { python3 -c 'import json, sys; print(max(float(c["foot"]) for c in json.load(open(sys.argv[1]))["columns"]))' "$1"; }
check "a short story may open up" grep -qE "'article' opened up in en, .*[0-9]+ lines? of air" stderr
check "and is deeper then" python3 -c "import sys; sys.exit($(foot open.json) <= $(foot closed.json))"
check "its feet level" test "$(sum open.json uneven-foot)" = 0
check "its lines on the grid" test "$(sum open.json off-grid)" = 0
# A story through columns of many widths, each page another.
cp "$root/tests/golden/page/layout.yaml" layouts/layout.yaml
{
	sed -n '/^templates:/q; p' "$root/tests/golden/page/layout.yaml" | sed 's/columns: 6, gutter: 4mm/columns: 24, gutter: 1mm/'
	echo 'templates:'
	for span in 24 23 22 21 20 19 18 17 16 15 14 13; do printf '  wide%s: { frames: { main: { column: 1, span: %s, columns: 1, balance: no } } }\n' $span $span; done
} >layouts/layout.yaml
{
	sed '/^pages:/q' issue/issue.yaml
	first=
	for span in 24 23 22 21 20 19 18 17 16 15 14 13; do
		printf '  - { template: wide%s, frames: { main: { article: article%s } } }\n' $span "$first"
		first=', continue: true'
	done
} >issue/wide.yaml
{
	printf -- '---\nid: article\n---\n\n# A headline\n\n'
	for number in $(seq 60); do printf '%s. %s\n\n' "Paragraph $number" "$ships"; done
} >issue/en/article.md
quoin build -l en --draft --dump-layout wide.jsonl -o wide.pdf issue/wide.yaml
check "a story runs through columns of twelve widths" python3 - <<'PYTHON'
import json
lines = [line for line in map(json.loads, open("wide.jsonl")) if line["kind"] == "line" and line["column"]]
assert len({line["page"] for line in lines if not line.get("generated")}) > 8
assert len({line["measure"] for line in lines}) > 8
text = "".join("".join(line["text"].split()) for line in lines if not line.get("generated"))
assert all(text.count("aragraph%d.Ships" % n) == 1 for n in range(1, 61)), [n for n in range(1, 61) if text.count("aragraph%d.Ships" % n) != 1]
PYTHON
exit $status
