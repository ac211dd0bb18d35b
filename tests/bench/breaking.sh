#!/usr/bin/env bash
# Column breaking at least cost beside greedy breaking, on the same texts: what a compositor would mark, summed over the pages.
#   tests/bench/breaking.sh [ISSUE...]
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- issues/2007-4 issues/2007-4/letter.yaml issues/2007-4/broadsheet.yaml
for issue in "$@"; do
	for way in optimal greedy; do
		flag=; [ "$way" = optimal ] || flag=--greedy
		mkdir -p "$folder/$way"
		build/quoin build "$issue" -q --draft $flag -o "$folder/$way" --report "$folder/$way" 2>/dev/null || true
		printf '%s, %s:\n' "$issue" "$way"
		for report in "$folder/$way"/*.json; do
			printf '  %-8s %s\n' "$(basename "$report" .json)" "$(grep -o '"sums":{[^}]*}' "$report" | tr -d '"{}' | sed 's/sums://; s/,/  /g')"
		done
		rm -rf "$folder/$way"
	done
done
