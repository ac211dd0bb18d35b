#!/usr/bin/env bash
# Help, manual and completions name exactly what the tables have, and the tools that read them find nothing amiss.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
built=${BUILD:-$root/build}
man=$built/man completions=$built/completions

# The tables, read without the program: id, letter, name and commands of every option; commands; exit codes; rules; keys.
sed -n "s/^OPTION([A-Z_0-9]*, \('.'\|0\), \"\([a-z0-9-]*\)\", \(NULL\|\".*\"\), \([A-Z_0-9 |]*\), \".*\")$/\2 \1 \4/p" "$root/src/cli/options.def" | sort >options
sed -n 's/^	{ "\([a-z0-9-]*\)", ".*/\1/p' "$root/src/cli/commands.c" >commands
sed -n 's/^RULE([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' "$root/src/base/diag_codes.def" | sort >rules
sed -n 's/^PROPERTY([A-Z]*, "\([a-z-]*\)".*/\1/p' "$root/src/layout/properties.def" | sort >keys
check "every row of the option table is read here" test "$(wc -l <options)" = "$(grep -c '^OPTION(' "$root/src/cli/options.def")"
check "every row of the other tables too" bash -c 'test "$(wc -l <rules)" = "$(grep -c "^RULE(" "$1/src/base/diag_codes.def")" -a "$(wc -l <keys)" = "$(grep -c "^PROPERTY(" "$1/src/layout/properties.def")" -a "$(wc -l <commands)" -ge 5' - "$root"

# same WHAT A B: two lists agree
same() {
	diff "$2" "$3" >differences && ok "$1" || bad "$1" differences
}

# Help. What the program takes is what a command's help names: an option of another command is refused.
quoin --help
sed -n 's/^  quoin \([a-z0-9-]*\) .*/\1/p' stdout >named
same "help names the commands of the table" commands named
: >help-all
while read -r command; do
	quoin "$command" --help
	expect "$command has its help" 0 stdout "^quoin $command" no-stderr
	sed -n 's/^  \(-., \|    \)--\([a-z0-9-]*\).*/\2/p' stdout | sort >"help-$command"
	cat "help-$command" >>help-all
	check "$command: no line of the help is too wide" bash -c '! grep -E "^.{141}" stdout'
done <commands
echo version >>help-all
cut -d ' ' -f 1 options | sort -u >names
sort -u help-all >named
same "the helps together name every option, and no other" names named

