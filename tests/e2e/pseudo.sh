#!/usr/bin/env bash
# Pseudo-languages: the sample builds in both as a draft, with every letter of the source, nothing over anything else, and nothing
# written but what was asked for.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
cp -R "$root/layouts" "$root/fonts" .
mkdir issues
cp -R "$sample" issues/sample
cp -R issues before

quoin build issues/sample --pseudo en-XA,ar-XB --draft --fit=off -o pdf --dump-layout dump
expect "both build as drafts" 1 stderr 'pdf/en-XA\.pdf: [0-9]+ pages' stderr 'pdf/ar-XB\.pdf: [0-9]+ pages'
check "nothing but the two is built" test "$(ls pdf | tr '\n' ' ')" = "ar-XB.pdf en-XA.pdf "
check "no source file is touched" diff -r issues before
for tag in en-XA ar-XB; do
	check "$tag: qpdf finds nothing wrong" qpdf --check pdf/$tag.pdf
	check "$tag: every letter of the source is on the pages" python3 "$root/tests/pdf/pseudo.py" issues/sample en dump/$tag.jsonl
	check "$tag: no line stands over another or beside its measure" python3 "$root/tests/pdf/overlap.py" dump/$tag.jsonl
	check "$tag: no character lacks a glyph" bash -c '! grep missing-glyph stderr'
done
check "messages point to the source" grep -qE '^issues/sample/en/[a-z-]+\.md:[0-9]+:[0-9]+: error: .* in ar-XB' stderr
check "ar-XB is set from right to left" python3 - <<'PYTHON'
import json
lines = [json.loads(line) for line in open('dump/ar-XB.jsonl')]
first = {i['column']: i['x'] for i in lines if i.get('kind') == 'line' and i['page'] == 2 and i['frame'] == 'main' and i['column'] > 0}
assert first[1] > first[max(first)], first
PYTHON
check "addresses, dates and code stay as they are" python3 - <<'PYTHON'
import json
text = ' '.join(json.loads(line).get('text', '') for line in open('dump/en-XA.jsonl'))
assert '@' in text and 'December 2007' in text, text[:500]
PYTHON
quoin build issues/sample -l en,en-XA --draft -o both
expect "-l takes them beside real languages" 1 stderr 'both/en\.pdf: 8 pages$' stderr 'both/en-XA\.pdf'
quoin build issues/sample --pseudo en-XA -o none
expect "without --draft what does not fit is an error, and nothing is written" 1 stderr 'en-XA\.pdf: not written'
check "... really nothing" test ! -e none
quoin build issues/sample --pseudo en-XB
expect "another tag is refused" 2 stderr "'en-XB' is not a pseudo-language" stderr "did you mean '(en-XA|ar-XB)'"
quoin xliff export issues/sample -l en-XA
expect "nobody translates into them" 2 stderr "'en-XA' is not a language of this issue"
exit $status
