"""A deck in the report's type and colours, whose slides fill the placeholders of its master."""

from __future__ import annotations

import copy
import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from parvis.present.hygiene import clean
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.present.document import Document

_LANGUAGES: Final = {"en": "en-GB", "fr": "fr-FR"}
WIDE, TALL, EDGE = 13.333, 7.5, 0.6  # inches
TITLE, BODY = (EDGE, 0.4, WIDE - 2 * EDGE, 1.15), (EDGE, 1.75, WIDE - 2 * EDGE, 5.0)
_NUMBER: Final = (WIDE - EDGE - 1.2, 6.95, 1.2, 0.35)
_LONGEST: Final = 6_000  # letters of a note's paragraph


class Deck:
    """Adds slides to a presentation, each with its title, its number and its notes."""

    def __init__(self, document: Document) -> None:
        self.show = Presentation()
        self._language = _LANGUAGES[document.language]
        self.show.slide_width, self.show.slide_height = Inches(WIDE), Inches(TALL)
        for layout in [self.show.slide_master, *self.show.slide_layouts]:
            _arrange(layout.placeholders)
        _colour(self.show.slide_master)
        made = (document.at or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)).astimezone(dt.UTC)
        core = self.show.core_properties
        core.title, core.author, core.language = document.title, "Parvis", self._language
        core.created = core.modified = made.replace(tzinfo=None, microsecond=0)
        core.last_modified_by = "Parvis"

    def add(self, title: str, *, layout: int = 5, notes: Sequence[str] = ()) -> Any:
        """Add a slide.

        Arguments:
            title: of it.
            layout: of the master: 0 a title, 1 title and text, 5 a title alone.
            notes: what is said beside it, a paragraph each.

        Returns: the slide, of python-pptx.
        """
        slide = self.show.slides.add_slide(self.show.slide_layouts[layout])
        slide.shapes.title.text = clean(title, limit=240)
        size = 28 if len(title) < 70 else 24 if len(title) < 120 else 20
        for paragraph in slide.shapes.title.text_frame.paragraphs:
            paragraph.font.size = Pt(size if layout else 36)
        _number(slide)
        if notes:
            told = "\n".join(clean(note, limit=_LONGEST) for note in notes)
            slide.notes_slide.notes_text_frame.text = told
        return slide

    def finish(self) -> Any:
        """Say in what language every run is, and return the presentation."""
        for slide in self.show.slides:
            pages = [slide, slide.notes_slide] if slide.has_notes_slide else [slide]
            for page in pages:
                for run in page.element.iter("{*}r"):
                    run.get_or_add_rPr().set("lang", self._language)
        return self.show


def write(frame: Any, lines: Sequence[tuple[str, str]], *, size: int = 16, after: int = 6) -> None:
    """Write paragraphs into a text frame, the first part of each in bold.

    Arguments:
        frame: of python-pptx.
        lines: the part in bold and the rest, either may be empty.
        size: of the type, in points.
        after: room under a paragraph, in points.
    """
    frame.word_wrap = True
    for place, (bold, plain) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(after)
        for text, is_bold in ((bold, True), (plain, False)):
            if text:
                run = paragraph.add_run()
                run.text = clean(text, limit=1200) + ("  " if is_bold and plain else "")
                run.font.size, run.font.bold = Pt(size), is_bold


def _arrange(placeholders: Any) -> None:
    """Place what the template has for a narrow screen where a wide one wants it."""
    places = {"TITLE": TITLE, "CENTER_TITLE": (EDGE, 1.8, WIDE - 2 * EDGE, 1.8)}
    places |= {"OBJECT": BODY, "BODY": BODY, "SLIDE_NUMBER": _NUMBER}
    places |= {"SUBTITLE": (EDGE, 3.8, WIDE - 2 * EDGE, 1.6)}
    for shape in placeholders:
        place = places.get(shape.placeholder_format.type.name)
        if place:
            shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in place)
        if shape.placeholder_format.type.name in {"TITLE", "CENTER_TITLE", "SUBTITLE"}:
            for properties in shape._element.iter("{*}bodyPr"):
                properties.set("anchor", "b" if "TITLE" in shape.name.upper() else "t")


def _colour(master: Any) -> None:
    """Give the deck's theme the report's colours and type, so that an editor may change them."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    told = part.blob.decode()
    roles = {"dk2": "ink", "lt2": "paper"} | {f"accent{n}": f"brand-{n}" for n in range(1, 7)}
    for slot, role in roles.items():
        colour = LIGHT[role].removeprefix("#")
        told = re.sub(
            rf"(<a:{slot}>).*?(</a:{slot}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', told
        )
    for kind, face in (("major", "Georgia"), ("minor", "Calibri")):
        told = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{face}", told)
    part._blob = told.encode()
    ground = master.background.fill
    ground.solid()
    ground.fore_color.rgb = RGBColor.from_string(LIGHT["paper"].removeprefix("#"))
    for style in master.element.iter("{*}titleStyle"):
        for level in style.iter("{*}lvl1pPr"):
            level.set("algn", "l")


def _number(slide: Any) -> None:
    """Show the number of the slide, in the placeholder that its layout has for it."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type.name == "SLIDE_NUMBER":
            slide.shapes._spTree.append(copy.deepcopy(shape._element))


def inches(*sides: float) -> tuple[Inches, ...]:
    """Return lengths in the unit of slides."""
    return tuple(Inches(side) for side in sides)
