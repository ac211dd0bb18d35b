#!/usr/bin/env bash
# tests/schemas.sh DIR: fetches the official schemas of XLIFF into DIR/xliff-2.1.xsd and DIR/xliff-1.2.xsd, if there is a way to get
# them: those of 1.2 (strict) from Debian's php-symfony-translation, those of 2.1 with its modules from Okapi's library on Maven
# Central, or else the core alone from Debian. Nothing is installed. Fails when one of the two cannot be had.
set -u
mkdir -p "$1" || exit 1
cd "$1" || exit 1
[ -f xliff-2.1.xsd ] && [ -f xliff-1.2.xsd ] && exit 0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
symfony=usr/share/php/Symfony/Component/Translation/Resources/schemas
(
	cd "$work" || exit 1
	apt-get download php-symfony-translation || { apt-get update && apt-get download php-symfony-translation; }
	dpkg-deb -x php-symfony-translation_*.deb debian
) >"$work/log" 2>&1
[ -f "$work/debian/$symfony/xliff-core-1.2-strict.xsd" ] || exit 1
cp "$work/debian/$symfony/xml.xsd" .
sed 's|schemaLocation="http://www.w3.org/2001/xml.xsd"|schemaLocation="xml.xsd"|' "$work/debian/$symfony/xliff-core-1.2-strict.xsd" >xliff-1.2.xsd
sed 's|informativeCopiesOf3rdPartySchemas/w3c/xml.xsd|xml.xsd|' "$work/debian/$symfony/xliff-core-2.0.xsd" >xliff_core_2.0.xsd

modules=
if command -v mvn >/dev/null && timeout 300 mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy \
	-Dartifact=net.sf.okapi.lib:okapi-lib-xliff2:1.46.0 -DoutputDirectory="$work" </dev/null >"$work/log" 2>&1; then
	python3 -m zipfile -e "$work"/okapi-lib-xliff2-*.jar "$work/okapi"
	okapi=$work/okapi/net/sf/okapi/lib/xliff2
	sed 's|informativeCopiesOf3rdPartySchemas/w3c/xml.xsd|xml.xsd|' "$okapi/xliff_core_2.0.xsd" >xliff_core_2.0.xsd
	cp "$okapi"/modules/{size_restriction,matches,glossary,metadata}.xsd .
	modules='sizerestriction:size_restriction matches:matches glossary:glossary'
fi
{
	echo '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
	echo '<xs:import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="xliff_core_2.0.xsd"/>'
	for module in $modules; do
		echo "<xs:import namespace=\"urn:oasis:names:tc:xliff:${module%%:*}:2.0\" schemaLocation=\"${module#*:}.xsd\"/>"
	done
	echo '</xs:schema>'
} >xliff-2.1.xsd
