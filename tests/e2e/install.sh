#!/usr/bin/env bash
# make install, make uninstall, make deb: what lies where, and that it runs away from the source. tests/deb.sh goes on in a bare system.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
unset MAKEFLAGS MAKELEVEL
build() {
	make -s -C "$root" BUILD="$T/build" "$@"
}
built=${BUILD:-$root/build}
if [ -d "$built/release" ]; then mkdir build && cp -a "$built/release" build/; fi      # what is compiled already
fresh_tiny
mkdir away
mv tiny/issue away/issue
mkdir away/layouts
mv tiny/layouts/tiny.yaml tiny/layouts/typography.yaml away/layouts/

check "make install" build install PREFIX="$T/prefix"
check "nothing is installed but below bin and share" test "$(ls prefix | tr '\n' ' ')" = "bin share "
for file in bin/quoin share/man/man1/quoin.1 share/man/man5/quoin-issue.5 share/man/man5/quoin-layout.5 share/man/man7/quoin-rules.7 \
	share/bash-completion/completions/quoin share/zsh/site-functions/_quoin share/fish/vendor_completions.d/quoin.fish \
	share/quoin/layouts/languages/en.yaml share/quoin/layouts/global-eye.yaml share/quoin/fonts/fonts.yaml; do
	check "$file is there" test -s "prefix/$file"
done
check "only the program can be run" test "$(find prefix -type f -perm -u+x -not -name '*.sh' | tr '\n' ' ')" = "prefix/bin/quoin "
QUOIN=$T/prefix/bin/quoin
quoin build -q away/issue -o out
expect "an issue away from the source is set with the installed languages and fonts" 0 no-stderr
mv prefix moved
quoin=$QUOIN
QUOIN=$T/moved/bin/quoin
quoin check away/issue
expect "a moved program says what it misses" 5 stderr 'prefix/share/quoin'
QUOIN_HOME=$T/moved/share/quoin quoin check away/issue
expect "QUOIN_HOME tells where it is" 0
mv moved prefix
QUOIN=$quoin
check "make uninstall" build uninstall PREFIX="$T/prefix"
check "nothing is left" bash -c 'test -z "$(find prefix -type f | tee /dev/stderr)"'
check "make install with DESTDIR" build install PREFIX=/usr DESTDIR="$T/staged"
check "all of it is below DESTDIR" test -x staged/usr/bin/quoin -a -s staged/usr/share/zsh/vendor-completions/_quoin -a "$(ls staged)" = usr
check "the program looks below PREFIX" bash -c 'grep -qa /usr/share/quoin staged/usr/bin/quoin && ! grep -qaF "$1" staged/usr/bin/quoin' - "$T/prefix"

if ! command -v dpkg-shlibdeps >/dev/null; then
	echo "ok - a Debian package # SKIP dpkg-dev is missing"
	exit $status
fi
check "make deb" build deb
package=$(ls build/quoin_*.deb)
version=$(sed -n 's/^#define QUOIN_VERSION "\(.*\)"/\1/p' "$root/src/base/version.h")
check "it is named after version and architecture" test "$package" = "build/quoin_${version}_$(dpkg --print-architecture).deb"
dpkg-deb -f "$package" >control
for needed in libc6 libharfbuzz0b libharfbuzz-subset0 libicu72 libhpdf-2.3.0 libyaml-0-2 fonts-noto-core icc-profiles-free; do
	check "it depends on $needed" grep -qE "^Depends:.*[ ,]$needed( |,|\$)" control
done
check "it depends on no compiler and no -dev package" bash -c '! grep -E "^Depends:.*(-dev|gcc)" control'
dpkg-deb -c "$package" >contents
check "all of it belongs to root" bash -c '! grep -v " root/root " contents'
check "manual pages are compressed" grep -q 'usr/share/man/man1/quoin\.1\.gz' contents
check "it has copyright and changes" bash -c 'grep -q usr/share/doc/quoin/copyright contents && grep -q usr/share/doc/quoin/changelog.gz contents'
dpkg-deb -x "$package" unpacked
QUOIN=$T/unpacked/usr/bin/quoin
QUOIN_HOME=$T/unpacked/usr/share/quoin quoin build -q away/issue -o packed
expect "its program sets an issue" 0 no-stderr
check "with the same bytes" cmp packed/ar.pdf out/ar.pdf
if command -v lintian >/dev/null; then
	check "lintian finds no error" bash -c '! lintian --fail-on error "$1" 2>/dev/null | grep "^E:"' - "$package"
fi
exit $status
