#!/usr/bin/env bash
# XLIFF 2.1, 1.2 and PO: out and back without a byte changed, through other tools, with edits of every kind, and against hand edits.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
sample_project
here=$root/tests/e2e

fresh() {
	rm -rf issues
	cp -R before issues
}

same() {
	diff -r before issues
}

for version in 2.1 1.2 po; do
	quoin xliff export $issue --version $version -q -o out-$version
	expect "every language goes out as $version" 0
	quoin xliff merge $issue out-$version/*/*
	expect "$version comes back" 0
	check "not one byte changes ($version)" same
	rm -rf out-again
	quoin xliff export $issue --version $version -q -o out-again
	check "the same goes out again ($version)" diff -r out-$version out-again
	quoin xliff export $issue --version $version -l fr -q --single -o out-single-$version
	quoin xliff merge $issue out-single-$version/*
	check "one file a language does too ($version)" same
done
rm -f issues/*/*/status.tsv
quoin xliff export $issue -l fr -q -o out-unknown
quoin xliff merge $issue out-unknown/fr/*
check "no status.tsv comes from nothing" test ! -e $issue/fr/status.tsv
fresh

# The official schemas.
if bash "$here/../schemas.sh" "${BUILD:-$root/build}/schemas"; then
	for version in 2.1 1.2; do
		check "the files are valid XLIFF $version" xmllint --nonet --noout --schema "${BUILD:-$root/build}/schemas/xliff-$version.xsd" out-$version/*/*.xlf
	done
else
	ok "the files are valid XLIFF # SKIP the schemas cannot be had here"
fi

# With a glossary: its terms are marked where they stand.
mkdir issues/glossary
printf 'trafficking\ttraite\tpreferred\t\ntrafficking\ttrafic\tforbidden\tthat is smuggling\nlabour migration\tmigration de travail\tpreferred\t\nrecruit*\trecrut*\tallowed\t\nIOM\t\tkeep\t\n' >issues/glossary/en-fr.tsv
quoin xliff export $issue -l fr -q -o out-terms
expect "units with terms go out" 0
check "... each marked once, whole words, and named by the glossary" python3 - out-terms/fr/men.xlf <<'PYTHON'
import re, sys
import xml.etree.ElementTree as tree
X, G = '{urn:oasis:names:tc:xliff:document:2.0}', '{urn:oasis:names:tc:xliff:glossary:2.0}'
marked = set()
for unit in tree.parse(sys.argv[1]).iter(X + 'unit'):
    marks = {m.get('id'): ''.join(m.itertext()) for s in unit.iter(X + 'source') for m in s.iter(X + 'mrk') if m.get('type') == 'term'}
    entries = [(e.get('ref'), e.find(G + 'term').text) for e in unit.iter(G + 'glossEntry')]
    assert set(marks) == {ref[1:] for ref, _ in entries if ref}, (marks, entries)
    for ref, term in entries:
        if ref:
            assert re.fullmatch(re.escape(term.rstrip('*')) + (r'\w*' if term.endswith('*') else ''), marks[ref[1:]], re.I), (term, marks)
            marked.add(marks[ref[1:]])
    assert not [m for t in unit.iter(X + 'target') for m in t.iter(X + 'mrk') if m.get('type') == 'term']
assert {'trafficking', 'labour migration', 'IOM'} <= marked and 'Recruitment' in marked, marked
PYTHON
[ ! -f "${BUILD:-$root/build}/schemas/xliff-2.1.xsd" ] ||
	check "... valid XLIFF 2.1" xmllint --nonet --noout --schema "${BUILD:-$root/build}/schemas/xliff-2.1.xsd" out-terms/*/*.xlf
quoin xliff merge $issue out-terms/fr/*
expect "... and come back" 0
rm -r issues/glossary
check "... without a byte changed" same

# Other tools.
check "msgfmt reads the PO files" bash -c 'for file in out-po/*/*.po; do msgfmt --check-format -o /dev/null "$file" || exit 1; done'
if command -v pofilter >/dev/null; then
	check "pofilter reads XLIFF 1.2" pofilter --progress=none -t xmltags -t untranslated out-1.2 filtered
	check "and finds no broken tag" bash -c '! grep -rl "<trans-unit" filtered 2>/dev/null | grep .'
	check "xliff2po reads XLIFF 1.2" xliff2po --progress=none out-1.2 converted
	check "and finds all texts" bash -c 'test "$(cat converted/fr/*.po | grep -c "^msgid \"..*\\|^msgid \"\"$")" -ge "$(cat out-1.2/fr/*.xlf | grep -c "<trans-unit")"'
	cp -R out-1.2 saved
	/usr/bin/python3 - saved/*/*.xlf <<'PYTHON'
import sys
from translate.storage import factory
for path in sys.argv[1:]:
    factory.getobject(path).save()
PYTHON
	quoin xliff merge $issue saved/*/*
	check "what its library saves comes back the same" same
