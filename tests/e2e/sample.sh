#!/usr/bin/env bash
# The sample edition as a reader and a printer get it: eight pages in each language, nothing reported, sound PDF files whose
# text comes out whole and in order.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
languages=$(sed -n 's/^languages: *\[\(.*\)\].*/\1/p' "$sample/issue.yaml" | tr -d ' ' | tr , ' ')
check "the sample has its languages" test "$(wc -w <<<"$languages")" -ge 3

quoin check --diagnostics=json "$sample"
expect "check of the sample" 0 no-stderr
check "no error and no warning" bash -c '! grep -E "\"severity\":\"(error|warning)\"" stdout'
# With copyfitting off even the pull quotes that it may leave out are there: all that was written is counted.
quoin build --all --draft --fit=off -o natural --dump-layout whole "$sample"
quoin build --all -o pdf --dump-layout dump "$sample"
expect "build of the sample" 0 no-stdout
for language in $languages; do
	pdf=pdf/$language.pdf
	check "$language: one plain line" grep -qx "$pdf: 8 pages" stderr
	check "$language: qpdf finds nothing wrong" qpdf --check "$pdf"
	check "$language: qpdf warns of nothing" bash -c '! qpdf --check "$1" 2>&1 | grep -i warning' - "$pdf"
	pdffonts "$pdf" >fonts 2>fonts.err
	check "$language: fonts are listed without complaint" test ! -s fonts.err -a "$(wc -l <fonts)" -gt 3
	check "$language: all fonts embedded, subset, with Unicode maps" \
		awk 'NR > 2 && !/ yes yes yes +[0-9]+ +[0-9]+$/ { print; bad = 1 } END { exit bad }' fonts
	pdfinfo "$pdf" >info 2>info.err
	check "$language: eight pages" grep -qE '^Pages: +8$' info
	check "$language: A4" grep -qE '^Page size: +595\.[0-9]+ x 841\.[0-9]+ pts \(A4\)' info
	check "$language: has a title" grep -qE '^Title: +[^ ]' info
	check "$language: pdfinfo complains of nothing" test ! -s info.err
	check "$language: says its language" bash -c 'qpdf --qdf --object-streams=disable "$1" - | grep -a "/Lang" | grep -qaF "($2)"' - "$pdf" "$language"
	mutool draw -q -r 50 -o "$language-%d.png" "$pdf" 2>&1 | grep -v 'ICC support is not available' >mutool.out
	check "$language: mutool draws every page without a warning" test ! -s mutool.out -a -s "$language-8.png"
	pdftotext -raw "$pdf" "$language.txt" 2>text.err
	check "$language: pdftotext complains of nothing" test ! -s text.err
	check "$language: no replacement or private-use character in the text" \
		python3 -c 'import sys; t = open(sys.argv[1], encoding="utf-8").read(); sys.exit(any(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in t))' "$language.txt"
	check "$language: every character of the source is on the pages" python3 "$root/tests/pdf/characters.py" "$sample" "$language" "whole/$language.jsonl"
done
# What makeup counts of its own faults is what the pages show: at least cost, and greedily, where there are some.
quoin build -l en,fr,es,ru --draft --report report -o reported "$sample"
quoin build -l en,fr,es,ru --draft --greedy --report greedy -o greedily "$sample"
for language in en fr es ru; do
	for way in reported/$language.pdf:report greedily/$language.pdf:greedy; do
		check "$language: widows, orphans, hyphens at the foot, lone headings and lines off the grid are as many as the ${way#*:} says" \
			python3 "$root/tests/pdf/makeup.py" "$sample" $language "${way%:*}" "${way#*:}/$language.json"
	done
done
for language in en fr; do
	pdftotext "pdf/$language.pdf" guessed.txt
	check "$language: the PDF's text is the source, word for word, in reading order" \
		python3 "$root/tests/pdf/words.py" "$sample" $language $language.txt
	check "$language: no word is lost when the order is guessed from the page" \
		python3 "$root/tests/pdf/words.py" "$sample" $language guessed.txt bag
done
exit $status
