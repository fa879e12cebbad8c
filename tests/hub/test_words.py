"""Every word of the hub has its French, and what is compiled is what is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_string_lacks_its_french():
    done = subprocess.run(
        [sys.executable, "tools/translations.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
