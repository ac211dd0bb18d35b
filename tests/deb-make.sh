#!/usr/bin/env bash
# Makes a Debian package of what `make install` put into a folder; called by `make deb`.
#   tests/deb-make.sh ROOT OUT 'PACKAGE...'     ROOT: the installed tree, becomes the package's; packages that are always needed
set -euo pipefail
root=$(realpath "$1") out=$2 needed=$3
here=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^#define QUOIN_VERSION "\(.*\)".*/\1/p' "$here/src/base/version.h")
date=$(sed -n 's/^#define QUOIN_DATE "\(.*\)".*/\1/p' "$here/src/base/version.h")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -u -d "$date" +%s)}
architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-The Quoin developers} <${DEBEMAIL:-quoin@example.org}>"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

strip --strip-unneeded --remove-section=.comment --remove-section=.note "$root/usr/bin/quoin"
rm -f "$root"/usr/share/quoin/layouts/languages/*.sh
find "$root" -type d -exec chmod 755 {} +
find "$root/usr/share" -type f -exec chmod 644 {} +
find "$root/usr/share/man" -name '*.[0-9]' -exec gzip -9nf {} +

doc=$root/usr/share/doc/quoin
mkdir -p "$doc" "$root/DEBIAN" "$work/debian"
{
	echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
	echo 'Upstream-Name: quoin'
	echo
	echo 'Files: *'
	echo "Copyright: $(sed -n 's/^Copyright (c) //p' "$here/LICENSE")"
	echo 'License: Expat'
	sed '1,/^Permission/{/^Permission/!d}; s/^$/./; s/^/ /' "$here/LICENSE"
} >"$doc/copyright"
{
	echo "quoin ($version) unstable; urgency=low"
	echo
	sed -n '/^## /,$p' "$here/CHANGELOG.md" | sed '1d; /^## /,$d; /^$/d; s/^- /* /; s/^ *//' |
		awk '/^\*/ && n { print line; line = "" } { line = line (line == "" ? "" : " ") $0; n++ } END { print line }' |
		while read -r line; do fold -s -w 74 <<<"$line" | sed '1s/^/  /; 2,$s/^/    /; s/ *$//'; done
	echo
	echo " -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$doc/changelog.gz"

# What the program is linked with; every one of them in the version that has what it uses.
printf 'Source: quoin\n\nPackage: quoin\nArchitecture: any\n' >"$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/quoin" | sed 's/^shlibs:Depends=//')
cat >"$root/DEBIAN/control" <<CONTROL
Package: quoin
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -ks --exclude=DEBIAN "$root" | cut -f 1)
Depends: $libraries, $(sed 's/  */, /g' <<<"$needed")
Section: text
Priority: optional
Description: typesetter of newsletters in many languages
 Quoin sets newsletters. Editors write articles in Markdown, designers describe
 pages in YAML, and Quoin makes one PDF for each language: columns on a baseline
 grid, boxes, notes, pull quotes, figures and jump lines, mirrored where the
 script runs from right to left.
 .
 Translators receive XLIFF or PO; every mistake is reported with its place.
CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
chmod 755 "$root/DEBIAN"
chmod 644 "$root"/DEBIAN/*
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$out/quoin_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz -b "$root" "$package" >/dev/null
echo "$package"
