from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.alerts.models import Alert, Hook, Report
from parvis.hub.alerts.models.alerts import Pace
from parvis.hub.common.acts import Act
from parvis.hub.explore.public import named
from parvis.hub.listening.public import Perimeter
from parvis.hub.objectives.public import Kpi
from parvis.hub.organisation.public import Unit, people
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.public import Scope
    from parvis.hub.people.models import Person

MANY = 20_000
NONE = "\N{EN DASH}"


class People(forms.CharField):
    """People by the addresses of their mail, as many as may see a unit."""

    def __init__(self, **said: Any) -> None:
        told: dict[str, Any] = {
            "label": _("Tell these people too"),
            "help_text": _("Their mail addresses, with commas between. Whoever may not see the "
                           "unit when it is sent is left out."),
            "widget": forms.Textarea(attrs={"rows": 2}),
            "required": False,
            "max_length": MANY,
        }  # fmt: skip
        super().__init__(**told | said)
        self.unit: Unit | None = None

    @override
    def clean(self, value: Any) -> list[Person]:
        said = super().clean(value).replace(";", ",").replace("\n", ",").split(",")
        wanted = {one.strip().lower() for one in said if one.strip()}
        if not wanted or self.unit is None:
            return []
        found = list(people(self.unit, Act.SEE).filter(email__in=wanted))
        strange = sorted(wanted - {one.email for one in found})
        if strange:
            text = _("Nobody who may see this unit has the address %(email)s.")
            raise forms.ValidationError(text, params={"email": strange[0]})
        return found


class AlertForm(forms.ModelForm[Alert]):
    """What is watched, when it fires, who is told."""

    about = forms.ChoiceField(
        label=_("Whose share"), required=False, help_text=_("For a share.")
    )  # fmt: skip
    tonality = forms.ChoiceField(
        label=_("Which tonality"), required=False, help_text=_("For the share of a tonality.")
    )
    level = forms.FloatField(
        label=_("Level"), required=False,
        help_text=_("In the unit of the figure; in per cent for shares and for changes."),
    )  # fmt: skip
    recipients = People()

    class Meta:
        model = Alert
        fields = (
            "name", "figure", "about", "tonality", "kpi", "condition", "level", "hours", "against",
            "least",
        )  # fmt: skip
        help_texts = {  # noqa: RUF012 - Django reads it
            "hours": _("From 1 to 744. The figure of a KPI has periods of its own."),
            "against": _("For what rises or falls."),
            "least": _("For mentions that rise or fall, so that 2 instead of 1 is no news."),
            "kpi": _("For the value of a KPI."),
        }

    def __init__(self, *args: Any, scope: Scope, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        fields: Any = self.fields
        fields["about"].choices = [("", NONE), *scope.names.items()]
        tones = [(name, named("tonality", name)) for name in TONALITIES]
        fields["tonality"].choices = [("", NONE), *tones]
        goal = scope.pk if scope.kind == "objective" else 0
        fields["kpi"].queryset = Kpi.objects.filter(objective_id=goal)
        fields["recipients"].unit = unit
        if scope.kind != "objective":
            del fields["kpi"]
            fields["figure"].choices = [
                one for one in Alert.Kind.choices if one[0] != Alert.Kind.KPI
            ]
        if len(scope.names) < 2:
            del fields["about"]

    @override
    def clean(self) -> dict[str, Any]:
        """A level is asked for, but where nothing is said at all."""
        said = super().clean() or self.cleaned_data
        needs = said.get("condition") != Alert.Condition.ABSENCE
        if needs and said.get("level") is None and "level" not in self.errors:
            self.add_error("level", _("Say the level."))
        return {**said, "level": said.get("level") or 0.0}


class MuteForm(forms.Form):
    """Until when nobody is told."""

    hours = forms.TypedChoiceField(
        label=_("Mute for"), coerce=int,
        choices=[(1, _("1 hour")), (8, _("8 hours")), (24, _("1 day")), (168, _("1 week")),
                 (720, _("30 days"))],
    )  # fmt: skip


class PaceForm(forms.Form):
    """How often one is written to."""

    pace = forms.ChoiceField(label=_("Write to me"), choices=Pace.choices)


class HookForm(forms.ModelForm[Hook]):
    """Where it is sent, and what."""

    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https",
        help_text=_("It begins with https, and is on no private network."),
    )  # fmt: skip

    class Meta:
        model = Hook
        fields = ("name", "url", "perimeter")
        help_texts = {  # noqa: RUF012 - Django reads it
            "perimeter": _("Nothing here: it is told of the alerts of this unit and under it."),
        }

    def __init__(self, *args: Any, rights: Rights, **said: Any) -> None:
        super().__init__(*args, **said)
        fields: Any = self.fields
        seen = Perimeter.objects.filter(rights.within(Act.LISTEN, "unit__path"))
        fields["perimeter"].queryset = seen
        fields["perimeter"].empty_label = _("Alerts")


class FeedForm(forms.Form):
    """Whose alerts a feed holds."""

    unit = forms.ModelChoiceField(
        label=_("Alerts of"), queryset=Unit.objects.none(), required=False,
        empty_label=_("those that I follow"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        field: Any = self.fields["unit"]
        field.queryset = units


class ReportForm(forms.ModelForm[Report]):
    """What a report is called, when it is sent, to whom."""

    recipients = People(label=_("Send it to these people too"))

    class Meta:
        model = Report
        fields = ("name", "every")

    def __init__(self, *args: Any, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        field: Any = self.fields["recipients"]
        field.unit = unit
