"""The hub at the command line, where its extra is not installed."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import sys
sys.modules["django"] = None
from parvis.cli.main import main
main([sys.argv[1], *sys.argv[2:]])
"""


def test_without_its_extra_it_says_what_to_install(tmp_path):
    command = (sys.executable, "-c", PROBE, "serve", "--home", str(tmp_path))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "parvis[hub]" in done.stderr
    assert "Traceback" not in done.stderr
