"""The forms of a test, one for each stage: friendly questions, few fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, SafeTextField, form_token_field
from networks.forms.fields import DateField
from teams.models import PDSACycle, PlanItem, Team

_FOUR_ROWS = forms.Textarea(attrs={"rows": 4})


class StageForm(forms.Form):
    """What every stage has: the version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "plan_item" in self.fields:
            self.fields["plan_item"].queryset = team.plan_items.exclude(status=PlanItem.Status.DROPPED)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "form_token")}


class PlanStageForm(StageForm):
    """Planlegg: what is tried, and what the team thinks will happen."""

    title = SafeCharField(
        label=_("Hva prøver dere?"),
        max_length=160,
        help_text=_("Et navn dere kjenner igjen, for eksempel «Sjekkliste i journalen»."),
        error_messages={"required": _("Gi testen et navn.")},
    )
    plan_item = forms.ModelChoiceField(
        PlanItem.objects.none(),
        label=_("Tiltak i planen"),
        required=False,
        empty_label=_("Hører ikke til et tiltak"),
    )
    plan = SafeTextField(
        label=_("Hvordan gjør dere det?"),
        max_length=2000,
        required=False,
        help_text=_("Hvem gjør hva, hvor og når? Begynn smått: én bruker eller én vakt er nok."),
        widget=_FOUR_ROWS,
    )
    prediction = SafeTextField(
        label=_("Hva tror dere vil skje?"),
        max_length=1000,
        required=False,
        help_text=_(
            "Skriv det før dere prøver. Det er forskjellen mellom hva dere trodde og hva som skjedde, dere lærer av."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = DateField(label=_("Fra"), required=False)
    ends_on = DateField(label=_("Til"), required=False)

    def clean(self) -> dict[str, Any]:
        """Hold the end to the start."""
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Testen slutter før den starter. Se på datoene."))
        return cleaned


class NewCycleForm(PlanStageForm):
    """The first stage of a test that does not exist yet."""

    form_token = form_token_field()


class DoStageForm(StageForm):
    """Utfør: what was done and seen."""

    hide_optional = True

    observations = SafeTextField(
        label=_("Hva gjorde og så dere?"),
        max_length=2000,
        required=False,
        help_text=_("Gikk det som planlagt? Skriv også det uventede. Ingen navn på brukere."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class StudyStageForm(StageForm):
    """Studer: what was learnt."""

    hide_optional = True

    learning = SafeTextField(
        label=_("Hva lærte dere?"),
        max_length=2000,
        required=False,
        help_text=_("Ble det som dere trodde? Hva viser tallene?"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ActStageForm(StageForm):
    """Korriger: what the team does now."""

    hide_optional = True

    decision = forms.ChoiceField(
        label=_("Hva gjør dere nå?"),
        choices=PDSACycle.Decision.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    next_step = SafeTextField(
        label=_("Hva er neste steg?"),
        max_length=1000,
        required=False,
        help_text=_("Skal dere prøve igjen, blir dette planen i neste test."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


STAGE_FORMS: dict[str, type[StageForm]] = {
    PDSACycle.Stage.PLAN: PlanStageForm,
    PDSACycle.Stage.DO: DoStageForm,
    PDSACycle.Stage.STUDY: StudyStageForm,
    PDSACycle.Stage.ACT: ActStageForm,
}


def stage_values(cycle: PDSACycle, stage: str) -> dict[str, Any]:
    """The fields of a stage as they stand in a test."""
    names = set(STAGE_FORMS[stage].base_fields) - {"version"}
    return {name: getattr(cycle, name) for name in names}
