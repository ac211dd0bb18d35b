#!/usr/bin/env bash
# The forms of messages, levels of rules, explain, and every exit code.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
codes=" "

# exits WHAT CODE [as in expect]...
exits() {
	codes="$codes$2 "
	expect "$@"
}

# A warning: a newsletter of five pages.
fifth_page() {
	printf '  - template: inner\n    frames:\n      main: { box: open-day }\n' >>tiny/issue/issue.yaml
}

# keep NAME: keeps the SARIF document of the last run, as long as the files that it speaks of are there
keep() {
	cp stdout "$1.sarif"
	[ -s stdout ] || cp stderr "$1.sarif"
	check "$1.sarif holds together" python3 "$root/tests/sarif.py" "$1.sarif" tiny
}

# An article with an error in the source and its translation behind, and a warning of the layout's.
fresh_tiny
sed -i 's/^# .*/&\n\n> [!nonsense] x\n>\n> y/' tiny/issue/ar/first.md
fifth_page

quoin check --diagnostics=short tiny/issue
expect "short: one line a message" 1 no-stdout stderr '^tiny/issue/ar/first\.md:[0-9]+:[0-9]+: error: .* \[box-unknown-kind\]$'
check "short: no line beside them but the sum" bash -c '! grep -vE "^[^ ].*\]$|^[0-9]+ (error|warning)" stderr'
quoin check --diagnostics=github tiny/issue
expect "github: commands on stdout" 1 stdout '^::error file=tiny/issue/ar/first\.md,line=[0-9]+,col=[0-9]+,endColumn=[0-9]+,title=box-unknown-kind \(ar\)::' stdout '^::warning '
quoin check --diagnostics=sarif tiny/issue
expect "sarif: a document on stdout" 1 no-stderr
keep check
quoin check --diagnostics=sarif tiny/issue
check "sarif: the same bytes each time" cmp stdout check.sarif
quoin build -o out --diagnostics=sarif tiny/issue
expect "sarif: build keeps stderr for the document" 1 no-stdout
keep build
quoin check -q --diagnostics=sarif --diagnostics-file deep/check.sarif tiny/issue
expect "diagnostics-file: words on stderr" 1 no-stdout stderr '^tiny/issue/ar/first\.md:.*error'
check "diagnostics-file: its folder is made" test -s deep/check.sarif
quoin check --diagnostics=sarif --diagnostics-file - tiny/issue
check "diagnostics-file: - is stdout" cmp stdout check.sarif
quoin check --diagnostics-file no/where/../x.txt -q tiny/issue
quoin check --diagnostics=json --diagnostics-file /dev/full tiny/issue
expect "diagnostics-file: a full disk is told" 5 stderr 'cannot write'
QUOIN_DIAGNOSTICS=sarif quoin check no-such-issue
keep missing
expect "the environment chooses sarif" 5
fresh_tiny
quoin check --diagnostics=sarif tiny/issue
expect "sarif: without messages it is a document too" 0
keep empty
quoin build --nonsense --diagnostics=sarif tiny/issue
keep usage

