#!/bin/sh
# Runs the shipped scenarios over HTTP against the real binary: over_http.sh BINARY SCENARIOS
set -eu
binary=$1
scenarios=$2
folder=$(mktemp -d)
# The file is there before the server starts: the shell of a background command may open it later.
: >"$folder/ready"
"$binary" serve --port 0 --quiet >>"$folder/ready" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
# The ready line is one whole line: tail ends as soon as it is there.
url=$(tail -n +1 -f --pid="$server" "$folder/ready" | head -n 1 |
      sed 's/.*"url":"\([^"]*\)".*/\1/')
[ -n "$url" ] || { echo "the server did not come up" >&2; exit 1; }
"$binary" replay --url "$url" "$scenarios"
