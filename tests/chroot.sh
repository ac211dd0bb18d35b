#!/usr/bin/env bash
# A bare Debian 12 with only make and git, a clean clone of this repository, the two commands of the README. As root:
#   tests/chroot.sh [FOLDER]         FOLDER is made anew and kept for a look; without it a temporary one is taken away
# The package source is the one that this machine uses.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "this needs root (chroot, debootstrap)" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing" >&2; exit 2; }
repository=$(cd "$(dirname "$0")/.." && pwd)
suite=bookworm
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' "Codename: $suite" 2>/dev/null | head -n 1)
[ -n "$mirror" ] || { echo "apt knows no source for $suite" >&2; exit 2; }

if [ $# -gt 0 ]; then
	folder=$1
	mkdir "$folder"
	keep=yes
else
	folder=$(mktemp -d)
	keep=
fi
folder=$(cd "$folder" && pwd)
leave() {
	umount "$folder/proc" 2>/dev/null || true
	if [ -z "$keep" ] && ! mountpoint -q "$folder/proc"; then
		rm -rf --one-file-system "$folder"
	fi
}
trap leave EXIT

debootstrap --variant=minbase --include=make,git,ca-certificates "$suite" "$folder" "$mirror"
# How this machine reaches its package source: settings and keys of apt, names, certificates.
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d /etc/resolv.conf /etc/hosts /usr/local/share/ca-certificates; do
	[ ! -e "$file" ] || cp -RL "$file" "$(dirname "$folder$file")/"
done
chroot "$folder" update-ca-certificates >/dev/null 2>&1 || true
# Its own devices, not a bind mount of this machine's: whatever happens to the folder, nothing of the machine can be lost.
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
	IFS=: read -r name major minor <<<"$device"
	[ -e "$folder/dev/$name" ] || mknod -m 666 "$folder/dev/$name" c "$major" "$minor"
done
ln -sfn /proc/self/fd "$folder/dev/fd"
mount -t proc proc "$folder/proc"
git clone -q "$repository" "$folder/quoin"

inside() {
	chroot "$folder" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
		http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" sh -c "cd /quoin && $1" </dev/null
}
started=$SECONDS
inside "make newsletter"
echo "make newsletter: $((SECONDS - started)) s"
inside "ls -l out/2007-4"
started=$SECONDS
inside "make newsletter"
echo "make newsletter once more: $((SECONDS - started)) s"
started=$SECONDS
inside "bash .ci/run"
echo ".ci/run: $((SECONDS - started)) s"
