"""A hub as `parvis serve` serves it, in a home of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.hub.serving.test_serve import PARVIS, environment, free_port, until_answered

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Hub:
    """Where it is, and what it was filled with (`filled.py`)."""

    address: str
    home: Path
    filled: dict[str, Any]
    variables: dict[str, str]

    def mails(self) -> list[str]:
        """The mails that it sent, the newest last."""
        files = sorted((self.home / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text("utf-8") for file in files]


@contextmanager
def serving(home: Path, **told: str) -> Iterator[Hub]:
    """Serve a hub that is filled, with these variables of the deployment."""
    port = free_port()
    address = f"http://localhost:{port}"
    variables = environment(PARVIS_HOME=str(home), PARVIS_ADDRESS=address, **told)
    variables.pop("DATABASE_URL", None)
    filled = json.loads(run("tests.hub.browser.filled", variables))
    log = home.parent / "log"
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            (*PARVIS, "serve", "--home", str(home), "--port", str(port)),
            env=variables, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            until_answered(process, port)
            yield Hub(address, home, filled, variables)
            told = log.read_text("utf-8")
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert "Traceback" not in told, told[-4_000:]


def run(module: str, variables: dict[str, str]) -> str:
    done = subprocess.run(
        (sys.executable, "-m", module), env=variables, cwd=ROOT,
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
