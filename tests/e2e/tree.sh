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
exit $status
