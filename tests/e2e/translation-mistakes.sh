#!/usr/bin/env bash
# What check says of a translation that differs from its source: one edit of a translation, one message at the right place.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1

# prepare: the tiny issue, with a glossary beside it and every unit adopted
prepare() {
	fresh_tiny
	mkdir tiny/glossary
	printf 'term\ttranslation\tuse\tnote\nseason\tموسم\tpreferred\t\nrain\tمطر\tpreferred\t\nrain\tغيث\tforbidden\tpoetic\n' >tiny/glossary/en-ar.tsv
	sed -i 's/is over in/is over at [Upland Hall]{translate=no} in/; s/was over in/was over at [Upland Hall]{translate=no} in/' tiny/issue/en/first.md
	sed -i 's/وانتهى بعد/وانتهى عند [Upland Hall]{translate=no} بعد/' tiny/issue/ar/first.md
	"$QUOIN" l10n adopt -q tiny/issue 2>/dev/null
}

# mistake RULE LEVEL PLACE PATTERN FILE SED
mistake() {
	local rule=$1 level=$2 place=$3 pattern=$4 file=$5 edit=$6 wanted=1
	[ "$level" = error ] || wanted=0
	prepare
	cp "tiny/$file" before
	sed -i "$edit" "tiny/$file"
	if cmp -s before "tiny/$file"; then
		bad "$rule: the edit changes something: $edit"
		return
	fi
	quoin check -v tiny/issue
	expect "$rule: $edit" $wanted no-stdout stderr "^tiny/$place: $level: $pattern.* \\[$rule\\]$"
	check "$rule: nothing else is said" bash -c "! grep -E ': (error|warning): ' stderr | grep -v '$rule'"
}

prepare
quoin check -v --strict tiny/issue
expect "the tiny issue is translated without fault" 0

while IFS='|' read -r rule level place pattern file edit; do
	mistake "$rule" "$level" "$place" "$pattern" "$file" "$edit"
done <<'TABLE'
translation-notes|error|issue/ar/first\.md:23:1|note \[\^rain\] stands more often|issue/ar/first.md|s/^تأخر المطر/&[^rain]/
translation-links|error|issue/ar/first\.md:38:10|the link to https://example\.org/mill is missing|issue/ar/first.md|s/\[المطحنة\](https:[^)]*)/المطحنة/
translation-links|error|issue/ar/first\.md:38:10|the link to https://example\.net/mill is not in the source|issue/ar/first.md|s/example.org/example.net/
translation-placeholders|error|issue/ar/first\.md:13:1|the data \{number 1204\} is missing|issue/ar/first.md|s/{number 1204}/ألف/
translation-placeholders|error|issue/ar/first\.md:13:1|the data \{date 2031-02-01 style=long\} is missing|issue/ar/first.md|s/{date 2031-02-01 style=long}/الشتاء/
translation-placeholders|error|issue/ar/first\.md:13:1|the span \]\{translate=no\} is missing|issue/ar/first.md|s/\[Upland Hall\]{translate=no}/القاعة/
translation-structure|error|issue/ar/first\.md:20:5|the source has no item like this one|issue/ar/first.md|s/^> - شاركت.*/&\n> - بند آخر/
translation-structure|error|issue/ar/first\.md:18:5|item 'three villages took part' is not translated|issue/ar/first.md|/^> - شاركت/d
translation-structure|error|issue/ar/first\.md:21:4|paragraph 'Rain came late\. .*' is not translated|issue/ar/first.md|s/^تأخر المطر/> &/
translation-structure|error|issue/ar/first\.md:16:5|this box differs from the source's in id, class or date|issue/ar/first.md|s/ {#key-figures}//
translation-tags|warning|issue/ar/first\.md:9:11|\*emphasis\* is missing|issue/ar/first.md|s/\*قصير\*/قصير/
translation-numbers|warning|issue/ar/first\.md:18:5|the number 640 of the source is missing|issue/ar/first.md|s/ بعد ٦٤٠//
translation-numbers|warning|issue/ar/first\.md:33:[0-9]+|the number ٢٠٤ is not in the source|issue/ar/first.md|s/٤٠٢/٢٠٤/
translation-untranslated|warning|issue/ar/first\.md:29:3|this is the same as in the source|issue/ar/first.md|s/^> الحقل في شباط\./> The field in February./
translation-script|warning|issue/ar/first\.md:29:3|most of this is not written in the script of 'ar'|issue/ar/first.md|s/^> الحقل في شباط\./> Le champ au mois de février./
translation-markup|error|issue/ar/first\.md:29:3|'\*\*' would be printed as it stands|issue/ar/first.md|s/^> الحقل في/> الحقل \\*\\*في/
translation-punctuation|note|issue/ar/first\.md:29:3|this ends in another mark|issue/ar/first.md|s/^> الحقل في شباط\./> الحقل في شباط؟/
translation-spaces|warning|issue/ar/first\.md:29:3|a space stands before '\.'|issue/ar/first.md|s/^> الحقل في شباط\./> الحقل في شباط ./
translation-terms|warning|issue/ar/first\.md:9:11|'season' is not translated by a term|issue/ar/first.md|s/وموسم/ووقت/
translation-terms|warning|issue/ar/first\.md:23:1|'غيث' is not to be used for 'rain'|issue/ar/first.md|s/تأخر المطر/تأخر المطر والغيث/
translation-length|warning|issue/ar/third\.md:5:3|[0-9]+ characters, where about [0-9]+ fit|issue/ar/third.md|5s/$/ من القرى الثلاث التي في أعلى الوادي وفي أسفله/
translation-outdated|warning|issue/ar/first\.md:29:3|the source of this has changed|issue/en/first.md|s/The field in February/The field at the end of February/
status-form|error|issue/ar/status\.tsv:3:1|unknown state 'done'|issue/ar/status.tsv|3s/translated/done/
glossary-form|error|glossary/en-ar\.tsv:2:1|this line is no term|glossary/en-ar.tsv|2s/preferred/best/
TABLE

