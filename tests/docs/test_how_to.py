"""The commands of docs/how-to run as they stand and print what the page says."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "how-to"
HUBS = [FOLDER / "use-the-api.md"]
"""Pages that ask a hub which is served: tests/hub/test_how_to.py."""
CLICKED = [FOLDER / f"{name}.md" for name in ("import-a-file", "set-alerts", "take-away")]
"""Pages on what is done in a browser, which name no command."""
PAGES = sorted(set(FOLDER.glob("*.md")) - {*HUBS, *CLICKED})


def commands(page: Path) -> list[tuple[str, str]]:
    """Each command of a page, and what it prints; lines of input begin with >."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    starts = [place for place, line in enumerate(lines) if line.startswith("$ ")]
    found = []
    for start, end in pairwise([*starts, len(lines)]):
        said = [lines[start][2:]]
        while start + len(said) < end and lines[start + len(said)].startswith(">"):
            said.append(lines[start + len(said)][1:].removeprefix(" "))
        printed = "".join(line + "\n" for line in lines[start + len(said) : end])
        found.append(("\n".join(said), printed))
    return found


def run(command: str, folder: Path) -> str:
    """What a shell prints; the commands of the project come first in its path."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["/bin/bash", "-euc", command],
        cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.pages
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_commands_print_what_it_says(page, tmp_path):
    is_like = doctest.OutputChecker().check_output
    listed = commands(page)
    assert listed
    for command, said in listed:
        printed = run(command, tmp_path)
        assert is_like(said, printed, doctest.ELLIPSIS), f"$ {command}\n{printed}"


@pytest.mark.parametrize("page", CLICKED, ids=lambda page: page.stem)
def test_a_page_without_commands_is_not_left_unrun(page):
    assert not commands(page)
