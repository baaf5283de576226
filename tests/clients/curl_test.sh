#!/bin/sh
# A mandate from its source to a link that is never opened, with curl and jq.
#
# usage: LOTUSBOX=path/to/lotusbox ./curl_test.sh
set -eu
key=sk_test_shell
here=$(dirname -- "$0")
folder=$(mktemp -d)
trap 'kill $started; wait; rm -rf "$folder"' EXIT
started=''

# start FILE COMMAND…: runs it with its output in a pipe; the first line is what it says when ready.
start() {
  file=$1
  shift
  mkfifo "$file.pipe"
  "$@" >"$file.pipe" &
  started="$started $!"
  # Opening the pipe waits for the program, reading waits for its line: no sleep, no polling.
  exec 3<"$file.pipe"
  read -r line <&3
  printf '%s\n' "$line" >"$file"
}
fail() {
  echo "not so: $*" >&2
  exit 1
}
# call METHOD PATH [JSON] | jq …
call() {
  curl -sS --fail-with-body -u "$key:" -X "$1" "$url$2" ${3:+-H 'Content-Type: application/json' -d "$3"}
}
# opened STATUS URL: what a browser would get
opened() { [ "$(curl -sS -o /dev/null -w '%{http_code}' "$2")" = "$1" ] || fail "$2 answers $1"; }
# is JQ-CONDITION, about the JSON on stdin
is() { jq -e "$1" >/dev/null || fail "$1"; }
decrypt() { # one webhook body on stdin
  sealed=$(jq -j .serialized_response)
  iv=$(printf %s "$sealed" | cut -c 1-16 | head -n 1)
  printf '%s\n' "${sealed#"$iv"}" | openssl enc -d -aes-128-cbc -a -K "$(printf %s "$hook_key" | hex)" \
    -iv "$(printf %s "$iv" | hex)"
}
hex() { od -An -v -tx1 | tr -d ' \n'; }

start "$folder/box" "${LOTUSBOX:-lotusbox}" serve --port 0 --quiet
url=$(jq -r .url "$folder/box")
start "$folder/receiver" python3 -B "$here/receiver.py"
hook_key=$(call PUT /_mock/webhook "{\"url\":\"$(cat "$folder/receiver")\"}" | jq -r .key)

source=$(call POST /v1/sources '{"type":"nach_debit","nach_debit":{"amount_maximum":500000,
  "debtor_agent_code":"ICIC","debtor_account_name":"ASHA TESTWALA",
  "debtor_account_number":"999900000001"}}')
link=$(printf '%s\n' "$source" | jq -r .redirect.url)
opened 200 "$link"
call POST /_mock/authorise "{\"link\":\"$link\"}" | is '.status == "SUCCESS"'
mandate=$(call GET "/v1/sources/$(printf '%s\n' "$source" | jq -r .id)" | jq -r .mandate)
call GET "/v1/mandates/$mandate" | is '.status == "active"'

link=$(call PATCH "/api/mandates/amend?mandate_id=$mandate" '{"maximum_amount":"7500.00"}' |
  jq -r .auth_link)
call GET "/v1/mandates/$mandate" | is '.status == "pending"'
call POST /_mock/clock/advance '{"by":"P7D","settle_ms":30000}' | is .quiet
opened 410 "$link"
call GET "/v1/mandates/$mandate" | is '.status == "active" and .amount_maximum == 500000'

# All six webhooks are here: the clock answered when they had been delivered.
types=''
for _ in 1 2 3 4 5 6; do
  read -r body <&3
  types="$types $(printf '%s\n' "$body" | decrypt | jq -r .type)"
done
[ "$types" = ' source.pending source.submitted mandate.active customer.active mandate.pending mandate.amend.failed' ] ||
  fail "the webhooks are$types"
call GET /_mock/deliveries | is '[.data[].status] == [range(6) | "delivered"]'
echo 'shell: all well'
