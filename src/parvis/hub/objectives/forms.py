from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.hub.common.acts import Act
from parvis.hub.objectives import catalogue
from parvis.hub.objectives.figures import unit_of
from parvis.hub.objectives.models import Entry, Kpi, Measure, Objective
from parvis.hub.objectives.rules import MOST
from parvis.hub.objectives.selectors import choosable
from parvis.hub.organisation.public import Unit, people
from parvis.hub.web.forms import Day


class ObjectiveForm(forms.ModelForm[Objective]):
    """What is to be reached, whose it is, and why anybody would want to talk with us."""

    class Meta:
        model = Objective
        fields = ("statement", "family", "owner", "why", "begins_on", "waiver")
        widgets: ClassVar = {"begins_on": Day, "statement": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar = {
            "statement": _("A sentence that can turn out true or false, as “More questions are"
                           " solved by our first answer”."),
            "family": _("It decides which KPIs are offered."),
            "owner": _("Whoever answers for it; they hold a role at this unit."),
            "why": _("What do people get from it? That a competitor does it is no answer."),
            "waiver": _("People look at seven KPIs at most; write down why this needs more."),
        }  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, kpis: int = 0, **said: Any) -> None:
        super().__init__(*args, **said)
        owner: Any = self.fields["owner"]
        owner.queryset = people(unit, Act.SEE)
        if kpis <= MOST:
            del self.fields["waiver"]


class ObjectiveChoice(forms.Form):
    """An objective from above that is to be adapted."""

    central = forms.ModelChoiceField(queryset=Objective.objects.none())

    def __init__(self, *args: Any, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["central"].queryset = choosable(unit)  # type: ignore[attr-defined]


class TargetForm(forms.ModelForm[Kpi]):
    """From where to where, and by when."""

    baseline = forms.FloatField(label=_("Baseline"), localize=True)
    since = forms.DateField(label=_("Day of the baseline"), widget=Day)
    target = forms.FloatField(label=_("Target"), localize=True)
    due = forms.DateField(label=_("Due by"), widget=Day)

    class Meta:
        model = Kpi
        fields = ("baseline", "since", "target", "due")


class KpiForm(TargetForm):
    """A KPI of one's own, or one that was taken from a family."""

    class Meta:
        model = Kpi
        fields = (
            "name", "formula", "measured_in", "level", "counter", "source",
            "baseline", "since", "target", "due",
        )  # fmt: skip
        help_texts: ClassVar = {
            "formula": _("Over the measures below, as answered_in_time / asked."),
            "measured_in": _("As %, EUR, questions or minutes/question."),
            "level": _("Left open, it is read from the words of the name."),
            "counter": _("What would get worse if this were reached by the wrong way."),
        }

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        level = self.fields["level"]
        level.required = False


class EntryForm(forms.ModelForm[Entry]):
    """What was counted in a period."""

    measure = forms.ChoiceField(label=_("Measure"))
    value = forms.FloatField(label=_("Value"), localize=True)
    period = forms.DateField(label=_("Last day of the period"), widget=Day)
    field_order = ("measure", "period", "value", "grade", "judged_by")

    class Meta:
        model = Entry
        fields = ("measure", "period", "value", "grade", "judged_by")
        help_texts: ClassVar = {"judged_by": _("Only where it was judged.")}

    def __init__(self, *args: Any, unit: Unit, asked: set[str], **said: Any) -> None:
        super().__init__(*args, **said)
        known = sorted(catalogue.counted(unit.path).values(), key=lambda one: one.name)
        needed = [_choice(one) for one in known if one.name in asked]
        others = [_choice(one) for one in known if one.name not in asked]
        groups = [(_("Asked for by KPIs"), needed), (_("Others"), others)]
        self.fields["measure"].choices = [group for group in groups if group[1]]  # type: ignore[attr-defined]


class MeasureForm(forms.ModelForm[Measure]):
    """A measure that is not among those of the library."""

    class Meta:
        model = Measure
        fields = ("name", "words", "measured_in", "is_additive")
        help_texts: ClassVar = {
            "name": _("Small letters, digits and _, as rooms_sold."),
            "measured_in": _("As rooms, EUR or EUR/room."),
            "is_additive": _("Off for prices, shares and people who would be counted twice."),
        }


def _choice(one: catalogue.Counted) -> tuple[str, str]:
    return one.name, f"{one.name}: {one.words} ({unit_of(one.unit)})"
