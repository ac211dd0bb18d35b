#!/usr/bin/env bash
# The proof page: what is written, that Chromium shows it as the PDF is, and that it can be used. In a headless browser without network.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
here=$root/tests/proof
languages=$(sed -n 's/^languages: *\[\(.*\)\]/\1/p' "$sample/issue.yaml" | tr -d ,)
quoin proof --html proof "$sample"
expect "a proof page of the sample" 0 stderr '^proof/index\.html: [0-9]+ languages, [0-9]+ pages$' no-stdout
cp -R proof first
quoin proof -q -j 1 --html proof "$sample"
check "again, one language after the other: the same bytes" diff -r first proof
check "every page is well-formed" sh -c 'xmllint --noout proof/pages/*.svg'
check "nothing points elsewhere" sh -c '! grep -oE "(src|href)=\"[^\"#]*" proof/index.html proof/pages/*.svg | grep -vE "=\"(data:|pages/|\$)"'
check "no other address but names" sh -c '! grep -ohE "https?://[^\"'"'"' <]*" proof/pages/*.svg | grep -v "^http://www.w3.org/"'
check "no build step, no network in the script" sh -c '! grep -E "fetch\(|XMLHttpRequest|import |@import|url\(" '"$root"'/src/proof/proof.js '"$root"'/src/proof/proof.css'

# An issue to be worked on: a sentence of the source changed, an article that became too long in French.
mkdir -p issues
cp -R "$sample" issues/2007-4
ln -s "$root/layouts" "$root/fonts" .
sed -i 's/^Two articles show the range\./Two more articles show the range./' issues/2007-4/en/editorial.md
sed -i 's/^Un comité veille.*$/& & & & & &/' issues/2007-4/fr/ungift.md
quoin proof --html edited issues/2007-4
expect "errors do not keep the page from being written" 1 stderr '^edited/index\.html: ' stderr 'fr/ungift\.md.*\[fit-overset\]'
if [ -z "$(command -v chromium)" ] || [ -z "$(command -v chromedriver)" ]; then
	bad "chromium and chromedriver are installed (packages chromium, chromium-driver)"
else
	timeout 120 python3 "$here/click.py" edited issues/2007-4 || status=1
	"$QUOIN" build -q --draft -o pdf "$sample" 2>/dev/null
	timeout 500 python3 "$here/compare.py" proof pdf $languages || status=1
fi

# Some languages, some pages, wrong usage.
quoin proof --html few -l ar --pages 2 "$sample"
expect "one language, one page" 0 stderr '^few/index\.html: 1 language, 1 page$'
check "that page and no other" test "$(ls few/pages)" = ar-2.svg
check "read from right to left" grep -q '<html lang="en" dir="rtl">' few/index.html
check "the source stands beside it all the same" grep -q '<p data-s="editorial/p-' few/index.html
quoin proof --html few -o x "$sample"
expect "two folders are one too many" 2 no-stdout
quoin proof --html
expect "a folder is needed" 2
fresh_tiny
printf '\n> [!nonsense] <b>&"x"</b>\n' >>tiny/issue/en/first.md
quoin proof --html tiny/proof tiny/issue
expect "a mistake is in the list" 1
check "... and no markup of the page" sh -c 'grep -q "<code>tiny/issue/en/first.md:" tiny/proof/index.html && ! grep -q "<b>&\"x\"" tiny/proof/index.html'
sed -i 's/^languages:.*/languages: [en, xx]/' tiny/issue/issue.yaml
quoin proof --html tiny/proof tiny/issue
check "a language that cannot be set has its messages" sh -c 'grep -q "<bdi lang=\"xx\">" tiny/proof/index.html && grep -q "data-m=\"xx-0\"" tiny/proof/index.html'
mkdir -p locked && chmod 500 locked
if [ "$(id -u)" != 0 ]; then
	quoin proof --html locked/proof tiny/issue
	expect "a folder that cannot be written" 5
fi
chmod 700 locked
asan=${BUILD:-$root/build}/asan/quoin
if [ -x "$asan" ]; then
	export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$root/tests/lsan.supp:print_suppressions=0}
	export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:fast_unwind_on_malloc=0}
	"$asan" proof -q --html sanitized "$sample" >stdout 2>stderr
	check "sanitizers have nothing to say" sh -c '! grep -q Sanitizer stderr'
	check "and the page is the same" diff -r first sanitized
fi
exit $status