else
	ok "translate-toolkit reads the files # SKIP it is not installed"
fi

# Twenty units edited.
quoin xliff export $issue -l fr -q -o edited
check "twenty units are edited" bash -c "python3 '$here/edit_xliff.py' edited/fr/*.xlf >edits && test \$(wc -l <edits) = 20"
note=$(sed -n 's/.* drop //p' edits)
quoin xliff merge $issue edited/fr/*.xlf
expect "the dropped note is an error that names it" 1 stderr "note $(sed 's/[][^]/\\&/g' <<<"$note") is missing \\[translation-notes\\]"
check "it is the only error" test "$(grep -c ': error: ' stderr)" = 1
check "only French articles and their status change" bash -c "diff -rq before issues | grep -v '/fr/' | (! grep .)"
python3 - before/sample issues/sample edits >changed 2>&1 <<'PYTHON'
import sys
# Units that status.tsv says are other ones now, against those that were edited.
def rows(folder):
    lines = open(folder + '/fr/status.tsv').read().splitlines()[1:]
    return {tuple(line.split('\t')[:2]): line.split('\t')[3] for line in lines}
old, new = rows(sys.argv[1]), rows(sys.argv[2])
edited = {tuple(line.split()[:2]) for line in open(sys.argv[3])}
changed = {key for key in old if old[key] != new[key]}
assert old.keys() == new.keys() and changed == edited, changed ^ edited
# Lines that differ: one a unit, and of these only one of a paragraph.
import glob, os
count = 0
for path in glob.glob(sys.argv[1] + '/fr/*.md'):
    a = open(path).read().split('\n')
    b = open(os.path.join(sys.argv[2], 'fr', os.path.basename(path))).read().split('\n')
    assert len(a) == len(b), path
    count += sum(x != y for x, y in zip(a, b))
assert count == 20, count
PYTHON
if [ -s changed ]; then bad "exactly these units change, a line each" changed; else ok "exactly these units change, a line each"; fi
fresh

# Three-way against hand edits.
quoin xliff export $issue -l fr -q -o theirs
python3 - theirs/fr/men.xlf $issue/fr/men.md <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
title = re.search(r'<unit id="title.*?<target>(.*?)</target>', text, re.S).group(1)
short = re.search(r'<unit id="short.*?<target>(.*?)</target>', text, re.S).group(1)
open(sys.argv[1], 'w').write(text.replace('<target>' + title, '<target>Titre du traducteur').replace('<target>' + short, '<target>Court'))
article = open(sys.argv[2]).read()
open(sys.argv[2], 'w').write(re.sub('^# .*', '# Titre de la rédaction', article, flags=re.M))
PYTHON
cp $issue/fr/men.md men.md
quoin xliff merge $issue theirs/fr/men.xlf
expect "changed on both sides is a conflict" 1 stderr "unit 'title-[0-9a-f]{8}' is not taken: .* \[xliff-conflict\]"
check "the hand edit stays" grep -q '^# Titre de la rédaction$' $issue/fr/men.md
check "what changed on one side only is taken" grep -q '^> \[!short\] Court$' $issue/fr/men.md
quoin xliff merge $issue --ours theirs/fr/men.xlf
expect "--ours keeps the hand edit" 0
check "it is still there" grep -q '^# Titre de la rédaction$' $issue/fr/men.md
quoin xliff merge $issue --theirs theirs/fr/men.xlf
expect "--theirs takes the translator's" 0
check "it is there now" grep -q '^# Titre du traducteur$' $issue/fr/men.md
fresh

# What the translation lacks is put in where it belongs, and a whole article is made.
for version in 2.1 1.2 po; do
	rm $issue/fr/dates.md
	python3 - $issue/fr/men.md <<'PYTHON'
import re, sys
lines = open(sys.argv[1]).read().split('\n')
def take_out(start, number=2, nth=0):
    at = [i for i, line in enumerate(lines) if line.startswith(start)][nth]
    del lines[at:at + number]
take_out('> - ', 1, 2)
take_out('[^', 2, 1)
take_out('## ', 2, 1)
take_out('> [!figure]', 6)
take_out('> [!deck]', 2)
open(sys.argv[1], 'w').write('\n'.join(lines))
PYTHON
	quoin xliff merge $issue out-$version/fr/men.* out-$version/fr/dates.*
	expect "missing texts are put in ($version)" 0
	check "every byte is as it was before they were lost ($version)" diff -r before/sample/fr issues/sample/fr
done

# The source changes after the export: what comes back stays with its old translation, or is kept apart.
quoin xliff export $issue -l fr -q -o late
sed -i 's/<target>/<target>Tard. /' late/fr/men.xlf
sed -i 's/^# .*/& now/; /^> \[!deck\]/d' $issue/en/men.md
sed -i '/^> \[!deck\]/d' $issue/fr/men.md
quoin xliff merge $issue late/fr/men.xlf
expect "late translations are not dropped" 0 stderr "has no unit 'deck-[0-9a-f]{8}' any more \[xliff-unit\]"
check "one without a place is kept apart" grep -q "^men	deck-[0-9a-f]*	.*	Tard\. " $issue/fr/unplaced.tsv
check "one of an old source is taken" grep -q '^# Tard\. ' $issue/fr/men.md
quoin status $issue -l fr --format tsv
check "and stays outdated" bash -c 'test "$(sed -n 2p stdout | cut -f7)" = 1'
cp $issue/fr/unplaced.tsv unplaced
quoin xliff merge $issue late/fr/men.xlf
check "what is kept apart is kept once" cmp unplaced $issue/fr/unplaced.tsv
fresh

