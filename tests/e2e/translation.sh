#!/usr/bin/env bash
# The loop of translation on the sample edition: what is adopted, what one changed sentence of the source does, what is accepted,
# and that check points to both places.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
mkdir issues
cp -R "$root/layouts" "$root/fonts" .
cp -R "$sample" issues/sample
rm -f issues/sample/*/status.tsv
issue=issues/sample
languages=$(sed -n 's/^languages: \[\(.*\)\]/\1/p' $issue/issue.yaml | tr -d ' ' | tr ',' '\n' | grep -v '^en$')

# column LANGUAGE NAME: a number of the status table
column() {
	awk -F'\t' -v language="$1" -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i } $1 == language { print $c }' status
}

# every WHAT NAME NUMBER: all languages have that number there
every() {
	local language bad=
	quoin status $issue --format tsv
	cp stdout status
	for language in $languages; do
		[ "$(column "$language" "$2")" = "$3" ] || bad="$bad $language: $(column "$language" "$2")"
	done
	if [ -z "$bad" ]; then ok "$1"; else echo "$bad" >why; bad "$1" why status; fi
}

# change FILE WORD: the first paragraph below the first cross head ends in another word
change() {
	python3 - "$1" "$2" <<'PYTHON'
import sys
blocks = open(sys.argv[1]).read().split('\n\n')
first = next(i for i, block in enumerate(blocks) if block.startswith('## '))
blocks[first + 1] = blocks[first + 1].rstrip('.').rstrip() + ' ' + sys.argv[2] + '.'
open(sys.argv[1], 'w').write('\n\n'.join(blocks))
PYTHON
}

every "nothing is done before it is adopted" percent_done 0
quoin l10n adopt $issue
expect "hand-made translations are adopted" 0 stderr 'status\.tsv: [0-9]+ units adopted'
every "afterwards everything is done" percent_done 100
every "nothing is outdated" outdated 0
every "no translation has an error" errors 0
cp -R issues before
quoin l10n adopt $issue
check "adopting again changes nothing" diff -r issues before
units=$(column "$(head -n 1 <<<"$languages")" units)
check "status.tsv has a line a unit" test "$(grep -vc '^article' $issue/fr/status.tsv)" = "$units"
quoin l10n diff $issue
expect "there is nothing to show" 0 no-stdout

for form in human markdown json; do
	quoin status $issue -l fr --format $form
	expect "status as $form" 0 stdout '100'
done
quoin status $issue -l fr --format json
check "the JSON is JSON" python3 -c 'import json; assert json.load(open("stdout"))[0]["language"] == "fr"'

# One sentence of the English changes.
change $issue/en/men.md indeed
every "one unit is outdated in each language" outdated 1
quoin l10n diff $issue -l fr
expect "diff shows it and ends with 4" 4 stdout '^outdated issues/sample/fr/men\.md:[0-9]+ p-[0-9a-f]{8}, source issues/sample/en/men\.md:[0-9]+$'
quoin check $issue -l fr --diagnostics=json
cp stdout messages
check "check points to both places" python3 - <<'PYTHON'
import json
found = [json.loads(line) for line in open('messages')]
found = [m for m in found if m['rule'] == 'translation-outdated']
assert len(found) == 1, found
assert found[0]['file'].endswith('fr/men.md') and found[0]['related'][0]['file'].endswith('en/men.md'), found
PYTHON
quoin xliff export $issue -l fr -q -o out
check "it goes out as outdated" test "$(grep -l 'subState="gz:outdated"' out/fr/*.xlf | wc -l)" = 1

# A typo: accepted without a new translation.
quoin l10n accept $issue -l fr
every "accept alone takes no outdated unit" outdated 1
quoin l10n accept --minor $issue
expect "a minor change is accepted" 0 stderr '1 unit accepted'
every "nothing is outdated then" outdated 0
every "and everything is done" percent_done 100

# The translation is changed by hand.
sed -i 's/^# .*/& encore/' $issue/fr/men.md
quoin status $issue -l fr --format tsv
cp stdout status
check "an edited unit is seen" test "$(column fr edited)" = 1
quoin l10n accept $issue -l fr men
expect "and accepted" 0 stderr '1 unit accepted'

# A paragraph moves in the source and in the translation: it is still itself.
python3 - $issue/en/men.md $issue/fr/men.md <<'PYTHON'
import sys
for path in sys.argv[1:]:
    blocks = open(path).read().split('\n\n')
    first = next(i for i, b in enumerate(blocks) if b.startswith('## '))
    blocks[first + 1], blocks[first + 2] = blocks[first + 2], blocks[first + 1]
    open(path, 'w').write('\n\n'.join(blocks))
PYTHON
quoin status $issue -l fr --format tsv
cp stdout status
check "moved paragraphs are neither outdated nor edited" test "$(column fr outdated) $(column fr edited)" = "0 0"

# Both sides change at once.
change $issue/en/men.md today
change $issue/fr/men.md aujourd’hui
quoin status $issue -l fr --format tsv
cp stdout status
check "a unit that changed on both sides is outdated" test "$(column fr outdated)" = 1

# A paragraph is missing, another is too much.
sed -i '/^# /,$!b; 0,/^## /{/^## .*/d}' $issue/fr/men.md
quoin check $issue -l fr
expect "a missing heading is an error" 1 stderr "heading '.*' is not translated \[translation-structure\]"

quoin status $issue -l en
expect "the source has no status" 2 stderr "'en' is the source"
quoin l10n adpot $issue
expect "a near miss is answered" 2 stderr "did you mean 'adopt'"
printf 'men\tp-12345678\tbroken\n' >>$issue/fr/status.tsv
quoin status $issue -l fr
expect "a broken line of status.tsv is an error" 1 stderr 'status\.tsv:[0-9]+:1: error: .*\[status-form\]'
exit $status
