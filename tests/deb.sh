#!/usr/bin/env bash
# The Debian package in a bare Debian 12: it installs with what it depends on and nothing else, sets an issue that is not beside the
# source, completes words, shows its manual, and leaves nothing behind when it is purged. As root, by hand:
#   make deb && tests/deb.sh [PACKAGE.deb]
# The package source is the one that this machine uses.
. "$(dirname "$0")/e2e/lib.sh"
[ "$(id -u)" = 0 ] || { echo "this needs root (chroot, debootstrap)" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing" >&2; exit 2; }
package=${1:-$(ls "$root"/build/quoin_*.deb)} || exit 2
suite=bookworm
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' "Codename: $suite" 2>/dev/null | head -n 1)
[ -n "$mirror" ] || { echo "apt knows no source for $suite" >&2; exit 2; }
bare=$T/bare
cleanup() {
	umount "$bare/proc" 2>/dev/null
	! mountpoint -q "$bare/proc" || exit 1
}

check "the package is sound" dpkg-deb --contents "$package"
command -v lintian >/dev/null && check "lintian finds no error" bash -c '! lintian --fail-on error "$1" 2>&1 | grep "^E:"' - "$package"
debootstrap --variant=minbase --include=ca-certificates "$suite" "$bare" "$mirror" >"$T/debootstrap.log" 2>&1 ||
	{ bad "a bare Debian can be set up" "$T/debootstrap.log"; exit 1; }
# How this machine reaches its package source: settings and keys of apt, names, certificates.
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d /etc/resolv.conf /etc/hosts /usr/local/share/ca-certificates; do
	[ ! -e "$file" ] || cp -RL "$file" "$(dirname "$bare$file")/"
done
chroot "$bare" update-ca-certificates >/dev/null 2>&1
# Devices of its own: this machine's are not lent to a folder that is deleted.
while read -r name minor; do
	[ -e "$bare/dev/$name" ] || mknod -m 666 "$bare/dev/$name" c 1 "$minor"
done <<<$'null 3\nzero 5\nfull 7\nrandom 8\nurandom 9'
[ -e "$bare/dev/fd" ] || ln -s /proc/self/fd "$bare/dev/fd"
mount -t proc proc "$bare/proc"
inside() {
	chroot "$bare" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive \
		http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" sh -c "$1" </dev/null
}

# The issue stands alone, with a layout of its own; languages and fonts come from the package.
mkdir -p "$bare/srv/layouts" "$bare/srv/issues"
cp -R "$sample" "$bare/srv/issues/"
cp "$root"/layouts/*.yaml "$bare/srv/layouts/"
cp "$package" "$bare/srv/quoin.deb"
chmod -R a+rX "$bare/srv"
check "the package lists of the bare system can be read" inside "apt-get -q update"
check "it installs with what it depends on" inside "apt-get -q install -y --no-install-recommends /srv/quoin.deb"
check "nothing of it needs a compiler" inside "! command -v gcc"
check "it tells its version" inside "quoin --version | grep -qx 'quoin $(dpkg-deb -f "$package" Version)'"
check "every library is there" inside "! ldd /usr/bin/quoin | grep 'not found'"
check "the sample is faultless" inside "cd /srv && quoin check issues/2007-4"
check "every language is set" inside "cd /srv && quoin build issues/2007-4 -o /srv/out --dump-layout /srv/out && ls /srv/out"
dpkg-deb -x "$package" "$T/unpacked"
for language in $("$T/unpacked/usr/bin/quoin" list languages "$sample"); do
	check "$language is a PDF" inside "head -c 5 /srv/out/$language.pdf | grep -q '%PDF-'"
	QUOIN_HOME=$root "$T/unpacked/usr/bin/quoin" build -q -l "$language" -o "$T/here" --dump-layout "$T/here" "$bare/srv/issues/2007-4"
	check "$language: the same pages as here" "$T/unpacked/usr/bin/quoin" diff -v "$T/here/$language.jsonl" "$bare/srv/out/$language.jsonl"
	check "$language: the same bytes as here" cmp "$T/here/$language.pdf" "$bare/srv/out/$language.pdf"
done
check "who starts from nothing has a page at once" inside 'cd /tmp && quoin new project paper 2031-1 && quoin build paper/issues/2031-1 && test -s out/2031-1/en.pdf'
check "an ordinary user can set it" inside "cd /srv && setpriv --reuid=65534 --regid=65534 --clear-groups quoin build -q -l en -o /tmp/en.pdf issues/2007-4"
for page in man1/quoin.1 man5/quoin-issue.5 man5/quoin-layout.5 man7/quoin-rules.7; do
	check "$page is there" inside "zcat /usr/share/man/$page.gz | grep -q '^.TH'"
done
check "bash completes" inside "bash -c '. /usr/share/bash-completion/completions/quoin; COMP_WORDS=(quoin bui); COMP_CWORD=1; _quoin; test \"\${COMPREPLY[*]}\" = build'"
check "it is removed without a trace" inside "apt-get -q purge -y quoin && ! command -v quoin && ! find / -xdev -path /srv -prune -o -path /proc -prune -o -name '*quoin*' -print | grep -v '^/var/\(log\|lib/dpkg\|cache\)' | grep ."
exit $status
