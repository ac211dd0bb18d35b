#!/usr/bin/env bash
# When the world does not cooperate: full disk, missing permissions, signals. The old PDF is whole, nothing is left behind.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
fresh_tiny
"$QUOIN" build -q -l en -o old tiny/issue || bad "the tiny issue can be set"

# still_old WHAT FOLDER
still_old() {
	check "$1: the old file is whole" cmp "$2/en.pdf" old/en.pdf
	check "$1: nothing is left behind" nothing_left "$2"
}
sed -i 's/^# .*/# Another headline altogether/' tiny/issue/en/first.md

cp -R old limited
(
	ulimit -f 1
	exec "$QUOIN" build -l en -o limited tiny/issue
) >stdout 2>stderr </dev/null
code=$?
expect "file larger than allowed" 5 stderr 'cannot write'
still_old "file larger than allowed" limited

if [ "$(id -u)" = 0 ] && mkdir full && mount -t tmpfs -o size=64k quoin-test full 2>/dev/null; then
	cleanup() { umount "$T/full"; }
	cp old/en.pdf full/
	head -c 65536 /dev/zero >full/filler 2>/dev/null
	quoin build -l en -o full tiny/issue
	expect "disk full" 5 stderr 'the disk is full'
	still_old "disk full" full
	mount -o remount,ro full
	quoin build -l en -o full tiny/issue
	expect "disk read-only" 5 stderr 'read-only'
	still_old "disk read-only" full
	umount full
	cleanup() { :; }
fi

cp -R old locked
chmod a-w locked
if [ "$(id -u)" = 0 ]; then
	chmod 755 "$T"
	chmod -R a+rX "$T/tiny"
	run_as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	"${run_as[@]}" test -x "$QUOIN" -a -r "$root/fonts/fonts.yaml" || run_as=()
else
	run_as=(env)
fi
if [ ${#run_as[@]} -gt 0 ]; then
	HOME=$T "${run_as[@]}" "$QUOIN" build -l en -o locked tiny/issue >stdout 2>stderr </dev/null
	code=$?
	expect "folder without permission" 5 stderr 'permission'
	still_old "folder without permission" locked
fi
chmod u+w locked

: >blocker
quoin build -l en -o blocker/en.pdf tiny/issue
expect "a file where a folder should be" 5 stderr 'blocker'
mkdir -p taken/en.pdf
quoin build -l en -o taken tiny/issue
expect "a folder where the file should be" 5 stderr 'taken/en.pdf'
"$QUOIN" build -l en -o - tiny/issue >/dev/full 2>stderr </dev/null
code=$?
: >stdout
expect "stdout on a full disk" 5 stderr 'standard output'

# One language with an error, the other without.
fresh_tiny
"$QUOIN" build -q -o both tiny/issue
cp both/ar.pdf ar-before.pdf
sed -i 's/^# .*/# Another headline altogether/' tiny/issue/en/first.md
sed -i 's/^# .*/&\n\n> [!nonsense] x\n>\n> y/' tiny/issue/ar/first.md
cp both/en.pdf en-before.pdf
quoin build -o both tiny/issue
expect "one language has an error" 1 stderr 'both/en\.pdf: ' stderr 'both/ar\.pdf: not written, 1 error; the old file is kept'
check "its old file is whole" cmp both/ar.pdf ar-before.pdf
check "the other language is new" bash -c '! cmp -s both/en.pdf en-before.pdf'
quoin build --draft -o drafts tiny/issue
expect "a draft is written all the same" 1 stderr 'drafts/ar\.pdf: .* a draft with errors'
check "the draft is a PDF" qpdf --check drafts/ar.pdf

# Interrupted at many moments: 130, or done; the file is old or new, never between.
fresh_tiny
mkdir stopped
cp old/en.pdf stopped/
interrupted=0 torn=0
for delay in 0.002 0.004 0.006 0.008 0.01 0.012 0.015 0.02 0.025 0.03 0.04 0.05 0.08; do
	timeout -s INT $delay env --default-signal=INT "$QUOIN" build -q -o stopped tiny/issue >/dev/null 2>&1 </dev/null
	case $? in
	124) interrupted=$((interrupted + 1)) ;;                 # timeout's own code when it had to send the signal
	0) ;;
	*) torn=$((torn + 1)) ;;
	esac
	cmp -s stopped/en.pdf old/en.pdf || torn=$((torn + 1))
	nothing_left stopped >/dev/null || torn=$((torn + 1))
done
check "interrupted at any moment, the file is whole" test "$torn" = 0
check "some of the runs were interrupted" test "$interrupted" -gt 0
timeout --preserve-status -s INT 0.002 env --default-signal=INT "$QUOIN" build -q -o stopped tiny/issue >/dev/null 2>&1 </dev/null
check "an interrupted run exits with 130" test $? = 130
exit $status
