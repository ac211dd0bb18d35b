#!/usr/bin/env bash
# The sample a quarter longer, as a translation may be, and a tenth shorter: it is brought in or what is over is told to the line, and
# no character is lost either way.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
ln -s "$root/layouts" "$root/fonts" .
[ ! -d "$root/build/icc" ] || { mkdir build && ln -s "$root/build/icc" build/icc; }

# sample_of PERCENT: the English sample with its paragraphs longer or shorter, words repeated or left out
sample_of() {
	mkdir -p issues
	rm -rf issues/sample
	cp -R "$sample" issues/sample
	python3 - "$1" issues/sample/en/*.md <<'PYTHON'
import re, sys
percent, paths = int(sys.argv[1]), sys.argv[2:]
before = after = 0
for path in paths:
    lines = open(path, encoding='utf-8').read().split('\n')
    body = 0
    for i, line in enumerate(lines):
        body += line == '---'
        words = line.split(' ')
        plain = body >= 2 and len(words) > 8 and not re.match(r'[#>|<\[!-]|\s', line)
        before += len(line) if body >= 2 else 0
        if plain and percent > 0:                            # a word in so many comes twice, if it is nothing but letters
            debt, out = 0, []
            for word in words:
                out.append(word)
                debt += percent * 1.9
                if debt >= 100 and word.isalpha():
                    out.append(word)
                    debt -= 100
            lines[i] = ' '.join(out)
        elif plain:
            debt, out = 0, []
            for word in words:
                debt -= percent * 1.3
                if debt >= 100 and word.isalpha() and word.islower():
                    debt -= 100
                    continue
                out.append(word)
            lines[i] = ' '.join(out)
        after += len(lines[i]) if body >= 2 else 0
    open(path, 'w', encoding='utf-8').write('\n'.join(lines))
change = 100 * (after - before) / before
print('%+.1f %%' % change)
sys.exit(abs(change - percent) > 4)
PYTHON
}

check "the sample can be made a quarter longer" sample_of 25
quoin build issues/sample -l en --draft -o long.pdf --dump-layout long.jsonl --report long.json --diagnostics=json --diagnostics-file long.txt
check "nothing of it is lost" python3 "$root/tests/pdf/characters.py" issues/sample en long.jsonl
check "what is over is told to the line, story by story" python3 - <<'PYTHON'
import json, re
over = json.load(open('long.json'))['overset_lines']
messages = [json.loads(line) for line in open('long.txt')]
told = [m for m in messages if m['rule'] == 'fit-overset']
lines = [int(re.search(r'(\d+) lines? \(about \d+ words?, \d+ characters?\)', m['message']).group(1)) for m in told]
assert told and over > 0 and sum(lines) == over, (over, lines)
assert len({m['file'] for m in told}) == len(told), 'each story once'
PYTHON
quoin build issues/sample -l en --draft --fit=off -o off.pdf --report off.json
check "without copyfitting more is over" python3 -c 'import json; assert json.load(open("off.json"))["overset_lines"] > json.load(open("long.json"))["overset_lines"]'

check "the sample can be made a tenth shorter" sample_of -10
quoin build issues/sample -l en -o short.pdf --dump-layout short.jsonl --report short.json -v
expect "it is set without an error" 0 stderr '\[fit-underfull\]'
check "nothing of it is lost either" python3 "$root/tests/pdf/characters.py" issues/sample en short.jsonl
check "and nothing is over" grep -q '"overset_lines":0' short.json
exit $status