# One sentence changed in the source: the message points to both places.
"$QUOIN" l10n adopt -q tiny/issue >/dev/null 2>&1
sed -i 's/^Rain came/Much rain came/' tiny/issue/en/first.md
quoin check --diagnostics=sarif tiny/issue
keep outdated
check "sarif: an outdated translation has both places" python3 -c '
import json
results = json.load(open("outdated.sarif"))["runs"][0]["results"]
r = [r for r in results if r["ruleId"] == "translation-outdated"]
assert len(r) == 1, results
assert r[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tiny/issue/ar/first.md"
assert r[0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tiny/issue/en/first.md"'

# The official schema, when it can be had (npm package @microsoft/jest-sarif).
schema=${BUILD:-$root/build}/cache/sarif-2.1.0.json
if [ ! -s "$schema" ] && command -v npm >/dev/null; then
	mkdir -p "$(dirname "$schema")"
	npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null 2>&1 &&
		tar -xzOf microsoft-jest-sarif-*.tgz package/lib/schemas/sarif-2.1.0-rtm.5.json >"$schema.part" && mv "$schema.part" "$schema"
fi
if [ -s "$schema" ] && python3 -c 'import jsonschema' 2>/dev/null; then
	for document in *.sarif; do
		check "$document is valid against the schema" python3 -c '
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.validators.validator_for(schema)(schema).validate(json.load(open(sys.argv[2])))' "$schema" "$document"
	done
else
	echo "ok - SARIF against its schema # SKIP npm or python3-jsonschema is missing"
fi

# What would be right stands in the forms for programs.
fresh_tiny
sed -i 's/\[!sidebar\]/[!sidebr]/' tiny/issue/en/first.md
quoin check --diagnostics=json tiny/issue
cp stdout fix.json
quoin check --diagnostics=sarif tiny/issue
keep fix
check "a slip's fix is in JSON and SARIF, and mends the file" python3 - <<'PYTHON'
import json
message = next(m for m in map(json.loads, open('fix.json')) if m['rule'] == 'box-unknown-kind')
text = open(message['file'], 'rb').read()
fix = message['fix']
mended = text[:fix['offset']] + fix['text'].encode() + text[fix['offset'] + fix['length']:]
assert mended == text.replace(b'[!sidebr]', b'[!sidebar]'), fix
result = next(r for r in json.load(open('fix.sarif'))['runs'][0]['results'] if r['ruleId'] == 'box-unknown-kind')
replacement = result['fixes'][0]['artifactChanges'][0]['replacements'][0]
assert replacement['insertedContent']['text'] == 'sidebar' and replacement['deletedRegion']['startColumn'] == 5, result
PYTHON

# Levels.
fresh_tiny
fifth_page
quoin check tiny/issue
expect "a warning does not fail" 0 stderr 'warning: .*\[page-count\]'
quoin check --strict tiny/issue
exits "but it does with --strict" 1 stderr 'warning: '
quoin check -W page-count=error tiny/issue
expect "-W makes it an error" 1 stderr 'error: .*\[page-count\]'
quoin build -W page-count=error -o leveled tiny/issue
expect "-W: then nothing is written" 1 stderr 'not written'
check "-W: no PDF" test ! -e leveled/en.pdf
quoin check -W page-count=ignore --strict tiny/issue
expect "-W silences it" 0
check "-W: not a word" bash -c '! grep page-count stderr'
quoin check -W page-count=ignore -W page-count=note -v tiny/issue
expect "-W: the last one counts" 0 stderr 'note: .*\[page-count\]'
echo 'rules: { page-count: ignore }' >>tiny/issue/issue.yaml
quoin check --strict tiny/issue
expect "an issue says the same in issue.yaml" 0
quoin check -W page-count=error tiny/issue
expect "the command line goes before it" 1 stderr 'error: .*\[page-count\]'
sed -i 's/^rules: .*/rules: { page-cuont: ignore }/' tiny/issue/issue.yaml
quoin check tiny/issue
expect "a rule that does not exist is answered with the nearest" 1 stderr "there is no rule 'page-cuont'" stderr "did you mean 'page-count'"
sed -i 's/^rules: .*/rules: { page-count: ignored }/' tiny/issue/issue.yaml
quoin check tiny/issue
expect "a level too" 1 stderr "did you mean 'ignore'"
fresh_tiny
sed -i 's/\[!sidebar\]/[!sidebr]/' tiny/issue/en/first.md
quoin check -W box-unknown-kind=ignore tiny/issue
exits "an error stays an error" 1 stderr 'error: .*\[box-unknown-kind\]'
quoin check -W nonsense=error tiny/issue
expect "-W: unknown rule" 2 stderr "there is no rule 'nonsense'"
quoin check -W line-loose=loud tiny/issue
expect "-W: unknown level" 2 stderr "level of a rule is 'loud'"

quoin explain fit-overset
expect "explain tells summary and what to do" 0 stdout '^fit-overset: Every article' stdout 'continue: true' no-stderr
quoin explain fit-overset page-count
expect "explain takes several" 0 stdout '^fit-overset: ' stdout '^page-count: '
quoin explain fit-oversett
expect "explain answers with the nearest rule" 2 stderr "did you mean 'fit-overset'" no-stdout
quoin explain
expect "explain needs a rule" 2 stderr "needs something more: RULE"
check "explain knows every rule" bash -c '"$1" list rules | cut -f 1 | xargs "$1" explain | grep -c "^[a-z0-9-]*: " | grep -qx "$(grep -c "^RULE(" "$2")"' - "$QUOIN" "$root/src/base/diag_codes.def"

# Exit codes.
fresh_tiny
quoin check tiny/issue
exits "exit code 0" 0
quoin check
exits "exit code 2" 2
quoin status --strict tiny/issue
exits "exit code 3: a translation is not ready" 3 stdout '^ar '
quoin status tiny/issue
expect "without --strict it is only told" 0
"$QUOIN" l10n adopt -q tiny/issue >/dev/null 2>&1
quoin status --strict tiny/issue
expect "when it is ready the gate is open" 0
echo '{"page":1,"kind":"line","text":"a"}' >a.jsonl
echo '{"page":1,"kind":"line","text":"b"}' >b.jsonl
quoin diff a.jsonl b.jsonl
exits "exit code 4" 4
quoin check no-such-issue
exits "exit code 5" 5
mkfifo pipe
"$QUOIN" check -q --diagnostics-file pipe tiny/issue >stdout 2>stderr </dev/null &       # waits for a reader of the pipe
sleep 1
kill -ABRT $!                                              # what a failed assertion does
wait $! 2>/dev/null
code=$?
exits "exit code 70" 70
timeout --preserve-status -s INT 0.002 env --default-signal=INT "$QUOIN" build -q -o stopped tiny/issue >/dev/null 2>&1 </dev/null
code=$?
for i in 1 2 3 4 5; do
	[ $code = 130 ] && break
	timeout --preserve-status -s INT 0.00$i env --default-signal=INT "$QUOIN" build -q -o stopped tiny/issue >/dev/null 2>&1 </dev/null
	code=$?
done
exits "exit code 130" 130
while read -r number meaning; do
	check "exit code $number is shown by a test" test "${codes/ $number /}" != "$codes"
	check "exit code $number stands in README.md" grep -qF "| $number | $meaning |" "$root/README.md"
	check "exit code $number stands in the help" bash -c '"$1" build --help | grep -qE "^ *$2  "' - "$QUOIN" "$number"
done < <(sed -n 's/^EXIT([A-Z]*, \([0-9]*\), "\(.*\)")/\1 \2/p' "$root/src/cli/exit_codes.def")
exit $status
