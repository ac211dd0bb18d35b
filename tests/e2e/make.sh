#!/usr/bin/env bash
# Quoin under make and in a workflow: --deps, the Makefile of README.md, the commands of .github/workflows/newsletter.yml, the
# pattern that an editor reads messages with.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
mkdir bin
ln -s "$QUOIN" bin/quoin
PATH=$T/bin:$PATH

# block LANGUAGE: the example of README.md in that language
block() {
	sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$root/README.md" | sed '1d;$d'
}

# The tiny issue where README.md's examples have one: issues/2007-4.
fresh_project() {
	cd "$T" || exit 1
	rm -rf project
	mkdir -p project/issues
	fresh_tiny
	mv tiny/issue project/issues/2007-4
	mv tiny/layouts tiny/fonts project/
	[ ! -d tiny/build ] || mv tiny/build project/
	sed -i 's#\.\./layouts#../../layouts#; s#layout: .*tiny.yaml#layout: ../../layouts/tiny.yaml#' project/issues/2007-4/issue.yaml
	block make >project/Makefile
	cd project || exit 1
}

fresh_project
quoin build issues/2007-4 -l en -o "out/a b#c\$d.pdf" --deps out/en.d
expect "deps are written" 0
check "deps: the target's name is escaped" grep -qF 'out/a\ b\#c$$d.pdf:' out/en.d
for file in issues/2007-4/issue.yaml issues/2007-4/en/first.md issues/2007-4/en/strings.yaml issues/2007-4/assets/field.png layouts/tiny.yaml \
	layouts/typography.yaml layouts/languages/en.yaml fonts/fonts.yaml; do
	check "deps name $file" grep -qE "^  $file( |\$)" out/en.d
	check "deps: $file is a target of its own" grep -qx "$file:" out/en.d
done
check "deps name fonts" grep -qE '^  .*\.(ttf|otf|ttc)( |$)' out/en.d
check "deps name the hyphenation" grep -qE '^  .*\.dic( |$)' out/en.d
check "deps do not name the other language's texts" bash -c '! grep -q "2007-4/ar/" out/en.d'
quoin build issues/2007-4 -l ar -o out/ar.pdf --deps out/ar.d
check "deps of a translation name its source articles, whose section it has" grep -qE '^  issues/2007-4/en/first.md( |$)' out/ar.d
strace_files() {
	strace -f -e trace=openat -o trace "$QUOIN" build -q issues/2007-4 -l ar -o traced/ar.pdf 2>/dev/null || return 1
	grep -v ENOENT trace | grep -v O_DIRECTORY | grep O_RDONLY | sed -n 's/.*openat(AT_FDCWD, "\([^"]*\)".*/\1/p' |
		grep -E '^(issues|layouts|fonts)/|\.(ttf|otf|ttc|dic|icc)$' | sort -u
}
if command -v strace >/dev/null && strace_files >opened && [ -s opened ]; then
	sed -n 's/^  \(.*[^ ]\) *\\\{0,1\}$/\1/p' out/ar.d | sed 's/ \\$//' | sort -u >named
	check "every file that was read is named" bash -c 'test -z "$(comm -23 opened named | tee /dev/stderr)"'
fi
quoin build issues/2007-4 -o out2 --dump-layout dump --deps all.d
check "one file of deps for all languages" bash -c 'grep -q "^out2/en.pdf dump/en.jsonl:" all.d && grep -q "^out2/ar.pdf dump/ar.jsonl:" all.d'
quoin build issues/2007-4 -o out2 --deps deps
check "or one each, in a folder" test -s deps/en.d -a -s deps/ar.d
quoin build issues/2007-4 -l en -o - --deps x.d
expect "deps need a name for the PDF" 2 stderr 'needs the name'
sed -i 's/\[!sidebar\]/[!sidebr]/' issues/2007-4/en/first.md
rm -rf out
quoin build issues/2007-4 -l en -o out/en.pdf --deps out/en.d
expect "an error keeps the PDF from being written" 1
check "but not the deps" grep -q 'en/first.md' out/en.d

