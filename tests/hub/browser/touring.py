"""A tutorial, held against the walk that it tells of; its pictures are taken on the way.

What stands in bold in a tutorial is what is pressed, followed or opened, in this order. Its
pictures are those of the walk; `make pictures` alone writes them anew.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.hub.browser.walking import Walker

DOCS = Path(__file__).parents[3] / "docs"
FOLDERS = {"en": DOCS / "tutorials", "fr": DOCS / "tutorials" / "fr"}
PICTURES = DOCS / "pictures" / "tutorials"
SIZE = {"width": 1200, "height": 760}
COLOURS = 96
IS_WRITING = bool(os.environ.get("PARVIS_PICTURES"))
COMING = ".loading, .htmx-request"


def languages(first: str) -> list[str]:
    """Languages that a tutorial is walked in: one of the two each push, both for its pictures."""
    return ["fr", "en"] if IS_WRITING else [first]


@dataclass
class Tour:
    """The way of a tutorial.

    Arguments:
        name: of its page.
        walker: who goes it.
        taken: pictures so far, by the names of their files.
    """

    name: str
    walker: Walker
    taken: list[str] = field(default_factory=list)

    def picture(self, name: str, at: str = "body") -> None:
        """Take a picture of what is seen once it has come, beginning at an element."""
        self.taken.append(f"{self.name}-{name}.{self.walker.language}.png")
        if not IS_WRITING:
            return
        page = self.walker.page
        expect(page.locator(COMING)).to_have_count(0, timeout=60_000)
        held = page.viewport_size
        page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        page.evaluate("at => document.querySelector(at).scrollIntoView()", at)
        shot = page.screenshot(animations="disabled", caret="hide", full_page=False)
        page.set_viewport_size(held or SIZE)  # type: ignore[arg-type]
        PICTURES.mkdir(exist_ok=True, parents=True)
        flat = Image.open(io.BytesIO(shot)).convert("RGB")
        flat.quantize(COLOURS, dither=Image.Dither.NONE).save(
            PICTURES / self.taken[-1], optimize=True
        )

    def strays(self) -> list[str]:
        """Return where its page tells of something else than was walked."""
        text = (FOLDERS[self.walker.language] / f"{self.name}.md").read_text("utf-8")
        shown = [Path(one).name for one in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)]
        lost = [f"no picture {one}" for one in shown if not (PICTURES / one).is_file()]
        if shown != self.taken:
            lost.append(f"pictures: {shown} on the page, {self.taken} on the way")
        return [*_unsaid(re.findall(r"\*\*(.+?)\*\*", text), self.walker.said), *lost]


def _unsaid(told: list[str], said: list[str]) -> list[str]:
    """What is told but was not said, in this order."""
    rest = iter(said)
    lost = next((words for words in told if words not in rest), None)
    return [] if lost is None else [f"nobody pressed “{lost}” there"]
