#!/bin/sh
# Collects the licences of what a static program holds: licences.sh FOLDER_OF_HTTPLIB OUTPUT
set -eu
httplib=$1 output=$2
mkdir -p "$output"
tree=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

# take NAME FILE…: the first of these files that is there; a licence that is missing ends the packing.
take() {
  name=$1
  shift
  for file in "$@"; do
    if [ -f "$file" ]; then
      cp "$file" "$output/$name.txt"
      return 0
    fi
  done
  echo "no licence text of $name" >&2
  exit 1
}

doc=/usr/share/doc
take lotusbox "$tree/LICENSE"
take cpp-httplib "$httplib/LICENSE"
take openssl $doc/libssl-dev/copyright
take sqlite $doc/libsqlite3-dev/copyright
take zlib $doc/zlib1g-dev/copyright
take boost $doc/libboost1.*-dev/copyright
take nlohmann-json $doc/nlohmann-json3-dev/copyright
take cli11 $doc/libcli11-dev/copyright
take glibc $doc/libc6-dev/copyright
take gcc-libstdc++ $doc/gcc-12-base/copyright $doc/gcc-*-base/copyright
cat >"$output/README.txt" <<'END'
The program is linked statically with the libraries named here, each under the licence in its file.

glibc is under the LGPL 2.1: you may link the program with another version of it. The source archive
that is published beside this file, with `./dev package`, does so. libstdc++ is under the GPL 3 with the GCC
Runtime Library Exception, which allows this use.
END
