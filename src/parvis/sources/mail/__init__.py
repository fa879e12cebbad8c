"""A mailbox: messages as they arrive, by IMAP."""

from __future__ import annotations

from parvis.normalise.rows import Habits

HABITS = Habits(source="mail", medium="mail", kind="message")
