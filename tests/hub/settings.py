"""The hub's settings in tests: a home of their own, and passwords that cost no time."""

from __future__ import annotations

import os
import tempfile

os.environ["PARVIS_HOME"] = tempfile.mkdtemp(prefix="parvis-tests-")
os.environ["PARVIS_KEYS"] = os.environ["PARVIS_HOME"] + "/keys"
os.environ.setdefault("PARVIS_ADDRESS", "http://localhost")

from parvis.hub.settings import *  # noqa: F403 - once its home is known

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
