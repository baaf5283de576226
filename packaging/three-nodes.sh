#!/bin/sh
# Three servers of lotusbox on one PostgreSQL behind one nginx, on this machine: to see how it works,
# and that it goes on when a server dies. All of it lives in one folder and ends with this script.
# shellcheck disable=SC2317 # the trap calls the end
set -eu

help() {
  cat <<'END'
usage: three-nodes.sh [--folder FOLDER] [--port PORT] [--try SCENARIOS]

  --folder FOLDER    where the database, the logs and nginx live; a temporary one, deleted at the end
  --port PORT        of nginx, 5688 unless told; the servers have 5681 to 5683, PostgreSQL 5680
  --try SCENARIOS    replay these scenarios through nginx, kill a server in the middle, and end with
                     the exit code of the replay

The program is that of LOTUSBOX, or lotusbox on PATH, or of the build folder beside this script. What
is missing of PostgreSQL and nginx is installed when root runs this. Debian 12.
END
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
folder='' scenarios='' port=5688
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=${2:?--folder needs a folder} && shift 2 ;;
    --port) port=${2:?--port needs a number} && shift 2 ;;
    --try) scenarios=${2:?--try needs a file or folder} && shift 2 ;;
    -h | --help) help && exit 0 ;;
    *) printf '%s\n' "three-nodes.sh: $1 is not known; --help tells what is" >&2 && exit 1 ;;
  esac
done

say() { printf '%s\n' "three-nodes.sh: $*" >&2; }
die() { say "$@" && exit 3; }

program=${LOTUSBOX:-$(command -v lotusbox || true)}
[ -n "$program" ] || program=$here/../build/src/cli/lotusbox
[ -x "$program" ] || die "there is no lotusbox: put it on PATH, or say where it is with LOTUSBOX"

PATH=$PATH:/usr/sbin:/sbin
postgres=$(find /usr/lib/postgresql -name initdb 2>/dev/null | sort -V | tail -n 1)
if [ -z "$postgres" ] || ! command -v nginx >/dev/null; then
  [ "$(id -u)" = 0 ] || die "install what is missing: apt-get install postgresql nginx-light"
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -qy postgresql nginx-light >&2
  postgres=$(find /usr/lib/postgresql -name initdb | sort -V | tail -n 1)
fi
postgres=$(dirname "$postgres")

temporary=''
if [ -z "$folder" ]; then
  folder=$(mktemp -d) && temporary=$folder
fi
mkdir -p "$folder/nginx"
chmod 755 "$folder"
folder=$(CDPATH='' cd -- "$folder" && pwd -P)

# initdb refuses root.
as_other() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
  else
    "$@"
  fi
}

processes=''
end() {
  trap - EXIT INT TERM
  # A server that is told to stop gives its worlds away first, so the database ends last.
  for process in $processes; do kill "$process" 2>/dev/null || true; done
  for process in $processes; do wait "$process" 2>/dev/null || true; done
  as_other "$postgres/pg_ctl" -D "$folder/postgres/data" -m fast stop >/dev/null 2>&1 || true
  [ -z "$temporary" ] || rm -rf "$temporary"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ ! -d "$folder/postgres" ]; then
  mkdir "$folder/postgres"
  [ "$(id -u)" != 0 ] || chown nobody:nogroup "$folder/postgres"
  as_other "$postgres/initdb" -D "$folder/postgres/data" -U lotusbox --auth=trust -E UTF8 >/dev/null
fi
as_other "$postgres/pg_ctl" -D "$folder/postgres/data" -w -l "$folder/postgres/log" \
  -o "-p 5680 -k $folder/postgres -c listen_addresses=127.0.0.1" start >/dev/null ||
  die "PostgreSQL does not start: see $folder/postgres/log"
url=postgresql://lotusbox@127.0.0.1:5680/lotusbox
psql -qAt -h 127.0.0.1 -p 5680 -U lotusbox -c 'CREATE DATABASE lotusbox' postgres 2>/dev/null || true

second=''
for number in 1 2 3; do
  "$program" serve --data "$url" --port "568$number" --node "127.0.0.1:568$number" --lease 3 \
    >"$folder/node$number.log" 2>&1 &
  processes="$processes $!"
  [ "$number" != 2 ] || second=$!
done

{
  [ "$(id -u)" != 0 ] || echo 'user root;'
  sed -e "s/127.0.0.1:5688/127.0.0.1:$port/" -e '/^http {/a\
  client_body_temp_path client_body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;' "$here/nginx.conf"
} >"$folder/nginx/nginx.conf"
nginx -p "$folder/nginx" -c nginx.conf -e stderr -g 'daemon off;' 2>"$folder/nginx/log" &
processes="$! $processes"

for number in 1 2 3; do
  tries=0
  until "$program" health --url "http://127.0.0.1:568$number" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || die "server $number does not get ready: see $folder/node$number.log"
    sleep 0.1
  done
done
say "http://127.0.0.1:$port leads to three servers; all that they write is in $folder"

if [ -z "$scenarios" ]; then
  say "Ctrl-C ends it"
  while :; do sleep 3600 & wait $!; done
fi
"$program" replay --url "http://127.0.0.1:$port" "$scenarios" >"$folder/replay.log" 2>&1 &
replay=$!
sleep 1
kill -KILL "$second" && say "server 2 is killed"
code=0
wait "$replay" || code=$?
tail -n 20 "$folder/replay.log"
"$program" journal verify "$url" || code=$?
exit "$code"
