#!/usr/bin/env bash
# Whole-process time and peak memory: the sample in each language, single thread, and its growth to 200 pages.
#   tests/bench/run.sh [RUNS]        20 runs a language; the best and the middle one are shown
set -u
cd "$(dirname "$0")/../.." || exit 1
runs=${1:-20}
quoin=${BUILD:-build}/quoin
issue=issues/2007-4
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
status=0

# measure RUNS ISSUE LANGUAGE: sets best and middle (microseconds) and memory (KiB)
measure() {
	local i start times=()
	for ((i = 0; i < $1; i++)); do
		start=${EPOCHREALTIME//[.,]/}
		"$quoin" build -q -j1 -l "$3" -o "$T/out/$3.pdf" "$2" 2>"$T/err" || { cat "$T/err" >&2; return 1; }
		times+=($((${EPOCHREALTIME//[.,]/} - start)))
	done
	mapfile -t times < <(printf '%s\n' "${times[@]}" | sort -n)
	best=${times[0]} middle=${times[$((${#times[@]} / 2))]}
	memory=$(/usr/bin/time -f %M "$quoin" build -q -j1 -l "$3" -o "$T/out/$3.pdf" "$2" 2>&1 >/dev/null | tail -n 1)
}

# cpu PROFILES: the least of 15 runs in English, milliseconds of processor
cpu() {
	python3 - "$quoin" "$issue" "$1" "$T/out" <<'PYTHON'
import resource, subprocess, sys
quoin, issue, profiles, out = sys.argv[1:]
best = None
for _ in range(15):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([quoin, "build", "-q", "-j1", "-l", "en", "--profile", profiles, "-o", out, issue], stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    best = took if best is None or took < best else best
print(round(best * 1000))
PYTHON
}

# milliseconds with one decimal
ms() {
	printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}

echo "sample, one language, one thread (bar: 150 ms, 60 MB)"
for language in $(sed -n 's/^languages: *\[\(.*\)\].*/\1/p' "$issue/issue.yaml" | tr , ' '); do
	measure "$runs" "$issue" "$language" || exit 1
	bar=ok
	[ "$best" -le 150000 ] && [ "$memory" -le 61440 ] || bar=MISSED status=1
	printf '  %-3s best %7s ms   middle %7s ms   peak %3d.%d MB   %s\n' "$language" "$(ms "$best")" "$(ms "$middle")" \
		$((memory / 1024)) $((memory % 1024 * 10 / 1024)) $bar
done
"$quoin" build -v -j1 -o "$T/out" "$issue" 2>&1 | sed -n 's/^  \(.* bytes; .*\)/  \1/p'

echo "both profiles, English (bar: 1.6 times one of them)"
screen=$(cpu screen) print=$(cpu print) both=$(cpu screen,print)
bar=ok
[ $((both * 10)) -le $((screen * 16)) ] || bar=MISSED status=1
printf '  screen %d ms, print %d ms, both %d ms: %d.%02d times the screen alone   %s\n' "$screen" "$print" "$both" $((both / screen)) $((both * 100 / screen % 100)) $bar

echo "growth, English"
first=
for times in 1 5 13 25; do
	python3 tests/bench/repeat.py "$issue" $times "$T/times$times" en
	measure 3 "$T/times$times" en || exit 1
	pages=$((times * 8))
	each=$((best / pages))
	printf '  %3d pages   %8s ms   %6s ms a page   peak %4d MB\n' $pages "$(ms "$best")" "$(ms $each)" $((memory / 1024))
	[ $times = 5 ] && first=$each
	if [ $times = 25 ]; then
		[ $each -le $((first * 5 / 4)) ] && echo "  linear from 40 to 200 pages" || { echo "  NOT LINEAR"; status=1; }
	fi
done
exit $status
