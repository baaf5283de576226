"""Fixtures for pytest: a server for all tests (within `lotusbox exec` that one), and for each test a
world of its own.

--lotusbox-coverage=N fails the run when the tests took less than N percent of the transitions."""
import pytest

from lotusbox import Lotusbox

SERVER = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption("--lotusbox-coverage", type=float, metavar="PERCENT",
                     help="fail when the tests took less of lotusbox's transitions")


@pytest.fixture(scope="session")
def lotusbox_server(request):
    """The server; its own world is that of the example key."""
    with Lotusbox() as box:
        request.config.stash[SERVER] = None
        yield box
        request.config.stash[SERVER] = box.call("GET", "/_mock/coverage?scope=all")["summary"]


@pytest.fixture
def lotusbox(lotusbox_server):
    """A world that no other test has: nothing is to be cleaned up."""
    world = lotusbox_server.world()
    yield world
    world.close()


def pytest_sessionfinish(session):
    wanted = session.config.getoption("--lotusbox-coverage")
    summary = session.config.stash.get(SERVER, None)
    if wanted is None or session.exitstatus not in (0, pytest.ExitCode.OK):
        return
    if summary is None or summary["rows"]["percent"] < wanted:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    wanted = config.getoption("--lotusbox-coverage")
    if wanted is None:
        return
    summary = config.stash.get(SERVER, None)
    if summary is None:
        terminalreporter.write_line("lotusbox: no test used it, so nothing was covered", red=True)
        return
    rows = summary["rows"]
    below = rows["percent"] < wanted
    terminalreporter.write_line(
        f"lotusbox: {rows['percent']}% of the transitions taken"
        + (f", less than {wanted:g}%" if below else ""), red=below)
