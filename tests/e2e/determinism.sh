#!/usr/bin/env bash
# The same issue gives the same bytes, whatever the locale, time zone, user, thread count, folder or hour.
. "$(dirname "$0")/lib.sh"
cd "$T" || exit 1
issue=$sample

"$QUOIN" build -q -j 1 -o first --dump-layout first "$issue" >first.out 2>first.err </dev/null
check "the sample can be set" test $? = 0
check "all languages are there" test "$(ls first/*.pdf | wc -l)" -ge 3

# same WHAT FOLDER: every PDF and dump in it equals the first
same() {
	local what=$1 folder=$2 file
	for file in first/*; do
		cmp -s "$file" "$folder/${file##*/}" || { bad "$what: ${file##*/} differs"; return; }
	done
	ok "$what"
}

# variant WHAT COMMAND...: runs quoin through COMMAND
variant() {
	local what=$1
	shift
	rm -rf again
	"$@" "$QUOIN" build -q -o again --dump-layout again "$issue" >again.out 2>again.err </dev/null
	same "$what" again
	check "$what: the same messages" cmp first.err again.err
}

# A locale with a decimal comma and one that collates differently, compiled here; nothing is installed.
mkdir locales
localedef -i de_DE -f UTF-8 "$T/locales/de_DE.UTF-8" >/dev/null 2>&1
localedef -i tr_TR -f UTF-8 "$T/locales/tr_TR.UTF-8" >/dev/null 2>&1
check "the comma locale works" test "$(LOCPATH=$T/locales LC_ALL=de_DE.UTF-8 bash -c 'printf %.1f 0,5' 2>/dev/null)" = 0,5
variant "decimal comma" env LOCPATH="$T/locales" LC_ALL=de_DE.UTF-8
variant "Turkish letters" env LOCPATH="$T/locales" LC_ALL=tr_TR.UTF-8
variant "plain C locale" env LC_ALL=C
variant "other time zone" env TZ=Pacific/Kiritimati
mkdir -p home/.config/fontconfig
cat >home/.config/fontconfig/fonts.conf <<'XML'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Noto Sans Mono</string></edit></match></fontconfig>
XML
variant "other user with own font settings" env HOME="$T/home" XDG_CONFIG_HOME="$T/home/.config" XDG_CACHE_HOME="$T/home/.cache" USER=nobody
variant "bare environment" env -i
variant "other umask" bash -c 'umask 077; exec "$@"' -
variant "address space laid out anew" env MALLOC_PERTURB_=165
variant "language of messages" env LANGUAGE=fr LC_MESSAGES=fr_FR.UTF-8
for n in 2 3; do
	"$QUOIN" build -q -j $n -o "j$n" --dump-layout "j$n" "$issue" 2>again.err </dev/null
	same "$n threads" "j$n"
	check "$n threads: the same messages" cmp first.err again.err
done
mkdir elsewhere
(cd elsewhere && "$QUOIN" build -q -o "$T/from-elsewhere" --dump-layout "$T/from-elsewhere" "$issue" 2>/dev/null </dev/null)
same "other working folder" from-elsewhere
cp -R "$root/issues" "$root/layouts" "$root/fonts" elsewhere/
mkdir elsewhere/build
[ ! -d "$root/build/hyphen" ] || cp -R "$root/build/hyphen" elsewhere/build/
(cd elsewhere && "$QUOIN" build -q -o "$T/from-copy" "issues/${issue##*/}" 2>/dev/null </dev/null)
for file in first/*.pdf; do
	check "a copy of the issue under another path: ${file##*/}" cmp "$file" "from-copy/${file##*/}"
done
for file in first/*.pdf; do
	language=$(basename "$file" .pdf)
	"$QUOIN" build -q -l "$language" -o alone "$issue" 2>/dev/null </dev/null
	check "$language alone equals $language among others" cmp "$file" "alone/$language.pdf"
done
umask 022
"$QUOIN" build -q -l en -o mode "$issue" 2>/dev/null </dev/null
check "the file has ordinary permissions" test "$(stat -c %a mode/en.pdf)" = 644
check "no path of this machine in the PDF" bash -c '! grep -aqF -e "$1" -e "$2" first/en.pdf' - "$T" "$root"
exit $status
