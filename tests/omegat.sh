#!/usr/bin/env bash
# tests/omegat.sh DIR: unpacks OmegaT from Debian's packages into DIR, with the libraries that its console mode needs (14 MB to fetch).
# Nothing is installed. Fails when there is no Java, or no way to get it.
set -u
command -v java >/dev/null || exit 1
[ -f "$1/usr/share/omegat/OmegaT.jar" ] && exit 0
packages="omegat libjaxb-api-java libjaxb-java libtxw2-java libvldocking-java libactivation-java libistack-commons-java liblucene3-java
	liblucene3-contrib-java libhtmlparser-java"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work" || exit 1
apt-get download $packages >log 2>&1 || { apt-get update && apt-get download $packages; } >log 2>&1 || exit 1
for package in *.deb; do
	dpkg-deb -x "$package" unpacked || exit 1
done
cd - >/dev/null && mkdir -p "$(dirname "$1")" && cp -R "$work/unpacked" "$1.part" && mv "$1.part" "$1"
