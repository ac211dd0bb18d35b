#!/usr/bin/env bash
# Translators' tools on real files: po4a over the articles themselves, OmegaT over the exchange files.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
sample_project

# po4a takes the articles apart, and puts them together again with every text translated by itself.
po4a_all() {
	local article
	for article in $issue/en/*.md; do
		po4a-updatepo -f text -o markdown -o neverwrap -M UTF-8 -m "$article" -p texts.po && msgen -o all.po texts.po &&
			po4a-translate -k 0 -f text -o markdown -o neverwrap -M UTF-8 -w 0 -m "$article" -p all.po -l article.md || return 1
		[ "$(grep -c '^msgid' all.po)" -gt 3 ] || return 1
		mv article.md "$article"
		rm texts.po all.po
	done
}
if command -v po4a-translate >/dev/null; then
	check "po4a takes every article apart and puts it together" po4a_all
	quoin check $issue -l en
	expect "what it wrote is read without an error" 0
	quoin status $issue --format tsv
	check "... as the same texts: nothing is outdated, missing or new" awk -F'\t' '
		NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
		{ rows++; if ($column["outdated"] || $column["missing"] || $column["errors"]) bad = 1 }
		END { exit bad || rows < 6 }' stdout
	rm -rf issues
	cp -R before issues
else
	ok "po4a round trip # SKIP po4a is not installed"
fi

# project LANGUAGE [ENDING]: an OmegaT project of what is exported to out/LANGUAGE
project() {
	rm -rf project
	mkdir -p project/source project/target project/tm project/omegat project/glossary project/dictionary settings
	cp "out/$1"/*."${2:-xlf}" project/source/
	cat >project/omegat.project <<XML
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
        <target_dir>__DEFAULT__</target_dir>
        <source_dir>__DEFAULT__</source_dir>
        <tm_dir>__DEFAULT__</tm_dir>
        <glossary_dir>__DEFAULT__</glossary_dir>
        <dictionary_dir>__DEFAULT__</dictionary_dir>
        <source_lang>en</source_lang>
        <target_lang>$1</target_lang>
        <sentence_seg>false</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
    </project>
</omegat>
XML
}

omegat_home=${BUILD:-$root/build}/cache/omegat
translate() {
	timeout 200 java -Djava.awt.headless=true -cp "$omegat_home/usr/share/omegat/*:$omegat_home/usr/share/omegat/lib/*:$omegat_home/usr/share/java/*" \
		org.omegat.Main project --mode=console-translate --config-dir=settings >omegat.log 2>&1
	[ "$(ls project/target | wc -l)" = "$(ls project/source | wc -l)" ]
}

if bash "$root/tests/omegat.sh" "$omegat_home"; then
	quoin xliff export $issue -l fr,ar --version 1.2 -q -o out
	for language in fr ar; do
		project $language
		check "OmegaT reads and writes the XLIFF of $language" translate
		quoin xliff merge $issue project/target/*.xlf
		expect "... which comes back" 0 stderr '0 merged, [0-9]+ as they were'
		check "... without a byte changed" diff -r before issues
	done
	# A translation corrected in it (of XLIFF it shows what has a target): its memory has two texts, one of them with codes.
	project fr
	cat >project/omegat/project_save.tmx <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="3.6.0" segtype="paragraph" srclang="en"/>
  <body>
    <tu>
      <tuv lang="en"><seg>Principaux constats</seg></tuv>
      <tuv lang="fr"><seg>Ce que disent les dossiers &amp; les chiffres</seg></tuv>
    </tu>
    <tu>
      <tuv lang="en"><seg>Loi sur l’enfance (&lt;g0&gt;Children’s Act&lt;/g0&gt;), n° 38 de 2005. Ses premiers articles sont en vigueur depuis le &lt;d1/&gt;.</seg></tuv>
      <tuv lang="fr"><seg>Depuis le &lt;d1/&gt; : loi sur l’enfance, n° 38 de 2005 (&lt;g0&gt;Children’s Act&lt;/g0&gt;).</seg></tuv>
    </tu>
  </body>
</tmx>
XML
	cp project/omegat/project_save.tmx corrections
	check "OmegaT translates two texts" translate
	quoin xliff merge $issue project/target/*.xlf
	expect "... which are taken" 0
	diff -r before issues >differences
	check "... the plain one" grep -q '^> > \[!sidebar\] Ce que disent les dossiers & les chiffres' differences
	check "... the one whose codes are moved" grep -qxF "> [^act]: Depuis le {date 2007-07-01 style=long} : loi sur l’enfance, n° 38 de 2005 ([Children’s Act]{lang=en})." differences
	check "... and nothing that it did not touch" bash -c 'test "$(grep -c "^> " differences)" = 4 && ! grep "^diff" differences | grep -vE "fr/(men\.md|childrens-act\.md|status\.tsv)"'
	# Of PO it shows what is not translated too.
	rm -rf issues out
	cp -R before issues
	sed -i '/^> \[!deck\]/{N;d}' $issue/fr/men.md
	quoin xliff export $issue -l fr --version po -q -o out
	project fr po
	deck=$(sed -n 's/^> \[!deck\] //p' "$sample/en/men.md")
	sed -e "s|Principaux constats|$deck|; s|Ce que disent.*chiffres|Hommes sans voix.|" <corrections >project/omegat/project_save.tmx
	check "OmegaT translates a text of a PO file that had no translation" translate
	quoin xliff merge $issue project/target/*.po
	expect "... which is taken" 0
	check "... where it belongs, and nothing else" bash -c "diff -r before issues | grep '^>' | grep -v status | sed -n 1p | grep -qx '> > \[!deck\] Hommes sans voix\.'"
else
	ok "OmegaT round trip # SKIP Java or OmegaT's packages cannot be had"
fi
exit $status