# Comments that silence a rule for the next block.
prepare
cp tiny/issue/ar/first.md first.md
sed -i 's/ بعد ٦٤٠//; s/٤٠٢/٢٠٤/; s/^> - بيع/> <!-- quoin-ignore translation-numbers -->\n>\n&/' tiny/issue/ar/first.md
quoin check tiny/issue -v
expect "a comment silences a rule in the next block" 0 stderr 'the number ٢٠٤ is not in the source'
check "... there alone" bash -c 'test "$(grep -c translation-numbers stderr)" = 2 && ! grep -q "the number 640" stderr'
cp first.md tiny/issue/ar/first.md
sed -i '/^# /a\\n<!-- quoin-ignore translation-tags, line-loose -->' tiny/issue/ar/first.md
quoin check tiny/issue -v
expect "one that silences nothing is noted" 0 stderr "ar/first.md:7:19: note: nothing is said of the next block under 'translation-tags' \[ignore-unused\]" \
	stderr "ar/first.md:7:37: note: .* 'line-loose' \[ignore-unused\]"
quoin build tiny/issue -v -o out
check "... by check, not by build, which compares nothing" bash -c '! grep -q ignore-unused stderr'
sed -i 's/quoin-ignore translation-tags/quoin-ignore translation-tag/' tiny/issue/ar/first.md
quoin check tiny/issue
expect "a rule that is none is an error" 1 stderr "there is no rule 'translation-tag' \[comment\]" stderr "did you mean 'translation-tags'"
cp first.md tiny/issue/ar/first.md
sed -i 's/^تأخر المطر/<!-- quoin-ignore translation-notes -->\n\n&[^rain]/' tiny/issue/ar/first.md
quoin check tiny/issue
expect "errors are not silenced" 1 stderr 'translation-notes'

# A translation that is a third too long for a box in a frame of its own.
prepare
sed -i '/^  - template: inner/{N;N;}; s/      main: { article: third }/      main: { article: third }\n      card: { box: key-figures }/' tiny/issue/issue.yaml
sed -i ':a; N; $!ba; s/inner\n    frames:\n      main: { article: third }/boxed\n    frames:\n      main: { article: third }/' tiny/issue/issue.yaml
cat >>tiny/layouts/tiny.yaml <<'YAML'
  boxed:
    frames:
      card: { column: 1, span: 3, top: 20mm, height: 32mm, style: sidebar }
      main: { column: 4, span: 3, bottom: notes, style: default }
      notes: { auto: footnotes }
YAML
quoin build tiny/issue -o long
expect "a box fits its frame in both languages" 0
sed -i 's/^> - شاركت ثلاث قرى.*/& في الحصاد كله وفي البيع والشراء وكل شيء آخر/' tiny/issue/ar/first.md
rm -rf long
quoin build tiny/issue -o long
expect "a third too long in Arabic: box, language, lines and characters are named" 1 \
	stderr "^tiny/issue/ar/first\.md:16:1: error: 'key-figures' does not fit in ar: [1-3] lines? \(about [0-9]+ words?, [1-6][0-9] characters\) too long for frame 'card' on page 4 \[fit-overset\]$"
check "... it is the only error" grep -qx '1 error.*' stderr
check "... and English is set all the same" test -s long/en.pdf -a ! -e long/ar.pdf
exit $status
