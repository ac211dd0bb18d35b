#!/usr/bin/env bash
# The gate of `make conformance` where veraPDF cannot be had: it fails, and says so in one line.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 1
mkdir "$T/bin" "$T/build"
export PATH=$T/bin:$PATH BUILD=$T/build QUOIN

# maven SCRIPT...: what stands in for mvn, and one run of the gate
maven() {
	printf '#!/bin/sh\n%s\n' "$@" >"$T/bin/mvn"
	chmod +x "$T/bin/mvn"
	tests/conformance.sh >"$T/stdout" 2>"$T/stderr" </dev/null
	code=$?
}

maven 'echo "[ERROR] Plugin p:1 could not be resolved: Could not transfer artifact p from/to central: Connect to repo [192.0.2.1] failed: Connection refused -> [Help 1]"' 'exit 1'
expect "without the network" 1 no-stderr stdout '^not ok - veraPDF could not be fetched from Maven Central: Connect to repo \[192\.0\.2\.1\] failed: Connection refused$' stdout '^0 passed, 1 failed$'
check "in one line" test "$(wc -l <"$T/stdout")" = 2
maven 'echo "[ERROR] Failed to execute goal: p:1 was not found in central"' 'exit 1'
expect "without the package" 1 stdout 'Maven Central: Failed to execute goal: p:1 was not found in central$'
maven 'exit 127'
expect "without Maven" 1 stdout 'Maven Central: there is no mvn$'
check "nothing is left of what was begun" test ! -e "$BUILD/cache/verapdf"*
exit $status
