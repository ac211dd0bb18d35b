#!/usr/bin/env bash
# Articles that a language lacks: an error, another language's in their place, or left out, as `missing` in issue.yaml says.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1

# missing YAML: an issue in en, ar, fr and fr-CA with that key; fr has `first` alone, fr-CA and ar lack things
issue_with() {
	fresh_tiny
	sed -i "s/^languages:.*/languages: [en, ar, fr, fr-CA]/; s|^layout:|$1\nlayout:|" tiny/issue/issue.yaml
	mkdir tiny/issue/fr tiny/issue/fr-CA
	sed 's/"News"/"Nouvelles"/; s/"Notes"/"Notes"/; s/for tests/pour essais/' tiny/issue/en/strings.yaml | tee tiny/issue/fr/strings.yaml >tiny/issue/fr-CA/strings.yaml
	sed '/^section:/d; s/^# A small harvest of saffron/# Une petite récolte de safran/' tiny/issue/en/first.md >tiny/issue/fr/first.md
	sed '/^section:/d; s/^# Letters to the editors/# Lettres à la rédaction/' tiny/issue/en/third.md >tiny/issue/fr-CA/third.md
	rm tiny/issue/ar/third.md
}

# lines LANGUAGE PATTERN: the dump has a line of text that fits
lines() {
	grep -qE -- "$2" "out/$1.jsonl"
}

issue_with ''
quoin build tiny/issue -l ar -o out
expect "without the key a missing article is an error" 1 stderr "there is no article 'third' in tiny/issue/ar \[article-unknown\]"

issue_with 'missing: { fr-CA: [fr, en], ar: source }'
rm -rf out
quoin build tiny/issue -l ar,fr-CA -o out --dump-layout out
expect "a chain of languages and the source fill what is missing" 0 no-stdout
check "fr-CA takes first from fr" lines fr-CA 'récolte de safran'
check "... and second, which fr lacks, from en" lines fr-CA 'The sorting hall'
check "... and keeps third, which it has" lines fr-CA 'Lettres à la rédaction'
check "the notice is in the reader's language and names the other" lines fr-CA 'pas encore traduit ; il paraît ici dans sa langue'
check "... anglais" lines fr-CA 'anglais'
check "a notice says ar in Arabic letters that the article is English" lines ar 'الإنجليزية'
check "the words of such an article have its own language" python3 - <<'PYTHON'
import json
lines = [json.loads(line) for line in open('out/ar.jsonl')]
third = [i for i in lines if i.get('kind') == 'line' and i['story'] == 'third' and 'thank everybody' in i['text']]
assert third and all(i['language'] == 'en' for i in third), third
assert any(i['story'] == 'third' and i['language'] == 'ar' for i in lines if i.get('kind') == 'line')
body = [i for i in lines if i.get('kind') == 'line' and i['story'] == 'third' and i['language'] == 'en' and i.get('last')]
right = max(i['x'] + i['width'] for i in lines if i.get('kind') == 'line' and i['story'] == 'third')
assert any(i['x'] + i['width'] < right - 10 for i in body), 'last lines end at the right'
PYTHON
qpdf --qdf --object-streams=disable out/ar.pdf ar.qdf
check "... in the file's tags too" bash -c 'grep -a "/Lang (en)" ar.qdf | grep -q . && grep -a "/Lang (ar)" ar.qdf | grep -q .'
quoin status tiny/issue -l ar --format tsv
check "for status such an article is missing all the same" \
	awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "missing") c = i } $1 == "ar" { found = $c >= 3 } END { exit !found }' stdout
quoin check tiny/issue -l ar
expect "and check compares nothing with itself" 0
check "... nothing untranslated" bash -c '! grep -q translation- stderr'

quoin build tiny/issue -l ar -o draft --draft --dump-layout draft
expect "a draft of it builds" 0
# tints FOLDER COLOUR: how many lines of its Arabic pages stand on it
tints() { grep -c "\"colour\":\"draft-$2\"" "$1/ar.jsonl"; }
check "drafts tint what is not translated" test "$(tints draft untranslated)" -ge 3
check "... and finished pages do not" test "$(tints out untranslated)" = 0

