#!/usr/bin/env bash
# quoin new: what it makes can be built at once, and what is there is never written over.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
export SOURCE_DATE_EPOCH=1924992000
mkdir issues
cp -R "$root/layouts" "$root/fonts" .

quoin new edition issues/2031-1
expect "the first edition" 0 stderr 'issues/2031-1/issue\.yaml: written' stderr 'en/first\.md: written' no-stdout
check "its date is that of SOURCE_DATE_EPOCH" grep -q '^date: 2031-01-01' issues/2031-1/issue.yaml
quoin check issues/2031-1
expect "it is without a mistake" 0
quoin build issues/2031-1 -q
expect "it builds" 0
quoin fmt --check issues/2031-1
expect "it is in canonical form" 0 no-stdout
quoin new edition issues/2031-1
expect "what is there is left alone" 5 stderr 'is there already'

quoin new article issues/2031-1 harvest
expect "an article" 0 stderr 'en/harvest\.md: written' stderr 'now place it in issues/2031-1/issue\.yaml'
quoin check issues/2031-1
expect "... of which there is only to say that no frame shows it" 0 stderr 'article-unplaced'
check "... once" test "$(grep -c 'article-unplaced' stderr)" = 1
cp issues/2031-1/en/harvest.md was
quoin new article issues/2031-1 harvest
expect "an article that is there" 5 stderr "'issues/2031-1/en/harvest\.md' is there already"
check "... stays as it is" cmp was issues/2031-1/en/harvest.md
quoin new article issues/2031-1 Harvest
expect "an id in capitals is refused" 2 stderr "cannot be an article's id"
quoin new article issues/2031-1 ../../etc
expect "so is a path" 2 stderr "cannot be an article's id"
quoin new article issues/2031-1 other featur
expect "a section that is none is refused" 2 stderr "did you mean 'feature'"
quoin new article issues/2031-1
expect "an article needs a name" 2 stderr 'no article given'

quoin new language issues/2031-1 fr
expect "a language" 0 stderr 'fr/strings\.yaml: written' stderr "'fr' is a language now" stderr 'xliff export'
check "... which issue.yaml names" grep -q '^languages: \[en, fr\]' issues/2031-1/issue.yaml
quoin list languages issues/2031-1
expect "... and quoin reads" 0 stdout '^fr$'
quoin check issues/2031-1 -l fr
expect "... in which articles are missing" 1 stderr 'there is no article .first. in issues/2031-1/fr'
quoin new language issues/2031-1 fr
expect "a language that is there" 5 stderr 'is there already'
# Other ways to write the list.
with_list() {
	rm -rf issues/2031-9
	cp -R issues/2031-1 issues/2031-9
	rm -rf issues/2031-9/fr issues/2031-9/de
	python3 - issues/2031-9/issue.yaml "$1" <<'PYTHON'
import re, sys
path, written = sys.argv[1:]
text = open(path, newline='').read()
text = re.sub(r'^languages:.*$', lambda m: written.encode().decode('unicode_escape'), text, count=1, flags=re.M)
open(path, 'w', newline='').write(text)
PYTHON
	quoin new language issues/2031-9 de
	expect "a language for a list like $1" 0 stderr "'de' is a language now"
	"$QUOIN" list languages issues/2031-9 | tr '\n' ' ' >listed
	check "... is its last" grep -qx 'en fr de ' listed
}
with_list 'languages:\n  - en\n  - fr'
with_list 'languages:\n- en\n- "fr"   # French'
with_list 'languages:\n  - en\r\n  - fr\r'
check "... whose lines end as the others do" grep -q "^  - de$(printf '\r')" issues/2031-9/issue.yaml
with_list 'languages: [\n  en,\n  fr,\n]'
with_list 'languages: [ en, fr ]'
rm -rf issues/2031-9
quoin new language issues/2031-1 '../x'
expect "what is no tag is refused" 2 stderr 'is no language tag'

sed -i 's/^source:.*/source: en\npublisher: "The team"\nnumber: 4/' issues/2031-1/issue.yaml
sed -i "s/The Name/The Globe/" issues/2031-1/en/strings.yaml
quoin new edition issues/2031-2
expect "the next edition" 0
check "... follows the one before in name, number and publisher" bash -c \
	'grep -q "The Globe" issues/2031-2/en/strings.yaml && grep -q "^number: 5" issues/2031-2/issue.yaml && grep -q "The team" issues/2031-2/issue.yaml'
quoin build issues/2031-2 -q
expect "... and builds" 0
cp -R "$sample" issues/2031-5
quoin new edition issues/2031-6
expect "an edition after one whose front page shows a picture" 0 stderr 'issues/2031-6/assets/eye\.png: written'
check "... has that page" bash -c 'grep -q "template: front" issues/2031-6/issue.yaml && grep -q "lead: { article: first }" issues/2031-6/issue.yaml'
check "... and the picture" cmp "$sample/assets/eye.png" issues/2031-6/assets/eye.png
quoin check issues/2031-6
expect "... and not a mistake" 0
quoin build issues/2031-6 -q
expect "... and builds" 0
rm -rf issues/2031-6 issues/2031-5
quoin new edition 'issues/a b'
expect "a name with a space is refused" 2 stderr "cannot be an edition's name"
quoin new edition issues/2031-3 more
expect "more than a folder is refused" 2 stderr "no other name"
# Where there is nothing yet.
QUOIN_HOME=$root quoin new project bulletin 2031-1
expect "a project" 0 stderr 'bulletin/layouts/global-eye\.yaml: written' stderr 'bulletin/issues/2031-1/issue\.yaml: written' no-stdout
QUOIN_HOME=$root quoin build bulletin/issues/2031-1
expect "... can be built at once" 0
QUOIN_HOME=$root quoin new edition bulletin/issues/2031-2
expect "... and goes on" 0
QUOIN_HOME=$root quoin build bulletin/issues/2031-2 -q
expect "... and on" 0
QUOIN_HOME=$root quoin new edition alone/issues/2031-1
expect "an edition brings a layout where there is none" 0 stderr 'alone/layouts/global-eye\.yaml: written'
QUOIN_HOME=$root quoin new project bulletin 2031-1
expect "a project that is there is left alone" 5 stderr 'is there already'
quoin new project bulletin a b
expect "it begins with one edition" 2 stderr 'begins with one edition'
check "nothing is left of it" nothing_left bulletin
check "nothing is left lying about" nothing_left issues
exit $status
