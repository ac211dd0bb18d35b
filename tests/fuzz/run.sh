#!/usr/bin/env bash
# run.sh [SECONDS]: each fuzz program for 30 seconds, from SEED (1). A culprit is kept in build/fuzz/NAME.input.
set -u
cd "$(dirname "$0")/../.." || exit 1
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
out=${BUILD:-build}/fuzz
mkdir -p "$out"
status=0
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	case $name in
	fuzz_format | fuzz_issue) seeds=(issues/*/*/*.md tests/e2e/tiny/issue/*/*.md) ;;
	fuzz_yaml) seeds=(layouts/*.yaml layouts/languages/*.yaml tests/e2e/tiny/layouts/*.yaml) ;;
	fuzz_picture) seeds=(tests/e2e/tiny/issue/assets/* tests/pdf/structures/assets/* issues/*/assets/*.png issues/*/assets/*/*.png) ;;
	fuzz_exchange) seeds=(tests/fuzz/seeds/*) ;;
	*) echo "$name has no seeds in tests/fuzz/run.sh"; exit 2 ;;
	esac
	if "${BUILD:-build}/asan/fuzz/$name" "${1:-30}" "${SEED:-1}" "$out/$name.input" "${seeds[@]}"; then
		rm -f "$out/$name.input"
	else
		echo "$name: failed on $out/$name.input"
		status=1
	fi
done
exit $status