# A text whose source has changed since.
issue_with 'missing: { ar: source, fr: source, fr-CA: source }'
quoin l10n adopt tiny/issue
sed -i 's/^The hall stands between the villages\./The hall stands between the villages and the river./' tiny/issue/en/second.md
quoin build tiny/issue -l ar -o old --draft --dump-layout old
expect "a draft with an outdated text builds" 0
check "... which is tinted too" test "$(tints old outdated)" -ge 1

issue_with 'missing: omit'
quoin build tiny/issue -l ar -o out --dump-layout out
expect "what is missing is left out" 0
check "... whole" bash -c '! grep -q "\"story\":\"third\"" out/ar.jsonl'
check "... and its frame is said to be empty" grep -qE "issue.yaml:[0-9]+:24: warning: frame 'main' on page 4 stays empty in ar: 'third' is left out" stderr
rm tiny/issue/ar/second.md
quoin build tiny/issue -l ar -o out --dump-layout out
expect "a reference to what is left out is told" 0 stderr "ar/first.md:14:54: warning: 'second' is left out of this edition: the reference has no link, page or title \[xref-omitted\]"
check "... and keeps its words" lines ar 'المزيد عن القاعة: ص \.'
qpdf --qdf --object-streams=disable out/ar.pdf ar.qdf
check "... without a link" bash -c '! grep -a "second" ar.qdf | grep -q .'
check "the contents do not name it" bash -c '! grep "\"story\":\"contents\"" out/ar.jsonl | grep -qE "القاعة|second"'
quoin build tiny/issue -l ar -o out --strict
expect "with --strict that is not good enough" 1
# The frame below one whose article is left out.
issue_with 'missing: omit'
cp "$root/tests/e2e/tiny/issue/ar/third.md" tiny/issue/ar/
rm tiny/issue/ar/second.md
cat >>tiny/layouts/tiny.yaml <<'YAML'
  halves:
    frames:
      upper: { top: 15mm, bottom: content, style: default }
      lower: { top: after upper, bottom: notes, style: default }
      notes: { auto: footnotes }
YAML
sed -i '/^  - template: inner/,$d' tiny/issue/issue.yaml
cat >>tiny/issue/issue.yaml <<'YAML'
  - template: inner
    frames: { main: { article: first, continue: true } }
  - template: halves
    frames: { upper: { article: second }, lower: { article: third } }
YAML
quoin build tiny/issue -l en,ar -o out --dump-layout out
expect "a frame below one that is left out fills its room" 0
check "... which is not called empty" bash -c '! grep -q fit-empty-frame stderr'
check "... from its head on" python3 - <<'PYTHON'
import json
def top(language):
    return min(i['baseline'] for i in map(json.loads, open(f'out/{language}.jsonl')) if i.get('kind') == 'line' and i['story'] == 'third')
assert top('ar') < top('en') - 60, (top('ar'), top('en'))
PYTHON

# An article in another language that goes on overleaf.
issue_with 'missing: source'
rm tiny/issue/ar/first.md
quoin build tiny/issue -l ar -o out --dump-layout out
expect "an English article goes on in an Arabic issue" 0
check "its title over the continuation is English and begins at the left, the jump line is Arabic and begins at the right" python3 - <<'PYTHON'
import json
lines = [i for i in map(json.loads, open('out/ar.jsonl')) if i.get('kind') == 'line' and i['page'] == 2 and i['frame'] == 'main']
title = next(i for i in lines if i['text'] == 'Saffron')
jump = next(i for i in lines if i.get('generated') and i['language'] == 'ar')
left = min(i['x'] for i in lines)
right = max(i['x'] + i['width'] for i in lines)
assert title['language'] == 'en' and abs(title['x'] - left) < 0.1, title
assert abs(jump['x'] + jump['width'] - right) < 0.1, jump
PYTHON

issue_with 'missing: { de: omit, ar: never, fr: [es] }'
quoin build tiny/issue -l en -o out
expect "languages and words are checked" 1 stderr "'de' is not among the languages" stderr "'ar' must be one of the known words, not 'never'" \
	stderr "'es' is not among the languages"
exit $status
