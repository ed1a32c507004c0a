"""Writes a merknad."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, form_token_field
from networks.forms.fields import DateField
from teams.models import PDSACycle, Team

ONE = "one"
ALL = "all"


class AnnotationForm(forms.Form):
    """What happened, when, on which charts, and which test it tells of."""

    text = SafeCharField(
        label=_("Hva skjedde?"),
        max_length=120,
        help_text=_("Kort, slik at alle på teamet forstår det om et år. Ikke skriv navn på pasienter."),
        error_messages={"required": _("Skriv kort hva som skjedde.")},
    )
    happened_on = DateField(label=_("Når?"), error_messages={"required": _("Skriv hvilken dag det skjedde.")})
    scope = forms.ChoiceField(label=_("Hvor skal merknaden stå?"), widget=forms.RadioSelect, initial=ONE)
    pdsa_cycle = forms.ModelChoiceField(
        label=_("Gjelder testen"), queryset=PDSACycle.objects.none(), required=False, empty_label=_("Ingen test")
    )
    form_token = form_token_field()

    def __init__(self, *args: Any, team: Team, chart_name: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        only = _("Bare på «%(name)s»") % {"name": chart_name}
        self.fields["scope"].choices = [(ONE, only), (ALL, _("På alle diagrammene våre"))]
        cycles = PDSACycle.objects.filter(team=team)
        self.fields["pdsa_cycle"].queryset = cycles
        if not cycles.exists():
            del self.fields["pdsa_cycle"]
