"""What every test may use, and what is left out by name where the machine lacks it.

`PARVIS_TESTS=all` leaves nothing out: a missing need or a skipped test is then a failure.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Browser
    from pyspark.sql import SparkSession
    from xdist.remote import Producer

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VISITS = "tests/hub/browser/"
PEERS = ROOT / "build" / "peers"  # where .ci/peers puts real servers
CLUSTER = ROOT / ".venv" / ".cluster" / "bin" / "python"  # of which `pyspark` is Spark itself
SNAC, PDS = PEERS / "snac" / "usr" / "bin" / "snac", PEERS / "pds" / "ready"
NEEDS = {
    "browser": ("Chromium", CHROMIUM is not None),
    "shared": ("shared data", SHARED.is_dir()),
    "dovecot": ("Dovecot, as root", shutil.which("dovecot") is not None and os.geteuid() == 0),
    "snac": ("snac2", SNAC.is_file()),
    "cluster": ("Java and the whole of PySpark", shutil.which("java") and CLUSTER.exists()),
    "pds": ("a Bluesky PDS", PDS.is_file()),
}
LACKING = {mark: name for mark, (name, is_there) in NEEDS.items() if not is_there}
ALL = os.environ.get("PARVIS_TESTS") == "all"

# What is compiled at its first call takes long only then; speed has its own benchmarks.
settings.register_profile("parvis", deadline=None)
settings.load_profile("parvis")


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A session on a Spark Connect server of its own, Sail, started once."""
    from parvis.engines.spark import session_on

    with session_on() as session:
        yield session


def pytest_configure(config: pytest.Config) -> None:
    """Forget compiled loops older than a source: numba looks at the file of the loop alone."""
    if hasattr(config, "workerinput"):
        return
    source = ROOT / "src" / "parvis"
    newest = max(path.stat().st_mtime for path in source.rglob("*.py"))
    for kept in source.rglob("*.nb[ic]"):
        if kept.stat().st_mtime < newest:
            kept.unlink(missing_ok=True)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for examples in what ships, not in the tests, which hold none."""
    return [one for one in (yield) if not isinstance(one, DoctestModule)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need what is not here, unless all are wanted."""
    _shared_lie_together(items)
    items.sort(key=lambda item: not _is_long(item))
    if ALL:
        return
    left_out = [item for item in items if any(item.get_closest_marker(m) for m in LACKING)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _is_long(item: pytest.Item) -> bool:
    return item.nodeid.startswith(VISITS) or item.get_closest_marker("long") is not None


class Sharing(LoadFileScheduling):
    """One worker runs a file, and one all visits: what they need, a served hub, is made once."""

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return VISITS if scope.startswith(VISITS) else scope


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """Share the tests out to the workers of `-n`."""
    return Sharing(config, log)


def _shared_lie_together(items: list[pytest.Item]) -> None:
    """`make shared` looks in their folder alone."""
    asking = (item for item in items if item.get_closest_marker("shared"))
    astray = [item.nodeid for item in asking if "shared" not in item.path.parts]
    if astray:
        raise pytest.UsageError(f"tests marked shared lie in tests/shared: {', '.join(astray)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by name what was left out."""
    if LACKING and not ALL:
        terminalreporter.write_line(f"left out, not on this machine: {', '.join(LACKING.values())}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Count a skip as a failure where all tests are wanted."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if ALL and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data beside the project; only tests marked `shared` ask for it."""
    return SHARED


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium: nothing is downloaded."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: apt-get install chromium, or put it on the PATH")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield launched
        launched.close()