# An earlier edition is the memory: the same texts are filled in, like ones are proposed.
cp -R $issue issues/next
sed -i 's/^date: 2007/date: 2008/; s/^edition: .*/edition: 2008-1/' issues/next/issue.yaml
rm -f issues/next/*/status.tsv issues/next/fr/men.md
sed -i 's/^# .*/& again/' issues/next/en/men.md
quoin xliff export issues/next -l fr -q -o memory
check "the memory fills in what it has" grep -q 'subState="gz:ice"' memory/fr/men.xlf
check "and proposes what is like it" grep -q '<mtc:match ref="#s1" type="tm" matchQuality="[89]' memory/fr/men.xlf
quoin xliff merge issues/next memory/fr/men.xlf
expect "a new article is made of it" 0 stderr 'fr/men.md: [0-9]+ units changed'
check "all but the changed title is as before" bash -c "diff before/sample/fr/men.md issues/next/fr/men.md | grep -c '^>' | grep -qx 1"

# The memory for other tools.
quoin tm export issues/next -l fr -q -o tmx
expect "a memory goes out as TMX" 0 no-stdout no-stderr
check "... well-formed" xmllint --noout tmx/fr.tmx
if /usr/bin/python3 -c 'import translate' 2>/dev/null; then
	check "... which translate-toolkit reads: each text once, with its edition" /usr/bin/python3 - tmx/fr.tmx <<'PYTHON'
import sys
from translate.storage import factory
units = factory.getobject(sys.argv[1]).units
assert len(units) > 230, len(units)
pairs = [(u.source, u.target) for u in units]
assert len(set(pairs)) == len(pairs)
assert ('Key findings', 'Principaux constats') in pairs
text = open(sys.argv[1]).read()
assert text.count('<prop type="x-edition">2007-4</prop>') > 200 and '<tu tuid="2007-4:p-' in text
assert text.count('<bpt ') == text.count('<ept ') > 10 and '<ph x="1" type="fnote">[^study]</ph>' in text
PYTHON
fi
quoin tm export issues/next -o -
expect "standard output takes one language" 2 stderr 'takes one language'
quoin tm export issues/next -l fr -o -
expect "... which it has then" 0 stdout '^<tmx version="1.4">$' no-stderr

# An article that comes back in part is not released.
fresh
rm $issue/fr/dates.md
sed -i '/^dates	/d' $issue/fr/status.tsv
quoin xliff export $issue -l fr -q -o partly
python3 - partly/fr/dates.xlf <<'PYTHON'
import sys
text = open(sys.argv[1]).read()
source = '<source>Vienna Forum to Fight Human Trafficking</source>\n'
assert source in text
open(sys.argv[1], 'w').write(text.replace(source, source + '        <target>Forum de Vienne</target>\n'))
PYTHON
quoin xliff merge $issue partly/fr/dates.xlf
expect "one text of an article comes back" 0
quoin build $issue -l fr -o out
expect "... no release mixes languages within an article" 1 stderr "fr/dates\.md:5:3: error: 'dates' is translated in part: 9 texts stand in the source's words \[translation-partial\]" \
	stderr 'en/dates\.md:6:3: note: the source'
quoin check $issue -l fr
expect "... says check too" 1 stderr 'translation-partial'
quoin build $issue -l fr -o out --draft
expect "... a draft does" 0
quoin l10n adopt $issue -l fr
quoin build $issue -l fr -o out
expect "... and what is noted as translated is good" 0
exit $status
