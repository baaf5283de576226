"""Boundary tests made by `lotusbox edges --suite pytest`: lotusbox exec -- pytest.

Each case of edges.json builds a world of its own and makes one call at the boundary of one rule.
The call goes through edges_client.send: replace that by your own client, and these cases test how
your code takes each refusal. Make them again with the same command; edges_client.py is kept."""
import json
import pathlib

import edges_client
import pytest

EDGES = json.loads((pathlib.Path(__file__).parent / "edges.json").read_text("utf-8"))["edges"]


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge["id"])
def test_edge(edge):
    world = edges_client.World(edge)
    for call in edge["world"]["given"]:
        answer = world.build(call)
        assert 200 <= answer.status < 300, (call["method"], call["path"], answer.body)
    answer = edges_client.send(world, edge["call"])
    told = f'{edge["rule"]}: {edge["demands"]}; {edge["what"]}: {answer.body}'
    assert answer.status == edge["expect"]["status"], told
    assert edges_client.code_of(answer) == edge["expect"]["code"], told
