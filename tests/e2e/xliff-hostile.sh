#!/usr/bin/env bash
# Files that are sent to harm, or damaged on the way: each is refused with a message, quickly, and nothing is written. Run under
# sanitizers too.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
fresh_tiny
cp -R tiny before
issue=tiny/issue
quoin xliff export $issue -l ar -q -o out
quoin xliff export $issue -l ar -q --version po -o out
quoin xliff export $issue -l ar -q --version 1.2 -o old
good=out/ar/first.xlf
mkdir bad

# refused WHAT RULE: bad/file is refused with that rule within ten seconds, and no file of the issue changes
refused() {
	timeout 10 "$QUOIN" xliff merge $issue bad/file >stdout 2>stderr </dev/null
	code=$?
	expect "$1" 1 no-stdout stderr "^bad/file(:[0-9]+:[0-9]+)?: error: .*\\[$2\\]"
	check "$1: nothing is written" diff -r before tiny
	check "$1: one message" test "$(grep -c ': error: ' stderr)" = 1
}

python3 - "$good" <<'PYTHON'
import os, sys
good = open(sys.argv[1]).read()
head, body = good.split('\n', 1)
def write(name, data):
    open(os.path.join('bad', name), 'wb').write(data.encode() if isinstance(data, str) else data)
bomb = ''.join('<!ENTITY a%d "%s">' % (i + 1, ('&a%d;' % i) * 10) for i in range(9))
write('bomb', head + '<!DOCTYPE xliff [<!ENTITY a0 "aaaaaaaaaa">' + bomb + ']>' + body.replace('<target>', '<target>&a9;'))
write('doctype', head + '<!DOCTYPE xliff SYSTEM "file:///etc/passwd">' + body)
write('outside', head + '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body.replace('<target>', '<target>&x;', 1))
write('parameter', head + '<!DOCTYPE xliff [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>' + body)
write('entity', good.replace('<target>', '<target>&nbsp;', 1))
write('deep', good.replace('<target>', '<target>' + '<pc id="9">' * 100000, 1))
write('many', head + '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ar">' + '<a/>' * 1500000 + '</xliff>')
write('huge', good + ' ' * (17 << 20))
write('cut', good.encode()[:len(good.encode()) * 2 // 3])
write('empty', b'')
write('zeros', b'\0' * 10000)
write('latin', good.replace('UTF-8', 'UTF-8').encode('utf-8').replace('é'.encode(), b'\xe9').replace(b'<target>', b'<target>\xff\xfe\xe9', 1))
write('label', good.replace('encoding="UTF-8"', 'encoding="EBCDIC-XYZ"'))
write('html', '<html><body><p>Not XLIFF</p></body></html>')
write('space', '<xliff version="2.1" srcLang="en" trgLang="ar"></xliff>')
write('language', good.replace('trgLang="ar"', 'trgLang="qq"'))
write('source', good.replace('srcLang="en"', 'srcLang="de"'))
write('picture', open('tiny/issue/assets/field.png', 'rb').read())
write('prose', 'This is a letter, not a file of translations.\n')
write('po-open', 'msgid "a\nmsgstr "b"\n')
write('utf16', good.replace('UTF-8', 'UTF-16').encode('utf-16')[:801])
write('attributes', good.replace('<file ', '<file ' + ' '.join('a%d="x"' % i for i in range(2000)) + ' a1="y" ', 1))
PYTHON
while read -r name rule what; do
	cp "bad/$name" bad/file
	refused "$what" "$rule"
done <<'TABLE'
bomb xliff-refused an entity bomb
doctype xliff-refused a document type
outside xliff-refused an entity from a file
parameter xliff-refused an entity from the network
entity xliff-form an entity that XML does not have
deep xliff-refused a hundred thousand elements in each other
many xliff-refused more than a million elements
huge xliff-refused seventeen megabytes
cut xliff-form a file cut off
empty xliff-language an empty file
zeros xliff-form ten thousand zero bytes
latin xliff-form bytes that are no UTF-8
label xliff-form an encoding that nobody knows
html xliff-form HTML
space xliff-form XLIFF without its name space
language xliff-language a language that the issue does not have
source xliff-language another source language
picture xliff-form a picture
prose xliff-form a letter
po-open xliff-form a PO file with an open string
utf16 xliff-form half a file in UTF-16
attributes xliff-form an attribute given twice
TABLE

# A file cut off anywhere is refused or changes nothing.
head -c 20000 "$good" >whole
for at in 1 2 3 5 40 41 200 399 1000 1777 2500 3333 4001 5000; do
	head -c $at "$good" >bad/file
	timeout 10 "$QUOIN" xliff merge $issue bad/file >stdout 2>stderr </dev/null
	[ $? = 1 ] || bad "cut off after $at bytes: refused" stderr
done
check "cut off anywhere: nothing is written" diff -r before tiny

# Units that are wrong: the unit is refused, by name, the rest is taken.
# unit WHAT CODE PATTERN SED: the edit of first.xlf gives the message
unit() {
	rm -rf tiny
	cp -R before tiny
	cp "$good" bad/file
	python3 - "$4" "$5" <<'PYTHON'
import re, sys
text = open('bad/file').read()
new = re.sub(sys.argv[1], sys.argv[2], text, count=1, flags=re.S)
assert new != text, 'the edit changes nothing'
open('bad/file', 'w').write(new)
PYTHON
	quoin xliff merge $issue bad/file
	expect "$1" "$2" stderr "$3"
}
unit "a code that nobody knows" 1 "'p-[0-9a-f]{8}' is not taken: the code '77' .*xliff-code" '(gz:p".*?<target>)' '\1<ph id="77"/>'
unit "codes that overlap" 1 "is not taken: its codes overlap.*xliff-code" '(gz:p".*?<target>)(.*?)</target>' '\1<sc id="90" type="fmt" subType="xlf:b"/>a<sc id="91" type="fmt" subType="xlf:i"/>b<ec startRef="90"/>c<ec startRef="91"/></target>'
unit "a code that does not end" 1 "is not taken: its codes overlap.*xliff-code" '(gz:p".*?<target>)' '\1<sc id="90" type="fmt" subType="xlf:b"/>'
unit "a code that ends before it begins" 1 "is not taken: a code ends that did not begin" '(gz:p".*?<target>)' '\1<ec startRef="90"/>'
unit "a control character" 1 "is not taken: it has a control character" '(gz:p".*?<target>)' '\1<cp hex="0007"/>'
unit "a code in a description" 1 "'alt-[0-9a-f]{8}' is not taken: text of this kind takes no such codes" '(gz:alt".*?<target>)(.*?)</target>' '\1<pc id="9" type="fmt" subType="xlf:b">\2</pc></target>'
unit "Markdown hidden in a code is not read" 0 "0 merged" '(<data id="d1"[^>]*>)[^<]*' '\1&#10;&#10;# Injected'
check "it injects nothing" bash -c '! grep -r Injected tiny/issue'
unit "emphasis made by a tool is read" 0 "1 merged" '(gz:p".*?<target>)(.*?) ' '\1<pc id="90" type="fmt" subType="xlf:b">\2</pc> '
check "it is written as Markdown" bash -c 'grep -q "\*\*بدأ\*\*" tiny/issue/ar/first.md'
unit "a text made of markup characters" 0 "1 merged" '(gz:item".*?<target>)(.*?)</target>' '\1# *a_b_c* [x] (y) {x} &lt;b&gt; \\\\ ` | ! 1. &amp;copy; \2</target>'
quoin check $issue
expect "it stays text" 0
rm -rf tiny
cp -R before tiny
sed -i 's/<target>/<target>x/; s/original="[^"]*"/original="..\/..\/..\/etc\/passwd.md"/' "$good"
cp "$good" bad/file
quoin xliff merge $issue bad/file
expect "a path out of the issue is no article" 0 stderr 'xliff-unit'
check "nothing is written outside" bash -c 'diff -rq before tiny | (! grep -v "^Only in tiny/issue/ar: unplaced.tsv$")'
exit $status
