"""A network's own copies of indicators, and the indicators a team makes for itself."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from measurements.models import Indicator, Measurement
from measurements.services.errors import MeasurementError
from measurements.services.rules import check_open
from measurements.services.stamps import renew_stamps_of
from networks.models import Network
from teams.models import Team

# What a network may put in its own words. How the value is worked out is not among it: that is another indicator.
COPY_FIELDS = (
    *("name", "name_nn", "name_en", "short_name", "summary", "numerator_label", "numerator_text"),
    *("denominator_label", "denominator_text", "inclusion", "exclusion", "counted_noun", "counted_one"),
    *("direction", "default_target", "sampling", "sample_size", "data_source", "how_to_count", "example"),
    "is_mandatory",
)
OWN_FIELDS = (
    *("short_name", "summary", "kind", "calculation", "multiplier", "numerator_label", "denominator_label"),
    *("counted_noun", "unit", "direction", "frequency", "how_to_count"),
)
# What a copy has from what it is based on, and keeps.
_KEPT = ("calculation", "multiplier", "is_signed", "frequency", "unit", "kind", "relative_target")
OWN_CODE = "EGEN"


@transaction.atomic
def save_network_indicator(
    base: Indicator, *, network: Network, fields: Mapping[str, Any], by: User | None
) -> Indicator:
    """Put an indicator in the network's own words; `base` is a common one, or the network's copy as it is now.

    A copy that teams follow is not changed under them: a new version takes its place, and each team goes over to it
    when it wants to.
    """
    _check_network(network)
    if base.owner_team_id or base.owner_network_id not in (None, network.pk):
        raise MeasurementError(_("Indikatoren hører til et annet nettverk."))
    copies = Indicator.objects.select_for_update().filter(owner_network=network, code=base.code)
    current = copies.filter(state=Indicator.State.CURRENT).first()
    if current is not None and current != base:
        raise MeasurementError(_("Nettverket har alt en egen utgave. Åpne den, og gjør endringen der."))
    if base.owner_network_id and current is None:
        raise MeasurementError(_("Denne utgaven er erstattet eller tatt ut. Åpne den nyeste."))
    if current is not None and not current.planned_indicators.exists():
        row = current
    else:
        newest = copies.aggregate(newest=Max("version"))["newest"] or 0
        row = Indicator(
            owner_network=network,
            change_package=base.change_package,
            code=base.code,
            version=newest + 1,
            position=base.position,
            based_on=base,
            **{name: getattr(base, name) for name in (*_KEPT, *COPY_FIELDS)},
        )
    _fill(row, {name: value for name, value in fields.items() if name in COPY_FIELDS})
    row.save()
    if current is not None and current != row:
        current.state, current.superseded_by = Indicator.State.RETIRED, row
        current.save(update_fields=["state", "superseded_by"])
        renew_stamps_of(current)
    _audit(row, network, "save_network_indicator", by)
    return row


@transaction.atomic
def retire_network_indicator(indicator: Indicator, *, by: User | None) -> None:
    """Take the network's copy out: new teams get the common one, those who follow the copy go on with it."""
    network = indicator.owner_network
    if network is None:
        raise MeasurementError(_("Bare nettverkets egne indikatorer kan tas ut."))
    _check_network(network)
    if indicator.state == Indicator.State.RETIRED:
        return
    indicator.state = Indicator.State.RETIRED
    indicator.save(update_fields=["state"])
    renew_stamps_of(indicator)
    _audit(indicator, network, "retire_network_indicator", by)


@transaction.atomic
def save_team_indicator(
    team: Team, *, fields: Mapping[str, Any], by: User | None, indicator: Indicator | None = None
) -> Indicator:
    """Make an indicator of the team's own, or change it. What has figures keeps its arithmetic."""
    check_open(team)
    if indicator is None:
        # One team at a time gets the next number.
        Team.objects.select_for_update().get(pk=team.pk)
        number = Indicator.objects.filter(owner_team=team).count() + 1
        indicator = Indicator(
            owner_team=team, change_package=team.change_package, code=f"{OWN_CODE}-{number}", position=number
        )
    elif indicator.owner_team_id != team.pk:
        raise MeasurementError(_("Indikatoren hører til et annet team."))
    wanted = {name: value for name, value in fields.items() if name in OWN_FIELDS}
    wanted |= _own_arithmetic(wanted)
    if indicator.pk and any(getattr(indicator, name) != wanted[name] for name in ("calculation", "multiplier")):
        _check_without_figures(indicator)
    wanted["name"] = wanted["short_name"]
    _fill(indicator, wanted)
    indicator.save()
    renew_stamps_of(indicator)
    _audit(indicator, team.network, "save_team_indicator", by)
    return indicator


def _own_arithmetic(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the calculation, whatever was typed beside it."""
    shape = Indicator(calculation=wanted["calculation"])
    found: dict[str, Any] = {}
    if shape.is_event_based:
        found["frequency"] = Indicator.Frequency.EVENT
    elif wanted.get("frequency") not in Indicator.CALENDAR_FREQUENCIES:
        found["frequency"] = Indicator.Frequency.MONTHLY
    if shape.is_percent:
        found |= {"multiplier": 100, "unit": "%"}
    elif shape.calculation == Indicator.Calculation.RATE:
        found["unit"] = _("per %(number)d") % {"number": wanted["multiplier"]}
    else:
        found["multiplier"] = 1
    if shape.is_event_based:
        found["unit"] = _("dager")
    # The long texts of a common indicator are labels here: a team knows what it means by its own words.
    found["numerator_text"] = wanted["numerator_label"]
    found["denominator_label"] = wanted["denominator_label"] if shape.has_denominator else ""
    found["denominator_text"] = found["denominator_label"]
    return found


def _check_without_figures(indicator: Indicator) -> None:
    if Measurement.objects.filter(planned_indicator__indicator=indicator).exists():
        raise MeasurementError(
            _("Dere har tall for indikatoren. Skal den regnes ut på en annen måte, lager dere en ny."), "calculation"
        )


def _check_network(network: Network) -> None:
    if network.is_closed:
        raise MeasurementError(_("Nettverket er avsluttet og kan ikke endres."))


def _fill(row: Indicator, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.has_denominator and not row.denominator_label:
        raise MeasurementError(_("Skriv hva det deles på."), "denominator_label")
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        field, said = next(iter(error.message_dict.items()))
        raise MeasurementError(said[0], field) from error


def _audit(row: Indicator, network: Network, action: str, by: User | None) -> None:
    record(by=by, action=action, scope=network.scope, subject=row, summary=f"{row.code} v{row.version}")
