<?php
// A mandate from its source to a link that is never opened, with curl and openssl_decrypt.
//
// usage: LOTUSBOX=path/to/lotusbox php curl_test.php
declare(strict_types=1);

const KEY = 'sk_test_php';
const NACH_DEBIT = ['amount_maximum' => 500000, 'debtor_agent_code' => 'ICIC',
    'debtor_account_name' => 'ASHA TESTWALA', 'debtor_account_number' => '999900000001'];

/** Starts a program and returns it with the first line of one of its outputs that has the pattern. */
function start(array $command, int $output, string $pattern, array $environment = []): array
{
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes, null,
        $environment + getenv());
    while (($line = fgets($pipes[$output])) !== false) {
        if (preg_match($pattern, $line, $found)) {
            register_shutdown_function(fn () => proc_terminate($process));
            return [$process, $found[1], $pipes];
        }
    }
    throw new RuntimeException("$command[0] did not start");
}

function expect($seen, $wanted): void
{
    if ($seen !== $wanted) {
        throw new RuntimeException('not ' . json_encode($wanted) . ' but ' . json_encode($seen));
    }
}

function fetch(string $method, string $url, ?array $body = null): array
{
    $call = curl_init($url);
    curl_setopt_array($call, [CURLOPT_CUSTOMREQUEST => $method, CURLOPT_RETURNTRANSFER => true,
        CURLOPT_USERPWD => KEY . ':']);
    if ($body !== null) {
        curl_setopt($call, CURLOPT_HTTPHEADER, ['Content-Type: application/json']);
        curl_setopt($call, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $text = curl_exec($call);
    return [curl_getinfo($call, CURLINFO_RESPONSE_CODE), $text];
}

/** The vendor's own way: the IV is the first sixteen characters, the rest is base64. */
function decrypt(string $body, string $key): array
{
    $sealed = json_decode($body, true)['serialized_response'];
    $plain = openssl_decrypt(substr($sealed, 16), 'AES-128-CBC', $key, 0, substr($sealed, 0, 16));
    return json_decode($plain, true);
}

$hooks = tempnam(sys_get_temp_dir(), 'lotusbox-hooks-');
register_shutdown_function(fn () => unlink($hooks));
$lotusbox = getenv('LOTUSBOX') ?: 'lotusbox';
[$box, $url] = start([$lotusbox, 'serve', '--port', '0', '--quiet'], 1, '/"url":"([^"]+)"/');
[$receiver, $hook] = start([PHP_BINARY, '-S', '127.0.0.1:0', __DIR__ . '/hook.php'], 2,
    '/\((http:[^)]+)\) started/', ['HOOKS' => $hooks]);

$call = function (string $method, string $path, ?array $body = null) use ($url): array {
    [$status, $text] = fetch($method, $url . $path, $body);
    expect($status, 200);
    return json_decode($text, true);
};

$key = $call('PUT', '/_mock/webhook', ['url' => $hook])['key'];
$source = $call('POST', '/v1/sources', ['type' => 'nach_debit', 'nach_debit' => NACH_DEBIT]);
[$status, $page] = fetch('GET', $source['redirect']['url']);
expect([$status, str_contains($page, 'ASHA TESTWALA')], [200, true]);
$call('POST', '/_mock/authorise', ['link' => $source['redirect']['url']]);
$mandate = $call('GET', "/v1/sources/{$source['id']}")['mandate'];
expect($call('GET', "/v1/mandates/$mandate")['status'], 'active');

$request = $call('PATCH', "/api/mandates/amend?mandate_id=$mandate",
    ['maximum_amount' => '7500.00']);
expect($call('GET', "/v1/mandates/$mandate")['status'], 'pending');
$week = $call('POST', '/_mock/clock/advance', ['by' => 'P7D', 'settle_ms' => 30000]);
expect($week['quiet'], true);
expect(fetch('GET', $request['auth_link'])[0], 410);
$lapsed = $call('GET', "/v1/mandates/$mandate");
expect([$lapsed['status'], $lapsed['amount_maximum']], ['active', 500000]);

$events = array_map(fn ($line) => decrypt(base64_decode($line), $key),
    file($hooks, FILE_IGNORE_NEW_LINES));
expect(array_column($events, 'type'), ['source.pending', 'source.submitted', 'mandate.active',
    'customer.active', 'mandate.pending', 'mandate.amend.failed']);
expect(count(array_unique(array_column($events, 'id'))), 6);
echo "PHP: all well\n";
