#!/bin/sh
# Makes hyphenation dictionaries for libhyphen out of what Debian's packages bring; none of it is part of this repository.
#     hyphens.sh OUT [FOLDER]        OUT gets hyph-TAG.dic and, beside each, its licence; FOLDER holds unpacked packages
# repair: dictionaries of hyphen-* packages that are raw TeX patterns, which libhyphen misreads (it loses a third of the
#         Russian breaks). libhyphen-dev's substrings.pl adds what it needs.
# tex:    patterns of TeX's hyph-utf8, as the package librust-hyphenation-dev has them one a file (the smallest that has
#         them all), or as texlive-lang-* has them. Exceptions become patterns.
# What is not installed is left out; a language without its dictionary is set undivided.
set -eu
export PERL_HASH_SEED=0 LC_ALL=C                          # the same bytes in every run
out=$1 folder=${2:-}
substrings=${SUBSTRINGS:-/usr/share/libhyphen/substrings.pl}
system=${DICTIONARIES:-/usr/share/hyphen}
if [ ! -r "$substrings" ]; then
	echo "hyphens.sh: $substrings is missing; install libhyphen-dev" >&2
	exit 1
fi
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
made=0

# finish TAG CHARSET LEFT RIGHT LICENCE: patterns stand in $work/patterns
finish() {
	perl "$substrings" "$work/patterns" "$work/made" "$2" "$3" "$4" >/dev/null
	cp "$5" "$out/hyph-$1.LICENCE"
	mv "$work/made" "$out/hyph-$1.dic"
	made=$((made + 1))
}

# repair TAG PACKAGE FILE LEFT RIGHT
repair() {
	[ -r "$system/$3" ] || return 0
	charset=$(head -n 1 "$system/$3" | tr -d '\r')
	tail -n +2 "$system/$3" | LC_ALL=C tr -d '\r' | LC_ALL=C grep -v -e '^[%#]' -e '^[A-Z]*HYPHENMIN' -e '^$' >"$work/patterns"
	licence=/usr/share/doc/$2/copyright
	[ -r "$licence" ] || licence=/dev/null
	finish "$1" "$charset" "$4" "$5" "$licence"
}

# find_tex NAME: sets $patterns, $exceptions, $licence
find_tex() {
	for root in "$folder" ''; do
		for place in "$root"/usr/share/cargo/registry/hyphenation-*/patterns \
			"$root"/usr/share/texlive/texmf-dist/tex/generic/hyph-utf8/patterns/txt; do
			patterns=$place/hyph-$1.pat.txt exceptions=$place/hyph-$1.hyp.txt
			for licence in "$place/hyph-$1.lic.txt" "$place/../tex/hyph-$1.tex"; do
				if [ -r "$patterns" ] && [ -r "$licence" ]; then
					return 0
				fi
			done
		done
	done
	return 1
}

# tex TAG NAME LEFT RIGHT. "ta-ble" becomes .t8a9b8l8e., which outweighs every pattern.
tex() {
	find_tex "$2" || return 0
	cp "$patterns" "$work/patterns"
	if [ -s "$exceptions" ]; then
		perl -CSD -ne 'chomp; s/\s//g; next if $_ eq ""; my @part = split /-/; print ".", join("9", map { join("8", split //) } @part), ".\n"' \
			"$exceptions" >>"$work/patterns"
	fi
	grep '^%' "$licence" >"$work/licence" || cp "$licence" "$work/licence"
	finish "$1" UTF-8 "$3" "$4" "$work/licence"
}

repair cs hyphen-cs hyph_cs_CZ.dic 2 3
repair sk hyphen-sk hyph_sk_SK.dic 2 3
repair da hyphen-da hyph_da_DK.dic 2 2
repair nb hyphen-no hyph_nb_NO.dic 2 2
repair nn hyphen-no hyph_nn_NO.dic 2 2
repair lt hyphen-lt hyph_lt_LT.dic 2 2
repair it hyphen-it hyph_it_IT.dic 2 2
repair ru hyphen-ru hyph_ru_RU.dic 2 2
repair is hyphen-is hyph_is_IS.dic 2 2

tex et et 2 3
tex uk uk 2 2
tex be be 2 2
tex gl gl 2 2
tex id id 2 2
tex el el-monoton 2 2
tex el-polyton el-polyton 2 2
tex grc grc 2 2
tex tr tr 2 2
tex fi fi 2 2
tex ka ka 2 2
tex hy hy 2 2
tex eu eu 2 2
tex cy cy 2 3
tex ga ga 2 3
tex mk mk 2 2
tex sq sq 2 2
tex kmr kmr 2 2
tex tk tk 2 2
tex oc oc 2 2
tex fur fur 2 2
tex rm rm 2 2
tex pms pms 2 2
tex hsb hsb 2 2
tex eo eo 2 2
tex ia ia 2 2
tex la la 2 2
tex am mul-ethi 1 1
tex sa sa 2 2
tex cu cu 2 2
tex cop cop 2 2
tex pi pi 2 2
echo "$made hyphenation dictionaries in $out"
