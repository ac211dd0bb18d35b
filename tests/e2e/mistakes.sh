#!/usr/bin/env bash
# Every kind of mistake that an author or a designer can make: one edit to a copy of the tiny issue, one message at the right
# place, the right exit code. A rule that is in no row, and not among those that other tests show, fails at the end.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
shown=" "

# mistake RULE LEVEL FILE PLACE EDIT: editing issue/FILE with sed gives a message of that rule at PLACE: LINE:COLUMN of that
# file (* for any line), OTHER:LINE:COLUMN of another, or nowhere
mistake() {
	local rule=$1 level=$2 file=$3 place=$4 edit=$5 code_wanted=1
	[[ $place == nowhere || $place == *:*:* ]] || place=$file:$place
	shown="$shown$rule "
	[ "$level" = error ] || code_wanted=0
	case $rule in file-unreadable | font-not-found | language-unknown) code_wanted=5 ;; esac
	fresh_tiny
	cp "tiny/issue/$file" before
	LC_ALL=C sed -i "$edit" "tiny/issue/$file"
	if cmp -s before "tiny/issue/$file"; then
		bad "$rule: the edit changes something: $edit"
		return
	fi
	quoin check --diagnostics=json tiny/issue
	cp stdout messages
	quoin check -v tiny/issue
	[ "$level" != error ] && grep -q '"severity":"error"' messages && code_wanted=1
	local path
	path=$(realpath -m --relative-to=. "tiny/issue/$place")
	[ "$place" = nowhere ] && path=quoin
	expect "$rule ($edit)" $code_wanted no-stdout stderr "^$(sed 's/[.[^$+?{}()|]/\\&/g; s/\*/[0-9]+/' <<<"$path"): $level: .*\\[$rule\\]$"
	check "$rule is in the JSON too" grep -q "\"rule\":\"$rule\"" messages
}

# The tiny issue as it is has nothing to complain of.
fresh_tiny
quoin check --strict --diagnostics=json tiny/issue
expect "the tiny issue is faultless" 0
check "not even a note but that its articles are short" bash -c 'grep -q fit-underfull stdout && ! grep -v fit-underfull stdout | grep .'

while IFS='|' read -r rule level file place edit; do
	mistake "$rule" "$level" "$file" "$place" "$edit"
