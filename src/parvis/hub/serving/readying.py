"""`python -m parvis.hub.serving.readying`: compiles what listening needs, and ends."""

from __future__ import annotations

from parvis.hub.serving.group import end_with_parent

if __name__ == "__main__":
    end_with_parent()
    from parvis.live.readying import ready

    ready()
