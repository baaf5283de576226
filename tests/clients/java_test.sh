#!/bin/sh
# Compiles and runs LinkTest.java with Debian's JUnit 5.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
path=$classes
for name in junit-jupiter-api junit-jupiter-engine junit-platform-commons junit-platform-console \
  junit-platform-engine junit-platform-launcher junit-platform-reporting opentest4j apiguardian-api \
  picocli univocity-parsers; do
  [ ! -f "/usr/share/java/$name.jar" ] || path=$path:/usr/share/java/$name.jar
done
javac -cp "$path" -d "$classes" "$here/LinkTest.java"
java -cp "$path" org.junit.platform.console.ConsoleLauncher --disable-banner -c LinkTest
