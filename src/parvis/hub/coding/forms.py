from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from parvis.hub.coding.books import MOST, TARGETS, Asked, Value
from parvis.hub.coding.models import Codebook, Sample
from parvis.hub.coding.selectors import choosable
from parvis.hub.coding.words import LEVELS
from parvis.hub.coding.words import TARGETS as TARGET_WORDS
from parvis.hub.common.acts import Act
from parvis.hub.explore.words import named
from parvis.hub.organisation.public import Unit, people
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from parvis.hub.common.rights import Rights

SPARE = 2


class BookForm(forms.Form):
    """What a codebook is called, and what it begins with."""

    name = forms.CharField(label=_("Name"), max_length=120)
    begins = forms.BooleanField(
        label=_("Begin with tonality, defined as most do"), required=False, initial=True
    )


class CriterionForm(forms.Form):
    """A question asked of each mention."""

    title = forms.CharField(label=_("Name"), max_length=80, help_text=_("As Tonality, or Irony."))
    question = forms.CharField(
        label=_("What coders answer"), max_length=300,
        help_text=_("One question, which the mention alone answers."),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("Its values are"), choices=LEVELS.items())
    target = forms.ChoiceField(
        label=_("On the dashboards it puts right"), choices=TARGET_WORDS.items(), required=False,
        help_text=_("The coded sample takes the place of what the machine counted alone."),
    )  # fmt: skip
    rules = forms.CharField(
        label=_("Rules for doubtful cases"), required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One a line."),
    )  # fmt: skip

    def told(self, values: list[Value]) -> Asked:
        """Return what was written, with its values."""
        said = self.cleaned_data
        rules = [line.strip() for line in said["rules"].splitlines() if line.strip()]
        return Asked(
            name="", title=said["title"], question=said["question"], level=said["level"],
            target=said["target"], rules=rules, value=values,
        )  # fmt: skip


class ValueForm(forms.Form):
    """A value that a mention may be given; left empty, it is left out."""

    code = forms.CharField(label=_("Value"), max_length=40, required=False)
    means = forms.CharField(label=_("It is given when"), max_length=300, required=False)
    read = forms.ChoiceField(label=_("On the dashboards it is"), required=False)
    example = forms.CharField(label=_("An example"), max_length=300, required=False)

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        field: Any = self.fields["read"]
        field.choices = [("", pgettext("class", "nothing")), *_classes()]


Values = forms.formset_factory(ValueForm, extra=SPARE, max_num=MOST, absolute_max=MOST + SPARE)


def values_of(written: Any) -> list[Value]:
    """Return the values that were written, in their order."""
    said = [form.cleaned_data for form in written if form.cleaned_data.get("code", "").strip()]
    return [
        Value(
            code=one["code"].strip(), means=one["means"],
            examples=[one["example"]] if one["example"] else [],
            read=[one["read"]] if one["read"] else [],
        )
        for one in said
    ]  # fmt: skip


def initial_of(asked: Asked | None) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return what the forms of a criterion begin with."""
    if asked is None:
        return {"level": "nominal"}, []
    values = [
        {
            "code": one["code"], "means": one["means"],
            "example": " / ".join(one["examples"]), "read": "".join(one["read"][:1]),
        }
        for one in asked["value"]
    ]  # fmt: skip
    return {**asked, "rules": "\n".join(asked["rules"])}, values


class DrawForm(forms.Form):
    """What is drawn, for whom."""

    codebook = forms.ModelChoiceField(label=_("Codebook"), queryset=Codebook.objects.none())
    size = forms.IntegerField(
        label=_("Mentions to code"), min_value=2, max_value=5_000, initial=100
    )
    how = forms.ChoiceField(label=_("How they are drawn"), choices=Sample.How.choices)
    coders = forms.ModelMultipleChoiceField(
        label=_("Coders"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=_("Two at least; each codes all of it without the others."),
    )  # fmt: skip

    def __init__(self, *args: Any, rights: Rights, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        book: Any = self.fields["codebook"]
        book.queryset = choosable(rights, unit)
        coders: Any = self.fields["coders"]
        coders.queryset = people(unit, Act.SEE)


def _classes() -> list[tuple[str, list[tuple[str, str]]]]:
    """The classes of each target, in words."""
    words = {"relevant": gettext("relevant")}
    return [
        (
            str(TARGET_WORDS[target]),
            [(name, words.get(name) or named(target, name)) for name in classes],
        )
        for target, classes in TARGETS.items()
    ]
