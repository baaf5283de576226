#!/bin/sh
# Makes the npm packages: npm.sh PROGRAM VERSION OUTPUT. Their names are printed. Needs npm, which
# asks no registry for this.
set -eu
program=$(realpath -- "$1") version=$2 output=$(realpath -- "$3")
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -R "$here/npm/." "$work"
cp "$here/../LICENSE" "$work/lotusbox"
cp "$here/../LICENSE" "$work/linux-x64"
[ ! -d "$output/licences" ] || cp -R "$output/licences" "$work/linux-x64/licences"
install -D -m 755 "$program" "$work/linux-x64/bin/lotusbox"
for package in lotusbox linux-x64; do
  sed -i "s/\"0\\.1\\.0\"/\"$version\"/" "$work/$package/package.json"
  file=$(cd "$work/$package" && npm pack --silent --offline --pack-destination "$output")
  echo "$output/$file"
done
