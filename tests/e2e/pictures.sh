#!/usr/bin/env bash
# Damaged, hostile and odd pictures (tests/pdf/hostile.py): those that cannot be set are refused each with its reason and place, the others
# arrive in the right colour in both profiles; and pictures with more pixels than are of use are made smaller on request.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
python=python3
$python -c 'import PIL' 2>/dev/null || python=/usr/bin/python3
fresh_tiny
article=tiny/issue/en/first.md
mkdir pictures
$python "$root/tests/pdf/hostile.py" pictures >list || bad "the pictures are made"
cp pictures/* tiny/issue/assets/
sed -i 's/^languages:.*/languages: [en]/' tiny/issue/issue.yaml

# An article of these pictures, each on a page of its own.
article_of() {
	local name
	sed '/^# /q' "$root/tests/e2e/tiny/issue/en/first.md"
	for name; do printf '\n> [!figure]\n>\n> ![A field of one colour.](%s "Drawing: the editors")\n' "$name"; done
}

pages_for() {
	sed -i '/^  - template: inner/,$d' tiny/issue/issue.yaml
	for _ in $(seq "$1"); do printf '  - template: inner\n    frames:\n      main: { article: first, continue: true }\n'; done >>tiny/issue/issue.yaml
	for name in second third; do printf '  - template: inner\n    frames:\n      main: { article: %s }\n' $name; done >>tiny/issue/issue.yaml
}

named() {
	awk -F '\t' -v fate="$1" '$2 == fate { print $1 }' list
}

# Refused, all in one run.
mapfile -t refused < <(awk -F '\t' '$2 != "good" && $2 != "inks" { print $1 }' list)
article_of "${refused[@]}" >$article
pages_for 2
start=$SECONDS
timeout 120 "$QUOIN" build tiny/issue --diagnostics=short --profile screen,print -o no >stdout 2>stderr </dev/null
code=$?
expect "an issue of damaged pictures" 1 no-stdout
check "none takes long ($((SECONDS - start)) s)" test $((SECONDS - start)) -lt 60
check "it has no files" test ! -e no
while IFS=$'\t' read -r name fate pattern; do
	case $fate in good | inks) continue ;; esac
	line=$(grep -nF "($name " $article | cut -d: -f1)
	check "$name is refused: $pattern" grep -qE "^$article:$line:[0-9]+: error: .*/$name: .*($pattern).*\[($fate)\]" stderr
done <list

# Good: rendered, every one has the same area of orange.
mapfile -t good < <(named good)
article_of "${good[@]}" >$article
pages_for $((${#good[@]} + 4))
quoin build tiny/issue --profile screen,print --draft -o good
grep -q 'error: .*\[\(picture\|pdf\)-' stderr && bad "odd pictures are set" stderr
for kind in en en-print; do
	$python "$root/tests/pdf/patches.py" good/$kind.pdf ${#good[@]} >patches.log 2>&1 || status=1
	sed "s/^\(not ok\|ok\) - /&$kind: /" patches.log
	check "$kind: qpdf finds nothing wrong" qpdf --check good/$kind.pdf
done

# CMYK without a profile: for print as it is, marker or not; for screens refused at its place.
mapfile -t inks < <(named inks)
article_of "${inks[@]}" >$article
pages_for 6
quoin build tiny/issue --profile print --draft -o inks
$python "$root/tests/pdf/patches.py" inks/en-print.pdf ${#inks[@]} 0,140,235,12 >patches.log 2>&1 || status=1
sed 's/^\(not ok\|ok\) - /&CMYK: /' patches.log
quoin build tiny/issue --profile screen --draft --diagnostics=short -o inks
for name in "${inks[@]}"; do
	line=$(grep -nF "($name " $article | cut -d: -f1)
	check "$name is refused for screens" grep -qE "^$article:$line:[0-9]+: error: .*/$name: a CMYK picture without a colour profile.*\[pdf-picture-colour\]" stderr
done

# Downsampling on request.
fresh_tiny
$python - tiny/issue/assets <<'PYTHON'
import math, sys
from PIL import Image
photo = Image.frombytes("RGB", (1800, 900), bytes(int(128 + 90 * math.sin(x / 40 + c) * math.cos(y / 55)) for y in range(900) for x in range(1800) for c in range(3)))
photo.save(sys.argv[1] + "/fine.jpg", quality=92)
photo.putalpha(Image.linear_gradient("L").resize((1800, 900)))
photo.save(sys.argv[1] + "/fine.png")
PYTHON
sed -i 's/^languages:.*/languages: [en]/' tiny/issue/issue.yaml
article_of fine.jpg fine.png >$article
pages_for 2
quoin build tiny/issue --profile screen,print --draft --dump-layout plain.jsonl -o plain -v
expect "pictures above 450 ppi are pointed out" 1 stderr 'pixels an inch at its size .* for nothing \[image-fine\]'
quoin build tiny/issue --profile screen,print --draft --dump-layout small.jsonl -o small -v --downsample 300
check "not when they are made smaller" bash -c '! grep -q image-fine stderr'
check "lines and places are the same" cmp plain.jsonl small.jsonl
for kind in en en-print; do
	pdfimages -list plain/$kind.pdf >before
	pdfimages -list small/$kind.pdf >after
	check "$kind: they were too fine" awk 'NR > 2 && $13 > 450 { found = 1 } END { exit !found }' before
	check "$kind: they have 300 pixels an inch" awk 'NR > 2 && ($13 < 299 || $13 > 303) { bad = 1 } END { exit bad || NR < 5 }' after
	check "$kind: the file is smaller" test "$(wc -c <small/$kind.pdf)" -lt "$(wc -c <plain/$kind.pdf)"
	for side in plain small; do pdftoppm -r 75 -f 1 -l 3 $side/$kind.pdf $side/$kind; done
	check "$kind: nobody sees it" $python "$root/tests/pdf/alike.py" plain/$kind small/$kind
done
quoin build tiny/issue --profile screen,print --draft -o again --downsample 300
check "the same bytes again" cmp small/en-print.pdf again/en-print.pdf
quoin build tiny/issue --profile screen --draft -o as-they-are --downsample 600
quoin build tiny/issue --profile screen --draft -o plain-screen
check "what is not far above stays as it is" cmp as-they-are/en.pdf plain-screen/en.pdf
quoin build tiny/issue --downsample 10 -o no
expect "a resolution of which nothing remains" 2 stderr "pictures of 10 pixels an inch"
exit $status
