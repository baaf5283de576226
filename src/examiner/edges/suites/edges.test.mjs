// Boundary tests made by `lotusbox edges --suite node`: lotusbox exec -- node --test.
//
// Each case of edges.json builds a world of its own and makes one call at the boundary of one rule.
// The call goes through `send` of edges-client.mjs: replace that by your own client, and these
// cases test how your code takes each refusal. Make them again with the same command;
// edges-client.mjs is kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { codeOf, send, World } from "./edges-client.mjs";

const { edges } = JSON.parse(readFileSync(new URL("edges.json", import.meta.url), "utf8"));

for (const edge of edges) {
  test(edge.id, async () => {
    const world = await World.of(edge);
    for (const call of edge.world.given) {
      const answer = await world.call(call);
      assert.equal(Math.floor(answer.status / 100), 2, `${call.path}: ${JSON.stringify(answer.body)}`);
    }
    const answer = await send(world, edge.call);
    const told = `${edge.rule}: ${edge.demands}; ${edge.what}: ${JSON.stringify(answer.body)}`;
    assert.equal(answer.status, edge.expect.status, told);
    assert.equal(codeOf(answer), edge.expect.code, told);
  });
}
