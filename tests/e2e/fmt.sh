#!/usr/bin/env bash
# Canonical form: articles spoilt in every way that does not change what they say come back byte for byte; nothing else is touched.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
cp -R "$sample" before
cp -R "$sample" issue

quoin fmt --check issue
expect "the sample is in canonical form" 0 no-stdout no-stderr

# spoil HOW: every article of the copy
spoil() {
	rm -rf issue
	cp -R before issue
	python3 - "$1" <<'PYTHON'
import glob, re, sys, unicodedata
how = sys.argv[1]
for path in glob.glob('issue/*/*.md'):
    text = open(path, encoding='utf-8', newline='').read()
    fence = text.index('\n---\n', 4) + 5
    head, body = text[:fence], text[fence:]
    if how == 'crlf': text = text.replace('\n', '\r\n')
    elif how == 'cr': text = text.replace('\n', '\r')
    elif how == 'nfd': text = unicodedata.normalize('NFD', text)
    elif how == 'mark': text = '\ufeff' + text
    elif how == 'blanks': text = head + body.replace('\n\n', '\n\n  \n\n') + '\n\n'
    elif how == 'quote-blanks': text = head + body.replace('\n>\n', '\n>\n> \n>\n')
    elif how == 'stars': text = head + re.sub(r'(?m)^((?:> ?)?)- (?!-)', r'\1* ', body)
    elif how == 'glued-boxes': text = head + re.sub(r'(?m)^(> \[!(?:sidebar|box|profile|pullquote|event|definition)\].*)\n>\n', r'\1\n', body)
    elif how == 'glued-notes': text = head + re.sub(r'\n\n(\[\^)', r'\n\1', body)
    elif how == 'glued-heads': text = head + re.sub(r'(?m)^(##+ .*)\n\n', r'\1\n', body)
    elif how == 'underlined': text = head + re.sub(r'(?m)^## ([^{\n]*)$', lambda m: m.group(1) + '\n' + '-' * 8, body)
    elif how == 'end': text = text.rstrip('\n')
    open(path, 'w', encoding='utf-8', newline='').write(text)
PYTHON
}

for how in crlf cr nfd mark blanks quote-blanks stars glued-boxes glued-notes glued-heads underlined end; do
	spoil $how
	if [ "$how" = nfd ]; then rm -rf was; cp -R issue was; fi
	check "$how: the articles were spoilt" bash -c '! diff -rq before issue >/dev/null'
	cp -R issue spoilt
	quoin fmt --check issue
	expect "$how: --check names them and ends with 4" 4 stdout '^issue/[a-z]+/men\.md$'
	check "$how: ... and writes nothing" diff -r spoilt issue
	rm -rf spoilt
	quoin fmt issue
	expect "$how: fmt brings them back" 0 stderr 'issue/[a-z]+/men\.md: formatted'
	check "$how: ... byte for byte" diff -r before issue
done

cat >two.md <<'MARKDOWN'
---
id: two
---
# Two lists
- one

* two

1. three
MARKDOWN
quoin fmt two.md
expect "lists one after the other keep their marks" 0
check "... both" grep -q '^\* two' two.md
printf -- '---\nid: three\n---\n\n# Code\n\n```\n* a\n\n\n+ b\n```\n' >three.md
cp three.md was.md
quoin fmt three.md
check "a fenced block is left alone" cmp three.md was.md
printf -- '---\nid: four\n---\n\n# Comment\n\n<!-- a\n\n\n* b\n[^c]: d\n-->\n' >four.md
cp four.md was.md
quoin fmt four.md
check "so is a comment" cmp four.md was.md
touch -d '2001-01-01' three.md
quoin fmt three.md
check "a file in canonical form is not written again" test "$(stat -c %Y three.md)" -lt 1000000000
quoin fmt nowhere
expect "what is neither issue nor article is an error" 5 stderr "neither an issue nor an article"
printf 'caf\xe9\n' >five.md
quoin fmt five.md
expect "what is not UTF-8 is left alone" 1 stderr 'encoding-utf8'
check "... really" bash -c 'printf "caf\xe9\n" | cmp - five.md'

# A blank line that is put in may make another surplus: once is enough all the same.
printf ')\n>\n-' >odd.md
"$QUOIN" fmt -q odd.md
quoin fmt --check odd.md
expect "what has been formatted stays as it is" 0 no-stdout
exit $status
