#!/usr/bin/env bash
# The JSON Schemas for editors: they take every file that Quoin takes, and refuse what it refuses for its form.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
for kind in issue layout typography language; do
	quoin schema $kind
	cp stdout $kind.json
	expect "$kind: there is a schema" 0 no-stderr stdout 'json-schema.org/draft-07'
done
quoin schema layouts
expect "another kind is refused" 2 stderr "did you mean 'layout'"

valid() { python3 "$root/tests/e2e/validate.py" "$@"; }
check "it takes the sample's plans" valid issue.json "$root"/issues/2007-4/*.yaml "$root"/issues/specimen/*.yaml "$root"/tests/e2e/tiny/issue/issue.yaml
layouts=$(ls "$root"/layouts/*.yaml "$root"/tests/e2e/tiny/layouts/*.yaml | grep -v typography)
check "it takes all layouts" valid layout.json $layouts
check "it takes typography.yaml" valid typography.json "$root"/layouts/typography.yaml
check "it takes every language" valid language.json "$root"/layouts/languages/*.yaml

# spoilt KIND FILE HOW: the schema refuses the spoilt copy, and so does quoin (for plans and layouts)
fresh_tiny
spoilt() {
	local kind=$1 file=$2 how=$3 what=$4
	fresh_tiny
	sed -i "$how" "tiny/$file"
	if cmp -s "tiny/$file" "$root/tests/e2e/tiny/$file" || cmp -s "tiny/$file" "$root/$file"; then
		bad "$kind: $what: the file was spoilt"
		return
	fi
	if valid "$kind.json" "tiny/$file" >valid.log 2>&1; then bad "$kind: $what: the schema refuses it" valid.log; else ok "$kind: $what: the schema refuses it"; fi
	quoin check tiny/issue
	expect "$kind: $what: so does quoin" 1
}
plan=issue/issue.yaml
layout=layouts/tiny.yaml
spoilt issue $plan 's/^publisher:/publsher:/' "an unknown key"
spoilt issue $plan '/^date:/d' "a missing date"
spoilt issue $plan 's/^date:.*/date: 2031-2-15/' "a date of another form"
spoilt issue $plan 's/^period:.*/period: 2031-Q5/' "a fifth quarter"
spoilt issue $plan 's/^number:.*/number: first/' "a number in letters"
spoilt issue $plan 's/^number:.*/number: 0/' "a number that is too small"
spoilt issue $plan 's/^languages:.*/languages: en/' "one language instead of a list"
spoilt issue $plan 's/^languages:.*/languages: [en, "a r"]/' "what is no tag"
spoilt issue $plan 's|^edition:.*|edition: ../../x|' "an edition that is a path"
spoilt issue $plan 's/continue: true/continue: perhaps/' "neither true nor false"
spoilt issue $plan 's/auto: contents/auto: contnts/' "nothing that Quoin makes"
spoilt issue $plan 's/{ article: second }/second/' "a word for a place"
spoilt issue $plan 's/^layout:/rules: { line-lose: ignore }\nlayout:/' "an unknown rule"
spoilt issue $plan 's/^layout:/missing: { ar: perhaps }\nlayout:/' "an unknown way with missing articles"
spoilt layout $layout 's/^text-colour:/text-color:/' "an unknown key"
spoilt layout $layout 's/width: 105mm/width: 105 mm/' "a length with a space"
spoilt layout $layout 's/columns: 6/columns: six/' "columns in letters"
spoilt layout $layout 's/rgb: "#202020"/rgb: "202020"/' "a colour without #"
spoilt layout $layout 's/cmyk: \[0, 0, 0, 90\]/cmyk: [0, 0, 90]/' "three inks"
spoilt layout $layout 's/align: start, space-before/align: left, space-before/' "left for start"
spoilt layout $layout 's/leading: 2/leading: 200/' "a leading out of range"
spoilt layout $layout 's/kicker: true/kicker: maybe/' "neither true nor false"
spoilt layout $layout 's/weight: 700, align: start, space-before/wieght: 700, align: start, space-before/' "a slip in a style"
spoilt layout $layout 's/top: after main/top: below main/' "a place that is none"
spoilt layout $layout 's/bottom: notes, style: contents/bottom: [notes], style: contents/' "a list for a place"
spoilt layout $layout 's/headline: headline/headlin: headline/' "a kind of text that is none"
spoilt typography layouts/typography.yaml 's/space-max: 1.33/space-max: 9/' "a space out of range"
spoilt typography layouts/typography.yaml 's/^scripts:/script:/' "an unknown key"
spoilt typography layouts/typography.yaml 's/emphasis: italic/emphasis: slanted/' "an emphasis that is none"
spoilt language layouts/languages/en.yaml 's/^name:/nam:/' "an unknown key"
spoilt language layouts/languages/en.yaml 's/  folio:/  foliot:/' "a message that Quoin does not print"
spoilt language layouts/languages/en.yaml '/  credit:/d' "a message that is missing"
spoilt language layouts/languages/en.yaml 's/min-word: 6/min-word: 60/' "a number out of range"
spoilt language layouts/languages/en.yaml 's/^script: Latn/binding: top/' "a binding that is none"

check "each key is explained" python3 - <<'PYTHON'
import json
for kind in ('issue', 'layout', 'typography', 'language'):
    for name, definition in json.load(open(kind + '.json'))['definitions'].items():
        for key, rule in definition['properties'].items():
            assert len(rule['description']) > 5, (kind, name, key)
PYTHON
exit $status
