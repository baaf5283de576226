<?php
// A receiver of LotusPay's webhooks that does it right. PHP 8 with openssl, no packages.
//
//     LOTUSPAY_WEBHOOK_KEY=whk_0123456789ab RECEIVER_STORE=/tmp/store PHP_CLI_SERVER_WORKERS=4 \
//         php -S 127.0.0.1:9000 receiver.php
//
// POST /hook takes deliveries; GET /state and POST /reset are for `lotusbox examine`. Each event is
// a file here, and a row of your data base in real life. The slow work is done by another process
// than the one that answers: here by who asks for the state, in real life by a queue or cron.

$store = getenv('RECEIVER_STORE') ?: sys_get_temp_dir() . '/receiver';
@mkdir($store, 0777, true);

/** The event in a delivery; null when LotusPay cannot have sent it. */
function decrypt(string $body): ?array
{
    $envelope = json_decode($body, true);
    $sealed = is_array($envelope) ? ($envelope['serialized_response'] ?? null) : null;
    if (!is_string($sealed) || strlen($sealed) <= 16) {
        return null;
    }
    $bytes = base64_decode(substr($sealed, 16), true);
    foreach (array_filter([getenv('LOTUSPAY_WEBHOOK_KEY'), getenv('LOTUSPAY_WEBHOOK_NEXT_KEY')]) as $key) {
        $plain = $bytes === false ? false
            : openssl_decrypt($bytes, 'aes-128-cbc', $key, OPENSSL_RAW_DATA, substr($sealed, 0, 16));
        $event = $plain === false ? null : json_decode($plain, true);
        if (is_array($event) && isset($event['id']) && is_array($event['data'] ?? null)) {
            return $event;
        }
    }
    return null;
}

function take(string $store, string $body): int
{
    $event = decrypt($body);
    if ($event === null || !preg_match('/^\w+$/', (string) $event['id'])) {
        return 400;
    }
    // In one step: the file is made, or it was there already. So a repeat is harmless.
    $file = @fopen("$store/{$event['id']}.event", 'x');
    if ($file === false) {
        return file_exists("$store/{$event['id']}.event") ? 200 : 500;
    }
    $written = fwrite($file, json_encode($event));
    return fclose($file) && $written ? 200 : 500;
}

/** What there is to know of an object. An event tells what was; the API tells what is. */
function status_of(array $event): ?string
{
    static $paths = ['mandate' => 'mandates', 'source' => 'sources', 'customer' => 'customers',
        'ach_debit' => 'ach_debits', 'settlement' => 'settlements'];
    $data = $event['data'];
    $path = $paths[$data['object'] ?? ''] ?? null;
    if (getenv('LOTUSPAY_BASE_URL') && $path) {
        $key = base64_encode(getenv('LOTUSPAY_API_KEY') . ':');
        $context = stream_context_create(['http' => ['header' => "Authorization: Basic $key"]]);
        $data = json_decode(file_get_contents(getenv('LOTUSPAY_BASE_URL') . "/v1/$path/{$data['id']}", false, $context), true);
    }
    return $data['status'] ?? null;
}

/** The slow work, after the answers. Without the API the newest event wins. */
function state(string $store): array
{
    $newest = [];
    $files = glob("$store/*.event");
    foreach ($files as $file) {
        $event = json_decode(file_get_contents($file), true);
        if (!is_array($event)) {
            continue;  // it is being written
        }
        $kept = $newest[$event['data']['id']] ?? null;
        if (!$kept || [$kept['created'], $kept['id']] < [$event['created'], $event['id']]) {
            $newest[$event['data']['id']] = $event;
        }
    }
    ksort($newest);
    return ['events' => count($files), 'objects' => (object) array_map('status_of', $newest)];
}

$call = $_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI'];
if ($call === 'POST /hook') {
    http_response_code(take($store, file_get_contents('php://input')));
} elseif ($call === 'POST /reset') {
    array_map('unlink', glob("$store/*.event"));
    http_response_code(204);
} elseif ($call === 'GET /state') {
    echo json_encode(state($store));
} else {
    http_response_code($_SERVER['REQUEST_URI'] === '/hook' ? 405 : 404);
}
