from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.hub.listening.forms import ObjectiveForm
from parvis.hub.listening.importing import shelf
from parvis.hub.listening.words import COLUMNS

MAIN: Final = ("text", "published_at", "author", "id", "url", "title", "rating")
"""What is chosen first; the others are folded."""


class FileForm(forms.Form):
    """A file of mentions."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, max_length=1_000,
        help_text=_("CSV, Excel, JSON, JSON lines or Parquet, packed by gzip or in a ZIP or not."),
        widget=forms.FileInput(attrs={"data-most": shelf.LARGEST}),
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """Which column of a file holds what."""

    def __init__(
        self, told: dict[str, Any], wish: dict[str, Any], said: Any = None, *, zone: str
    ) -> None:
        mapped = {**told.get("mapped", {}), **wish.get("columns", {})}
        initial = {f"c-{name}": mapped.get(name, "") for name in COLUMNS}
        initial |= {name: wish.get(name) or "" for name in ("timezone", "day_first")}
        super().__init__(said, initial=initial)
        choices = [("", _("nothing")), *((one, _named(one, eg)) for one, eg in told["columns"])]
        for name, words in COLUMNS.items():
            self.fields[f"c-{name}"] = forms.ChoiceField(
                label=words, choices=choices, required=False
            )
        zones = dict.fromkeys(("", zone, initial["timezone"]))
        self.fields["timezone"] = forms.ChoiceField(
            label=_("Times that name no zone are of"), required=False,
            choices=[(one, one or "UTC") for one in zones],
        )  # fmt: skip
        self.fields["day_first"] = forms.ChoiceField(
            label=_("03/04 is"), required=False,
            choices=[("", _("as the file shows")), ("day", _("3 April")), ("month", _("March 4"))],
        )  # fmt: skip
        if isinstance(wish.get("day_first"), bool):
            self.initial["day_first"] = "day" if wish["day_first"] else "month"
        self._mapped, self._wished = told.get("mapped", {}), wish.get("columns", {})

    def main(self) -> list[forms.BoundField]:
        return [self[f"c-{name}"] for name in MAIN]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.removeprefix("c-") not in MAIN]

    def wish(self) -> dict[str, Any]:
        """What is said of the file: of its columns no more than what was not recognised."""
        said = {name: self.cleaned_data[f"c-{name}"] for name in COLUMNS}
        columns = {
            name: column
            for name, column in said.items()
            if name in self._wished or column != self._mapped.get(name, "")
        }
        day_first = {"day": True, "month": False}.get(self.cleaned_data["day_first"])
        return {
            "columns": columns,
            "timezone": self.cleaned_data["timezone"] or None,
            "day_first": day_first,
        }


class TakeForm(ObjectiveForm):
    """As what a file is taken, and for what."""

    name = forms.CharField(label=_("Name of the source"), max_length=120)
    field_order = ("name", "objective")


def _named(column: str, example: str) -> str:
    said = {"column": column[:60], "example": example}
    return str(_("%(column)s · “%(example)s”")) % said if example else column[:60]
