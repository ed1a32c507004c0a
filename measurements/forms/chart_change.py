"""Chooses how a chart is read: first what to change, then, beside the preview, why."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, form_token_field
from accounts.months import format_month_key, month_of, parse_month
from accounts.norwegian import format_month
from measurements.models import ChartChange
from measurements.queries.choices import FITTING
from measurements.queries.series import IndicatorSeries

Kind = ChartChange.Kind
MONTH_TEXTS = {
    Kind.PHASE: (
        _("Første måned i den nye fasen"),
        _("Den nye fasen får sitt eget utgangspunkt, og leses for seg."),
    ),
    Kind.EXCLUSION: (
        _("Måneden som skal utelates"),
        _("Målingen vises fortsatt, men teller ikke med i utgangspunkt, grenser og regler."),
    ),
    Kind.BASELINE: (
        _("Siste måned i utgangspunktet"),
        _("Gjelder bare denne indikatoren. Seks målinger eller flere gir et utgangspunkt som holder."),
    ),
}
RULES = {
    ChartChange.Rules.ANHOEJ: _("Anhøj-reglene: lange rekker og få kryssinger (vanlig valg)"),
    ChartChange.Rules.IHI: _("IHI-reglene: seks på rad på samme side, eller fem på rad opp eller ned"),
    ChartChange.Rules.MDC: _("Making Data Count: fire regler, bare for I-diagram"),
}


class ChartChangeForm(forms.Form):
    """What is changed, of one kind: chart type and rules, or a month."""

    def __init__(self, *args, kind: str, item: IndicatorSeries, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == Kind.READING:
            self._choose_reading(item)
        else:
            self._choose_month(kind, item)

    def values(self) -> dict[str, str | date | None]:
        """The fields as the service takes them."""
        data = self.cleaned_data
        return data | {"month": parse_month(data["month"])} if "month" in data else data

    def _choose_reading(self, item: IndicatorSeries) -> None:
        labels = dict(ChartChange.Chart.choices)
        fitting = FITTING[item.indicator.calculation]
        rules = [rule for rule in RULES if rule != ChartChange.Rules.MDC or ChartChange.Chart.I in fitting]
        self.fields["chart"] = forms.ChoiceField(
            label=_("Diagramtype"),
            widget=forms.RadioSelect,
            choices=[(chart.value, labels[chart.value]) for chart in fitting],
            initial=item.series.chart.value,
        )
        self.fields["rules"] = forms.ChoiceField(
            label=_("Regler"),
            widget=forms.RadioSelect,
            choices=[(rule.value, RULES[rule]) for rule in rules],
            initial=item.series.rules.value,
        )

    def _choose_month(self, kind: str, item: IndicatorSeries) -> None:
        label, help_text = MONTH_TEXTS[kind]
        points = [point for point in item.series.points if kind != Kind.EXCLUSION or point.numerator is not None]
        months = sorted({month_of(point.period) for point in points})
        if kind == Kind.PHASE:
            months = months[1:]
        self.fields["month"] = forms.ChoiceField(
            label=label,
            help_text=help_text,
            choices=[(format_month_key(month), format_month(month).capitalize()) for month in reversed(months)],
        )


class ChartReasonForm(forms.Form):
    """Why the chart is to be read so."""

    reason = SafeCharField(
        label=_("Hvorfor?"),
        max_length=160,
        help_text=_("Kort, slik at alle forstår det om et år. Ikke skriv navn på pasienter."),
        error_messages={"required": _("Skriv kort hvorfor.")},
    )
    form_token = form_token_field()
