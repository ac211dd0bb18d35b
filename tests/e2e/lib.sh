# What the end-to-end tests share. They speak TAP: one "ok" or "not ok" a check. Sourced, not run.
set -u
exec </dev/null                                              # nobody is asked; a check that reads a program from here gets that program
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
QUOIN=${QUOIN:-$root/build/quoin}
sample=$root/issues/2007-4
status=0
T=$(mktemp -d) || exit 1
trap 'cleanup; rm -rf "$T"' EXIT
cleanup() { :; }
unset QUOIN_HOME QUOIN_DIAGNOSTICS SOURCE_DATE_EPOCH NO_COLOR CLICOLOR_FORCE

ok() {
	echo "ok - $1"
}

# bad WHAT [FILE...]: the files tell why
bad() {
	echo "not ok - $1"
	shift
	[ $# = 0 ] || head -n 40 -- "$@" </dev/null | sed 's/^/#   /'
	status=1
}

# check WHAT COMMAND...: passes when the command does
check() {
	local what=$1
	shift
	if "$@" >"$T/check.log" 2>&1; then ok "$what"; else bad "$what" "$T/check.log"; fi
}

# quoin ARGUMENT...: leaves stdout in $T/stdout, stderr in $T/stderr, the exit code in $code
quoin() {
	"$QUOIN" "$@" >"$T/stdout" 2>"$T/stderr" </dev/null
	code=$?
}

# expect WHAT CODE [stderr PATTERN | stdout PATTERN | no-stdout | no-stderr]...: judges the last run
expect() {
	local what=$1 wanted=$2 why=
	shift 2
	[ "$code" = "$wanted" ] || why="exit code $code, expected $wanted"
	while [ $# -gt 0 ]; do
		case $1 in
		stderr) grep -qE -- "$2" "$T/stderr" || why="$why; stderr lacks: $2"; shift ;;
		stdout) grep -qE -- "$2" "$T/stdout" || why="$why; stdout lacks: $2"; shift ;;
		no-stdout) [ ! -s "$T/stdout" ] || why="$why; stdout is not empty" ;;
		no-stderr) [ ! -s "$T/stderr" ] || why="$why; stderr is not empty" ;;
		*) why="bad test: $1" ;;
		esac
		shift
	done
	if [ -z "$why" ]; then
		ok "$what"
	else
		echo "${why#; }" >"$T/why"
		bad "$what" "$T/why" "$T/stderr"
	fi
}

# A copy of the tiny issue, to be spoilt: $T/tiny/issue
fresh_tiny() {
	rm -rf "$T/tiny"
	mkdir "$T/tiny"
	cp -R "$root/tests/e2e/tiny/." "$T/tiny/"
	cp -R "$root/fonts" "$T/tiny/"
	cp -R "$root/layouts/languages" "$root/layouts/typography.yaml" "$T/tiny/layouts/"
	# What `make profile` fetched, where the system has no profile of its own.
	[ ! -d "$root/build/icc" ] || { mkdir "$T/tiny/build" && cp -R "$root/build/icc" "$T/tiny/build/"; }
}

# A project with a copy of the sample, whose translations are accepted: $T/issues/sample; as it was in $T/before
sample_project() {
	mkdir issues
	cp -R "$root/layouts" "$root/fonts" .
	cp -R "$sample" issues/sample
	issue=issues/sample
	"$QUOIN" l10n adopt $issue -q 2>/dev/null
	cp -R issues before
}

nothing_left() {
	! find "$1" -name '*.tmp' -o -name '.*.tmp' | grep .
}
