#!/usr/bin/env bash
# Some of the pages, lists of what there is, and differences between layout dumps.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
fresh_tiny
pages_of() {
	python3 -c 'import json,sys; print(*sorted({json.loads(l)["page"] for l in open(sys.argv[1])}))' "$1"
}
quoin build -l en -o all --dump-layout all tiny/issue
count=$(pages_of all/en.jsonl | wc -w)
check "the tiny issue has several pages" test "$count" -ge 3

# --pages
quoin build -l en -o some --dump-layout some --pages 1,3 tiny/issue
expect "some of the pages" 0 stderr ': 2 pages$'
check "those and no other" test "$(pages_of some/en.jsonl)" = "1 3"
check "their lines are the same" bash -c 'grep -E "^.\"page\":(1|3)," all/en.jsonl | cmp - some/en.jsonl'
check "it is a sound PDF" qpdf --check some/en.pdf
check "of two pages" bash -c 'pdfinfo some/en.pdf | grep -qE "^Pages: +2$"'
check "folios stay" bash -c 'diff <(pdftotext -f 3 -l 3 all/en.pdf - ) <(pdftotext -f 2 -l 2 some/en.pdf -)'
quoin build -l en -o one/en.pdf --pages 2 tiny/issue
expect "one page" 0 stderr ': 1 page$'
check "it is sound too" qpdf --check one/en.pdf
quoin build -l en -o rest/en.pdf --pages 2- tiny/issue
expect "to the end" 0 stderr ": $((count - 1)) pages\$"
quoin build -l en -o whole --pages 1-99 tiny/issue
check "all pages are the whole issue" cmp whole/en.pdf all/en.pdf
quoin proof -l en -o proofs --pages 1 tiny/issue
expect "a proof of one page" 0 stderr ': 1 page'
for wrong in 0 99 2-1 x 1,,2 -1 1-2-3 ''; do
	quoin build -l en -o wrong --pages="$wrong" tiny/issue
	expect "no pages '$wrong'" 2 no-stdout
done
check "nothing was written then" test ! -e wrong

# list
quoin list languages tiny/issue
expect "languages, one a line" 0 stdout '^en$' stdout '^ar$' no-stderr
check "nothing beside them" test "$(tr '\n' ' ' <stdout)" = "en ar "
quoin list languages tiny/issue --json
check "languages as a matrix" test "$(cat stdout)" = '["en","ar"]'
declare -A first=([articles]=first [boxes]=key-figures [frames]=front [styles]=body)
for what in articles boxes frames styles rules; do
	quoin list $what tiny/issue
	expect "list $what" 0 no-stderr stdout '	'
	[ $what = rules ] || check "$what: the name comes first" grep -q "^${first[$what]}	" stdout
	wc -l <stdout >lines
	quoin list $what tiny/issue --json
	check "$what as JSON: as many" python3 -c '
import json, sys
rows = json.load(open("stdout"))
assert len(rows) == int(open("lines").read()) and all(isinstance(row, dict) for row in rows)'
done
quoin list rules
expect "rules need no issue" 0 stdout '^fit-overset	'
quoin list articles
expect "articles do" 2 stderr 'no issue given'
quoin list artcles tiny/issue
expect "what is listed is answered with the nearest" 2 stderr "did you mean 'articles'"
quoin list languages no-such-issue
expect "list of an issue that does not exist" 5 no-stdout
quoin list languages tiny/issue x
expect "one issue at a time" 2 stderr 'one issue at a time'

# diff
quoin build -q -o before --dump-layout before tiny/issue
quoin build -q -o same --dump-layout same tiny/issue
quoin diff before same
expect "equal dumps" 0 no-stdout no-stderr
quoin diff before/en.jsonl same/en.jsonl --json
expect "equal dumps as JSON" 0 stdout '"same":true'
sed -i 's/^Rain came/Much rain came/' tiny/issue/en/first.md
quoin build -q -o after --dump-layout after tiny/issue
quoin diff before after
expect "a changed paragraph" 4 stdout '^en\.jsonl: [0-9]+ of [0-9]+ pages differ: 1' stdout '^  story first \(p\. [0-9-]+\): [0-9]+ lines? changed' no-stderr
check "the other language is the same" bash -c '! grep -q ar.jsonl stdout'
quoin diff -v before/en.jsonl after/en.jsonl
expect "every line that differs" 4 stdout '^    - p\. 1 .*Rain came' stdout '^    \+ p\. 1 .*Much rain came'
quoin diff --json before after
expect "as JSON" 4 stdout '"change":"changed"'
check "it is JSON" python3 -m json.tool stdout
quoin diff -q before after
expect "quiet only tells by the exit code" 4 no-stdout no-stderr
rm after/ar.jsonl
quoin diff before after
expect "a language that is gone" 4 stdout '^ar\.jsonl: .*\(gone\)'
quoin diff before/en.jsonl after
expect "a file and a folder" 2 stderr 'a folder and a file'
quoin diff tiny before
expect "folders without dumps are no mistake of the other" 4 stdout '(new)'
mkdir none
quoin diff none none
expect "folders without dumps" 2 stderr 'has a layout dump'
quoin diff before/en.jsonl
expect "one dump alone" 2 stderr "needs something more: B"
quoin diff before/en.jsonl no-such.jsonl
expect "a dump that does not exist" 5
quoin diff before/en.jsonl tiny/issue/en/first.md
expect "a file that is no dump" 1 stderr '^tiny/issue/en/first\.md:1:1: error: .*\[dump-form\]'
head -c 3000 before/en.jsonl >torn.jsonl
quoin diff before/en.jsonl torn.jsonl
expect "a torn dump" 1 stderr 'torn\.jsonl:[0-9]+:[0-9]+: error: .*\[dump-form\]'
exit $status
