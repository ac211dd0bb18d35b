#!/usr/bin/env bash
# veraPDF on the screen files of every language of the sample, of the specimens and of tests/pdf/structures, which has each structure
# once: PDF/UA-1 and PDF/A-2a, a check for each file and standard. veraPDF comes from Maven Central once, into $BUILD/cache. The last
# line is "N passed, N failed".
#   tests/conformance.sh [ISSUE...]
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8 BUILD=${BUILD:-build} QUOIN_HOME=$PWD
QUOIN=${QUOIN:-$BUILD/quoin}
project=tests/pdf/verapdf.xml
copy=org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy-dependencies
jars=$(realpath -m "$BUILD")/cache/verapdf-$(sha256sum $project | cut -c 1-8)
passed=0 failed=0
[ $# != 0 ] || set -- issues/2007-4 issues/specimen issues/specimen/vertical.yaml tests/pdf/structures tests/pdf/structures/vertical.yaml
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT

finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ] && [ "$passed" != 0 ]
	exit
}

# bad WHAT [FILE]: the file tells why
bad() {
	failed=$((failed + 1))
	echo "not ok - $1"
	[ $# = 1 ] || head -n 40 -- "$2" | sed 's/^/#   /'
}

fetch() {
	[ ! -d "$jars" ] || return 0
	timeout 300 mvn -q -B -f $project $copy -DoutputDirectory="$jars.part" >"$T/mvn.log" 2>&1 </dev/null && mv "$jars.part" "$jars"
}

# why CODE: in a line, the most telling that Maven said
why() {
	local words
	case $1 in
	124) echo "no answer within 300 s"; return ;;
	127) echo "there is no mvn"; return ;;
	esac
	for words in 'Connect to' 'Unknown host' 'Could not' 'ERROR]'; do
		grep -F "$words" "$T/mvn.log" | head -n 1 | sed "s/.*\\($words\\)/\\1/; s/^ERROR\] *//; s/ -> .*//" | cut -c 1-160 | grep . && return
	done
}

# verapdf FLAVOUR FILE...: a line "PASS FILE FLAVOUR" or "FAIL FILE FLAVOUR" each, the latter followed by the rules
verapdf() {
	java -cp "$jars/*" org.verapdf.apps.GreenfieldCliWrapper --format text -v --flavour "$@" 2>"$T/verapdf.err" </dev/null
}

# judge FLAVOUR FILE...
judge() {
	local flavour=$1 file
	shift
	verapdf "$flavour" "$@" >"$T/verdicts"
	for file in "$@"; do
		if grep -qxF "PASS $file $flavour" "$T/verdicts"; then
			passed=$((passed + 1))
		else
			awk -v "file=$file" '/^(PASS|FAIL) /{ on = index($0, file " ") } on' "$T/verdicts" >"$T/why"
			[ -s "$T/why" ] || tail -n 5 "$T/verapdf.err" >"$T/why"
			bad "${file#"$T/"} is valid by $flavour" "$T/why"
		fi
	done
}

# The gate itself: a file that claims another part of a standard must not get through.
spoil() {
	local flavour=$1 claim=$2
	sed "s/<$claim:part>[0-9]/<$claim:part>7/" "$3" >"$T/spoilt.pdf"
	verapdf "$flavour" "$T/spoilt.pdf" >"$T/verdicts"
	if grep -q "^FAIL .*spoilt.pdf $flavour" "$T/verdicts"; then passed=$((passed + 1)); else bad "$flavour: a spoilt file is refused" "$T/verdicts"; fi
}

fetch
code=$?
if [ $code != 0 ]; then
	bad "veraPDF could not be fetched from Maven Central: $(why $code)"
	finish
fi
for issue; do
	name=$(echo "${issue%.yaml}" | tr / -)                    # an issue is a folder, or another .yaml of one
	"$QUOIN" build "$issue" --all --profile screen --output "$T/$name" -q >"$T/build.log" 2>&1 </dev/null || bad "$issue is set" "$T/build.log"
	files=("$T/$name"/*.pdf)
	[ -f "${files[0]}" ] || { bad "$issue has files"; continue; }
	before=$passed
	for flavour in ua1 2a; do judge $flavour "${files[@]}"; done
	echo "$issue: ${#files[@]} files, $((passed - before)) of $((2 * ${#files[@]})) checks passed"
	last=${files[0]}
done
[ -z "${last:-}" ] || { spoil ua1 pdfuaid "$last"; spoil 2a pdfaid "$last"; }
finish
