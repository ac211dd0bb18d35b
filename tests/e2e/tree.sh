#!/usr/bin/env bash
# What a screen reader gets of the sample: the structure tree, read back by poppler, holds each article's source in order with its
# headings, languages and alternative texts; the metadata is sound XML that claims the standards.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
languages=$(sed -n 's/^languages: *\[\(.*\)\].*/\1/p' "$sample/issue.yaml" | tr -d ' ' | tr , ' ')
quoin build --all -o pdf "$sample"
expect "build of the sample" 0 no-stdout
for language in $languages; do
	python3 "$root/tests/pdf/tree.py" "$sample" "$language" "pdf/$language.pdf" >tree.log 2>&1 || status=1
	sed "s/^\(not ok\|ok\) - /&$language: /" tree.log
	check "$language: the tree could be read to its end" grep -q '^ok - every page has its label' tree.log
	pdfinfo -meta "pdf/$language.pdf" >meta.xml 2>meta.err
	check "$language: the metadata is well-formed XML" xmllint --nonet --noout meta.xml
	check "$language: it claims PDF/UA-1 and PDF/A-2a" bash -c 'xmllint --nonet --xpath "concat(//*[local-name()=\"part\" and contains(namespace-uri(), \"pdfua\")],
		//*[local-name()=\"part\" and contains(namespace-uri(), \"pdfa/ns/id\")], //*[local-name()=\"conformance\"])" meta.xml | grep -qx 12A'
	check "$language: and names the language" bash -c 'xmllint --nonet --xpath "boolean(//*[local-name()=\"language\"]//*[. = \"$1\"])" meta.xml |
		grep -qx true' - "$language"
done
# What readers need beside: of these, of files that have every structure, and of scripts of every kind.
python=python3
$python -c 'import pikepdf' 2>/dev/null || python=/usr/bin/python3
QUOIN_HOME=$root quoin build --all -o structures "$root/tests/pdf/structures"
expect "build of all structures" 0 no-stdout
quoin build -l ur,ug,he,hi,my,th,bo,ka,zh-Hant,ja,mn-Mong -o specimen "$root/issues/specimen"
expect "build of the specimens" 0 no-stdout
for folder in pdf structures specimen; do check "$folder: readers have what they need" $python "$root/tests/pdf/screen.py" $folder/*.pdf; done
# Chinese has four faces, one of them with a thousand characters.
for language in $languages; do
	most=200
	case $language in zh*) most=400 ;; esac
	check "$language: the file has less than $most kB without its pictures" $python "$root/tests/pdf/size.py" "pdf/$language.pdf" $most
done
mkdir broken
PYTHONPATH=$root/tests/pdf $python "$root/tests/pdf/screen_test.py" structures/en.pdf broken || status=1
exit $status
