#!/usr/bin/env bash
# quoin fonts: what is used, what is missing, the package that brings it; and where dictionaries are looked for.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 1

quoin fonts
expect "all scripts are listed" 0 stdout '^Arab$' stdout '^  text     Noto Naskh Arabic +Regular, Bold$' no-stderr
quoin fonts -l ur,hy
expect "a language has its family and companions" 0 stdout '^ur  اردو  Arab, right to left$' stdout 'Noto Nastaliq Urdu' stdout 'size 1.18'
expect "and its dictionary" 0 stdout '^  hyphens  build/hyphen/hyph-hy.dic$' stdout '^  hyphens  none: words stay whole$'
quoin fonts --for U+1308
expect "a character is found by its number" 0 stdout '^U\+1308 ETHIOPIC SYLLABLE GA, script Ethi$' stdout 'Noto Serif Ethiopic'
quoin fonts --for ア
expect "or by itself" 0 stdout '^U\+30A2 KATAKANA LETTER A, script Kana$' stdout 'Noto Serif CJK JP'
quoin fonts --for U+E000
expect "a character that no family has" 5 stdout 'no installed family'
quoin fonts --for some
expect "a word is no character" 2 stderr 'not a character' no-stdout
quoin fonts -l tlh
expect "a language without a file" 5 stderr 'language-unknown'

fresh_tiny
sed -i 's/text: Noto Serif Thai/text: Nato Serif Thai/; s/\[Noto Serif Thai, /[Nato Serif Thai, /; s/, package: fonts-tlwg-norasi-ttf/, package: fonts-norasi/' "$T/tiny/fonts/fonts.yaml"
QUOIN_HOME=$T/tiny quoin fonts -l th
expect "a missing family is named with its package" 5 stdout 'Nato Serif Thai +MISSING, package fonts-noto-core'

sed -i 's/hyph-tr\.dic/hyph-tr-own.dic/' "$T/tiny/layouts/languages/tr.yaml"
QUOIN_HOME=$T/tiny quoin fonts -l tr
expect "a dictionary that is not there is said to be missing" 0 stdout 'hyphens  none: the dictionary is missing, package' stderr 'hyphenation-missing'
mkdir "$T/tiny/hyphen" && printf 'UTF-8\n1b\n' >"$T/tiny/hyphen/hyph-tr-own.dic"
QUOIN_HOME=$T/tiny quoin fonts -l tr
expect "it is found beside the layouts" 0 stdout 'tiny/hyphen/hyph-tr-own.dic$' no-stderr
cp "$T/tiny/hyphen/hyph-tr-own.dic" "$T/tiny/layouts/languages/"
QUOIN_HOME=$T/tiny quoin fonts -l tr
expect "a team's own comes first" 0 stdout 'tiny/layouts/languages/hyph-tr-own.dic$' no-stderr

out=$T/made
check "dictionaries are made" sh layouts/languages/hyphens.sh "$out" build/hyphen/packages
check "each with its licence" test -s "$out/hyph-ru.LICENCE" -a -s "$out/hyph-tr.LICENCE"
cp -R "$out" "$T/before" && sh layouts/languages/hyphens.sh "$out" build/hyphen/packages >/dev/null
check "twice the same bytes" diff -r "$T/before" "$out"
SUBSTRINGS=$T/none check "without the tool the script says what to install" sh -c '! sh layouts/languages/hyphens.sh '"$T/none"' 2>"$T/err"'
exit $status
