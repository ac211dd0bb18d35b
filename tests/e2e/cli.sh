#!/usr/bin/env bash
# The command line: help, usage mistakes, exit codes, which stream holds what.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1

quoin --version
expect "version goes to stdout" 0 stdout '^quoin [0-9]+\.[0-9]+' no-stderr
quoin --help
expect "help lists the commands" 0 stdout 'quoin build' stdout 'quoin check' no-stderr
for command in build check; do
	quoin $command --help
	expect "$command has its help" 0 stdout "^quoin $command" no-stderr
	cp stdout "help-$command"
done
options=$(sed -n 's/^OPTION([A-Z_]*, [^,]*, "\([a-z-]*\)".*\(FOR_BUILD\|FOR_SETTING\).*/\1/p' "$root/src/cli/options.def")
check "the table of options is read here" test "$(wc -w <<<"$options")" -ge 10
for option in $options; do
	check "help of build tells --$option" grep -q -- "--$option" help-build
done
"$QUOIN" --help >/dev/full 2>stderr
code=$?
: >stdout
expect "help to a full disk fails" 5 stderr 'cannot write'

usage() {
	local what=$1 pattern=$2
	shift 2
	quoin "$@"
	expect "$what" 2 stderr "$pattern" no-stdout
}
usage "no command" "no command given"
usage "unknown command is answered with the nearest" "did you mean 'build'" biuld "$sample"
usage "no issue" "no issue given" build
usage "two issues" "one issue at a time" build a b
usage "unknown option is answered with the nearest" "did you mean '--draft'" build --drfat "$sample"
usage "unknown letter" "unknown option '-x'" build -x "$sample"
usage "options are looked up in the command" "has no option '--draft'" check --draft "$sample"
usage "missing value" "'--language' needs a value" build "$sample" -l
usage "value where none is taken" "takes no value" build --draft=yes "$sample"
usage "jobs must be a number" "not a whole number" build -jmany "$sample"
usage "jobs must be one or more" "number of jobs is 0" build -j0 "$sample"
usage "quiet and verbose" "contradict" build -q -v "$sample"
usage "all and some languages" "contradict" build --all -l en "$sample"
usage "unknown form of messages" "did you mean 'json'" build --diagnostics=jsn "$sample"
usage "unknown colour" "use of colour" build --color=red "$sample"
usage "unknown language" "not a language of this issue" build -l xx "$sample"
usage "one file for several languages" "is one file" build -l en,fr -o x.pdf "$sample"
usage "all mistakes in one run" "unknown option '--one'" build --one --two "$sample"
check "the second of them" grep -q -- "--two" stderr
SOURCE_DATE_EPOCH=tomorrow usage "SOURCE_DATE_EPOCH must be seconds" "SOURCE_DATE_EPOCH is 'tomorrow'" build "$sample"
check "usage mistakes write nothing" test ! -e out/2007-4

# Articles as editors send them, and another folder to work in.
mkdir elsewhere
cp -R "$root/tests/e2e/tiny" elsewhere/
article=elsewhere/tiny/issue/en/second.md
quoin check $article
expect "an article alone" 0
"$QUOIN" check - --stdin-path en/second.md <$article >stdout 2>stderr
code=$?
expect "one from standard input" 0 no-stdout
sed 's/^# /#/' $article | "$QUOIN" check - --stdin-path en/second.md --diagnostics=json >stdout 2>stderr
code=$?
expect "its mistakes have the name that it was given" 1 stdout '"rule":"heading-space".*"file":"en/second.md","start":."line":6' no-stderr
printf 'x\377' | "$QUOIN" check - >stdout 2>stderr
code=$?
expect "what is not UTF-8 is told" 1 stderr '^stdin\.md:1:2: error: byte 0xFF is not UTF-8 \[encoding-utf8\]$'
quoin check no-such.md
expect "an article that is not there" 5 stderr 'no-such\.md. does not exist'
sed 's/^The hall/* a\n* b\n\n&/' $article >loose.md
"$QUOIN" fmt - <loose.md >stdout 2>stderr
code=$?
expect "fmt: from standard input to standard output" 0 stdout '^- a$' no-stderr
cp stdout formatted.md
"$QUOIN" fmt --check - <loose.md >stdout 2>stderr
code=$?
expect "fmt --check of standard input" 4 stdout '^stdin\.md$'
"$QUOIN" fmt --check - <formatted.md >stdout 2>stderr
code=$?
expect "... in canonical form" 0 no-stdout no-stderr
quoin -C elsewhere/tiny list languages issue
expect "-C works as if started there" 0 stdout '^ar$'
quoin list languages issue -C nowhere
expect "-C needs a folder" 5 stderr "cannot go to the folder 'nowhere'" no-stdout