# The manual.
sed -n 's/^\(\\fB\\-.\\fR, \)\?\\fB\\-\\-\([a-z0-9\\-]*\)\\fR\(=.*\)\?$/\2/p' "$man/quoin.1" | sed 's/\\-/-/g' | sort -u >named
same "quoin(1) names every option, and no other" names named
sed -n 's/^\.B quoin \([a-z0-9-]*\)$/\1/p' "$man/quoin.1" >named
same "quoin(1) names every command, and no other" commands named
sed -n 's/^EXIT([A-Z]*, \([0-9]*\),.*/\1/p' "$root/src/cli/exit_codes.def" >numbers
sed -n '/^\.SH EXIT STATUS/,/^\.SH ENV/s/^\\fB\([0-9]*\)\\fR$/\1/p' "$man/quoin.1" >named
same "quoin(1) names every exit code, and no other" numbers named
sed -n '/^\.SH RULES/,$s/^\\fB\([a-z0-9\\-]*\)\\fR$/\1/p' "$man/quoin-rules.7" | sed 's/\\-/-/g' | sort >named
same "quoin-rules(7) names every rule, and no other" rules named
sed -n '/^\.SH ALL KEYS/,$s/^\\fB\([a-z\\-]*\)\\fR$/\1/p' "$man/quoin-layout.5" | sed 's/\\-/-/g' | sort >named
same "quoin-layout(5) names every key, and no other" keys named
"$QUOIN" list rules | cut -f 1 | sort >named
same "list rules names every rule" rules named
for page in "$man"/*.[0-9]; do
	name=$(basename "$page")
	if command -v mandoc >/dev/null; then
		check "$name: mandoc finds nothing amiss" bash -c 'test -z "$(mandoc -Tlint -W all "$1" 2>&1 | tee /dev/stderr)"' - "$page"
	fi
	if command -v man >/dev/null; then
		check "$name: man finds nothing amiss" bash -c 'test -z "$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings=all -E UTF-8 -l "$1" 2>&1 >/dev/null | tee /dev/stderr)"' - "$page"
	fi
	check "$name: has name, description and see also" bash -c 'for part in NAME DESCRIPTION "SEE ALSO"; do grep -qx ".SH $part" "$1" || exit 1; done' - "$page"
done
LC_ALL=C.UTF-8 MANWIDTH=100 man -E UTF-8 -l "$man/quoin-issue.5" 2>/dev/null >shown || cp "$man/quoin-issue.5" shown
check "quoin-issue(5) has the editors' manual" grep -q "Saffron growers count the cost" shown

# Completions: the files are what the program writes, and name what the tables have.
for shell in bash zsh fish; do
	quoin completions $shell
	expect "completions for $shell" 0 no-stderr
	check "$shell: the built file is the same" cmp stdout "$completions/$shell"
	cp stdout "$shell"
	if command -v $shell >/dev/null; then check "$shell: its syntax is right" $shell -n $shell; fi
	while read -r command; do
		grep -q -- "\b$command\b" $shell || bad "$shell names the command $command"
	done <commands
done
grep -o -- '--[a-z][a-z0-9-]*' bash | sed 's/^--//' | sort -u >named
same "bash names every option, and no other" names named
grep -oE "(^|\))--[a-z0-9-]+=?\[|'--[a-z0-9-]+=?\[|\*--[a-z0-9-]+=?\[" zsh | grep -oE -- '--[a-z0-9-]+' | sed 's/^--//' | sort -u >named
same "zsh names every option, and no other" names named
grep -oE -- ' -l [a-z0-9-]+' fish | sed 's/^ -l //' | sort -u >named
same "fish names every option, and no other" names named

# complete WORD...: what bash offers for the last word
complete_words() {
	bash -c '. "./$1"; shift; PATH=$1:$PATH; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _quoin; printf "%s\n" "${COMPREPLY[@]}" | grep . | sort | tr "\n" " "' - bash "$T/bin" "$@"
}
mkdir bin
ln -s "$QUOIN" bin/quoin
offers() {
	local what=$1 wanted=$2
	shift 2
	complete_words "$@" >offered 2>&1
	if [ "$(cat offered)" = "$wanted" ]; then ok "$what"; else echo >>offered; bad "$what: $wanted" offered; fi
}
fresh_tiny
offers "bash completes a command" "build " quoin bui
offers "bash completes an option" "--deps " quoin build --dep
offers "bash knows whose option it is" "" quoin check --dep
offers "bash completes a choice" "sarif " quoin check --diagnostics sa
offers "bash completes behind an equals sign" "sarif short " quoin check --diagnostics = s
offers "bash completes the languages of the issue" "ar en " quoin build tiny/issue -l ""
offers "bash completes a rule" "fit-overset " quoin explain fit-ov
offers "bash completes what is to be done" "languages " quoin list lang
if command -v fish >/dev/null; then
	fishes() {
		local what=$1 wanted=$2
		HOME=$T PATH=$T/bin:$PATH fish --no-config -c "source $T/fish; complete -C '$3'" 2>&1 | cut -f 1 | sort | tr '\n' ' ' >offered
		if [ "$(cat offered)" = "$wanted" ]; then ok "$what"; else echo >>offered; bad "$what: $wanted" offered; fi
	}
	fishes "fish completes a command" "build " "quoin bui"
	fishes "fish completes an option" "--deps " "quoin build --dep"
	fishes "fish completes a choice" "sarif " "quoin check --diagnostics sa"
	fishes "fish completes the languages of the issue" "ar en " "quoin build tiny/issue -l "
fi
if command -v zsh >/dev/null; then
	check "zsh takes the functions" env PATH="$T/bin:$PATH" HOME="$T" zsh -fc 'fpath=($1 $fpath); autoload -Uz compinit; compinit -u -d zdump; cp zsh _quoin; source ./zsh; whence -w _quoin | grep -q function && [[ ${_comps[quoin]} = _quoin ]]' - "$T"
fi
exit $status
