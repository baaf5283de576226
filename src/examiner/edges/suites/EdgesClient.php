<?php
// How the boundary tests call the API. Replace `send` by your own client: it gets one call, and
// answers with its status and its body.
declare(strict_types=1);

final class EdgesClient
{
    private const BOUNDARY = 'edges-boundary';
    private string $base;
    private string $control;
    private string $key;
    private array $names = [];

    /** The world of one case: a test key of its own, and names for what was made in it. */
    public function __construct(array $edge)
    {
        $this->base = rtrim(getenv('LOTUSPAY_BASE_URL') ?: 'http://127.0.0.1:5688', '/');
        $this->control = rtrim(getenv('LOTUSBOX_URL') ?: $this->base, '/');
        $this->key = 'sk_test_' . substr(preg_replace('/[^a-z0-9]/', '', strtolower($edge['id'])), 0, 56);
        $world = array_intersect_key($edge['world'], array_flip(['at', 'profile', 'seed']));
        [$status, $body] = $this->call([
            'method' => 'POST', 'path' => '/_mock/reset', 'accept' => 'application/json',
            'content_type' => 'application/json', 'body' => json_encode($world)]);
        if ($status !== 200) {
            throw new RuntimeException(json_encode($body));
        }
    }

    public function send(array $call): array
    {
        return $this->call($call);
    }

    public static function codeOf(mixed $body): ?string
    {
        return is_array($body) ? ($body['error']['code'] ?? null) : null;
    }

    /** @return array{int, mixed} the status, and the body, parsed where it is JSON */
    public function call(array $call): array
    {
        $path = $this->withNames($call['path']);
        if (str_contains($path, '://')) { // a whole link: what counts of it is its path
            $link = parse_url($path);
            $path = $link['path'] . (isset($link['query']) ? '?' . $link['query'] : '');
        }
        $headers = ['Accept: ' . $call['accept']];
        foreach ($call['headers'] ?? [] as $name => $value) {
            $headers[] = "$name: $value";
        }
        $key = array_key_exists('key', $call) ? $call['key'] : $this->key;
        if ($key !== null) {
            $headers[] = 'Authorization: Basic ' . base64_encode("$key:");
        }
        $curl = curl_init((str_starts_with($path, '/_mock') ? $this->control : $this->base) . $path);
        if (isset($call['body'])) {
            $body = $this->withNames($call['body']);
            $type = $call['content_type'];
            if ($type === 'multipart/form-data') {
                $type .= '; boundary=' . self::BOUNDARY;
                $body = self::partsOf($body);
            }
            $headers[] = "Content-Type: $type";
            curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
        }
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $call['method'], CURLOPT_HTTPHEADER => $headers,
            CURLOPT_RETURNTRANSFER => true, CURLOPT_FOLLOWLOCATION => false]);
        $text = curl_exec($curl);
        if ($text === false) {
            throw new RuntimeException(curl_error($curl));
        }
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        $read = json_decode($text, true) ?? $text;
        $this->learn($call, is_array($read) ? $read : []);
        return [$status, $read];
    }

    private function withNames(string $text): string
    {
        return preg_replace_callback('/\{([a-z]+[0-9]+(?:\.[a-z]+)?)\}/',
            fn (array $found): string => $this->names[$found[1]] ?? $found[0], $text);
    }

    private function learn(array $call, array $body): void
    {
        $redirect = is_array($body['redirect'] ?? null) ? $body['redirect'] : [];
        if (isset($call['as'])) {
            $name = $call['as'];
            $first = $body['data'][0] ?? null;
            $made = ['' => $body['id'] ?? $body['mandate_id'] ?? (is_array($first) ? $first['id'] ?? null : null),
                '.umrn' => $body['umrn'] ?? null, '.short' => $redirect['short_url'] ?? null];
            foreach ($made as $part => $value) {
                if ($value !== null) {
                    $this->names[$name . $part] = (string) $value;
                }
            }
        }
        $link = $body['auth_link'] ?? $redirect['url'] ?? null;
        if (isset($call['link']) && $link !== null) {
            $this->names[$call['link']] = $link;
        }
    }

    private static function partsOf(string $lines): string
    {
        $body = '';
        foreach (explode("\n", $lines) as $line) {
            [$name, $value] = explode('=', $line, 2);
            [$name, $file] = explode('@', $name, 2) + [1 => null];
            $of = $file === null ? '' : "; filename=\"$file\"";
            $body .= '--' . self::BOUNDARY . "\r\nContent-Disposition: form-data; name=\"$name\"$of\r\n\r\n$value\r\n";
        }
        return $body . '--' . self::BOUNDARY . "--\r\n";
    }
}
