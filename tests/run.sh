#!/usr/bin/env bash
# Runs the tests that `make check` has built and counts them. Every program speaks TAP ("ok - what", "not ok - what"); one
# that crashes or says nothing counts as a failure; what a machine cannot run says "# SKIP" and why. The last line is
# "N passed, N failed", and ", N skipped" when some were.
#   tests/run.sh [all|unit|golden|e2e|world|lint|accept] [NAME...]      NAME narrows down: test_str, mistakes
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8 BUILD=${BUILD:-build}
export UBSAN_OPTIONS=print_stacktrace=1 LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
asan=detect_leaks=1:detect_stack_use_after_return=1
# Whole stacks of leaks, as lsan.supp needs them where French is set: slow, so not where many short runs are made.
export ASAN_OPTIONS=$asan:fast_unwind_on_malloc=0
export CMOCKA_MESSAGE_OUTPUT=TAP PYTHONDONTWRITEBYTECODE=1
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
what=${1:-all}
shift
names=" $* "
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

# run LABEL COMMAND...
run() {
	local label=$1 good bad skips code
	shift
	timeout 600 "$@" >"$log" 2>&1 </dev/null
	code=$?
	skips=$(grep -cE '^(not )?ok.*# SKIP' "$log")
	good=$(grep '^ok' "$log" | grep -vc '# SKIP')
	bad=$(grep '^not ok' "$log" | grep -vc '# SKIP')
	if [ "$code" != 0 ] && [ $((bad + skips)) = 0 ] || [ $((good + bad + skips)) = 0 ]; then
		echo "not ok - $label ended with code $code" >>"$log"
		bad=$((bad + 1))
	fi
	passed=$((passed + good))
	failed=$((failed + bad))
	skipped=$((skipped + skips))
	if [ "$bad" = 0 ]; then
		echo "$label: $good passed$([ "$skips" = 0 ] || echo ", $skips skipped")"
	else
		echo "$label: $good passed, $bad FAILED"
		grep -v '^ok' "$log" | sed 's/^/    /'
	fi
}

wanted() {
	[ "$names" = "  " ] || [[ "$names" == *" $1 "* ]]
}

has() {
	[ "$what" = all ] || [ "$what" = "$1" ]
}

if [ "$what" = accept ]; then
	for source in tests/golden/*.c; do
		"$BUILD/release/golden/$(basename "$source" .c)" --accept || exit 1
	done
	exit 0
fi
# programs MODE: the unit tests and golden cases
programs() {
	local mode=$1 source name
	for source in tests/unit/test_*.c; do
		name=$(basename "$source" .c)
		has unit && wanted "$name" && run "unit $mode $name" "$BUILD/$mode/unit/$name"
	done
	for source in tests/golden/*.c; do
		name=$(basename "$source" .c)
		has golden && wanted "$name" && run "golden $mode $name" "$BUILD/$mode/golden/$name"
	done
}

# Those with sanitizers take their time beside everything else; of the random articles they see a part.
beside=$(mktemp -d) || exit 1
trap 'rm -rf "$log" "$beside"' EXIT
(
	log=$beside/log
	export QUOIN_STRESS=${QUOIN_STRESS:-20}
	programs asan
	echo "$passed $failed $skipped" >"$beside/counts"
) >"$beside/report" &
programs release
for script in tests/e2e/*.sh; do
	name=$(basename "$script" .sh)
	[ "$name" = lib ] && continue
	has e2e && wanted "$name" && QUOIN=$BUILD/release/quoin run "e2e release $name" bash "$script"
done
# Once more under sanitizers: the sample, and what reads sources of every kind.
for name in sample fallback; do
	has e2e && wanted "$name" && QUOIN=$BUILD/asan/quoin run "e2e asan $name" bash "tests/e2e/$name.sh"
done
for name in cli mistakes messages pages pictures xliff-hostile malformed fmt; do
	has e2e && wanted "$name" && ASAN_OPTIONS=$asan QUOIN=$BUILD/asan/quoin run "e2e asan $name" bash "tests/e2e/$name.sh"
done
wait
cat "$beside/report"
read -r good bad skips <"$beside/counts"
passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skips))
has world && run world "$BUILD/release/world/world" --sample
has lint && run lint bash tests/lint.sh
echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