done <<'TABLE'
file-missing|error|issue.yaml|8:9|s#layouts/tiny#layouts/tyni#
encoding-utf8|error|en/first.md|24:2|s/Rain/R\xe9in/
encoding-bidi-control|error|en/first.md|24:1|s/Rain came/\xe2\x80\x8fRain came/
encoding-control|error|en/first.md|24:5|s/Rain came/Rain\x01 came/
yaml-syntax|error|issue.yaml|3:8|s/^date: .*/date: a: b/
yaml-feature|error|issue.yaml|5:9|s/^number: 1/number: \&n 1/
yaml-duplicate-key|error|issue.yaml|6:1|s/^number: 1/number: 1\nnumber: 2/
key-unknown|error|issue.yaml|5:1|s/^number:/numbr:/
key-missing|error|issue.yaml|1:1|/^edition/d
value-invalid|error|issue.yaml|5:9|s/^number: 1/number: one/
value-invalid|error|../layouts/tiny.yaml|5:19|s/top: 15mm/top: 15 mm/
direction-word|error|../layouts/tiny.yaml|5:39|s/inside: 12mm/left: 12mm/
front-matter|error|en/first.md|1:1|1s/---/- - -/
article-id|error|en/first.md|2:5|s/^id: first/id: frist/
translation-shared|error|ar/first.md|3:10|s/^id: first/id: first\nsection: news/
headline|error|en/first.md|6:1|s/^# /## /
heading-level|error|en/first.md|22:1|s/^## What/### What/
heading-space|error|en/first.md|22:1|s/^## What/##What/
heading-empty|error|en/first.md|22:1|s/^## What.*/##/
heading-setext|error|en/first.md|23:1|s/^## What.*/What the weather did\n====/
section-break|error|en/first.md|22:1|s/^## What.*/***/
code-block|error|en/first.md|24:5|s/^Rain/    Rain/
html-raw|error|en/first.md|24:1|s/^Rain/<b>Rain<\/b>/
comment|error|en/first.md|24:1|s/^Rain/<!-- Rain/
entity|error|en/first.md|24:5|s/^Rain/Rain\&nbsp;/
break-spaces|error|en/first.md|24:119|s/hand was needed on the same$/&  /
line-lazy|error|en/first.md|20:1|s/^> - three villages took part/three villages took part/
emphasis-unmatched|error|en/first.md|10:44|s/\*very\*/*very/
link-reference|error|en/first.md|40:32|s/\[mill\](https:\/\/example.org\/mill)/[mill][1]/
link-form|error|en/first.md|40:33|s/\[mill\](/[mill] (/
link-address|error|en/first.md|40:33|s#https://example#htps://example#
link-empty|error|en/first.md|40:26|s/\[mill\](/[](/
link-title|error|en/first.md|40:58|s#/mill)#/mill "The mill")#
link-nested|error|en/first.md|40:26|s/\[mill\](/[the [mill](https:\/\/a.example) x](/
marker-space|error|en/first.md|22:3|s/^## What/##\xc2\xa0What/
marker-native|error|ar/first.md|23:1|s/^تأخر/١. تأخر/
marker-form|error|en/first.md|17:3|s/\[!sidebar\]/[!Sidebar]/
marker-form|error|en/first.md|17:3|s/\[!sidebar\]/\\[!sidebar\\]/
marker-glued|error|en/first.md|18:3|/key-figures}/{n;d}
marker-place|error|en/first.md|20:3|s/^> - three villages/> [!sidebar] three villages/
data|error|en/first.md|17:26|s/{#key-figures}/{#key-figures/
attribute|error|en/first.md|14:104|s/{lang=fa}/{lnag=fa}/
id-form|error|en/first.md|17:27|s/{#key-figures}/{#Key_Figures}/
id-duplicate|error|en/first.md|27:15|s/{#key-figures}/{#field}/
language-tag|error|en/first.md|14:104|s/{lang=fa}/{lang=f}/
data|error|en/first.md|15:23|s/{number 1204}/{nubmer 1204}/
data|error|en/first.md|15:23|s/{number 1204}/{number many}/
date-invalid|error|en/first.md|14:18|s/2031-02-01/2031-02-30/
box-empty|error|en/first.md|17:5|/^> - /d
event-date|error|en/second.md|12:12|s/2031-03-01 //
role-twice|error|en/first.md|14:5|s/^> \[!byline\] .*/&\n\n> [!byline] Another/
role-content|error|en/first.md|12:3|s/^> \[!deck\] .*/> [!deck]\n>\n> - a list/
image-alt|error|en/first.md|29:3|s/!\[A grey[^]]*\]/![]/
image-place|error|en/first.md|24:6|s/^Rain came late\./Rain ![came](field.png) late./
figure-image|error|en/first.md|27:5|/^> !\[/d
picture-missing|error|en/first.md|29:57|s/field\.png/feild.png/
asset-outside|error|en/first.md|29:57|s/field\.png/..\/..\/field.png/
footnote-undefined|error|en/first.md|25:16|s/^\[^rain\]: .*//
footnote-unused|error|en/first.md|40:1|s/mornings\.\[^rain\]/mornings./
footnote-duplicate|error|en/first.md|40:1|s/^\[^visit\]: .*/&\n\n[^visit]: Again./
footnote-empty|error|en/first.md|38:1|s/^\[^visit\]: .*/[^visit]:/
footnote-nested|error|en/first.md|38:49|s/in February\.$/in February.[^rain]/
xref-undefined|error|en/first.md|15:88|s/(#second)/(#secnod)/
xref-untitled|error|en/first.md|15:77|s/\[p\. {page}\](#second)/[{title}](#field)/
article-unknown|error|issue.yaml|20:24|s/article: second/article: secnod/
article-unplaced|warning|issue.yaml|en/third.md:1:1|/article: third/d
place-continue|error|issue.yaml|17:24|s/, continue: true//
string-missing|error|en/strings.yaml|en/first.md:3:10|/^  news/d
string-quoted|error|en/strings.yaml|4:9|s/"News"/News/
style-unknown|error|../layouts/tiny.yaml|25:37|s/headline: headline/headline: hedline/
style-missing|error|../layouts/tiny.yaml|22:3|s/{ body: body, headline: headline,/{ headline: headline,/
style-cycle|error|../layouts/tiny.yaml|17:24|s/  heading: { font: sans/  heading: { based-on: heading, font: sans/
colour-unknown|error|../layouts/tiny.yaml|17:106|s/colour: accent }/colour: acent }/
design-unknown|error|../layouts/tiny.yaml|39:56|s/style: contents }/style: contnts }/
frame-unknown|error|issue.yaml|14:7|s/inside: { auto/insied: { auto/
frame-outside-page|error|../layouts/tiny.yaml|39:7|s/{ top: after main,/{ column: 5, span: 4, top: after main,/
frame-overlap|error|../layouts/tiny.yaml|39:7|s/top: after main,/top: 40mm,/
frame-cycle|error|../layouts/tiny.yaml|39:7|s/main: { top: 25mm, height: 70mm/main: { top: after inside, bottom: content/
template-unknown|error|issue.yaml|11:15|s/template: front/template: fornt/
box-unknown-kind|error|en/first.md|17:5|s/\[!sidebar\]/[!sidebra]/
box-unknown-class|warning|en/first.md|17:1|s/{#key-figures}/{#key-figures .tinted}/
box-unknown|error|issue.yaml|14:22|s/auto: contents/box: key-figuers/
pullquote-differs|warning|en/first.md|24:3|s/^## What/> [!pullquote]\n>\n> Words that nobody wrote.\n\n&/
language-unknown|error|issue.yaml|nowhere|s/\[en, ar\]/[en, ar, tlh]/
message-missing|error|../layouts/languages/en.yaml|*:1|/continued-on/d
key-unknown|error|../layouts/languages/en.yaml|*:3|s/continued-on:/continued-no:/
message-syntax|error|../layouts/languages/en.yaml|*:35|s/Continued on p\. {page}/Continued on p. {page/
message-argument|error|../layouts/languages/en.yaml|*:35|s/Continued on p\. {page}/Continued on p. {pgae}/
message-plural|error|../layouts/languages/ar.yaml|*:20|s/few {[^}]*}//
hyphenation-missing|warning|../layouts/languages/en.yaml|*:15|s/hyph_en_GB/hyph_en_XX/
missing-glyph|error|en/first.md|24:2|s/Rain/R\xee\x80\x80in/
font-script-unknown|error|en/first.md|../fonts/fonts.yaml:1:1|s/Rain/R\xf0\x91\xa6\xaein/
fit-empty-frame|error|en/first.md|issue.yaml:17:24|/^## What/,/^| Lower/d
page-count|warning|issue.yaml|24:5|$a\  - template: inner\n    frames:\n      main: { box: open-day }
picture-damaged|error|assets/field.png|en/first.md:29:57|s/IHDR/IHDX/
picture-kind|error|assets/field.png|en/first.md:29:57|1s/^.*/GIF89a/
image-resolution|warning|../layouts/tiny.yaml|en/first.md:29:3|s/width: 105mm/width: 125mm/
image-resolution|error|../layouts/tiny.yaml|en/first.md:29:3|s/width: 105mm/width: 205mm/
contrast|warning|../layouts/tiny.yaml|15:3|s/#202020/#a0a0a0/
text-inks|warning|../layouts/tiny.yaml|18:3|s/small: { font: sans, size: 7.5pt/& , colour: accent/
text-white|warning|../layouts/tiny.yaml|18:3|s/small: { font: sans, size: 7.5pt/& , colour: white/; s/tint: paper/tint: accent/
ink-text|warning|../layouts/tiny.yaml|9:3|s/\[0, 0, 0, 90\]/[70, 70, 60, 90]/
ink-coverage|warning|../layouts/tiny.yaml|29:3|s/\[4, 5, 10, 0\]/[90, 90, 90, 90]/
line-thin|warning|../layouts/tiny.yaml|42:9|s/height: 1pt/height: 0.2pt/
spot-count|error|../layouts/tiny.yaml|10:3|s/cmyk: \[20, 80, 90, 20\]/&, spot: Rust/
spot-name|error|../layouts/tiny.yaml|11:3|s/cmyk: \[20, 80, 90, 20\]/&, spot: Rust/; s/cmyk: \[4, 5, 10, 0\]/&, spot: rust/
spot-reserved|warning|../layouts/tiny.yaml|10:3|s/cmyk: \[20, 80, 90, 20\]/&, spot: All/
overprint-black|warning|../layouts/tiny.yaml|9:3|s/\[0, 0, 0, 90\]/[0, 0, 0, 100], overprint: never/
overprint-white|error|../layouts/tiny.yaml|9:3|s/\[0, 0, 0, 90\]/[0, 0, 0, 0], overprint: always/
black-area|note|../layouts/tiny.yaml|42:9|s/rule: accent, top: 20mm, height: 1pt/tint: black, top: 120mm, height: 30mm/
bleed|error|../layouts/tiny.yaml|42:9|s/rule: accent, top: 20mm, height: 1pt/tint: paper, top: 0, height: 9mm/
near-trim|warning|../layouts/tiny.yaml|43:9|s/top: 17mm/top: 5mm/
quotes-straight|note|en/first.md|24:6|s/^Rain came late/Rain "came" late/
line-loose|note|../layouts/typography.yaml|en/first.md:14:1|0,/space-limit: 2/s/space-limit: 2/space-limit: 1/
yaml-depth|error|issue.yaml|9:43|s/^publisher: .*/publisher: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]/
value-invalid|error|issue.yaml|4:9|s/2031-Q1/2031-Q5/
language-tag|error|issue.yaml|7:17|s/\[en, ar\]/[en, a r]/
footnote-place|error|en/first.md|38:3|s/^\[^visit\]:/  [^visit]:/
footnote-form|error|en/first.md|25:16|s/\[^rain\]/[^the rain]/
table-form|error|en/first.md|33:1|s/^| :-- | --: |/| :-- |/
table-place|error|en/first.md|20:5|s/^> - three villages took part/>   | a | b |\n>   | - | - |/
heading-place|error|en/first.md|21:3|s/^> - three villages took part/>\n> ## three/
box-place|error|en/first.md|20:7|s/^> - three villages took part/> > [!box] three/
list-depth|error|en/first.md|32:17|s/^Rain came/- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g\n              - h\n                - i\n\nRain came/
xref-undefined|error|en/second.md|10:63|s/built for wool/built for [wool](#wool)/
frame-outside-page|error|../layouts/tiny.yaml|38:7|s/height: 70mm/height: 170mm/
value-invalid|error|../layouts/tiny.yaml|10:18|s/#9a3b1f/#9a3b1/
key-unknown|error|../layouts/tiny.yaml|16:42|s/leading: 2, align/leadnig: 2, align/
font-not-found|error|../fonts/fonts.yaml|*:11|s/text: Noto Serif$/text: Nato Serif/
message-quote|warning|../layouts/languages/en.yaml|*:31|s/Continued on p\. {page}/Continued on '{page}'/
message-syntax|error|../layouts/languages/en.yaml|*:46|s/{date, date, month}/{date, date, mnoth}/
yaml-syntax|error|en/strings.yaml|2:8|s/^title:/title/
nesting-depth|error|en/first.md|24:33|s/^Rain came/> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > Rain came/
footnote-undefined|error|en/second.md|10:60|s/for wool/for wool[^wool]/
language-data-missing|error|../layouts/languages/en.yaml|*:6|s/en-GB-u/xx-GB-u/
fit-overset|error|en/third.md|6:1|/^The editors/{h;G;G;G;G;G;G;G;s/\n/ /g;h;G;G;G;G;G;G;s/\n/ /g}
fit-notes|error|../layouts/tiny.yaml|issue.yaml:11:15|/bottom: notes, style: contents/{s/bottom: notes/bottom: margin/;n;d}
table-ragged|error|en/first.md|36:1|s/| Lower | 802 |/| Lower | 802 | 3 |/
TABLE

# Files that cannot be read at all.
fresh_tiny
rm tiny/issue/en/strings.yaml
mkdir tiny/issue/en/strings.yaml
quoin check tiny/issue
expect "file-unreadable" 5 stderr 'cannot read .tiny/issue/en/strings\.yaml.: it is a folder \[file-unreadable\]'
fresh_tiny
head -c 17000000 /dev/zero | tr '\0' 'x' >>tiny/issue/en/third.md
quoin check tiny/issue
expect "file-too-large" 1 stderr 'third\.md.* larger than 16 MiB \[file-too-large\]'

# All problems in one run, in file order, and none twice for two languages.
fresh_tiny
sed -i 's/^number: .*/number: one/; s/^period: .*/period: never/' tiny/issue/issue.yaml
sed -i 's/{number 1204}/{number many}/' tiny/issue/en/first.md
quoin check tiny/issue
expect "three mistakes in one run" 1 stderr '^3 errors, [0-9]+ notes'
check "in file order" bash -c 'test "$(grep -o "^tiny[^ ]*" stderr | tr "\n" " ")" = "tiny/issue/issue.yaml:4:9: tiny/issue/issue.yaml:5:9: tiny/issue/en/first.md:15:23: "'

# Suggestions.
fresh_tiny
sed -i 's/\[!sidebar\]/[!sidebra]/' tiny/issue/en/first.md
quoin check tiny/issue
expect "a near miss is answered with the right word" 1 stderr "did you mean 'sidebar'"

# Rules without a row: shown in other files, or only by files that are hard to make by hand (unit tests of picture, font, pdf).
elsewhere=" usage file-write file-unreadable file-too-large "
elsewhere+="font-unreadable pdf-font-embedding pdf-glyph-missing pdf-profile pdf-picture-colour pdf-structure pdf-internal "
elsewhere+="page-sizes page-empty image-fine picture-size page-loop page-parity format-meaning text-long line-overfull fit-fitted fit-underfull message-unknown dump-form "
# In fallback, translation-mistakes, xliff and xliff-hostile.
for rule in structure notes links placeholders tags numbers untranslated script markup punctuation terms length outdated partial spaces; do
	elsewhere+="translation-$rule "
done
elsewhere+="xref-omitted ignore-unused status-form glossary-form xliff-refused xliff-form xliff-language xliff-unit xliff-code xliff-conflict "
for rule in $(sed -n 's/^RULE([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' "$root/src/base/diag_codes.def"); do
	[[ "$shown$elsewhere" == *" $rule "* ]] || bad "rule $rule is shown by a row of this table"
done
exit $status
