"""How tests look that use the fixtures of conftest.py: `pytest fixture_test.py`."""


def make_mandate(world):
    return world.post(f"{world.url}/_mock/mandates", json={"status": "active"}).json()["id"]


def test_a_paused_mandate_cannot_be_amended(world):
    mandate = make_mandate(world)
    world.patch(f"{world.url}/api/mandates/pause", params={"mandate_id": mandate})
    world.post(f"{world.url}/_mock/authorise", json={"mandate": mandate})
    refused = world.patch(f"{world.url}/api/mandates/amend", params={"mandate_id": mandate},
                          json={"maximum_amount": "7500.00"})
    assert refused.status_code == 400
    assert refused.headers["Lotusbox-Rule"] == "amend.mandate_active"


def test_every_test_has_a_world_of_its_own(world):
    assert world.get(f"{world.url}/v1/mandates").json()["data"] == []
    make_mandate(world)
