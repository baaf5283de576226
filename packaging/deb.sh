#!/bin/sh
# Makes the Debian packages out of a build directory, as any user: deb.sh BUILD_DIRECTORY [OUTPUT]
# The packages come to lie in OUTPUT (here unless told); their names are printed. DEB_COMPRESSION
# may hold options for dpkg-deb, such as -z1 for haste.
# shellcheck disable=SC2086 # what stands here without quotes is a list of words
set -eu
build=$(CDPATH='' cd -- "$1" && pwd -P)
output=$(CDPATH='' cd -- "${2:-.}" && pwd -P)
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
tree=$(dirname -- "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

version=$(meson introspect "$build" --projectinfo | python3 -c 'import json, sys; print(json.load(sys.stdin)["version"])')
architecture=$(dpkg --print-architecture)
maintainer=$(sed -n 's/^Maintainer: //p' "$here/control.in")
# The same tree gives the same packages.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$tree" log -1 --format=%ct 2>/dev/null || stat -c %Y "$tree/CHANGELOG.md")}
export SOURCE_DATE_EPOCH

meson install -C "$build" --no-rebuild --quiet --destdir "$work/all"
# Whatever the prefix of the build directory is, packages live in /usr.
prefix=$(find "$work/all" -path '*/bin/lotusbox' | sed "s|^$work/all||; s|/bin/lotusbox$||")
if [ "$prefix" != /usr ]; then
  mkdir -p "$work/moved"
  mv "$work/all$prefix" "$work/moved/usr"
  rm -rf "$work/all"
  mv "$work/moved" "$work/all"
fi
all=$work/all/usr
library=$(dirname -- "$(find "$all" -name 'liblotusbox.so.0')")
sed -i 's|^prefix=.*|prefix=/usr|' "$library/pkgconfig/lotusbox.pc"

# put PACKAGE PATH…: moves files, as paths under /usr, from what was installed into a package.
put() {
  package=$1
  shift
  for path in "$@"; do
    mkdir -p "$work/$package/usr/$(dirname -- "$path")"
    mv "$all/$path" "$work/$package/usr/$path"
  done
}
lib=${library#"$all/"}
put lotusbox bin/lotusbox
(cd "$all/$lib" && ls -d liblotusbox.so.0*) | while read -r file; do put liblotusbox0 "$lib/$file"; done
put liblotusbox-dev include "$lib/liblotusbox.so" "$lib/pkgconfig"
[ ! -f "$library/liblotusbox.a" ] || put liblotusbox-dev "$lib/liblotusbox.a"
[ ! -d "$all/share" ] || put lotusbox share # manual page and completions
find "$work/all" -type f | while read -r file; do
  echo "no package takes ${file#"$work/all"}" >&2
  exit 1
done
install -D -m 644 "$tree/fixtures/demo.json" "$work/lotusbox/usr/share/lotusbox/demo.json"
install -D -m 644 "$here/lotusbox.service" "$work/lotusbox/lib/systemd/system/lotusbox.service"
install -D -m 644 "$here/lotusbox@.service" "$work/lotusbox/lib/systemd/system/lotusbox@.service"
install -D -m 644 "$here/nginx.conf" "$work/lotusbox/usr/share/lotusbox/nginx.conf"
install -D -m 644 "$here/lotusbox.default" "$work/lotusbox/etc/default/lotusbox"
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$work/lotusbox/usr/bin/lotusbox"
find "$work/liblotusbox0" -type f -exec strip --strip-unneeded --remove-section=.comment {} +
find "$work/liblotusbox0" -type f -exec chmod 644 {} +
find "$work" -name '*.a' -exec strip --strip-debug --enable-deterministic-archives {} +
find "$work/lotusbox" -path '*/man/*' -type f -exec gzip -9n {} +

# documents PACKAGE: licence and log of changes, where Debian wants them.
documents() {
  folder=$work/$1/usr/share/doc/$1
  mkdir -p "$folder"
  {
    echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
    echo 'Upstream-Name: lotusbox'
    echo
    echo 'Files: *'
    sed -n 's/^Copyright (c)/Copyright:/p' "$tree/LICENSE"
    echo 'License: Expat'
    sed '1,/^Copyright/d; /./!s/^$/./; s/^/ /' "$tree/LICENSE" | sed '1{/^ \.$/d}'
  } >"$folder/copyright"
  {
    printf 'lotusbox (%s) unstable; urgency=medium\n\n  * What has changed is told in CHANGELOG.md.\n\n' "$version"
    printf ' -- %s  %s\n' "$maintainer" "$(LC_ALL=C date -Ru -d "@$SOURCE_DATE_EPOCH")"
  } | gzip -9n >"$folder/changelog.gz"
}

# needs FILE: what dpkg-shlibdeps reads out of a program or library.
needs() {
  mkdir -p "$work/source/debian"
  cp "$here/control.in" "$work/source/debian/control"
  (cd "$work/source" && dpkg-shlibdeps -O "$1") | sed -n 's/^shlibs:Depends=//p'
}

# finish PACKAGE DEPENDS
finish() {
  package=$1
  documents "$package"
  mkdir -p "$work/$package/DEBIAN"
  control=$work/$package/DEBIAN/control
  sed -n "/^Package: $package\$/,/^\$/p" "$here/control.in" |
    sed "/^\$/d; s/VERSION/$version/; s/^Architecture: any/Architecture: $architecture/" >"$control.most"
  {
    sed '/^Description/,$d; /^Depends/d' "$control.most"
    printf 'Source: lotusbox\nVersion: %s\nMaintainer: %s\nPriority: optional\n' "$version" "$maintainer"
    printf 'Multi-Arch: %s\n' "$([ "$package" = lotusbox ] && echo foreign || echo same)"
    printf 'Installed-Size: %s\n' "$(du -k -s --apparent-size "$work/$package" | cut -f 1)"
    printf 'Depends: %s\n' "$2"
    sed -n '/^Description/,$p' "$control.most"
  } | sed "/^Source: $package\$/d" >"$control"
  rm "$control.most"
  (cd "$work/$package" && find . -type f ! -path './DEBIAN/*' -printf '%P\n' | LC_ALL=C sort |
    xargs -d '\n' md5sum) >"$work/$package/DEBIAN/md5sums"
  file=${package}_${version}_$architecture.deb
  dpkg-deb ${DEB_COMPRESSION:-} --root-owner-group --build "$work/$package" "$output/$file" >/dev/null
  echo "$output/$file"
}

mkdir -p "$work/lotusbox/DEBIAN" "$work/liblotusbox0/DEBIAN"
echo /etc/default/lotusbox >"$work/lotusbox/DEBIAN/conffiles"
for script in postinst prerm postrm; do
  install -m 755 "$here/lotusbox.$script" "$work/lotusbox/DEBIAN/$script"
done
echo "liblotusbox 0 liblotusbox0 (>= $version)" >"$work/liblotusbox0/DEBIAN/shlibs"
echo 'activate-noawait ldconfig' >"$work/liblotusbox0/DEBIAN/triggers"
finish lotusbox "$(needs "$work/lotusbox/usr/bin/lotusbox")"
finish liblotusbox0 "$(needs "$work/liblotusbox0/usr/$lib/liblotusbox.so.$version")"
finish liblotusbox-dev "liblotusbox0 (= $version)"
