#!/bin/sh
# Packs what users take home: package.sh PROGRAM VERSION FOLDER_OF_HTTPLIB OUTPUT. PROGRAM is the
# static one. Debian packages that lie in OUTPUT already are counted in SHA256SUMS.
set -eu
program=$(realpath -- "$1") version=$2 httplib=$3
mkdir -p "$4"
output=$(realpath -- "$4")
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
tree=$(dirname -- "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$tree" log -1 --format=%ct 2>/dev/null || stat -c %Y "$tree/CHANGELOG.md")}
export SOURCE_DATE_EPOCH

if ! LC_ALL=C ldd "$program" 2>&1 | grep -q 'not a dynamic executable\|statically linked'; then
  echo "$program is not linked statically" >&2
  exit 1
fi

# archive FILE FOLDER: the same content gives the same archive.
archive() {
  tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -cf - "$2" | gzip -9n >"$output/$1"
  echo "$output/$1"
}

name=lotusbox-$version-linux-$(uname -m)
top=$work/$name
install -D -m 755 "$program" "$top/bin/lotusbox"
strip --strip-all --remove-section=.comment "$top/bin/lotusbox"
mkdir -p "$top/share/man/man1" "$top/share/bash-completion/completions" \
  "$top/share/zsh/site-functions" "$top/share/fish/vendor_completions.d"
"$top/bin/lotusbox" man >"$top/share/man/man1/lotusbox.1"
"$top/bin/lotusbox" completions bash >"$top/share/bash-completion/completions/lotusbox"
"$top/bin/lotusbox" completions zsh >"$top/share/zsh/site-functions/_lotusbox"
"$top/bin/lotusbox" completions fish >"$top/share/fish/vendor_completions.d/lotusbox.fish"
"$here/licences.sh" "$httplib" "$top/licences"
cp "$tree/LICENSE" "$tree/README.md" "$tree/CHANGELOG.md" "$top"
archive "$name.tar.gz" "$name"

# The image is made of the same program.
case $(uname -m) in x86_64) kind=amd64 ;; aarch64) kind=arm64 ;; *) kind=$(uname -m) ;; esac
install -D -m 755 "$top/bin/lotusbox" "$output/linux-$kind/lotusbox"

rm -rf "$output/licences"
cp -R "$top/licences" "$output/licences"
if command -v npm >/dev/null; then
  "$here/npm.sh" "$top/bin/lotusbox" "$version" "$output"
else
  echo 'no npm here, so no npm packages' >&2
fi
rm -rf "$output/licences"
python3 "$here/wheel.py" "$top/bin/lotusbox" "$version" "$output" "$SOURCE_DATE_EPOCH"

mkdir "$work/lotusbox-$version"
(cd "$tree" && git ls-files -z 2>/dev/null) | (cd "$tree" && xargs -0 cp --parents -P -t "$work/lotusbox-$version")
archive "lotusbox-$version.tar.gz" "lotusbox-$version"

rm -f "$output/SHA256SUMS"
(cd "$output" && find . -maxdepth 1 -type f -printf '%P\n' | LC_ALL=C sort |
  xargs -d '\n' sha256sum) >"$work/sums"
cp "$work/sums" "$output/SHA256SUMS"
echo "$output/SHA256SUMS"