quoin build no-such-issue
expect "issue that does not exist" 5 stderr "no-such-issue" no-stdout
quoin build --diagnostics=json no-such-issue
expect "messages as JSON" 5 stderr '"severity":"error"' no-stdout
check "each is a JSON line" python3 -c 'import json,sys; [json.loads(l) for l in open(sys.argv[1])]' stderr
quoin check --diagnostics=json no-such-issue
expect "check puts JSON on stdout" 5 stdout '"severity":"error"' no-stderr
QUOIN_DIAGNOSTICS=json quoin build no-such-issue
expect "the environment chooses JSON" 5 stderr '^\{'
quoin build no-such-issue
check "no colour in a file" bash -c '! grep -q "$(printf "\033")" stderr'
quoin build --color=always no-such-issue
check "colour when asked for" grep -q "$(printf '\033')" stderr
CLICOLOR_FORCE=1 quoin build no-such-issue
check "colour when forced" grep -q "$(printf '\033')" stderr
CLICOLOR_FORCE=1 quoin build --color=never no-such-issue
check "no colour when forbidden" bash -c '! grep -q "$(printf "\033")" stderr'

fresh_tiny
quoin build -l en tiny/issue
expect "default output is out/EDITION/LANG.pdf" 0 stderr '^out/2031-1/en\.pdf: [0-9]+ pages?$' no-stdout
check "it is a PDF" grep -q '^%PDF-' out/2031-1/en.pdf
quoin build -len -ofolder tiny/issue
expect "joined letters, -o with a folder" 0 stderr '^folder/en\.pdf: '
quoin build -l en -o deep/er/one.pdf tiny/issue
expect "-o with a file makes its folders" 0 stderr '^deep/er/one\.pdf: '
quoin build -q -l en -o quiet tiny/issue
expect "quiet says nothing when all is well" 0 no-stdout no-stderr
quoin build -v -l en -o loud tiny/issue
expect "verbose tells the stages" 0 stderr 'document [0-9.]+ ms'
"$QUOIN" build -q -l en -o - tiny/issue >piped.pdf 2>stderr </dev/null
code=$?
: >stdout
expect "-o - writes to stdout" 0 no-stderr
check "the same bytes as to a file" cmp piped.pdf folder/en.pdf
quoin build -q --dump-layout lines.jsonl -l en -o dumped tiny/issue
expect "layout dump beside the PDF" 0 no-stderr
check "each line of it is JSON" python3 -c 'import json,sys; assert len([json.loads(l) for l in open(sys.argv[1])]) > 3' lines.jsonl
check "the PDF is the same with a dump" cmp dumped/en.pdf folder/en.pdf
quoin build -- tiny/issue
expect "operands after --" 0
quoin check tiny/issue
expect "check is content" 0 no-stdout
mkdir empty && cd empty && quoin check "$T/tiny/issue"
check "check writes nothing" test -z "$(ls -A "$T/empty")"
cd "$T" || exit 1
SOURCE_DATE_EPOCH=1000000000 quoin build -q -l en -o dated tiny/issue
check "SOURCE_DATE_EPOCH dates the file" bash -c 'pdfinfo -isodates dated/en.pdf | grep -q "^CreationDate: *2001-09-09"'
check "otherwise the issue does" bash -c 'pdfinfo -isodates folder/en.pdf | grep -q "^CreationDate: *2031-02-15"'

# Progress, on a terminal alone.
cd "$T" || exit 1
fresh_tiny
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	TERM=xterm script -qec "'$QUOIN' build tiny/issue --all -j 2 -o terminal" /dev/null >typed 2>&1 </dev/null
	check "a terminal shows how far the languages are" grep -q 'setting .*: 1 of 2 languages' typed
	TERM=dumb script -qec "'$QUOIN' build tiny/issue --all -o terminal" /dev/null >typed 2>&1 </dev/null
	check "... one that cannot move its cursor does not" bash -c '! grep -q "of 2 languages" typed && grep -q "terminal/ar.pdf" typed'
else
	echo "ok - progress on a terminal # SKIP no terminal can be made here (script, /dev/pts)"
fi
exit $status
