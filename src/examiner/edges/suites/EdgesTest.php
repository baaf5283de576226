<?php
// Boundary tests made by `lotusbox edges --suite phpunit`: lotusbox exec -- phpunit EdgesTest.php
//
// Each case of edges.json builds a world of its own and makes one call at the boundary of one rule.
// The call goes through EdgesClient::send: replace that by your own client, and these cases test
// how your code takes each refusal. Make them again with the same command; EdgesClient.php is kept.
declare(strict_types=1);

require_once __DIR__ . '/EdgesClient.php';

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class EdgesTest extends TestCase
{
    public static function edges(): iterable
    {
        $file = json_decode(file_get_contents(__DIR__ . '/edges.json'), true);
        foreach ($file['edges'] as $edge) {
            yield $edge['id'] => [$edge];
        }
    }

    /** @dataProvider edges */
    #[DataProvider('edges')]
    public function testEdge(array $edge): void
    {
        $world = new EdgesClient($edge);
        foreach ($edge['world']['given'] as $call) {
            [$status, $body] = $world->call($call);
            self::assertSame(2, intdiv($status, 100), $call['path'] . ': ' . json_encode($body));
        }
        [$status, $body] = $world->send($edge['call']);
        $told = "{$edge['rule']}: {$edge['demands']}; {$edge['what']}: " . json_encode($body);
        self::assertSame($edge['expect']['status'], $status, $told);
        self::assertSame($edge['expect']['code'], EdgesClient::codeOf($body), $told);
    }
}
