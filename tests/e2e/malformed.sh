#!/usr/bin/env bash
# Malformed inputs of every kind (malformed.py makes them): each has a message that names its file and a rule, in good time, without a
# crash and without a file written. Run under sanitizers too.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
fresh_tiny
mkdir tiny/glossary
"$QUOIN" xliff export tiny/issue -l ar -q -o out && cp out/ar/first.xlf tiny/first.xlf
"$QUOIN" xliff export tiny/issue -l ar -q --version po -o out && cp out/ar/first.po tiny/first.po
rm -rf out
python3 "$root/tests/e2e/malformed.py" tiny cases || exit 1
count=$(wc -l <cases/table)
check "there are two hundred of them" test "$count" -ge 200
cp -R tiny good

declare -A command=([check]="check tiny/issue -l en" [check-ar]="check tiny/issue -l ar" [status]="status tiny/issue"
	[merge]="xliff merge tiny/issue tiny/back")
while IFS=$'\t' read -r number file how codes rule what; do
	cp "cases/$number" "tiny/$file"
	touch stamp
	start=$SECONDS
	timeout 60 "$QUOIN" ${command[$how]} >stdout 2>stderr </dev/null
	code=$?
	why=
	[[ $code =~ ^$codes$ ]] || why="exit code $code, expected $codes"
	# Where any code will do there may be nothing to say; else a message names the rule.
	{ [ "$codes" = "[01]" ] && [ "$rule" = "[a-z-]+" ]; } || grep -qE "(error|warning): .*\[($rule)\]$" stderr || why="$why; no message of the rule $rule"
	grep -qE "(AddressSanitizer|UndefinedBehavior|LeakSanitizer|runtime error|Assertion)" stderr && why="$why; a fault of the program"
	[ $((SECONDS - start)) -le 30 ] || why="$why; it took $((SECONDS - start)) s"
	[ "$(wc -c <stderr)" -le 200000 ] || why="$why; $(wc -c <stderr) bytes of messages"
	cmp -s "cases/$number" "tiny/$file" || why="$why; the input was written over"
	[ -z "$(find tiny -newer stamp -type f | head -n 1)" ] && [ ! -e out ] || why="$why; something was written"
	if [ -z "$why" ]; then
		ok "$what"
	else
		echo "${why#; }" >why
		head -c 1500 stderr | cut -c1-300 >said
		bad "$what (case $number)" why said
	fi
	if [ -e "good/$file" ]; then cp -p "good/$file" "tiny/$file"; else rm -f "tiny/$file"; fi
done <cases/table
check "afterwards the issue is as it was" diff -r good tiny
exit $status
