#!/usr/bin/env bash
# House rules that a machine can see. Speaks TAP, so `make check` counts it.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0

# verdict WHAT OFFENDERS
verdict() {
	if [ -z "$2" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		sed 's/^/#   /' <<<"$2"
		status=1
	fi
}

# Arrows: a folder includes itself and what stands above it; readers leave each other alone, and so do preflight and pdf.
declare -A may=(
	[base]="base"
	[issue]="base issue" [layout]="base layout" [font]="base font" [locale]="base locale" [picture]="base picture"
	[format]="base issue format"
	[translate]="base issue layout font locale translate"
	[document]="base issue layout locale picture document"
)
may[text]="${may[document]} font text"
may[paragraph]="${may[text]} paragraph"
may[page]="${may[paragraph]} page"
may[preflight]="${may[page]} preflight"
may[pdf]="${may[page]} pdf"
may[proof]="${may[page]} translate proof"
may[cli]="${may[pdf]} translate format proof preflight pipeline.h cli"
may[manual]="base layout cli manual"
offenders=$(
	for folder in src/*/; do
		folder=$(basename "$folder")
		grep -nHo '^#include "[^"]*"' -r "src/$folder" --include='*.[ch]' | while IFS=: read -r file line include; do
			target=${include#*\"}
			target=${target%\"}
			[[ " ${may[$folder]:-} " == *" ${target%%/*} "* ]] || echo "$file:$line: src/$folder may not include $target"
		done
	done
)
verdict "includes follow the arrows" "$offenders"

# Each foreign library has its home.
homes='yaml\.h:src/base/yaml
cmark-gfm[^>]*:src/issue/|src/manual/
hb[^>]*:src/font/|src/text/|src/pdf/|src/proof/
unicode/([^uc]|u[^c]|uchars)[^>]*:src/text/|src/locale/|src/translate/|src/format/
hyphen\.h:src/text/|src/locale/
hpdf[^>]*:src/pdf/
libxml/[^>]*:src/translate/|src/picture/
nettle/[^>]*:src/translate/
fontconfig/[^>]*:src/font/
ft2build\.h:src/font/|src/pdf/
png\.h:src/picture/
jpeglib\.h:src/picture/
lcms2\.h:src/picture/|src/pdf/
libdeflate\.h:src/pdf/|src/picture/|src/proof/'
offenders=$(
	while IFS=: read -r header home; do
		grep -nHoE "^#include <$header>" -r src | grep -vE "^($home)"
	done <<<"$homes"
)
verdict "foreign libraries stay at home" "$offenders"

library=$(find src -name '*.[ch]' -not -path 'src/cli/*' -not -path 'src/manual/*' -not -name main.c)
verdict "the library neither prints nor exits" \
	"$(grep -nE '(^|[^a-z_])(exit|_exit|printf|fprintf|puts|perror|setlocale|srand|rand)\(' $library)"
verdict "no header of our own is without a guard" \
	"$(for header in $(find src -name '*.h'); do grep -q '^#ifndef' "$header" || echo "$header"; done)"
verdict "no trailing white space, no space indentation in C" \
	"$(grep -nE '[[:space:]]+$|^ {2,8}[^ *]' -r src tests --include='*.[ch]')"
verdict "no machine paths" "$(grep -nE '(^|[^A-Za-z0-9_}])/(home|root|work)/' -r src tests layouts fonts issues README.md Makefile .ci \
	--include='*' -I 2>/dev/null | grep -v '^tests/lint.sh')"

# State that changes: only the hook that the arena offers.
if [ -f ${BUILD:-build}/release/libquoin.a ]; then
	verdict "the library has no globals that change" \
		"$(objdump -t ${BUILD:-build}/release/libquoin.a 2>/dev/null | grep -E ' O \.(data|bss|tdata|tbss)[[:space:]]' | awk '{ print $NF }' |
			grep -v '^arena_out_of_memory$')"
fi
if command -v cppcheck >/dev/null; then
	verdict "cppcheck" "$(cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr -Isrc -D_GNU_SOURCE src 2>&1 |
		grep -E '(error|warning|portability):')"
fi
exit $status