# The Makefile of README.md.
fresh_project
check "make sets every language" make -s
check "each has its PDF" test -s out/en.pdf -a -s out/ar.pdf
make -q
check "then nothing is left to do" test $? = 0
# touched WHAT FILE LANGUAGES: after a change of the file make sets these languages
touched() {
	sleep 0.02
	touch -d '+1 second' "$2"
	make -n 2>/dev/null | sed -n 's/.* -l \([^ ]*\) .*/\1/p' | sort | tr '\n' ' ' >todo
	if [ "$(cat todo)" = "$3" ]; then ok "$1"; else echo >>todo; bad "$1" todo; fi
	find . -type f -exec touch -d '-1 minute' {} + && touch out/*.pdf
}
touched "a translation sets its own language" issues/2007-4/ar/first.md "ar "
touched "a layout sets all" layouts/tiny.yaml "ar en "
touched "a picture sets all" issues/2007-4/assets/field.png "ar en "
touched "a language's messages set that language" layouts/languages/ar.yaml "ar "
mv issues/2007-4/assets/field.png issues/2007-4/assets/meadow.png
sed -i 's/field\.png/meadow.png/' issues/2007-4/en/first.md issues/2007-4/ar/first.md
check "make goes on when a file is gone" make -s
check "and knows its new name" grep -q meadow.png out/en.d
make -q
check "once more nothing is left to do" test $? = 0
check "make check" make -s check
sed -i 's/\[!sidebar\]/[!sidebr]/' issues/2007-4/ar/first.md
make -s -k >log 2>&1
check "make fails on a mistake" test $? = 2
check "with -k it says so for the one language only" bash -c 'grep -q "ar/first.md.*error" log && test "$(grep -c Error log)" = 1'

# The workflow: its commands, one after the other, as a runner would; what installs or fetches is left out.
fresh_project
cat >steps.py <<'PY'
import sys, yaml
flow = yaml.safe_load(open(sys.argv[1]))
assert flow["name"] and True in flow, "no name or no trigger"          # YAML 1.1 reads `on` as true
for name, job in flow["jobs"].items():
    assert job["runs-on"] and job["steps"]
    for step in job["steps"]:
        assert ("run" in step) != ("uses" in step), step
        if "uses" in step:
            assert "@" in step["uses"]
for step in flow["jobs"][sys.argv[2]]["steps"]:
    if "run" in step and not step["run"].startswith(("apt-get", "make")):
        print(step["run"].rstrip())
PY
workflow=$root/.github/workflows/newsletter.yml
if python3 -c 'import yaml' 2>/dev/null; then
	git init -q . && git add -A . && git -c user.name=a -c user.email=a@example.org commit -qm base
	export ISSUE=issues/2007-4 GITHUB_OUTPUT=$T/output GITHUB_STEP_SUMMARY=$T/summary BASE=HEAD LANGUAGE=en HOME=$T
	for job in check build moved; do
		python3 steps.py "$workflow" $job >"$job.sh"
		check "workflow: $job has commands" grep -q '^ *quoin ' "$job.sh"
		[ $job != moved ] || sed -i '0,/^Much/s/^Rain came/Much rain came/' issues/2007-4/en/first.md
		check "workflow: $job runs" bash -e "$job.sh"
	done
	check "workflow: the languages are a matrix" grep -qx 'languages=\["en","ar"\]' "$T/output"
	check "workflow: SARIF for code scanning" python3 "$root/tests/sarif.py" quoin.sarif nowhere
	check "workflow: how far the translations are" grep -q '^| ar |' "$T/summary"
	check "workflow: what moved" grep -q 'story first' "$T/summary"
	check "workflow: the PDF to upload" test -s out/en.pdf
else
	echo "ok - the workflow # SKIP python3-yaml is missing"
fi

# The commands that README.md calls its heart.
fresh_project
quoin build -q issues/2007-4 --dump-layout before
block sh | grep '^quoin' | sed 's/  *#.*//' >heart
check "README.md shows commands" test "$(wc -l <heart)" -ge 5
while read -r line; do
	check "README.md: $line" bash -c "$line"
done <heart

# An editor's pattern finds file, line and column of every message.
fresh_project
sed -i 's/\[!sidebar\]/[!sidebr]/; s/^# .*/&\n# twice/' issues/2007-4/en/first.md issues/2007-4/ar/first.md
quoin check --diagnostics=short issues/2007-4
block json >tasks.json
check "the problem matcher reads every message" python3 -c '
import json, re, sys
pattern = json.load(open("tasks.json"))["tasks"][0]["problemMatcher"]["pattern"]
lines = [l for l in open(sys.argv[1], encoding="utf-8").read().splitlines() if not re.match(r"^\d+ (error|warning|note)", l)]
assert len(lines) >= 4, lines
for line in lines:
    m = re.match(pattern["regexp"], line)
    assert m, line
    assert m[pattern["file"]].startswith("issues/2007-4/") and m[pattern["severity"]] == "error"
    text = open(m[pattern["file"]], encoding="utf-8").read().split("\n")
    assert int(m[pattern["column"]]) <= len(text[int(m[pattern["line"]]) - 1]) + 1' "$T/stderr"
if command -v vim >/dev/null; then
	block vim | sed -n 's/^set errorformat/set errorformat/p' >format.vim
	check "vim reads every message" vim -u NONE -es -S format.vim +"cgetfile $T/stderr" \
		+"if len(filter(getqflist(), 'v:val.valid && v:val.col > 0')) < 4 | cquit | endif" +qa
fi
exit $status
