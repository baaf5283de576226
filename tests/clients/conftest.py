"""Fixtures for pytest: one server for all tests, and for each test a world and a session for it."""
import itertools
import os

import pytest
import requests

from lotusbox import Lotusbox

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def lotusbox():
    with Lotusbox(os.environ.get("LOTUSBOX", "lotusbox")) as box:
        yield box


@pytest.fixture
def world(lotusbox):
    """A session whose key no other test has, so its world is fresh: nothing is to be cleaned up."""
    with requests.Session() as session:
        session.auth = (f"sk_test_{os.getpid()}n{next(NUMBERS)}", "")
        session.url = lotusbox.url
        yield session
